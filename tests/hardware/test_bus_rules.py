"""What the bus promises, on a clock without a hurry against boards that speak the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

import pytest

from hardware.locks.driver import Polarity
from hardware.locks.shuoming import frames
from hardware.outcomes import (
    BankBack,
    BankSilent,
    BusDown,
    BusReady,
    DoorMoved,
    DoorState,
    Jammed,
    LockAddress,
    NotSent,
    Opened,
    OutcomeUnknown,
    UnlockDone,
)
from hardware.simulator.doors import Sensor
from hardware.transport.wire import Faults
from tests.hardware.rig import Rig

BOTH = list(Polarity)


@pytest.fixture
def make() -> Iterator[type[Rig]]:
    """Rigs that are taken down at the end."""
    made: list[Rig] = []

    class Kept(Rig):
        def __init__(self, *args: object, **settings: object) -> None:
            super().__init__(*args, **settings)  # type: ignore[arg-type]  # handed through as they are
            made.append(self)

    yield Kept
    for rig in made:
        rig.finish()


# --- opening ------------------------------------------------------------------------------------


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


# --- turns --------------------------------------------------------------------------------------


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


def test_a_door_closed_by_hand_is_known_within_three_transactions_of_its_bank(make: type[Rig]) -> None:
    rig = make(8).ready()
    rig.unlock(3, 1)
    rig.run(5)
    before = len(rig.sent_frames())
    rig.boards[3].doors.close(1)
    assert rig.until(DoorMoved) == DoorMoved(LockAddress("b3", 1), DoorState.CLOSED, commanded=True)
    assert rig.sent_frames()[before:].count(frames.query_all(3)) <= 3


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


# --- doors that move ----------------------------------------------------------------------------


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


# --- a bad wire ---------------------------------------------------------------------------------


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


# --- a line that goes away ----------------------------------------------------------------------


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
    assert [type(value) for value in rig.posted] == [BusDown, BusReady]
    assert [record.getMessage() for record in caplog.records] == [
        "bus bus: the line is down: no such port",
        "bus bus: the line is back",
    ]


@pytest.mark.parametrize(
    ("takes", "kind"),
    [(0, NotSent), (1, OutcomeUnknown), (4, OutcomeUnknown), (5, OutcomeUnknown)],
)
def test_the_plug_is_pulled_while_the_frame_leaves(
    make: type[Rig], takes: int, kind: type[NotSent | OutcomeUnknown]
) -> None:
    rig = make().ready()
    assert rig.line is not None
    rig.line.takes = takes
    outcome = rig.unlock(1, 5)
    assert type(outcome) is kind
    rig.until(BusDown, 0)
    rig.until(BusReady)
    rig.run(30)
    assert len(rig.unlock_frames()) <= 1


@pytest.mark.parametrize("after", [0.01, 0.3, 0.52, 0.6])
def test_the_plug_is_pulled_between_command_and_outcome(make: type[Rig], after: float) -> None:
    rig = make().ready()
    assert rig.line is not None
    rig.after(after, rig.line.pull)
    waiting = rig.ask(1, 6)
    assert isinstance(rig.unlock(1, 5), NotSent)  # it stood in the queue when the line went
    assert isinstance(rig.outcomes()[waiting][0], OutcomeUnknown)
    ready = rig.until(BusReady, rig.posted.index(rig.until(BusDown, 0)))
    opened = rig.boards[1].doors.is_open(6)
    assert ready.doors[LockAddress("b1", 6)] is (DoorState.OPEN if opened else DoorState.CLOSED)
    rig.run(30)
    assert rig.unlock_frames() == [frames.unlock(1, 6)]


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
