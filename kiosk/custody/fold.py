"""One row of the journal onto the ledger. Pure, total, and the only way the ledger changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from kiosk.custody import events as e
from kiosk.custody.attempts import spend
from kiosk.custody.clocks import RetentionClock
from kiosk.custody.ids import ConsignmentId, GrantId, IntentId, VisitId
from kiosk.custody.ledger import (
    Collection,
    Consignment,
    Grant,
    Holding,
    Intent,
    Ledger,
    Recorded,
    Task,
    Visit,
)
from kiosk.custody.ledger import Staff as StaffMember
from kiosk.custody.words import Act, Condition, DoorResult, Stage

_ACCOUNTS = (
    e.Collected,
    e.LeftInside,
    e.Deposited,
    e.DepositUndone,
    e.Released,
    e.Inspected,
    e.Quarantined,
    e.MarkedUnknown,
    e.MarkedBroken,
)

K = TypeVar("K")
V = TypeVar("V")


def fold(ledger: Ledger, row: Recorded) -> Ledger:
    """The ledger after `row`. Rows come in the order of `seq`."""
    folded = _account(_fold_event(ledger, row), row)
    return replace(folded, seq=row.seq)


def _fold_event(ledger: Ledger, row: Recorded) -> Ledger:
    match row.event:
        case e.VisitBegan() | e.VisitEnded() | e.VisitParked() | e.VisitResumed() | e.CredentialTried():
            return _visits(ledger, row)
        case e.GrantGiven() | e.OpeningAdded() | e.OpeningIntended() | e.OpeningEnded():
            return _openings(ledger, row)
        case e.DoorShut(door):
            return _shut(ledger, door)
        case e.DoorForced(door) | e.DoorFoundOpen(door):
            return replace(ledger, doors_open=ledger.doors_open | {door})
        case e.DoorsDown(doors):
            return _clocks(replace(ledger, doors_down=ledger.doors_down | set(doors)), doors, row.at)
        case e.DoorsUp(doors):
            return _clocks(replace(ledger, doors_down=ledger.doors_down - set(doors)), doors, row.at)
        case e.StaffAdded(staff, role):
            member = StaffMember(staff, role, row.principal)
            return replace(ledger, staff=_with(ledger.staff, staff, member))
        case e.StaffRemoved(staff):
            return replace(ledger, staff=_without(ledger.staff, staff))
        case e.TaskMade(task, kind, compartment, role, note):
            made = Task(task, kind, compartment, role, row.principal, note)
            return replace(ledger, tasks=_with(ledger.tasks, task, made))
        case e.TaskDone(task):
            return replace(ledger, tasks=_without(ledger.tasks, task))
        case _:
            return _things(ledger, row)


# --- visits -------------------------------------------------------------------------------------


def _visits(ledger: Ledger, row: Recorded) -> Ledger:
    match row.event:
        case e.VisitBegan(journey, word, with_screen) if row.visit is not None:
            number = ledger.visits_begun + 1
            begun = Visit(row.visit, number, word, journey, with_screen)
            return replace(ledger, visits_begun=number, visits=_with(ledger.visits, row.visit, begun))
        case e.VisitEnded():
            return _end(ledger, row.visit)
        case e.VisitParked(door):
            return _visit(ledger, row.visit, parked_at=door)
        case e.VisitResumed():
            return _visit(ledger, row.visit, parked_at=None)
        case e.CredentialTried(way, audience, proved):
            spent = spend(ledger.attempts, way, audience, hit=proved is not None, at=row.at)
            ledger = replace(ledger, attempts=spent)
            visit = ledger.visits.get(row.visit) if row.visit else None
            if visit is None or proved is None:
                return ledger
            return _visit(ledger, visit.id, proven=_with(visit.proven, proved, audience))
        case _:
            return ledger


def _visit(ledger: Ledger, visit_id: VisitId | None, **changes: Any) -> Ledger:  # noqa: ANN401  as replace()
    visit = ledger.visits.get(visit_id) if visit_id else None
    if visit is None:
        return ledger
    return replace(ledger, visits=_with(ledger.visits, visit.id, replace(visit, **changes)))


def _end(ledger: Ledger, visit_id: VisitId | None) -> Ledger:
    """A settled visit leaves with its grants and whatever it held."""
    if visit_id is None:
        return ledger
    holdings = {
        label: replace(holding, held_by=None) if holding.held_by == visit_id else holding
        for label, holding in ledger.holdings.items()
    }
    grants = {k: g for k, g in ledger.grants.items() if g.visit != visit_id}
    return replace(ledger, visits=_without(ledger.visits, visit_id), grants=grants, holdings=holdings)


# --- grants and openings ------------------------------------------------------------------------


def _openings(ledger: Ledger, row: Recorded) -> Ledger:
    match row.event:
        case e.GrantGiven(grant, party, act, source, compartment, openings) if row.visit is not None:
            given = Grant(grant, row.visit, party, act, source, compartment, openings)
            others = {k: g for k, g in ledger.grants.items() if not _same_space(g, given)}
            return replace(ledger, grants=_with(others, grant, given))
        case e.OpeningAdded(grant_id, act):
            return _add_opening(ledger, row, grant_id, act)
        case e.OpeningIntended(intent_id, grant_id, door):
            return _intend(ledger, row, intent_id, grant_id, door)
        case e.OpeningEnded(intent_id, result):
            return _answer(ledger, row, intent_id, result)
        case _:
            return ledger


def _same_space(old: Grant, new: Grant) -> bool:
    return old.visit == new.visit and old.compartment == new.compartment


def _add_opening(ledger: Ledger, row: Recorded, grant_id: GrantId, act: Act) -> Ledger:
    grant = ledger.grants.get(grant_id)
    if grant is None:
        return ledger
    added = replace(grant, openings=grant.openings + 1, act=act)
    ledger = replace(ledger, grants=_with(ledger.grants, grant_id, added))
    visit = ledger.visits.get(row.visit) if row.visit else None
    if act is not Act.REOPEN or visit is None:
        return ledger
    collected = tuple(
        replace(c, reopened=c.reopened + 1) if c.compartment == grant.compartment else c
        for c in visit.collected
    )
    return _visit(ledger, visit.id, collected=collected)


def _intend(ledger: Ledger, row: Recorded, intent_id: IntentId, grant_id: GrantId, door: str) -> Ledger:
    grant = ledger.grants.get(grant_id)
    visit = ledger.visits.get(row.visit) if row.visit else None
    if grant is None or visit is None:
        return ledger
    used = replace(grant, openings=grant.openings - 1)
    intent = Intent(intent_id, grant_id, visit.id, door, grant.compartment, grant.act)
    ledger = replace(ledger, grants=_with(ledger.grants, grant_id, used))
    ledger = _hold(ledger, grant.compartment, held_by=visit.id)
    open_questions = tuple(i for i in visit.intents if i.compartment != intent.compartment or not i.accounted)
    return _visit(ledger, visit.id, intents=(*open_questions, intent))


def _answer(ledger: Ledger, row: Recorded, intent_id: IntentId, result: DoorResult) -> Ledger:
    visit = ledger.visits.get(row.visit) if row.visit else None
    if visit is None:
        return ledger
    intents = tuple(replace(i, result=result) if i.id == intent_id else i for i in visit.intents)
    ledger = _visit(ledger, visit.id, intents=intents)
    opened = {i.door for i in intents if i.id == intent_id and result is DoorResult.OPENED}
    return replace(ledger, doors_open=ledger.doors_open | opened)


def _shut(ledger: Ledger, door: str) -> Ledger:
    visits = {
        k: replace(v, intents=tuple(replace(i, shut=True) if i.door == door else i for i in v.intents))
        for k, v in ledger.visits.items()
    }
    return replace(ledger, doors_open=ledger.doors_open - {door}, visits=visits)


def _account(ledger: Ledger, row: Recorded) -> Ledger:
    """What was just said of a compartment answers for the openings of it so far."""
    said = row.event
    visit = ledger.visits.get(row.visit) if row.visit else None
    if visit is None or not isinstance(said, _ACCOUNTS):
        return ledger
    intents = tuple(
        replace(i, accounted=True) if i.compartment == said.compartment else i for i in visit.intents
    )
    return _visit(ledger, visit.id, intents=intents)


# --- things and spaces --------------------------------------------------------------------------


def _things(ledger: Ledger, row: Recorded) -> Ledger:
    match row.event:
        case e.Announced(consignment, service, legs, size, in_reach):
            coming = Consignment(consignment, row.principal, service, legs, size, in_reach)
            return replace(ledger, consignments=_with(ledger.consignments, consignment, coming))
        case e.Deposited(consignment, compartment):
            return _put(ledger, row, consignment, compartment)
        case e.DepositUndone(consignment, compartment):
            return _undo(ledger, row, consignment, compartment)
        case e.Notified(consignment):
            return _thing(ledger, consignment, clock=RetentionClock(row.at))
        case e.Collected(consignment, compartment):
            return _take(ledger, row, consignment, compartment)
        case _:
            return _spaces(ledger, row)


def _spaces(ledger: Ledger, row: Recorded) -> Ledger:
    match row.event:
        case e.Reserved(compartment):
            return _hold(ledger, compartment, held_by=row.visit)
        case e.Released(compartment):
            return _hold(ledger, compartment, held_by=None)
        case e.MarkedUnknown(compartment):
            return _hold(ledger, compartment, condition=Condition.UNKNOWN)
        case e.MarkedBroken(compartment):
            return _hold(ledger, compartment, condition=Condition.BROKEN)
        case e.Quarantined(compartment):
            ledger = _hold(ledger, compartment, condition=Condition.QUARANTINED)
            for thing in ledger.holding(compartment).things:
                ledger = _thing(ledger, thing, stage=Stage.QUARANTINED)
            return ledger
        case e.Inspected(compartment, empty):
            return _inspected(ledger, compartment, empty=empty)
        case _:
            return ledger


def _put(ledger: Ledger, row: Recorded, consignment: ConsignmentId, compartment: str) -> Ledger:
    """The deposit's leg is done; the next one begins, and its clock, until a notice restarts it."""
    thing = ledger.consignments.get(consignment)
    if thing is None:
        return ledger
    holding = ledger.holding(compartment)
    clock = RetentionClock(row.at)
    if any(door.split("/")[0] == compartment for door in ledger.doors_down):
        clock = clock.stop(row.at)
    ledger = _thing(
        ledger,
        consignment,
        stage=Stage.WAITING,
        compartment=compartment,
        legs=thing.legs[1:],
        clock=clock,
    )
    ledger = _hold(ledger, compartment, things=(*holding.things, consignment))
    visit = ledger.visits.get(row.visit) if row.visit else None
    return _visit(ledger, row.visit, deposited=(*visit.deposited, consignment)) if visit else ledger


def _undo(ledger: Ledger, row: Recorded, consignment: ConsignmentId, compartment: str) -> Ledger:
    thing = ledger.consignments.get(consignment)
    if thing is None:
        return ledger
    member = next((s for s in ledger.staff.values() if s.id == row.actor), None)
    again = e.Leg(Act.DEPOSIT, role=member.role if member else "courier")
    ledger = _thing(
        ledger,
        consignment,
        stage=Stage.ANNOUNCED,
        compartment=None,
        legs=(again, *thing.legs),
        clock=None,
    )
    ledger = _out_of(ledger, compartment, consignment)
    visit = ledger.visits.get(row.visit) if row.visit else None
    if visit is None:
        return ledger
    return _visit(ledger, visit.id, deposited=tuple(c for c in visit.deposited if c != consignment))


def _take(ledger: Ledger, row: Recorded, consignment: ConsignmentId, compartment: str) -> Ledger:
    thing = ledger.consignments.get(consignment)
    if thing is None:
        return ledger
    ledger = replace(ledger, consignments=_without(ledger.consignments, consignment))
    ledger = _out_of(ledger, compartment, consignment)
    visit = ledger.visits.get(row.visit) if row.visit else None
    if visit is None:
        return ledger
    taken = Collection(consignment, compartment, row.at, thing.service)
    return _visit(ledger, visit.id, collected=(*visit.collected, taken))


def _inspected(ledger: Ledger, compartment: str, *, empty: bool) -> Ledger:
    """Empty: usable again. Not empty: right again if the book has something there, else still unknown."""
    holding = ledger.holding(compartment)
    if empty:
        left = {k: c for k, c in ledger.consignments.items() if k not in holding.things}
        ledger = replace(ledger, consignments=left)
        return _hold(ledger, compartment, things=(), condition=Condition.KNOWN)
    if holding.condition is Condition.QUARANTINED:
        return ledger
    known = Condition.KNOWN if holding.things else Condition.UNKNOWN
    return _hold(ledger, compartment, condition=known)


def _out_of(ledger: Ledger, compartment: str, consignment: ConsignmentId) -> Ledger:
    things = tuple(t for t in ledger.holding(compartment).things if t != consignment)
    return _hold(ledger, compartment, things=things)


def _hold(ledger: Ledger, compartment: str, **changes: Any) -> Ledger:  # noqa: ANN401  as replace()
    holding = replace(ledger.holding(compartment), **changes)
    if holding == Holding():
        return replace(ledger, holdings=_without(ledger.holdings, compartment))
    return replace(ledger, holdings=_with(ledger.holdings, compartment, holding))


def _thing(ledger: Ledger, consignment: ConsignmentId, **changes: Any) -> Ledger:  # noqa: ANN401  as replace()
    thing = ledger.consignments.get(consignment)
    if thing is None:
        return ledger
    changed = replace(thing, **changes)
    return replace(ledger, consignments=_with(ledger.consignments, consignment, changed))


def _clocks(ledger: Ledger, doors: tuple[str, ...], at: datetime) -> Ledger:
    """Stops or continues the clocks behind these doors, by whether a door of theirs is down now."""
    for compartment in {door.split("/")[0] for door in doors}:
        down = any(door.split("/")[0] == compartment for door in ledger.doors_down)
        for thing_id in ledger.holding(compartment).things:
            thing = ledger.consignments[thing_id]
            if thing.clock is not None:
                clock = thing.clock.stop(at) if down else thing.clock.go_on(at)
                ledger = _thing(ledger, thing_id, clock=clock)
    return ledger


def _with(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    return {**mapping, key: value}


def _without(mapping: Mapping[K, V], key: K) -> Mapping[K, V]:
    return {k: v for k, v in mapping.items() if k != key}
