"""How long a thing may stay, and when its clock stands."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.custody.doors.events import DoorsDown, DoorsRemoved, DoorsUp
from kiosk.custody.ledger import Ledger
from kiosk.custody.machine.events import MachineStarted, MachineStopped
from kiosk.custody.things.clocks import RetentionClock
from kiosk.custody.things.events import Notified, Quarantined
from kiosk.custody.words import Why
from tests.custody.book import ANNA, NOON, P1, P2, after, later, lying

HOUR = timedelta(hours=1)


def ends(ledger: Ledger, now: datetime) -> datetime:
    clock = ledger.consignments[P1].clock
    assert clock is not None
    return clock.ends(HOUR, now)


def test_it_starts_at_the_deposit() -> None:
    assert ends(after(*lying(P1, "1")), NOON) == NOON + HOUR


def test_a_notice_starts_it_again() -> None:
    told = after(Notified(P1), onto=after(*lying(P1, "1")), at=later(600))
    assert ends(told, later(600)) == later(600) + HOUR


def test_it_stands_while_the_door_is_down() -> None:
    down = after(DoorsDown(("1",), "line down"), onto=after(*lying(P1, "1")), at=later(600))
    assert ends(down, later(900)) == NOON + HOUR + timedelta(seconds=300)
    up = after(DoorsUp(("1",)), onto=down, at=later(1600))
    assert ends(up, later(9000)) == NOON + HOUR + timedelta(seconds=1000)


def test_it_stands_while_either_door_of_the_compartment_is_down() -> None:
    book = after(*lying(P1, "1"))
    book = after(DoorsDown(("1", "1/rear"), "line down"), onto=book, at=later(10))
    book = after(DoorsUp(("1",)), onto=book, at=later(20))
    assert ends(book, later(110)) == NOON + HOUR + timedelta(seconds=100)
    book = after(DoorsUp(("1/rear",)), onto=book, at=later(210))
    assert ends(book, later(500)) == NOON + HOUR + timedelta(seconds=200)


def test_a_door_that_was_taken_away_keeps_no_clock_standing() -> None:
    book = after(*lying(P1, "1"))
    book = after(DoorsDown(("1", "1/rear"), "line down"), onto=book, at=later(10))
    book = after(DoorsUp(("1",)), onto=book, at=later(20))
    book = after(DoorsRemoved(("1/rear",)), onto=book, at=later(110))
    assert book.doors_down == frozenset()
    assert ends(book, later(500)) == NOON + HOUR + timedelta(seconds=100)


def test_another_door_does_not_matter() -> None:
    down = after(DoorsDown(("2",), "line down"), onto=after(*lying(P1, "1")), at=later(600))
    assert ends(down, later(900)) == NOON + HOUR


def test_it_stands_from_the_start_behind_a_door_that_is_down_already() -> None:
    down = after(DoorsDown(("1",), "line down"))
    assert ends(after(*lying(P1, "1"), onto=down), later(600)) == NOON + HOUR + timedelta(seconds=600)


def test_a_notice_while_the_door_is_down_does_not_start_it() -> None:
    down = after(DoorsDown(("1",), "line down"), onto=after(*lying(P1, "1")))
    told = after(Notified(P1), onto=down, at=later(100))
    assert ends(told, later(300)) == later(100) + HOUR + timedelta(seconds=200)


def test_it_stands_while_the_machine_is_off() -> None:
    off = after(MachineStopped("power"), onto=after(*lying(P1, "1")), at=later(60))
    on = after(MachineStarted("1", "site", "3"), onto=off, at=later(660))
    assert ends(on, later(660)) == NOON + HOUR + timedelta(seconds=600)


def test_a_start_does_not_wake_a_clock_whose_door_is_down() -> None:
    book = after(*lying(P1, "1"), DoorsDown(("1",), "line down"))
    on = after(MachineStarted("1", "site", "3"), onto=book, at=later(600))
    assert ends(on, later(900)) == NOON + HOUR + timedelta(seconds=900)


def test_a_notice_of_something_that_is_not_here_means_nothing() -> None:
    assert after(Notified(P2)).consignments == {}


def test_oldest_first() -> None:
    book = after(*lying(P2, "2"))
    book = after(*lying(P1, "1"), onto=book, at=later(10))
    assert [c.id for c in book.waiting_for(ANNA)] == [P2, P1]


def test_overdue_is_the_very_moment() -> None:
    clock = RetentionClock(NOON)
    assert not clock.overdue(HOUR, NOON + HOUR - timedelta(microseconds=1))
    assert clock.overdue(HOUR, NOON + HOUR)


moments = st.integers(-7200, 7200).map(lambda s: NOON + timedelta(seconds=s))


@given(st.lists(st.tuples(st.booleans(), moments), max_size=8), moments)
def test_standing_never_takes_time_away(turns: list[tuple[bool, datetime]], now: datetime) -> None:
    """Whatever the machine's clock does, nobody has less time than was promised."""
    clock = RetentionClock(NOON)
    for stop, at in turns:
        clock = clock.stop(at) if stop else clock.go_on(at)
    assert clock.ends(HOUR, now) >= NOON + HOUR


def test_quarantine_keeps_the_clock() -> None:
    book = after(*lying(P1, "1"), Quarantined("1", Why.REPORTED))
    assert ends(book, NOON) == NOON + HOUR
