"""What is due by the clock of a thing: a reminder, a task, a recall, the end of waiting for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, assert_never

from kiosk.custody.event import Event
from kiosk.custody.ids import TaskId
from kiosk.custody.ledger import Consignment, Ledger
from kiosk.custody.services.calendar import Calendar
from kiosk.custody.services.rules import ClockDeed, Deadline, StepRule
from kiosk.custody.things.clocks import RetentionClock
from kiosk.custody.things.events import DeadlineReached, LegsChanged, WrittenOff
from kiosk.custody.words import Condition, Stage, TaskKind
from kiosk.custody.work.events import TaskMade

NOTE: Final = "overdue"
"""What is noted in a task to take away what nobody came for."""


def step_of(ledger: Ledger, thing: Consignment) -> StepRule | None:
    """What the rules of the thing say of the hand-over that it waits for; None for a thing of 0.1."""
    rules = ledger.rules.get(thing.rules)
    return None if rules is None else rules.step(thing.leg.step)


def next_deadline(ledger: Ledger, thing: Consignment) -> Deadline | None:
    """The next one of the hand-over that it waits for. What goes back by its clock may have more; what the
    operator had taken back has none."""
    step = step_of(ledger, thing)
    if step is None or step.clock is None or thing.clock is None:
        return None
    then = step.clock.then
    by_clock = any(each.do is ClockDeed.RECALL for each in then[: thing.reached])
    if thing.leg.recalled and not by_clock:
        return None
    return then[thing.reached] if thing.reached < len(then) else None


def ends_at(clock: RetentionClock, deadline: Deadline, calendar: Calendar, now: datetime) -> datetime:
    """When this deadline comes, if the clock goes on from `now` as it does now."""
    end = calendar.after(clock.started, deadline.after)
    standing = now - clock.standing_since if clock.standing_since else timedelta()
    return end + clock.stood + max(standing, timedelta())


def due(ledger: Ledger, thing: Consignment, calendar: Calendar, now: datetime) -> Iterator[Event]:
    """The events of this thing's next deadline, once it has come.

    Nothing of what a visit has in hand, nor of what nobody surely knows to be where the book has it: that
    waits for a person who looks.
    """
    deadline = next_deadline(ledger, thing)
    if deadline is None or thing.clock is None or _in_doubt(ledger, thing):
        return
    if now < ends_at(thing.clock, deadline, calendar, now):
        return
    yield DeadlineReached(thing.id, thing.reached)
    to = deadline.to
    match deadline.do:
        case ClockDeed.REMIND:
            pass
        case ClockDeed.RECALL if to is not None:
            was = thing.leg.was or thing.leg.by
            yield LegsChanged(thing.id, (replace(thing.leg, by=(to,), recalled=True, was=was),))
        case ClockDeed.ALARM | ClockDeed.CLEAR if to is not None:
            # What is out has no door to go to: the operator hears of the deadline itself.
            if thing.compartment is not None:
                task = TaskId(f"{thing.id}.{thing.leg.step}.{thing.reached}")
                yield TaskMade(task, TaskKind.TAKE_AWAY, thing.compartment, to.id, NOTE)
        case ClockDeed.KEEP:
            yield WrittenOff(thing.id)
        case ClockDeed.RECALL | ClockDeed.ALARM | ClockDeed.CLEAR:
            # The service check refuses one that names nobody.
            pass
        case _:
            assert_never(deadline.do)


def _in_doubt(ledger: Ledger, thing: Consignment) -> bool:
    if thing.stage is Stage.QUARANTINED:
        return True
    if thing.compartment is None:
        return ledger.in_hand(thing.id) is not None
    holding = ledger.holding(thing.compartment)
    return holding.held_by is not None or holding.condition is not Condition.KNOWN
