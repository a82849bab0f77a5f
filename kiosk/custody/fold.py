"""One row of the journal onto the ledger. Pure, total, and the only way the ledger changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from kiosk.custody.changes import kept, replace, together
from kiosk.custody.changes import put as _with
from kiosk.custody.changes import without as _without
from kiosk.custody.doors.events import (
    DoorForced,
    DoorFoundOpen,
    DoorOpenedLate,
    DoorsDown,
    DoorShut,
    DoorsRemoved,
    DoorsUp,
    GrantGiven,
    OpeningAdded,
    OpeningEnded,
    OpeningIntended,
    VisitBegan,
    VisitEnded,
    VisitParked,
    VisitResumed,
)
from kiosk.custody.doors.late import came_open, came_open_by_itself, did_not_open, tries_over
from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId, GrantId, IntentId, PartyId, VisitId
from kiosk.custody.learning.fold import learn
from kiosk.custody.ledger import (
    Collection,
    Consignment,
    Grant,
    Holding,
    Intent,
    Ledger,
    Recorded,
    Visit,
)
from kiosk.custody.ledger import Staff as StaffMember
from kiosk.custody.machine.events import ClockBelieved, ClockMoved, MachineStarted, Withdrawn
from kiosk.custody.machine.pace import moved_along, shifted, time_at
from kiosk.custody.power.events import BatteryLow, BatteryWell, SupplyGone
from kiosk.custody.power.fold import carry
from kiosk.custody.proofs.attempts import not_after, ruled, spend
from kiosk.custody.proofs.events import (
    CredentialTried,
    FaceForgotten,
    GuessingSuspected,
    LimitsSet,
    PersonErased,
    StaffAdded,
    StaffRemoved,
)
from kiosk.custody.proofs.fold import allow
from kiosk.custody.proofs.fold import proved as after_proof
from kiosk.custody.senses.fold import expose, feel
from kiosk.custody.things.clocks import RetentionClock
from kiosk.custody.things.departures import note_departures
from kiosk.custody.things.events import (
    Announced,
    Collected,
    DeparturesForgotten,
    Deposited,
    DepositUndone,
    Inspected,
    LeftInside,
    Leg,
    MarkedBroken,
    MarkedUnknown,
    Notified,
    Quarantined,
    Released,
    Reserved,
)
from kiosk.custody.words import CODE_LASTS, Act, Condition, DoorResult, Kind, Stage, Why
from kiosk.custody.work.events import LevelSet, TaskDone, TaskMade
from kiosk.custody.work.fold import work

_ACCOUNTS: Final[frozenset[type[Event]]] = frozenset(
    {
        Collected,
        LeftInside,
        Deposited,
        DepositUndone,
        Released,
        Inspected,
        Quarantined,
        MarkedUnknown,
        MarkedBroken,
    }
)

FOLD: Final = 3
"""Raised when a row that could be written before makes something else of the ledger than it did: then no
older snapshot is believed, and the first start folds every row anew. A new event, a new field of the ledger
that only new events fill, and a faster fold need no other number. `tests/golden/test_folds.py` notices.
"""

ERASURES: Final[frozenset[type[Event]]] = frozenset(
    {StaffRemoved, PersonErased, FaceForgotten, DeparturesForgotten}
)
"""After these no older copy of the data may stay."""

_NOTHING: Final = Holding()
_MAY_LOOK_AGAIN = (Act.COLLECT, Act.REOPEN)


def fold(ledger: Ledger, row: Recorded) -> Ledger:
    """The ledger after `row`. Rows come in the order of `seq`."""
    before = ledger.consignments
    kind = type(row.event)
    time = time_at(ledger, row)
    if time.moved:
        ledger = replace(ledger, attempts=shifted(ledger.attempts, time.moved))
    folded = _OFTEN.get(kind, _seldom)(ledger, row)
    if kind in _ACCOUNTS:
        folded = _account(folded, row)
    elif kind in ERASURES:
        folded = replace(folded, erased_at=row.seq)
    folded = note_departures(before, folded, row, time.paced)
    if kind is ClockBelieved:
        folded = replace(folded, departed=moved_along(folded.departed, time, row.at))
    return folded.after_row(row.seq, row.at, time)


def _seldom(ledger: Ledger, row: Recorded) -> Ledger:
    match row.event:
        case VisitBegan() | VisitEnded() | VisitParked() | VisitResumed():
            return _visits(ledger, row)
        case GrantGiven() | OpeningAdded() | OpeningIntended() | OpeningEnded():
            return _openings(ledger, row)
        case DoorShut(door):
            return _shut(ledger, door)
        case DoorForced() | DoorFoundOpen() | DoorOpenedLate():
            return came_open_by_itself(ledger, row.event)
        case ClockMoved(seconds):
            return _phones(ledger, -seconds)
        case MachineStarted(bound=bound):
            return replace(_was_off(ledger, row.at), credentials_bound=ledger.credentials_bound or bound)
        case DoorsDown() | DoorsUp() | DoorsRemoved():
            return _reached(ledger, row.event, row.at)
        case StaffAdded(staff, role, route):
            member = StaffMember(staff, role, row.principal, since=row.at, route=route)
            return replace(ledger, staff=_with(ledger.staff, staff, member))
        case StaffRemoved(staff):
            return replace(ledger, staff=_without(ledger.staff, staff))
        case BatteryLow() | BatteryWell() | SupplyGone():
            return _clocks(carry(ledger, row), tuple(ledger.holdings), row.at)
        case TaskMade() | TaskDone() | LevelSet():
            return work(ledger, row)
        case _:
            told = feel(allow(carry(learn(_tries(ledger, row), row.event), row), row), row)
            return expose(_things(told, row), row)


# --- visits -------------------------------------------------------------------------------------


def _visits(ledger: Ledger, row: Recorded) -> Ledger:
    match row.event:
        case VisitBegan(journey, word, with_screen) if row.visit is not None:
            number = ledger.visits_begun + 1
            begun = Visit(row.visit, number, word, journey, with_screen)
            visits = _with(ledger.visits, row.visit, begun)
            attempts = not_after(ledger.attempts, row.at)
            return replace(ledger, visits_begun=number, visits=visits, attempts=attempts)
        case VisitEnded():
            return _end(ledger, row.visit)
        case VisitParked(door):
            return _visit(ledger, row.visit, parked_at=door)
        case VisitResumed():
            return _visit(ledger, row.visit, parked_at=None)
        case _:
            return ledger


def _tries(ledger: Ledger, row: Recorded) -> Ledger:
    match row.event:
        case LimitsSet() | GuessingSuspected():
            return replace(ledger, attempts=ruled(ledger.attempts, row.event, row.at))
        case CredentialTried(way, audience, proved, counter) as tried:
            if proved is not None and counter is not None and proved in ledger.staff:
                drift = counter - int(row.at.timestamp()) // CODE_LASTS
                spent_code = replace(
                    ledger.staff[proved], counter=counter, drift=drift, drift_at=ledger.paced, lost=False
                )
                ledger = replace(ledger, staff=_with(ledger.staff, proved, spent_code))
            elif proved is not None and proved in ledger.staff and Kind.TOTP in tried.kinds:
                without_phone = replace(ledger.staff[proved], lost=True)
                ledger = replace(ledger, staff=_with(ledger.staff, proved, without_phone))
            spent = spend(ledger.attempts, way, audience, hit=proved is not None, at=row.at)
            ledger = replace(ledger, attempts=spent)
            visit = ledger.visits.get(row.visit) if row.visit else None
            if visit is None or proved is None:
                return ledger
            shown = after_proof(visit, tried, proved)
            return replace(ledger, visits=_with(ledger.visits, visit.id, shown))
        case _:
            return ledger


def _phones(ledger: Ledger, seconds: int) -> Ledger:
    """The machine's clock was set: so much further ahead of it are the phones now."""
    steps = round(seconds / CODE_LASTS)
    staff = {k: replace(s, drift=s.drift + steps) for k, s in ledger.staff.items() if s.counter}
    return replace(ledger, staff={**ledger.staff, **staff}) if staff else ledger


def _visit(ledger: Ledger, visit_id: VisitId | None, **changes: Any) -> Ledger:  # noqa: ANN401  as replace()
    visit = ledger.visits.get(visit_id) if visit_id else None
    if visit is None:
        return ledger
    return replace(ledger, visits=_with(ledger.visits, visit.id, replace(visit, **changes)))


def _end(ledger: Ledger, visit_id: VisitId | None) -> Ledger:
    """A settled visit leaves with its grants and whatever it held."""
    if visit_id is None:
        return ledger
    for label in [k for k, holding in ledger.holdings.items() if holding.held_by == visit_id]:
        ledger = _hold(ledger, label, held_by=None)
    grants = kept(ledger.grants, lambda _, g: g.visit != visit_id)
    return replace(ledger, visits=_without(ledger.visits, visit_id), grants=grants)


# --- grants and openings ------------------------------------------------------------------------


def _openings(ledger: Ledger, row: Recorded) -> Ledger:
    match row.event:
        case GrantGiven(grant, party, act, source, compartment, openings) if row.visit is not None:
            given = Grant(grant, row.visit, party, act, source, compartment, openings)
            others = kept(ledger.grants, lambda _, g: not _same_space(g, given))
            return replace(ledger, grants=_with(others, grant, given))
        case OpeningAdded(grant_id, act):
            return _add_opening(ledger, grant_id, act)
        case OpeningIntended(intent_id, grant_id, door):
            return _intend(ledger, row, intent_id, grant_id, door)
        case OpeningEnded(intent_id, result):
            return _answer(ledger, row, intent_id, result)
        case _:
            return ledger


def _same_space(old: Grant, new: Grant) -> bool:
    return old.visit == new.visit and old.compartment == new.compartment


def _add_opening(ledger: Ledger, grant_id: GrantId, act: Act) -> Ledger:
    grant = ledger.grants.get(grant_id)
    if grant is None:
        return ledger
    added = replace(grant, openings=grant.openings + 1, act=act)
    return replace(ledger, grants=_with(ledger.grants, grant_id, added))


def _intend(ledger: Ledger, row: Recorded, intent_id: IntentId, grant_id: GrantId, door: str) -> Ledger:
    grant = ledger.grants.get(grant_id)
    visit = ledger.visits.get(row.visit) if row.visit else None
    if grant is None or visit is None:
        return ledger
    used = replace(grant, openings=grant.openings - 1)
    intent = Intent(intent_id, grant_id, visit.id, door, grant.compartment, grant.act, source=grant.source)
    ledger = replace(ledger, grants=_with(ledger.grants, grant_id, used))
    ledger = _hold(ledger, grant.compartment, held_by=visit.id)
    # Whoever only learns what a channel opens owes no account of it.
    others = (i for i in visit.intents if i.door != door or i.act is not Act.COMMISSION)
    return _visit(ledger, visit.id, intents=(*others, intent))


def _answer(ledger: Ledger, row: Recorded, intent_id: IntentId, result: DoorResult) -> Ledger:
    visit = ledger.visits.get(row.visit) if row.visit else None
    intent = next((i for i in visit.intents if i.id == intent_id), None) if visit else None
    if visit is None or intent is None:
        return ledger
    others = tuple(i for i in visit.intents if i.id != intent_id)
    if result is DoorResult.NOT_SENT:
        return _visit(ledger, visit.id, intents=others)
    ledger = _visit(ledger, visit.id, intents=(*others, replace(intent, result=result)))
    if intent.act is Act.REOPEN:
        ledger = _visit(ledger, visit.id, collected=_reopened(visit, intent.compartment))
    if result is DoorResult.OPENED:
        return came_open(tries_over(ledger, intent), intent.door)
    return did_not_open(ledger, replace(intent, result=result), row.at)


def _reopened(visit: Visit, compartment: str) -> tuple[Collection, ...]:
    return tuple(
        replace(c, reopened=c.reopened + 1) if c.compartment == compartment else c for c in visit.collected
    )


def _shut(ledger: Ledger, door: str) -> Ledger:
    visits = ledger.visits
    for k, v in tuple(visits.items()):
        if v.parked_at == door or any(i.door == door for i in v.intents):
            intents = tuple(
                replace(i, shut=True) if i.door == door else i
                for i in v.intents
                if i.door != door or not i.accounted
            )
            parked_at = None if v.parked_at == door else v.parked_at
            visits = _with(visits, k, replace(v, intents=intents, parked_at=parked_at))
    return replace(ledger, doors_open=ledger.doors_open - {door}, visits=visits)


def _account(ledger: Ledger, row: Recorded) -> Ledger:
    """What was just said of a compartment answers for the openings of it so far: they are over.

    So are their grants, but those of a recipient, who may be allowed to look once more.
    """
    there: str = row.event.compartment  # type: ignore[attr-defined]  # each of these says where
    visit = ledger.visits.get(row.visit) if row.visit else None
    if visit is None:
        return ledger
    intents = (
        replace(i, accounted=True) if i.compartment == there and i.result is DoorResult.OPENED else i
        for i in visit.intents
        if i.compartment != there or i.door in ledger.doors_open or i.result is None
    )
    answered = tuple(intents)

    def stays(_: GrantId, g: Grant) -> bool:
        other = (g.visit, g.compartment) != (visit.id, there)
        return g.openings > 0 or g.act in _MAY_LOOK_AGAIN or other

    return _visit(replace(ledger, grants=kept(ledger.grants, stays)), visit.id, intents=answered)


# --- things and spaces --------------------------------------------------------------------------


def _things(ledger: Ledger, row: Recorded) -> Ledger:
    match row.event:
        case Announced(consignment, service, legs, size, in_reach, route):
            coming = Consignment(consignment, row.principal, service, legs, size, in_reach, route=route)
            ledger = _out(ledger, consignment)
            return replace(ledger, consignments=_with(ledger.consignments, consignment, coming))
        case Deposited(consignment, compartment):
            return _put(ledger, row, consignment, compartment)
        case DepositUndone(consignment, compartment):
            return _undo(ledger, row, consignment, compartment)
        case Notified(consignment):
            return _notified(ledger, consignment, row.at)
        case Collected(consignment, compartment):
            return _take(ledger, row, consignment, compartment)
        case Withdrawn(consignment):
            return _withdraw(ledger, consignment)
        case _:
            return _spaces(ledger, row)


def _spaces(ledger: Ledger, row: Recorded) -> Ledger:
    match row.event:
        case Reserved(compartment):
            return _hold(ledger, compartment, held_by=row.visit)
        case Released(compartment):
            return _hold(ledger, compartment, held_by=None)
        case MarkedUnknown(compartment):
            return _hold(ledger, compartment, condition=Condition.UNKNOWN)
        case MarkedBroken(compartment, why):
            # What a technician has taken out of service stays so, whatever its lock does meanwhile.
            kept = ledger.holding(compartment).why is Why.WITHDRAWN
            why = Why.WITHDRAWN if kept else why
            return _hold(ledger, compartment, condition=Condition.BROKEN, why=why)
        case Quarantined(compartment):
            ledger = _hold(ledger, compartment, condition=Condition.QUARANTINED)
            for thing in ledger.holding(compartment).things:
                ledger = _thing(ledger, thing, stage=Stage.QUARANTINED)
            return ledger
        case Inspected(compartment, empty):
            return _inspected(ledger, compartment, empty=empty)
        case _:
            return ledger


def _put(ledger: Ledger, row: Recorded, consignment: ConsignmentId, compartment: str) -> Ledger:
    """The deposit's leg is done; the next one begins, and its clock, until a notice restarts it."""
    thing = ledger.consignments.get(consignment)
    if thing is None:
        return ledger
    ledger = _out(ledger, consignment)
    ledger = _thing(
        ledger,
        consignment,
        stage=Stage.WAITING,
        compartment=compartment,
        legs=thing.legs[1:] if thing.leg.act is Act.DEPOSIT else thing.legs,
        clock=_new_clock(ledger, compartment, row.at),
    )
    ledger = _hold(ledger, compartment, things=(*ledger.holding(compartment).things, consignment))
    visit = ledger.visits.get(row.visit) if row.visit else None
    return _visit(ledger, row.visit, deposited=(*visit.deposited, consignment)) if visit else ledger


def _undo(ledger: Ledger, row: Recorded, consignment: ConsignmentId, compartment: str) -> Ledger:
    thing = ledger.consignments.get(consignment)
    if thing is None or thing.compartment != compartment:
        return ledger
    ledger = _out(ledger, consignment)
    role = ledger.role_of(PartyId(row.actor)) or "courier"
    again = Leg(Act.DEPOSIT, role=role)
    ledger = _thing(
        ledger,
        consignment,
        stage=Stage.ANNOUNCED,
        compartment=None,
        legs=(again, *thing.legs),
        clock=None,
    )
    visit = ledger.visits.get(row.visit) if row.visit else None
    if visit is None:
        return ledger
    return _visit(ledger, visit.id, deposited=tuple(c for c in visit.deposited if c != consignment))


def _take(ledger: Ledger, row: Recorded, consignment: ConsignmentId, compartment: str) -> Ledger:
    thing = ledger.consignments.get(consignment)
    if thing is None:
        return ledger
    ledger = _out(ledger, consignment)
    ledger = replace(ledger, consignments=_without(ledger.consignments, consignment))
    visit = ledger.visits.get(row.visit) if row.visit else None
    if visit is None:
        return ledger
    taken = Collection(consignment, compartment, row.at, thing.service)
    return _visit(ledger, visit.id, collected=(*visit.collected, taken))


def _withdraw(ledger: Ledger, consignment: ConsignmentId) -> Ledger:
    """What lies here stays in the book until somebody has taken it out."""
    thing = ledger.consignments.get(consignment)
    if thing is None or thing.stage is not Stage.ANNOUNCED:
        return ledger
    return replace(ledger, consignments=_without(ledger.consignments, consignment))


def _inspected(ledger: Ledger, compartment: str, *, empty: bool) -> Ledger:
    """Empty: usable again. Not empty: right again if the book has something there, else still unknown.

    What somebody has refused stays halted until it is taken away.
    """
    holding = ledger.holding(compartment)
    if empty:
        ledger = replace(ledger, consignments=_without(ledger.consignments, *holding.things))
        return _hold(ledger, compartment, things=(), condition=Condition.KNOWN)
    stages = {ledger.consignments[thing].stage for thing in holding.things}
    if Stage.QUARANTINED in stages:
        return _hold(ledger, compartment, condition=Condition.QUARANTINED)
    return _hold(ledger, compartment, condition=Condition.KNOWN if stages else Condition.UNKNOWN)


def _out(ledger: Ledger, consignment: ConsignmentId) -> Ledger:
    """Out of wherever the book has it."""
    thing = ledger.consignments.get(consignment)
    if thing is None or thing.compartment is None:
        return ledger
    things = tuple(t for t in ledger.holding(thing.compartment).things if t != consignment)
    return _hold(ledger, thing.compartment, things=things)


def _hold(ledger: Ledger, compartment: str, **changes: Any) -> Ledger:  # noqa: ANN401  as replace()
    holding = replace(ledger.holding(compartment), **changes)
    if holding.why is not None and holding.condition is not Condition.BROKEN:
        holding = replace(holding, why=None)
    if holding == _NOTHING:
        return replace(ledger, holdings=_without(ledger.holdings, compartment))
    return replace(ledger, holdings=_with(ledger.holdings, compartment, holding))


def _thing(ledger: Ledger, consignment: ConsignmentId, **changes: Any) -> Ledger:  # noqa: ANN401  as replace()
    thing = ledger.consignments.get(consignment)
    if thing is None:
        return ledger
    changed = replace(thing, **changes)
    return replace(ledger, consignments=_with(ledger.consignments, consignment, changed))


def _new_clock(ledger: Ledger, compartment: str, at: datetime) -> RetentionClock:
    clock = RetentionClock(at)
    return clock.stop(at) if _is_down(ledger, compartment) else clock


def _notified(ledger: Ledger, consignment: ConsignmentId, at: datetime) -> Ledger:
    thing = ledger.consignments.get(consignment)
    if thing is None or thing.compartment is None:
        return ledger
    return _thing(ledger, consignment, clock=_new_clock(ledger, thing.compartment, at))


def _was_off(ledger: Ledger, at: datetime) -> Ledger:
    """The machine is there again: nobody could collect since the last row, so no clock ran."""
    clocks = {
        thing.id: thing.clock.stop(ledger.at).go_on(at)
        for thing in ledger.consignments.values()
        if thing.clock is not None and thing.clock.standing_since is None and ledger.at is not None
    }
    return replace(_with_clocks(ledger, clocks), attempts=not_after(ledger.attempts, at))


def _with_clocks(ledger: Ledger, clocks: Mapping[ConsignmentId, RetentionClock]) -> Ledger:
    if not clocks:
        return ledger
    things = [(k, replace(ledger.consignments[k], clock=clock)) for k, clock in clocks.items()]
    return replace(ledger, consignments=together(ledger.consignments, things))


def _is_down(ledger: Ledger, compartment: str) -> bool:
    return ledger.rests or any(_home_of(door) == compartment for door in ledger.doors_down)


def _home_of(door: str) -> str:
    return door.split("/", 1)[0]


def _reached(ledger: Ledger, event: DoorsDown | DoorsUp | DoorsRemoved, at: datetime) -> Ledger:
    doors = set(event.doors)
    match event:
        case DoorsDown():
            ledger = replace(ledger, doors_down=ledger.doors_down | doors)
        case DoorsUp():
            ledger = replace(ledger, doors_down=ledger.doors_down - doors)
        case DoorsRemoved():
            opened = ledger.doors_open - doors
            unopened = _without(ledger.unopened, *doors)
            down = ledger.doors_down - doors
            ledger = replace(ledger, doors_down=down, doors_open=opened, unopened=unopened)
    return _clocks(ledger, event.doors, at)


def _clocks(ledger: Ledger, doors: tuple[str, ...], at: datetime) -> Ledger:
    """Stops or continues the clocks behind these doors, by whether a door of theirs is down now."""
    down = {_home_of(door) for door in ledger.doors_down}
    clocks: dict[ConsignmentId, RetentionClock] = {}
    for compartment in {_home_of(door) for door in doors}:
        for thing_id in ledger.holding(compartment).things:
            clock = ledger.consignments[thing_id].clock
            if clock is not None:
                stands = ledger.rests or compartment in down
                clocks[thing_id] = clock.stop(at) if stands else clock.go_on(at)
    return _with_clocks(ledger, clocks)


def _moves_things(ledger: Ledger, row: Recorded) -> Ledger:
    return expose(_things(ledger, row), row)


def _takes(ledger: Ledger, row: Recorded) -> Ledger:
    return expose(_things(allow(ledger, row), row), row)


def _shuts(ledger: Ledger, row: Recorded) -> Ledger:
    return _shut(ledger, row.event.door) if isinstance(row.event, DoorShut) else ledger


_OFTEN: Final[Mapping[type[Event], Callable[[Ledger, Recorded], Ledger]]] = {
    VisitBegan: _visits,
    VisitEnded: _visits,
    GrantGiven: _openings,
    OpeningIntended: _openings,
    OpeningEnded: _openings,
    DoorShut: _shuts,
    CredentialTried: _tries,
    Announced: _moves_things,
    Deposited: _moves_things,
    Collected: _takes,
    Notified: _things,
    Reserved: _spaces,
    Released: _spaces,
}
"""What most rows are, and where each of them counts: the same as `_seldom` comes to, sooner."""
