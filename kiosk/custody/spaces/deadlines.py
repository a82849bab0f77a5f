"""What is due by the clock of a rented space: a reminder, a task to talk to its holder, one to clear it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from kiosk.custody.event import Event
from kiosk.custody.ids import TaskId
from kiosk.custody.ledger import Ledger
from kiosk.custody.roles import doing
from kiosk.custody.services.calendar import Calendar
from kiosk.custody.services.rules import ClockDeed, Deadline, Selector, SelectorKind
from kiosk.custody.spaces.claims import space_step
from kiosk.custody.spaces.state import Tenancy
from kiosk.custody.things.deadlines import NOTE, ends_at
from kiosk.custody.things.events import DeadlineReached
from kiosk.custody.words import Act, Condition, TaskKind
from kiosk.custody.work.events import TaskMade


def next_of_space(ledger: Ledger, tenancy: Tenancy) -> Deadline | None:
    """The next deadline of its end."""
    step = space_step(ledger, tenancy, Act.END)
    then = () if step is None or step.clock is None else step.clock.then
    return then[tenancy.reached] if tenancy.reached < len(then) else None


def due_of_space(ledger: Ledger, tenancy: Tenancy, calendar: Calendar, now: datetime) -> Iterator[Event]:
    """The events of this space's next deadline, once it has come.

    Nothing while its holder is at it, nor where a person has to look first.
    """
    deadline = next_of_space(ledger, tenancy)
    holding = ledger.holding(tenancy.compartment)
    if deadline is None or holding.held_by is not None or holding.condition is not Condition.KNOWN:
        return
    if now < ends_at(tenancy.clock, deadline, calendar, now):
        return
    yield DeadlineReached(tenancy.id, tenancy.reached)
    match deadline.do:
        case ClockDeed.REMIND:
            pass
        case ClockDeed.ALARM:
            yield _task(tenancy, TaskKind.OVERSTAYED, deadline.to)
        case ClockDeed.CLEAR:
            yield _task(tenancy, TaskKind.CLEAR, deadline.to)
        case ClockDeed.RECALL | ClockDeed.KEEP:
            # The service check refuses these for a space.
            pass
        case _:
            assert_never(deadline.do)


def _task(tenancy: Tenancy, kind: TaskKind, to: Selector | None) -> TaskMade:
    role = to.id if to is not None and to.kind is SelectorKind.ROLE else ""
    name = TaskId(f"{tenancy.id}.{kind}.{tenancy.reached}")
    return TaskMade(name, kind, tenancy.compartment, doing(role), NOTE)
