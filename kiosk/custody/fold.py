"""One row of the journal onto the ledger. Pure, total, and the only way the ledger changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from kiosk.custody.changes import kept, made, replace, together
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
from kiosk.custody.ids import ConsignmentId, GrantId, PartyId, VisitId
from kiosk.custody.learning.fold import learn
from kiosk.custody.ledger import (
    Collection,
    Consignment,
    Grant,
    Intent,
    Ledger,
    Recorded,
    Visit,
)
from kiosk.custody.ledger import Staff as StaffMember
from kiosk.custody.machine.events import ClockBelieved, ClockMoved, MachineStarted, Withdrawn
from kiosk.custody.machine.pace import moved_along, shifted, time_at
from kiosk.custody.machine.state import RowTime
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

_MAY_LOOK_AGAIN = (Act.COLLECT, Act.REOPEN)


def fold(ledger: Ledger, row: Recorded) -> Ledger:
    """The ledger after `row`. Rows come in the order of `seq`."""
    time = time_at(ledger, row)
    if time is not None and time.moved:
        ledger = replace(ledger, attempts=shifted(ledger.attempts, time.moved))
    often = _OFTEN.get(type(row.event))
    folded = often(ledger, row, row.event) if often is not None else _seldom(ledger, row, time)
    return folded.after_row(row.seq, row.at, time)


def _seldom(ledger: Ledger, row: Recorded, time: RowTime | None) -> Ledger:
    """What `_OFTEN` does not have."""
    kind = type(row.event)
    folded = _COME_OR_GO.get(kind, _by_kind)(ledger, row, row.event)
    if kind in _ACCOUNTS:
        folded = _account(folded, row, row.event.compartment)  # type: ignore[attr-defined]  # each says where
    elif kind in ERASURES:
        folded = replace(folded, erased_at=row.seq)
    folded = note_departures(
        ledger.consignments, folded, row, time.paced if time is not None else ledger.paced or row.at
    )
    if time is not None and kind is ClockBelieved:
        folded = replace(folded, departed=moved_along(folded.departed, time, row.at))
    return folded


def _by_kind(ledger: Ledger, row: Recorded, event: Event) -> Ledger:
    match event:
        case VisitParked() | VisitResumed():
            return _park(ledger, row.visit, event)
        case OpeningAdded(grant_id, act):
            return _add_opening(ledger, grant_id, act)
        case DoorForced() | DoorFoundOpen() | DoorOpenedLate():
            return came_open_by_itself(ledger, event)
        case ClockMoved(seconds):
            return _phones(ledger, -seconds)
        case MachineStarted(bound=bound):
            return replace(_was_off(ledger, row.at), credentials_bound=ledger.credentials_bound or bound)
        case DoorsDown() | DoorsUp() | DoorsRemoved():
            return _reached(ledger, event, row.at)
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
            told = feel(allow(carry(learn(_limits(ledger, row), event), row), row), row)
            return expose(_things(told, row), row)


# --- visits -------------------------------------------------------------------------------------


def _began(ledger: Ledger, row: Recorded, event: VisitBegan) -> Ledger:
    if row.visit is None:
        return ledger
    number = ledger.visits_begun + 1
    begun = made(Visit, row.visit, number, event.word, event.journey, event.with_screen)
    visits = _with(ledger.visits, row.visit, begun)
    attempts = not_after(ledger.attempts, row.at)
    return replace(ledger, visits_begun=number, visits=visits, attempts=attempts)


def _limits(ledger: Ledger, row: Recorded) -> Ledger:
    match row.event:
        case LimitsSet() | GuessingSuspected():
            return replace(ledger, attempts=ruled(ledger.attempts, row.event, row.at))
        case _:
            return ledger


def _tried(ledger: Ledger, row: Recorded, event: CredentialTried) -> Ledger:
    proved = event.proved
    if proved is not None and proved in ledger.staff:
        ledger = _code_spent(ledger, row, event, proved)
    spent = spend(ledger.attempts, event.way, event.audience, hit=proved is not None, at=row.at)
    visit = ledger.visits.get(row.visit) if row.visit else None
    if visit is None or proved is None:
        return replace(ledger, attempts=spent)
    visits = _with(ledger.visits, visit.id, after_proof(visit, event, proved))
    return replace(ledger, attempts=spent, visits=visits)


def _code_spent(ledger: Ledger, row: Recorded, event: CredentialTried, proved: PartyId) -> Ledger:
    """What the code of a phone, or coming in without it, says of the phone of a member of staff."""
    member = ledger.staff[proved]
    if event.counter is not None:
        drift = event.counter - int(row.at.timestamp()) // CODE_LASTS
        member = replace(member, counter=event.counter, drift=drift, drift_at=ledger.paced, lost=False)
    elif Kind.TOTP in event.kinds:
        member = replace(member, lost=True)
    else:
        return ledger
    return replace(ledger, staff=_with(ledger.staff, proved, member))


def _phones(ledger: Ledger, seconds: int) -> Ledger:
    """The machine's clock was set: so much further ahead of it are the phones now."""
    steps = round(seconds / CODE_LASTS)
    staff = {k: replace(s, drift=s.drift + steps) for k, s in ledger.staff.items() if s.counter}
    return replace(ledger, staff={**ledger.staff, **staff}) if staff else ledger


def _visit(ledger: Ledger, visit: Visit, **changes: Any) -> Ledger:  # noqa: ANN401  as replace()
    """The ledger with this visit of it changed."""
    changed = replace(visit, **changes)
    return ledger if changed is visit else replace(ledger, visits=_with(ledger.visits, visit.id, changed))


def _park(ledger: Ledger, visit_id: VisitId | None, event: VisitParked | VisitResumed) -> Ledger:
    visit = ledger.visits.get(visit_id) if visit_id else None
    if visit is None:
        return ledger
    return _visit(ledger, visit, parked_at=event.door if isinstance(event, VisitParked) else None)


def _end(ledger: Ledger, row: Recorded, _: VisitEnded) -> Ledger:
    """A settled visit leaves with its grants and whatever it held."""
    visit_id = row.visit
    if visit_id is None:
        return ledger
    for label in [k for k, holding in ledger.holdings.items() if holding.held_by == visit_id]:
        ledger = _held(ledger, label, None)
    grants = kept(ledger.grants, lambda _, g: g.visit != visit_id)
    return replace(ledger, visits=_without(ledger.visits, visit_id), grants=grants)


# --- grants and openings ------------------------------------------------------------------------


def _give(ledger: Ledger, row: Recorded, event: GrantGiven) -> Ledger:
    """In the place of what the visit may do there so far."""
    visit, there = row.visit, event.compartment
    if visit is None:
        return ledger
    given = made(Grant, event.grant, visit, event.party, event.act, event.source, there, event.openings)
    others = kept(ledger.grants, lambda _, g: g.visit != visit or g.compartment != there)
    return replace(ledger, grants=_with(others, event.grant, given))


def _add_opening(ledger: Ledger, grant_id: GrantId, act: Act) -> Ledger:
    grant = ledger.grants.get(grant_id)
    if grant is None:
        return ledger
    return _grant(ledger, grant, openings=grant.openings + 1, act=act)


def _grant(ledger: Ledger, grant: Grant, **changes: Any) -> Ledger:  # noqa: ANN401  as replace()
    """The ledger with this grant of it changed."""
    changed = replace(grant, **changes)
    return ledger if changed is grant else replace(ledger, grants=_with(ledger.grants, grant.id, changed))


def _intend(ledger: Ledger, row: Recorded, event: OpeningIntended) -> Ledger:
    grant, door = ledger.grants.get(event.grant), event.door
    visit = ledger.visits.get(row.visit) if row.visit else None
    if grant is None or visit is None:
        return ledger
    there, act = grant.compartment, grant.act
    intent = made(Intent, event.intent, grant.id, visit.id, door, there, act, source=grant.source)
    # Whoever only learns what a channel opens owes no account of it.
    others = [i for i in visit.intents if i.door != door or i.act is not Act.COMMISSION]
    ledger = _grant(ledger, grant, openings=grant.openings - 1)
    ledger = _visit(ledger, visit, intents=(*others, intent))
    return _held(ledger, there, visit.id)


def _answer(ledger: Ledger, row: Recorded, event: OpeningEnded) -> Ledger:
    visit = ledger.visits.get(row.visit) if row.visit else None
    asked = [i for i in visit.intents if i.id == event.intent] if visit else []
    if visit is None or not asked:
        return ledger
    others = [i for i in visit.intents if i.id != event.intent]
    if event.result is DoorResult.NOT_SENT:
        return _visit(ledger, visit, intents=tuple(others))
    intent = replace(asked[0], result=event.result)
    intents = (*others, intent)
    if intent.act is Act.REOPEN:
        ledger = _visit(ledger, visit, intents=intents, collected=_reopened(visit, intent.compartment))
    else:
        ledger = _visit(ledger, visit, intents=intents)
    if intent.result is DoorResult.OPENED:
        return came_open(tries_over(ledger, intent), intent.door)
    return did_not_open(ledger, intent, row.at)


def _reopened(visit: Visit, compartment: str) -> tuple[Collection, ...]:
    return tuple(
        replace(c, reopened=c.reopened + 1) if c.compartment == compartment else c for c in visit.collected
    )


def _shut(ledger: Ledger, _: Recorded, event: DoorShut) -> Ledger:
    door = event.door
    for v in tuple(ledger.visits.values()):
        if v.parked_at == door or door in [i.door for i in v.intents]:
            intents = [
                replace(i, shut=True) if i.door == door else i
                for i in v.intents
                if i.door != door or not i.accounted
            ]
            parked_at = None if v.parked_at == door else v.parked_at
            ledger = _visit(ledger, v, intents=tuple(intents), parked_at=parked_at)
    return replace(ledger, doors_open=ledger.doors_open - {door})


def _account(ledger: Ledger, row: Recorded, there: str) -> Ledger:
    """What was just said of a compartment answers for the openings of it so far: they are over.

    So are their grants, but those of a recipient, who may be allowed to look once more.
    """
    visit = ledger.visits.get(row.visit) if row.visit else None
    if visit is None:
        return ledger
    answered = [
        replace(i, accounted=True) if i.compartment == there and i.result is DoorResult.OPENED else i
        for i in visit.intents
        if i.compartment != there or i.door in ledger.doors_open or i.result is None
    ]
    over = [
        k
        for k, g in ledger.grants.items()
        if g.openings <= 0 and g.compartment == there and g.visit == visit.id and g.act not in _MAY_LOOK_AGAIN
    ]
    ledger = replace(ledger, grants=_without(ledger.grants, *over)) if over else ledger
    return _visit(ledger, visit, intents=tuple(answered))


# --- things and spaces --------------------------------------------------------------------------


def _things(ledger: Ledger, row: Recorded) -> Ledger:
    match row.event:
        case DepositUndone(consignment, compartment):
            return _undo(ledger, row, consignment, compartment)
        case Withdrawn(consignment):
            return _withdraw(ledger, consignment)
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


def _announce(ledger: Ledger, row: Recorded, event: Announced) -> Ledger:
    thing = event.consignment
    coming = made(
        Consignment,
        thing,
        row.principal,
        event.service,
        event.legs,
        event.size,
        event.in_reach,
        route=event.route,
    )
    ledger = _out(ledger, thing)
    return expose(replace(ledger, consignments=_with(ledger.consignments, thing, coming)), row)


def _reserve(ledger: Ledger, row: Recorded, event: Reserved) -> Ledger:
    return _held(ledger, event.compartment, row.visit)


def _release(ledger: Ledger, row: Recorded, event: Released) -> Ledger:
    return _account(_held(ledger, event.compartment, None), row, event.compartment)


def _deposit(ledger: Ledger, row: Recorded, event: Deposited) -> Ledger:
    """The deposit's leg is done; the next one begins, and its clock, until a notice restarts it."""
    consignment, compartment = event.consignment, event.compartment
    thing = ledger.consignments.get(consignment)
    if thing is None:
        return _account(expose(ledger, row), row, compartment)
    ledger = _out(ledger, consignment)
    here = replace(
        thing,
        stage=Stage.WAITING,
        compartment=compartment,
        legs=thing.legs[1:] if thing.leg.act is Act.DEPOSIT else thing.legs,
        clock=_new_clock(ledger, compartment, row.at),
    )
    ledger = replace(ledger, consignments=_with(ledger.consignments, consignment, here))
    ledger = _hold(ledger, compartment, things=(*ledger.holding(compartment).things, consignment))
    visit = ledger.visits.get(row.visit) if row.visit else None
    if visit is not None:
        ledger = _visit(ledger, visit, deposited=(*visit.deposited, consignment))
    return _account(expose(ledger, row), row, compartment)


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
    return _visit(ledger, visit, deposited=tuple(c for c in visit.deposited if c != consignment))


def _collect(ledger: Ledger, row: Recorded, event: Collected) -> Ledger:
    ledger = allow(ledger, row) if ledger.delegations else ledger
    consignment = event.consignment
    thing = ledger.consignments.get(consignment)
    if thing is None:
        return expose(ledger, row)
    ledger = _out(ledger, consignment)
    ledger = replace(ledger, consignments=_without(ledger.consignments, consignment))
    visit = ledger.visits.get(row.visit) if row.visit else None
    if visit is not None:
        taken = made(Collection, consignment, event.compartment, row.at, thing.service)
        ledger = _visit(ledger, visit, collected=(*visit.collected, taken))
    return expose(ledger, row)


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


def _held(ledger: Ledger, compartment: str, by: VisitId | None) -> Ledger:
    return ledger if ledger.holding(compartment).held_by == by else _hold(ledger, compartment, held_by=by)


def _hold(ledger: Ledger, compartment: str, **changes: Any) -> Ledger:  # noqa: ANN401  as replace()
    before = ledger.holding(compartment)
    holding = replace(before, **changes)
    if holding.why is not None and holding.condition is not Condition.BROKEN:
        holding = replace(holding, why=None)
    if not holding.things and holding.held_by is None and holding.condition is Condition.KNOWN:
        return replace(ledger, holdings=_without(ledger.holdings, compartment))
    if holding is before:
        return ledger
    return replace(ledger, holdings=_with(ledger.holdings, compartment, holding))


def _thing(ledger: Ledger, consignment: ConsignmentId, **changes: Any) -> Ledger:  # noqa: ANN401  as replace()
    thing = ledger.consignments.get(consignment)
    if thing is None:
        return ledger
    changed = replace(thing, **changes)
    return replace(ledger, consignments=_with(ledger.consignments, consignment, changed))


def _new_clock(ledger: Ledger, compartment: str, at: datetime) -> RetentionClock:
    clock = made(RetentionClock, at)
    return clock.stop(at) if _is_down(ledger, compartment) else clock


def _notify(ledger: Ledger, row: Recorded, event: Notified) -> Ledger:
    thing = ledger.consignments.get(event.consignment)
    if thing is None or thing.compartment is None:
        return ledger
    told = replace(thing, clock=_new_clock(ledger, thing.compartment, row.at))
    return replace(ledger, consignments=_with(ledger.consignments, thing.id, told))


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
    if not ledger.doors_down:
        return ledger.rests
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


_OFTEN: Final[Mapping[type[Event], Callable[[Ledger, Recorded, Any], Ledger]]] = {
    VisitBegan: _began,
    VisitEnded: _end,
    CredentialTried: _tried,
    GrantGiven: _give,
    OpeningIntended: _intend,
    OpeningEnded: _answer,
    DoorShut: _shut,
    Deposited: _deposit,
    Notified: _notify,
    Reserved: _reserve,
    Released: _release,
}
"""What most rows are: each with a function of its own, which is found at once and does all there is to do.
By these rows nothing comes or goes and nobody is erased.
"""
_COME_OR_GO: Final[Mapping[type[Event], Callable[[Ledger, Recorded, Any], Ledger]]] = {
    Announced: _announce,
    Collected: _collect,
}
"""What else is frequent."""
