"""Things that are one of many: whoever comes first takes one, and what is lent comes back.

A pool is no list of its own: it is the things of a service whose present hand-over is anyone's, or a group's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from kiosk.custody.cabinet.cabinet import Cabinet
from kiosk.custody.event import Event
from kiosk.custody.ids import PartyId, TaskId
from kiosk.custody.ledger import Consignment, Ledger
from kiosk.custody.services.calendar import Calendar
from kiosk.custody.services.rules import (
    ChargeTime,
    ClockDeed,
    Deadline,
    SelectorKind,
    Span,
    StepRule,
)
from kiosk.custody.things.clocks import RetentionClock
from kiosk.custody.things.deadlines import ends_at
from kiosk.custody.things.events import CheckNeeded
from kiosk.custody.words import Condition, Stage, TaskKind
from kiosk.custody.work.events import TaskMade

_WHOEVER: Final = (SelectorKind.ANYONE, SelectorKind.PERSON)
_NEVER: Final = datetime.max.replace(tzinfo=UTC)


def may_take(ledger: Ledger, party: PartyId, thing: Consignment) -> bool:
    """Whether it is one of many that are here, and this party may have it, but for proof and quota."""
    if not thing.pooled or not thing.ready or thing.stage is not Stage.WAITING:
        return False
    return any(one.kind in _WHOEVER for one in thing.leg.by) or ledger.names(thing, party)


def pool_of(ledger: Ledger, service: str) -> tuple[Consignment, ...]:
    """All things of the service that are one of many now, or that somebody has taken and is to bring back."""
    things = (t for t in ledger.consignments.values() if t.service == service)
    return tuple(thing for thing in things if thing.pooled or thing.comes_back)


def to_take(ledger: Ledger, cabinet: Cabinet, service: str, party: PartyId) -> tuple[Consignment, ...]:
    """What this party may take now, what has been here for longest first: so all are used alike."""
    things = (t for t in ledger.consignments.values() if t.service == service)
    free = [t for t in things if may_take(ledger, party, t) and _can_open(ledger, cabinet, t.compartment)]
    return tuple(sorted(free, key=lambda t: (t.clock.started if t.clock else _NEVER, t.id)))


def _can_open(ledger: Ledger, cabinet: Cabinet, label: str | None) -> bool:
    home = cabinet.compartment(label or "")
    if home is None:
        return False
    holding = ledger.holding(home.label)
    shut = home.front.id not in ledger.doors_down | ledger.doors_open
    return shut and holding.held_by is None and holding.condition is Condition.KNOWN


def borrowed(ledger: Ledger, party: PartyId) -> tuple[Consignment, ...]:
    """What this party has taken and is to bring back, what is due first in front."""
    things = ledger.consignments.values()
    mine = [t for t in things if t.comes_back and t.holder == party and t.rules in ledger.rules]
    return tuple(sorted(mine, key=lambda t: (t.clock.started if t.clock else _NEVER, t.id)))


def back_by(step: StepRule, clock: RetentionClock, calendar: Calendar, now: datetime) -> datetime | None:
    """Until when it is to be back: the end of what is free, else of all waiting; None where nobody waits."""
    free = [c.free for c in step.charges if c.when is ChargeTime.AFTER and c.per is not None and c.free]
    last = [due.after for due in step.clock.then if due.do is not ClockDeed.REMIND] if step.clock else []
    span: Span | None = next(iter((*free, *last[-1:])), None)
    if span is None:
        return None
    return ends_at(clock, Deadline(span, ClockDeed.REMIND), calendar, now)


def check_after(ledger: Ledger, thing: Consignment, compartment: str) -> Iterator[Event]:
    """What follows once something that was lent is in again: where its rules say so, somebody looks at it
    before anybody else may have it. `thing`: as it was before."""
    rules = ledger.rules.get(thing.rules)
    kind = None if rules is None else rules.thing(thing.kind)
    if kind is None or kind.check is None or not thing.comes_back:
        return
    yield CheckNeeded(thing.id)
    task = TaskId(f"{thing.id}.check")
    yield TaskMade(task, TaskKind.CHECK, compartment, kind.check.id, about=thing.id)
