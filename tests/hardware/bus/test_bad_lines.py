"""A line that lies, stammers, babbles or goes away."""

from __future__ import annotations

from functools import partial

import pytest

from hardware.locks.driver import Polarity
from hardware.locks.registry import MAKERS, make_driver
from hardware.locks.settings import Value
from hardware.locks.shuoming import frames
from hardware.outcomes.locks import (
    BankBack,
    BankSilent,
    BusDown,
    BusReady,
    DoorMoved,
    DoorState,
    Jammed,
    LineHealth,
    LockAddress,
    NotSent,
    Opened,
    OutcomeUnknown,
    UnlockDone,
)
from hardware.transport.wire import Faults
from tests.hardware.locks.rig import Rig, overlapping

BOTH = list(Polarity)


@pytest.mark.parametrize("polarity", BOTH)
def test_an_adapter_that_echoes(make: type[Rig], polarity: Polarity) -> None:
    rig = make(2, faults=Faults(echo=True), polarity=polarity).ready()
    assert isinstance(rig.unlock(1, 5), Opened)
    rig.boards[2].doors.open(2)
    moved = rig.until(DoorMoved, len(rig.posted))
    assert moved == DoorMoved(LockAddress("b2", 2), DoorState.OPEN, commanded=False)


def test_an_adapter_that_echoes_and_no_board(make: type[Rig]) -> None:
    rig = make(faults=Faults(echo=True))
    rig.boards[1].silent = True
    ready = rig.until(BusReady, 0)
    assert set(ready.doors.values()) == {DoorState.UNKNOWN}
    rig.run(60)
    assert isinstance(rig.unlock(1, 1), NotSent)


@pytest.mark.parametrize("echo", [False, True])
@pytest.mark.parametrize("polarity", BOTH)
def test_a_board_of_one_group_answers_with_our_own_question(
    make: type[Rig], polarity: Polarity, *, echo: bool
) -> None:
    rig = make(channels=8, groups=1, polarity=polarity, faults=Faults(echo=echo))
    assert set(rig.until(BusReady, 0).doors.values()) == {DoorState.CLOSED}
    assert isinstance(rig.unlock(1, 8), Opened)
    rig.boards[1].doors.close(8)
    assert rig.until(DoorMoved, len(rig.posted)).state is DoorState.CLOSED


@pytest.mark.parametrize(
    "faults",
    [
        Faults(duplicate=1.0),
        Faults(split=0.012),
        Faults(late=0.3),
        Faults(echo=True, duplicate=0.5, split=0.005),
    ],
    ids=["everything twice", "byte by byte", "late", "echo, twice, in pieces"],
)
def test_a_wire_that_is_odd_and_usable(make: type[Rig], faults: Faults) -> None:
    rig = make(2, faults=faults).ready()
    assert isinstance(rig.unlock(1, 5), Opened)
    rig.boards[2].doors.jam(5)
    assert rig.unlock(2, 5) == Jammed()
    rig.boards[1].doors.close(5)
    closed = DoorMoved(LockAddress("b1", 5), DoorState.CLOSED, commanded=True)
    rig.run(5)
    assert closed in rig.moves()


def test_pieces_that_are_too_far_apart_are_no_frame(make: type[Rig]) -> None:
    rig = make().ready()
    rig.wire.faults.split = 0.03
    rig.run(20)
    assert rig.until(BankSilent, 0)
    rig.wire.faults.split = 0.0
    assert rig.until(BankBack)


def test_a_line_that_babbles_gets_no_unlock(make: type[Rig]) -> None:
    rig = make().ready()
    rig.wire.faults.babble = True
    rig.run(3)
    assert isinstance(rig.unlock(1, 5), NotSent)
    assert rig.unlock_frames() == []
    rig.wire.faults.babble = False
    rig.until(BankBack)
    assert isinstance(rig.unlock(1, 5), Opened)


def test_a_board_that_reboots_in_the_middle(make: type[Rig]) -> None:
    rig = make().ready()
    rig.after(0.02, lambda: rig.boards[1].reboot(rig.clock.now))  # before the latch is pulled
    assert rig.unlock(1, 5) == Jammed()
    assert len(rig.unlock_frames()) == 1


@pytest.mark.parametrize("seed", range(12))
def test_a_fifth_of_all_frames_lost(make: type[Rig], seed: int) -> None:
    everything_wrong = Faults(lose=0.2, corrupt=0.05, truncate=0.05, duplicate=0.1)
    rig = make(2, faults=everything_wrong, seed=seed, reports=seed % 2 == 0)
    rig.until(BusReady, 0)
    tickets = {}
    for channel in range(1, 11):
        bank = 1 + channel % 2
        if channel % 3 == 0:
            rig.boards[bank].doors.jam(channel)
        tickets[rig.ask(bank, channel)] = (bank, channel)
        rig.until(UnlockDone)
    rig.run(5)
    outcomes = rig.outcomes()
    assert set(outcomes) == set(tickets)
    for ticket, (bank, channel) in tickets.items():
        (outcome,) = outcomes[ticket]
        sent = rig.unlock_frames().count(frames.unlock(bank, channel))
        assert sent == (0 if isinstance(outcome, NotSent) else 1)
        if isinstance(outcome, Opened):
            assert (bank, channel) in rig.opened_by_command()
    assert len(rig.opened_by_command()) == len(set(rig.opened_by_command()))


def test_before_it_is_ready_nothing_is_sent(make: type[Rig]) -> None:
    rig = make(2)
    rig.plugged = False
    ticket = rig.ask(1, 1)
    rig.until(BusDown, 0)
    rig.owner.step()
    assert isinstance(rig.outcomes()[ticket][0], NotSent)
    rig.plugged = True
    ready = rig.until(BusReady)
    assert len(ready.doors) == 24
    assert rig.unlock_frames() == []


def test_it_backs_off_and_says_once_that_it_is_down(
    make: type[Rig], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "hardware.locks")
    rig = make()
    rig.plugged = False
    rig.run(60)
    assert 10 <= rig.openings <= 20
    rig.plugged = True
    rig.until(BusReady)
    told = [type(value) for value in rig.posted if not isinstance(value, LineHealth)]
    assert told == [BusDown, BusReady]
    assert [record.getMessage() for record in caplog.records] == [
        "bus bus: the line is down: no such port",
        "bus bus: line answers again",
    ]


@pytest.mark.parametrize(
    ("takes", "kind"),
    [(0, NotSent), (1, OutcomeUnknown), (4, OutcomeUnknown), (5, Opened)],
)
def test_the_plug_is_pulled_while_the_frame_leaves(
    make: type[Rig], takes: int, kind: type[NotSent | OutcomeUnknown | Opened]
) -> None:
    """The sensor tells what came of it once the line is back: the whole frame had left, or a part of it."""
    rig = make().ready()
    assert rig.line is not None
    rig.line.takes = takes
    outcome = rig.unlock(1, 5)
    assert type(outcome) is kind
    rig.until(BusReady, rig.posted.index(rig.until(BusDown, 0)))
    rig.run(30)
    assert len(rig.unlock_frames()) <= 1


@pytest.mark.parametrize("after", [0.01, 0.3, 0.52, 0.6])
def test_the_plug_is_pulled_between_command_and_outcome(make: type[Rig], after: float) -> None:
    rig = make().ready()
    assert rig.line is not None
    rig.after(after, rig.line.pull)
    waiting = rig.ask(1, 6)
    assert isinstance(rig.unlock(1, 5), NotSent)  # it stood in the queue when the line went
    ready = rig.until(BusReady, rig.posted.index(rig.until(BusDown, 0)))
    assert ready.doors[LockAddress("b1", 6)] is DoorState.OPEN
    assert isinstance(rig.outcomes()[waiting][0], Opened)
    done = next(value for value in rig.posted if isinstance(value, UnlockDone) and value.ticket == waiting)
    assert rig.posted.index(done) < rig.posted.index(ready)  # so nobody takes it for a door found open
    rig.run(30)
    assert rig.unlock_frames() == [frames.unlock(1, 6)]
    assert len(rig.outcomes()[waiting]) == 1


def test_a_jammed_door_behind_a_line_that_was_lost_is_not_called_jammed(make: type[Rig]) -> None:
    """Somebody may have opened it and shut it while nobody could look."""
    rig = make().ready()
    assert rig.line is not None
    rig.boards[1].doors.jam(5)
    rig.after(0.3, rig.line.pull)
    outcome = rig.unlock(1, 5)
    assert isinstance(outcome, OutcomeUnknown)
    assert "line was lost" in outcome.reason
    assert len(rig.unlock_frames()) == 1


@pytest.mark.parametrize("away", [1.0, 2.5, 10.0])
def test_a_line_that_stays_away_leaves_the_outcome_unknown_once(make: type[Rig], away: float) -> None:
    rig = make().ready()
    assert rig.line is not None
    rig.after(0.1, rig.line.pull)
    rig.when_sent = partial(setattr, rig, "plugged", False)
    ticket = rig.ask(1, 5)
    rig.run(away)
    assert bool(rig.outcomes()) is (away > 4)  # it isn't waited for longer than for any other door
    rig.plugged = True
    rig.until(UnlockDone, 0)
    rig.run(30)
    ((outcome,),) = rig.outcomes().values()
    assert isinstance(outcome, Opened if away < 2 else OutcomeUnknown)
    assert ticket in rig.outcomes()
    assert len(rig.unlock_frames()) == 1


@pytest.mark.parametrize("maker", list(MAKERS))
def test_no_pulse_meets_another_though_the_line_was_lost_between_them(make: type[Rig], maker: str) -> None:
    settings: dict[str, Value] = {"inputs_at": 101} if maker == "r4d3b16" else {}
    rig = make(maker=maker, channels=8, settings=lambda _n: settings).ready()
    assert rig.line is not None
    rig.after(0.03, rig.line.pull)
    first = rig.ask(1, 5)
    rig.until(BusReady, rig.posted.index(rig.until(BusDown, 0)))
    second = rig.ask(1, 6)
    rig.run(10)
    assert rig.sent[second] - rig.sent[first] >= make_driver(rig.banks[0]).pulse
    assert not overlapping(rig)


def test_the_plug_is_pulled_while_a_door_is_open(make: type[Rig]) -> None:
    rig = make().ready()
    rig.unlock(1, 5)
    assert rig.line is not None
    rig.line.pull()
    rig.until(BusDown)
    ready = rig.until(BusReady)
    assert ready.doors[LockAddress("b1", 5)] is DoorState.OPEN
    rig.boards[1].doors.close(5)
    assert rig.until(DoorMoved) == DoorMoved(LockAddress("b1", 5), DoorState.CLOSED, commanded=True)


def test_the_end_answers_everything(make: type[Rig]) -> None:
    rig = make().ready()
    rig.boards[1].doors.jam(5)
    under_way, queued = rig.ask(1, 5), rig.ask(1, 6)
    while not rig.unlock_frames():
        rig.owner.step()
    rig.owner.finish("the program stops")
    assert rig.outcomes() == {
        under_way: [OutcomeUnknown("the program stops")],
        queued: [NotSent("the line to the locks is down")],
    }
