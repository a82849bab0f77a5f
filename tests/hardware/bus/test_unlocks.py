"""What an unlock comes to, on a clock without a hurry against boards that speak the same bytes."""

from __future__ import annotations

from functools import partial

import pytest

from hardware.locks.driver import Polarity
from hardware.locks.shuoming import frames
from hardware.outcomes.locks import (
    BankBack,
    BankSilent,
    BusReady,
    DoorMoved,
    DoorState,
    Jammed,
    LockAddress,
    NotSent,
    Opened,
    OutcomeUnknown,
)
from hardware.simulator.boards.doors import Sensor
from hardware.transport.wire import Faults
from tests.hardware.locks.rig import Rig

BOTH = list(Polarity)


@pytest.mark.parametrize("polarity", BOTH)
def test_a_door_opens_and_is_seen_open(make: type[Rig], polarity: Polarity) -> None:
    rig = make(polarity=polarity).ready()
    outcome = rig.unlock(1, 5)
    assert isinstance(outcome, Opened)
    assert outcome.after_ms >= 500  # the board answers when its pulse is over
    assert rig.unlock_frames() == [frames.unlock(1, 5)]
    assert rig.opened_by_command() == [(1, 5)]
    assert rig.moves() == [DoorMoved(LockAddress("b1", 5), DoorState.OPEN, commanded=True)]


@pytest.mark.parametrize("polarity", BOTH)
def test_a_jammed_door_is_never_opened_and_never_tried_again(make: type[Rig], polarity: Polarity) -> None:
    rig = make(polarity=polarity).ready()
    rig.boards[1].doors.jam(5)
    assert rig.unlock(1, 5) == Jammed()
    rig.run(60)
    assert rig.unlock_frames() == [frames.unlock(1, 5)]
    assert rig.moves() == []


def test_a_latch_that_lets_go_after_the_window_is_told_as_a_move(make: type[Rig]) -> None:
    rig = make().ready()
    rig.boards[1].doors.slow(5, 6.0)
    assert rig.unlock(1, 5) == Jammed()
    assert rig.moves() == []
    rig.run(10)
    assert [(move.address.channel, move.state) for move in rig.moves()] == [(5, DoorState.OPEN)]
    assert len(rig.unlock_frames()) == 1


def test_a_door_that_is_jammed_and_pulled_by_hand_is_told_as_a_move(make: type[Rig]) -> None:
    rig = make().ready()
    rig.boards[1].doors.jam(5)
    assert rig.unlock(1, 5) == Jammed()
    rig.boards[1].doors.open(5)
    rig.run(2)
    assert [move.state for move in rig.moves()] == [DoorState.OPEN]


def test_a_door_that_springs_open_again_is_told_each_time(make: type[Rig]) -> None:
    rig = make().ready()
    assert isinstance(rig.unlock(1, 5), Opened)
    rig.boards[1].doors.bounce(5)
    rig.boards[1].doors.close(5)
    rig.run(5)
    assert [move.state for move in rig.moves()] == [DoorState.OPEN, DoorState.CLOSED, DoorState.OPEN]


@pytest.mark.parametrize("polarity", BOTH)
def test_the_answer_to_the_unlock_proves_nothing(make: type[Rig], polarity: Polarity) -> None:
    """With 11 the answer is the request; what it means hangs on the polarity. Readings decide."""
    rig = make(polarity=polarity, faults=Faults(echo=True)).ready()
    rig.boards[1].doors.jam(5)
    assert rig.unlock(1, 5) == Jammed()
    assert isinstance(rig.unlock(1, 6), Opened)


def test_a_lost_answer_to_the_unlock_costs_time_and_nothing_else(make: type[Rig]) -> None:
    rig = make().ready()
    rig.after(0.1, partial(setattr, rig.boards[1], "silent", True))
    rig.after(0.7, partial(setattr, rig.boards[1], "silent", False))
    outcome = rig.unlock(1, 5)
    assert isinstance(outcome, Opened)
    assert outcome.after_ms >= 1500
    assert len(rig.unlock_frames()) == 1


def test_a_lost_request_ends_as_jammed_without_a_second_one(make: type[Rig]) -> None:
    rig = make().ready()
    rig.wire.faults.lose = 1.0
    rig.after(1.0, partial(setattr, rig.wire.faults, "lose", 0.0))
    assert rig.unlock(1, 5) == Jammed()
    assert len(rig.unlock_frames()) == 1


def test_a_sensor_that_is_stuck_closed_makes_a_jam(make: type[Rig]) -> None:
    rig = make().ready()
    rig.boards[1].doors.set_sensor(5, Sensor.STUCK_CLOSED)
    assert rig.unlock(1, 5) == Jammed()


def test_a_channel_that_the_board_has_not_ends_unknown(make: type[Rig]) -> None:
    rig = make(channels=20, groups=2)
    ready = rig.until(BusReady, 0)
    assert ready.doors[LockAddress("b1", 16)] is DoorState.CLOSED
    assert ready.doors[LockAddress("b1", 17)] is DoorState.UNKNOWN
    assert isinstance(rig.unlock(1, 17), OutcomeUnknown)


def test_a_board_that_dies_in_the_middle_leaves_the_outcome_unknown(make: type[Rig]) -> None:
    rig = make().ready()
    rig.after(0.01, partial(setattr, rig.boards[1], "silent", True))
    assert isinstance(rig.unlock(1, 5), OutcomeUnknown)
    assert len(rig.unlock_frames()) == 1
    assert rig.until(BankSilent, 0).bank == "b1"


def test_an_opening_that_shows_late_is_still_the_commands_doing(make: type[Rig]) -> None:
    rig = make().ready()
    rig.after(0.01, partial(setattr, rig.boards[1], "silent", True))
    rig.unlock(1, 5)
    rig.boards[1].doors.open(5)
    rig.boards[1].silent = False
    assert rig.until(BankBack).doors[LockAddress("b1", 5)] is DoorState.OPEN
    rig.boards[1].doors.close(5)
    assert rig.until(DoorMoved) == DoorMoved(LockAddress("b1", 5), DoorState.CLOSED, commanded=True)


def test_there_is_no_such_lock(make: type[Rig]) -> None:
    rig = make(channels=12).ready()
    assert isinstance(rig.unlock(1, 13), NotSent)
    assert isinstance(rig.unlock(1, 0), NotSent)
    assert isinstance(rig.unlock(9, 1), NotSent)
    assert rig.unlock_frames() == []


def test_a_silent_board_is_asked_before_anything_is_sent_to_it(make: type[Rig]) -> None:
    rig = make(2)
    rig.boards[2].silent = True
    rig.ready()
    assert isinstance(rig.unlock(2, 1), NotSent)
    assert rig.unlock_frames() == []
    rig.boards[2].silent = False
    assert isinstance(rig.unlock(2, 1), Opened)


def test_a_door_that_nobody_could_see_for_a_while_is_not_called_jammed(make: type[Rig]) -> None:
    """Somebody may have opened it, taken the parcel and pushed it shut."""
    rig = make().ready()
    rig.after(0.51, partial(setattr, rig.boards[1], "silent", True))
    rig.after(0.60, partial(rig.boards[1].doors.close, 5))
    rig.after(2.40, partial(setattr, rig.boards[1], "silent", False))
    assert isinstance(rig.unlock(1, 5), OutcomeUnknown)
    assert len(rig.unlock_frames()) == 1


def test_an_opening_that_only_the_board_saw_is_neither_opened_nor_jammed(make: type[Rig]) -> None:
    rig = make(reports=True).ready()
    rig.after(0.10, partial(rig.boards[1].doors.close, 5))  # pushed shut while the pulse still runs
    assert isinstance(rig.unlock(1, 5), OutcomeUnknown)


@pytest.mark.parametrize("maker", ["shuoming", "winnsen", "wkly", "dc02"])
def test_a_door_pushed_shut_before_anybody_looked_is_not_called_jammed(make: type[Rig], maker: str) -> None:
    """The board's own answer to the unlock said that it had opened."""
    rig = make(maker=maker).ready()
    rig.when_sent = lambda: rig.after(0.53, partial(rig.boards[1].doors.close, 5))
    assert isinstance(rig.unlock(1, 5), OutcomeUnknown)
    assert rig.opened_by_command() == [(1, 5)]


def test_a_board_that_lies_about_another_door_needs_two_readings(make: type[Rig]) -> None:
    """A wreck whose checksum is right by chance shows changes elsewhere too: it is looked at twice."""
    rig = make().ready()
    rig.boards[1].doors.jam(5)
    told = {"lies": 0}

    def lie_once() -> None:
        for channel in (5, 6):
            rig.boards[1].doors.set_sensor(channel, Sensor.STUCK_OPEN)
        told["lies"] += 1

    def tell_the_truth() -> None:
        for channel in (5, 6):
            rig.boards[1].doors.set_sensor(channel, Sensor.TRUE)

    rig.after(0.60, lie_once)
    rig.after(0.80, tell_the_truth)
    assert rig.unlock(1, 5) == Jammed()
    assert told["lies"] == 1
    assert rig.moves() == []


def test_a_fault_of_ours_still_answers(make: type[Rig], monkeypatch: pytest.MonkeyPatch) -> None:
    rig = make().ready()
    ticket = rig.ask(1, 5)

    def fail(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("hardware.locks.shuoming.driver.ShuomingDriver.unlock", fail)
    with pytest.raises(ZeroDivisionError):
        rig.run(1)
    rig.owner.finish("the program failed")
    assert rig.outcomes() == {ticket: [OutcomeUnknown("the program failed")]}
