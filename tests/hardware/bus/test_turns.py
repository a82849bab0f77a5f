"""Whose turn it is on the line, and which doors moved."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import pytest

from hardware.locks.driver import Polarity
from hardware.locks.shuoming import frames
from hardware.outcomes.locks import (
    BankBack,
    BankSilent,
    BusReady,
    DoorMoved,
    DoorState,
    LockAddress,
    Opened,
    UnlockDone,
)
from tests.hardware.locks.rig import Rig

BOTH = list(Polarity)


def test_unlocks_overtake_readings(make: type[Rig]) -> None:
    rig = make(8).ready()
    rig.orders.busy = True
    rig.run(5)
    before = len(rig.sent_frames())
    ticket = rig.ask(7, 3)
    rig.until(UnlockDone)
    assert rig.sent_frames()[before] == frames.unlock(7, 3)
    assert rig.sent[ticket] == rig.taken[ticket]


def test_unlocks_are_done_one_after_the_other_in_order(make: type[Rig]) -> None:
    rig = make(2).ready()
    tickets = [rig.ask(bank, channel) for bank, channel in ((1, 3), (2, 4), (1, 5))]
    rig.run(10)
    assert rig.unlock_frames() == [frames.unlock(1, 3), frames.unlock(2, 4), frames.unlock(1, 5)]
    assert list(rig.outcomes()) == tickets
    times = [rig.sent[ticket] for ticket in tickets]
    assert all(later - earlier > 0.5 for earlier, later in pairwise(times))


def test_every_bank_is_read_once_a_second_when_nobody_is_there(make: type[Rig]) -> None:
    rig = make(2).ready()
    before = len(rig.sent_frames())
    rig.run(60)
    asked = rig.sent_frames()[before:]
    assert 58 <= asked.count(frames.query_all(1)) <= 62
    assert 58 <= asked.count(frames.query_all(2)) <= 62


def test_a_bank_with_an_open_door_gets_every_second_turn(make: type[Rig]) -> None:
    rig = make(8).ready()
    rig.unlock(3, 1)
    before = len(rig.sent_frames())
    rig.run(20)
    asked = rig.sent_frames()[before:]
    share = asked.count(frames.query_all(3)) / len(asked)
    assert 0.45 <= share <= 0.55
    others = [asked.count(frames.query_all(n)) for n in range(1, 9) if n != 3]
    assert max(others) - min(others) <= 1


def test_while_somebody_is_there_it_gets_two_of_three(make: type[Rig]) -> None:
    rig = make(8).ready()
    rig.orders.busy = True
    rig.unlock(3, 1)
    before = len(rig.sent_frames())
    rig.run(20)
    asked = rig.sent_frames()[before:]
    assert 0.6 <= asked.count(frames.query_all(3)) / len(asked) <= 0.7
    others = [asked.count(frames.query_all(n)) for n in range(1, 9) if n != 3]
    assert max(others) - min(others) <= 1


def test_a_door_closed_by_hand_is_known_within_three_transactions_of_its_bank(make: type[Rig]) -> None:
    rig = make(8).ready()
    rig.unlock(3, 1)
    rig.run(5)
    before = len(rig.sent_frames())
    rig.boards[3].doors.close(1)
    assert rig.until(DoorMoved) == DoorMoved(LockAddress("b3", 1), DoorState.CLOSED, commanded=True)
    assert rig.sent_frames()[before:].count(frames.query_all(3)) <= 3


def test_a_door_that_was_just_closed_is_asked_again_at_once_while_somebody_is_there(make: type[Rig]) -> None:
    rig = make(8).ready()
    rig.orders.busy = True
    rig.unlock(3, 1)
    rig.run(5)
    rig.boards[3].doors.close(1)
    rig.until(DoorMoved)
    asked = [frame for frame in rig.sent_frames() if frame in map(frames.query_all, range(1, 9))]
    assert asked[-2:] == [frames.query_all(3)] * 2


def test_a_door_that_never_comes_to_rest_keeps_no_other_from_being_read(make: type[Rig]) -> None:
    rig = make(2).ready()
    rig.orders.busy = True
    for n in range(60):
        rig.after(n * 0.15, partial(rig.boards[1].doors.open if n % 2 == 0 else rig.boards[1].doors.close, 7))
    before = len(rig.sent_frames())
    rig.run(9)
    asked = rig.sent_frames()[before:]
    assert asked.count(frames.query_all(2)) >= len(asked) // 4


def test_an_unlock_that_follows_a_closing_waits_for_no_reading(make: type[Rig]) -> None:
    rig = make(2).ready()
    rig.orders.busy = True
    rig.unlock(1, 1)
    rig.run(5)
    rig.boards[1].doors.close(1)
    rig.until(DoorMoved)
    before = len(rig.sent_frames())
    rig.run(0.02)
    ticket = rig.ask(2, 3)
    rig.until(UnlockDone)
    assert rig.sent_frames()[before] == frames.unlock(2, 3)
    assert rig.sent[ticket] == rig.taken[ticket]


def test_a_silent_bank_costs_one_time_out_and_is_then_asked_rarely(make: type[Rig]) -> None:
    rig = make(2)
    rig.boards[2].silent = True
    ready = rig.until(BusReady, 0)
    assert rig.sent_frames().count(frames.query_all(2)) == 1
    assert ready.doors[LockAddress("b2", 1)] is DoorState.UNKNOWN
    assert ready.doors[LockAddress("b1", 1)] is DoorState.CLOSED
    rig.run(120)
    assert rig.sent_frames().count(frames.query_all(2)) <= 17
    assert rig.sent_frames().count(frames.query_all(1)) >= 90
    assert sum(isinstance(value, BankSilent) for value in rig.posted) == 1


def test_a_bank_that_falls_silent_is_named_and_welcomed_back_once(make: type[Rig]) -> None:
    rig = make(2).ready()
    rig.boards[2].silent = True
    assert rig.until(BankSilent).bank == "b2"
    rig.run(30)
    rig.boards[2].doors.open(4)
    rig.boards[2].silent = False
    back = rig.until(BankBack)
    assert back.doors[LockAddress("b2", 4)] is DoorState.OPEN
    rig.run(30)
    silences = [value for value in rig.posted if isinstance(value, BankSilent | BankBack)]
    assert [type(value) for value in silences] == [BankSilent, BankBack]


@pytest.mark.parametrize("reports", [False, True])
def test_a_door_that_opens_without_a_command(make: type[Rig], *, reports: bool) -> None:
    rig = make(2, reports=reports).ready()
    rig.boards[2].doors.open(7)
    assert rig.until(DoorMoved) == DoorMoved(LockAddress("b2", 7), DoorState.OPEN, commanded=False)
    rig.boards[2].doors.close(7)
    assert rig.until(DoorMoved) == DoorMoved(LockAddress("b2", 7), DoorState.CLOSED, commanded=False)


@pytest.mark.parametrize("at", [n / 20 for n in range(30)])
@pytest.mark.parametrize("reports", [False, True])
def test_bounce_is_no_event(make: type[Rig], at: float, *, reports: bool) -> None:
    rig = make(reports=reports).ready()
    rig.after(at, partial(rig.boards[1].doors.open, 7))
    rig.after(at + 0.15, partial(rig.boards[1].doors.close, 7))
    rig.run(5)
    assert rig.moves() == []


def test_a_short_opening_that_the_board_itself_reports_is_heard(make: type[Rig]) -> None:
    """While the line is taken by an unlock nobody can ask, but both reports come."""
    rig = make(2, reports=True).ready()
    ticket = rig.ask(1, 3)
    rig.after(0.10, partial(rig.boards[2].doors.open, 7))
    rig.after(0.45, partial(rig.boards[2].doors.close, 7))
    rig.run(5)
    seven = [move for move in rig.moves() if move.address == LockAddress("b2", 7)]
    assert [(move.state, move.commanded) for move in seven] == [
        (DoorState.OPEN, False),
        (DoorState.CLOSED, False),
    ]
    assert isinstance(rig.outcomes()[ticket][0], Opened)


def test_reports_in_the_middle_of_everything_disturb_nothing(make: type[Rig]) -> None:
    rig = make(2, reports=True).ready()
    for n in range(40):
        rig.after(n * 0.13, partial(rig.boards[2].doors.open if n % 2 == 0 else rig.boards[2].doors.close, 7))
    outcomes = [rig.unlock(1, channel) for channel in (1, 2, 3)]
    assert all(isinstance(outcome, Opened) for outcome in outcomes)
    rig.run(5)
    assert not any(isinstance(value, BankSilent) for value in rig.posted)


def test_a_forced_door_long_after_a_jam_is_not_the_commands_doing(make: type[Rig]) -> None:
    rig = make().ready()
    rig.boards[1].doors.jam(5)
    rig.unlock(1, 5)
    rig.run(30)
    rig.boards[1].doors.open(5)
    assert rig.until(DoorMoved).commanded is False
