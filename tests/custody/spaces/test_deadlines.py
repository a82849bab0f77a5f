"""The clock of a rented space counts from the end of what was agreed, and stands while nobody could come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from kiosk.custody.doors.events import DoorsDown, DoorsUp
from kiosk.custody.event import Event
from kiosk.custody.ids import TaskId
from kiosk.custody.ledger import Ledger
from kiosk.custody.machine.events import MachineStarted
from kiosk.custody.services.calendar import Calendar
from kiosk.custody.services.rules import ClockDeed, ClockRule, Deadline, Selector, SelectorKind, Span
from kiosk.custody.spaces.deadlines import due_of_space, next_of_space
from kiosk.custody.spaces.events import TenancyExtended, TenancyUsed
from kiosk.custody.spaces.fold import space_clocks_set
from kiosk.custody.things.events import DeadlineReached, MarkedUnknown, Reserved
from kiosk.custody.words import TaskKind, Why
from kiosk.custody.work.events import TaskMade
from tests.custody.book import NOON, VISIT, after
from tests.custody.spaces.lockers import DAY, HOUR, LEAVE, OPEN, RENT, T, begun, rented, storage

ALWAYS = Calendar(UTC)
END = NOON + DAY
USED = TenancyUsed(T, "1")


def due(book: Ledger, hours: float) -> tuple[Event, ...]:
    """What is due so many hours after the end of what was agreed."""
    return tuple(due_of_space(book, book.tenancies[T], ALWAYS, END + timedelta(hours=hours)))


def test_reminder_talk_and_clearing_come_one_after_the_other() -> None:
    book = rented(USED)
    assert due(book, -20) == due(book, 11.9) == ()
    assert due(book, 12) == (DeadlineReached(T, 0),)
    book = after(*due(book, 12), onto=book)
    assert due(book, 23) == ()
    talk = TaskMade(TaskId("space.overstayed.1"), TaskKind.OVERSTAYED, "1", "technician", "overdue")
    assert due(book, 24) == (DeadlineReached(T, 1), talk)
    book = after(*due(book, 24), onto=book)
    clear = TaskMade(TaskId("space.clear.2"), TaskKind.CLEAR, "1", "technician", "overdue")
    assert due(book, 72) == (DeadlineReached(T, 2), clear)
    book = after(*due(book, 72), onto=book)
    assert due(book, 10_000) == ()
    assert next_of_space(book, book.tenancies[T]) is None


def test_a_longer_rent_begins_the_clock_anew() -> None:
    book = after(*due(rented(USED), 12), onto=rented(USED))
    book = after(TenancyExtended(T, END + DAY), onto=book)
    assert due(book, 24 + 11) == ()
    assert due(book, 24 + 12) == (DeadlineReached(T, 0),)


@pytest.mark.parametrize("happened", [Reserved("1"), MarkedUnknown("1", Why.FORCED)])
def test_nothing_is_due_while_somebody_is_at_it_or_has_to_look(happened: Event) -> None:
    book = after(happened, visit=VISIT, onto=rented(USED))
    assert due(book, 500) == ()


def test_the_clock_stands_while_its_door_is_down_or_the_machine_was_off() -> None:
    book = after(DoorsDown(("1",), "line"), at=END + timedelta(hours=1), onto=rented(USED))
    book = after(DoorsUp(("1",)), at=END + timedelta(hours=11), onto=book)
    assert due(book, 21.9) == ()
    assert due(book, 22) == (DeadlineReached(T, 0),)
    off = after(MachineStarted("x", "site", "3"), at=END + timedelta(hours=20), onto=book)
    assert due(off, 30.9) == ()
    assert due(off, 31) == (DeadlineReached(T, 0),)


def test_what_is_paid_for_is_no_time_that_a_clock_could_stand_in() -> None:
    """The machine was off within the rent: nothing is added at the end of it."""
    book = after(DoorsDown(("1",), "line"), at=NOON + timedelta(hours=1), onto=rented(USED))
    book = after(DoorsUp(("1",)), at=NOON + timedelta(hours=20), onto=book)
    assert due(book, 12) == (DeadlineReached(T, 0),)


def test_a_clock_that_is_set_takes_a_rent_along_and_leaves_a_date_where_it_is() -> None:
    hour = timedelta(hours=1)
    book = space_clocks_set(rented(USED), hour)
    assert book.tenancies[T].until == END + hour
    assert due(book, 12) == ()
    assert due(book, 13) == (DeadlineReached(T, 0),)
    dated = after(begun(dated=True), onto=rented())
    assert space_clocks_set(dated, hour) is dated


def test_a_role_that_nobody_here_has_is_done_by_technicians() -> None:
    crew = Selector(SelectorKind.ROLE, "crew")
    rules = storage(
        RENT, OPEN, replace(LEAVE, clock=ClockRule(then=(Deadline(Span(HOUR), ClockDeed.CLEAR, crew),)))
    )
    made = due(rented(USED, rules=rules), 1)[1]
    assert isinstance(made, TaskMade)
    assert made.role == "technician"
