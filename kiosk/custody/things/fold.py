"""How things come, are kept and go in the ledger, and when their clocks run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from kiosk.custody.changes import made, put, replace, together, without
from kiosk.custody.doors.events import DoorsDown, DoorsRemoved, DoorsUp
from kiosk.custody.doors.fold import account
from kiosk.custody.ids import ConsignmentId, PartyId
from kiosk.custody.ledger import Collection, Consignment, Ledger, Recorded
from kiosk.custody.machine.events import Withdrawn
from kiosk.custody.proofs.attempts import not_after
from kiosk.custody.proofs.fold import allow
from kiosk.custody.roles import COURIER
from kiosk.custody.senses.fold import expose
from kiosk.custody.services.events import PauseBegan, PauseEnded
from kiosk.custody.services.rules import PauseReason
from kiosk.custody.spaces.fold import (
    reach_deadline,
    set_space_clocks,
    space_clocks_set,
    spaces_after,
    spaces_were_off,
)
from kiosk.custody.things.clocks import RetentionClock
from kiosk.custody.things.doubts import brings_along
from kiosk.custody.things.events import (
    Announced,
    CareDone,
    CareNeeded,
    CheckNeeded,
    Collected,
    DeadlineReached,
    Deposited,
    DepositUndone,
    FoundInOrder,
    Inspected,
    Leg,
    LegsChanged,
    MarkedBroken,
    MarkedUnknown,
    Notified,
    Quarantined,
    Released,
    Reserved,
    StepDone,
    WrittenOff,
    for_role,
)
from kiosk.custody.things.pauses import home_of, stands
from kiosk.custody.things.quotas import forget_uses, used
from kiosk.custody.words import Act, Condition, Stage, Why
from kiosk.custody.writers import held, hold, thing_with, visit_with

_NOTHING: Final[frozenset[str]] = frozenset()


def things_after(ledger: Ledger, row: Recorded) -> Ledger:
    """What the seldom rows about things and compartments make of the ledger."""
    match row.event:
        case DepositUndone(consignment, compartment):
            return _undo(ledger, row, consignment, compartment)
        case Withdrawn(consignment):
            return _withdraw(ledger, consignment)
        case MarkedUnknown(compartment):
            return hold(ledger, compartment, condition=Condition.UNKNOWN)
        case MarkedBroken(compartment, why):
            # What a technician has taken out of service stays so, whatever its lock does meanwhile.
            kept = ledger.holding(compartment).why is Why.WITHDRAWN
            why = Why.WITHDRAWN if kept else why
            return hold(ledger, compartment, condition=Condition.BROKEN, why=why)
        case Quarantined(compartment):
            ledger = hold(ledger, compartment, condition=Condition.QUARANTINED)
            for thing in ledger.holding(compartment).things:
                ledger = thing_with(ledger, thing, stage=Stage.QUARANTINED)
            return ledger
        case CareNeeded(compartment, care):
            return hold(ledger, compartment, care=ledger.holding(compartment).care | {care})
        case CareDone(compartment):
            return hold(ledger, compartment, care=_NOTHING, touched=_NOTHING)
        case Inspected(compartment, empty):
            return _inspected(ledger, compartment, empty=empty)
        case _:
            return _by_clock(ledger, row)


def _by_clock(ledger: Ledger, row: Recorded) -> Ledger:
    """What deadlines do, and what stops and continues the clocks themselves."""
    match row.event:
        case DeadlineReached(about, index):
            return reach_deadline(thing_with(ledger, ConsignmentId(about), reached=index + 1), about, index)
        case LegsChanged(consignment, legs):
            return thing_with(ledger, consignment, legs=legs)
        case CheckNeeded(consignment):
            return thing_with(ledger, consignment, ready=False)
        case FoundInOrder(consignment):
            return thing_with(ledger, consignment, ready=True)
        case WrittenOff(consignment):
            thing = ledger.consignments.get(consignment)
            return ledger if thing is None or thing.compartment is not None else _gone(ledger, consignment)
        case PauseBegan(reason):
            return _set_all(replace(ledger, pauses=ledger.pauses | {reason}), row.at)
        case PauseEnded(reason):
            return _set_all(replace(ledger, pauses=ledger.pauses - {reason}), row.at)
        case _:
            return spaces_after(ledger, row)


def announce(ledger: Ledger, row: Recorded, event: Announced) -> Ledger:
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
        rules=event.rules,
        kind=event.kind,
        case=event.case or thing,
        loop=event.loop,
        goods=event.goods,
        amount=event.amount,
        holder=PartyId(row.actor) if row.visit else None,
    )
    ledger = _out(ledger, thing)
    visit = ledger.visits.get(row.visit) if row.visit else None
    if visit is not None:
        ledger = visit_with(ledger, visit, announced=(*visit.announced, thing))
    return expose(replace(ledger, consignments=put(ledger.consignments, thing, coming)), row)


def reserve(ledger: Ledger, row: Recorded, event: Reserved) -> Ledger:
    return held(ledger, event.compartment, row.visit)


def release(ledger: Ledger, row: Recorded, event: Released) -> Ledger:
    return account(held(ledger, event.compartment, None), row, event.compartment)


def deposit(ledger: Ledger, row: Recorded, event: Deposited) -> Ledger:
    """The deposit's leg is done; the next one begins, and its clock, until a notice restarts it."""
    consignment, compartment = event.consignment, event.compartment
    thing = ledger.consignments.get(consignment)
    if thing is None:
        return account(expose(ledger, row), row, compartment)
    ledger = _done(_out(ledger, consignment), thing)
    brings = thing.leg.act is Act.DEPOSIT
    brought = thing.leg if brings else thing.brought
    legs = _next(thing) if brings else thing.legs
    bringer = PartyId(row.actor)
    if brings_along(thing) and thing.holder is not None:
        bringer = thing.holder  # whoever else says so, it was they who put it in
    if brings:
        ledger = used(ledger, row.visit, bringer, thing.service, thing.leg, row.at)
    here = replace(
        thing,
        stage=Stage.WAITING,
        compartment=compartment,
        legs=legs,
        clock=_new_clock(ledger, legs[0] if legs else thing.leg, compartment, row.at),
        holder=None,
        depositor=bringer,
        brought=brought,
        reached=0,
    )
    ledger = replace(ledger, consignments=put(ledger.consignments, consignment, here))
    there = ledger.holding(compartment)
    touched = there.touched | {thing.goods} if thing.goods else there.touched
    ledger = hold(ledger, compartment, things=(*there.things, consignment), touched=touched)
    visit = ledger.visits.get(row.visit) if row.visit else None
    if visit is not None:
        ledger = visit_with(ledger, visit, deposited=(*visit.deposited, consignment))
    return account(expose(ledger, row), row, compartment)


def _undo(ledger: Ledger, row: Recorded, consignment: ConsignmentId, compartment: str) -> Ledger:
    thing = ledger.consignments.get(consignment)
    if thing is None or thing.compartment != compartment:
        return ledger
    ledger = _out(ledger, consignment)
    party = PartyId(row.actor)
    again = thing.brought or Leg(Act.DEPOSIT, for_role(ledger.role_of(party) or COURIER), Act.DEPOSIT)
    ledger = thing_with(
        ledger,
        consignment,
        stage=Stage.ANNOUNCED,
        compartment=None,
        legs=(again, *thing.legs),
        clock=None,
        holder=None if again.roles else party,
        depositor=None,
        brought=None,
        reached=0,
    )
    if thing.case in ledger.done:
        steps = ledger.done[thing.case] - {again.step}
        ledger = replace(ledger, done=put(ledger.done, thing.case, steps))
    visit = ledger.visits.get(row.visit) if row.visit else None
    if visit is None:
        return ledger
    return visit_with(ledger, visit, deposited=tuple(c for c in visit.deposited if c != consignment))


def collect(ledger: Ledger, row: Recorded, event: Collected) -> Ledger:
    ledger = allow(ledger, row) if ledger.delegations else ledger
    consignment = event.consignment
    thing = ledger.consignments.get(consignment)
    if thing is None:
        return expose(ledger, row)
    ledger = _done(_out(ledger, consignment), thing)
    if thing.leg.act is Act.COLLECT:
        ledger = used(ledger, row.visit, PartyId(row.actor), thing.service, thing.leg, row.at)
    later = _next(thing) if thing.leg.act is Act.COLLECT else ()
    if later:
        taken_along = replace(
            thing,
            stage=Stage.ANNOUNCED,
            compartment=None,
            legs=later,
            clock=_new_clock(ledger, later[0], None, row.at),
            holder=PartyId(row.actor),
            reached=0,
        )
        ledger = replace(ledger, consignments=put(ledger.consignments, consignment, taken_along))
    else:
        ledger = _gone(ledger, consignment)
    visit = ledger.visits.get(row.visit) if row.visit else None
    if visit is not None:
        taken = made(
            Collection,
            consignment,
            event.compartment,
            row.at,
            thing.service,
            step=thing.leg.step,
            case=thing.case,
        )
        ledger = visit_with(ledger, visit, collected=(*visit.collected, taken))
    return expose(ledger, row)


def do_step(ledger: Ledger, row: Recorded, event: StepDone) -> Ledger:
    """The next hand-over begins; whatever has none left is over."""
    thing = ledger.consignments.get(event.consignment)
    if thing is None:
        return ledger
    ledger = used(_done(ledger, thing), row.visit, PartyId(row.actor), thing.service, thing.leg, row.at)
    later = _next(thing)
    if not later:
        return _gone(ledger, thing.id)
    clock = _new_clock(ledger, later[0], thing.compartment, row.at)
    return thing_with(ledger, thing.id, legs=later, clock=clock, reached=0)


def _withdraw(ledger: Ledger, consignment: ConsignmentId) -> Ledger:
    """What is here stays in the book until somebody has taken it out."""
    thing = ledger.consignments.get(consignment)
    if thing is None or thing.stage is not Stage.ANNOUNCED:
        return ledger
    return _gone(ledger, consignment)


def _next(thing: Consignment) -> tuple[Leg, ...]:
    """The legs after the present one; what goes back goes for good."""
    return thing.legs[1:] or (() if thing.leg.recalled else thing.loop)


def _done(ledger: Ledger, thing: Consignment) -> Ledger:
    """Of a case of several things, what is done is known until the last of it has left."""
    if thing.case in ("", thing.id) or thing.leg.recalled:
        return ledger
    steps = ledger.done.get(thing.case, frozenset()) | {thing.leg.step}
    return replace(ledger, done=put(ledger.done, thing.case, steps))


def _gone(ledger: Ledger, *things: ConsignmentId) -> Ledger:
    """Out of the book; and so is what was known of a case of which nothing is left."""
    cases = {ledger.consignments[t].case for t in things if t in ledger.consignments}
    known = cases & (ledger.done.keys() | ledger.offers.keys())
    ledger = replace(ledger, consignments=without(ledger.consignments, *things))
    if known:
        over = known - {thing.case for thing in ledger.consignments.values()}
        ledger = replace(ledger, done=without(ledger.done, *over), offers=without(ledger.offers, *over))
    return ledger


def _inspected(ledger: Ledger, compartment: str, *, empty: bool) -> Ledger:
    """Empty: usable again. Not empty: right again if the book has something there, else still unknown.

    What somebody has refused stays halted until it is taken away.
    """
    holding = ledger.holding(compartment)
    if empty:
        ledger = _gone(ledger, *holding.things)
        return hold(ledger, compartment, things=(), condition=Condition.KNOWN)
    stages = {ledger.consignments[thing].stage for thing in holding.things}
    if Stage.QUARANTINED in stages:
        return hold(ledger, compartment, condition=Condition.QUARANTINED)
    right = bool(stages) or holding.tenancy is not None
    return hold(ledger, compartment, condition=Condition.KNOWN if right else Condition.UNKNOWN)


def _out(ledger: Ledger, consignment: ConsignmentId) -> Ledger:
    """Out of wherever the book has it."""
    thing = ledger.consignments.get(consignment)
    if thing is None or thing.compartment is None:
        return ledger
    things = tuple(t for t in ledger.holding(thing.compartment).things if t != consignment)
    return hold(ledger, thing.compartment, things=things)


def _new_clock(ledger: Ledger, leg: Leg, compartment: str | None, at: datetime) -> RetentionClock:
    clock = made(RetentionClock, at)
    return clock.stop(at) if stands(ledger, leg.pauses, compartment) else clock


def notify(ledger: Ledger, row: Recorded, event: Notified) -> Ledger:
    thing = ledger.consignments.get(event.consignment)
    if thing is None or thing.compartment is None:
        return ledger
    told = replace(thing, clock=_new_clock(ledger, thing.leg, thing.compartment, row.at), reached=0)
    return replace(ledger, consignments=put(ledger.consignments, thing.id, told))


def was_off(ledger: Ledger, at: datetime) -> Ledger:
    """The machine is there again: nobody could collect since the last row, so no clock ran."""
    clocks = {
        thing.id: thing.clock.stop(ledger.at).go_on(at)
        for thing in ledger.consignments.values()
        if thing.clock is not None and thing.clock.standing_since is None and ledger.at is not None
        if PauseReason.MACHINE in thing.leg.pauses
    }
    ledger = spaces_were_off(_with_clocks(ledger, clocks), at)
    ledger = forget_uses(ledger, at) if ledger.uses else ledger
    return replace(ledger, attempts=not_after(ledger.attempts, at))


def clock_set(ledger: Ledger, by: timedelta) -> Ledger:
    """The wall clock was set by so much and no time passed: what waits has waited as long as before."""
    clocks = {t.id: t.clock.moved(by) for t in ledger.consignments.values() if t.clock is not None}
    return space_clocks_set(_with_clocks(ledger, clocks), by)


def _with_clocks(ledger: Ledger, clocks: Mapping[ConsignmentId, RetentionClock]) -> Ledger:
    if not clocks:
        return ledger
    things = [(k, replace(ledger.consignments[k], clock=clock)) for k, clock in clocks.items()]
    return replace(ledger, consignments=together(ledger.consignments, things))


def reached(ledger: Ledger, event: DoorsDown | DoorsUp | DoorsRemoved, at: datetime) -> Ledger:
    doors = set(event.doors)
    match event:
        case DoorsDown():
            ledger = replace(ledger, doors_down=ledger.doors_down | doors)
        case DoorsUp():
            ledger = replace(ledger, doors_down=ledger.doors_down - doors)
        case DoorsRemoved():
            opened = ledger.doors_open - doors
            unopened = without(ledger.unopened, *doors)
            down = ledger.doors_down - doors
            ledger = replace(ledger, doors_down=down, doors_open=opened, unopened=unopened)
    return set_clocks(ledger, event.doors, at)


def set_clocks(ledger: Ledger, doors: tuple[str, ...], at: datetime) -> Ledger:
    """Stops or continues the clocks behind these doors, by whether a door of theirs is down now."""
    homes = {home_of(door) for door in doors}
    behind = (t for c in homes for t in ledger.holding(c).things)
    return set_space_clocks(_set(ledger, behind, at), homes, at)


def _set_all(ledger: Ledger, at: datetime) -> Ledger:
    return set_space_clocks(_set(ledger, tuple(ledger.consignments), at), None, at)


def _set(ledger: Ledger, things: Iterable[ConsignmentId], at: datetime) -> Ledger:
    clocks: dict[ConsignmentId, RetentionClock] = {}
    for thing_id in things:
        thing = ledger.consignments[thing_id]
        if thing.clock is not None:
            waits = stands(ledger, thing.leg.pauses, thing.compartment)
            clocks[thing_id] = thing.clock.stop(at) if waits else thing.clock.go_on(at)
    return _with_clocks(ledger, clocks)
