"""What every maker's driver owes the bus, against its own simulated board. New makers get it for nothing."""

from __future__ import annotations

from functools import partial
from itertools import cycle

import pytest

from hardware.locks.driver import Polarity
from hardware.locks.registry import make_driver
from hardware.outcomes.locks import (
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
    Silence,
    UnlockDone,
)
from hardware.transport.recorder import Direction
from hardware.transport.wire import Faults
from tests.hardware.locks.rig import Rig, Script, overlapping
from tests.hardware.locks.variants import CHANNELS, VARIANTS, Table, Variant, said_by_boards

every_maker = pytest.mark.parametrize("variant", VARIANTS, ids=str)
both = pytest.mark.parametrize("polarity", list(Polarity))


@pytest.fixture
def build(make: type[Rig], variant: Variant) -> partial[Rig]:
    return partial(make, channels=CHANNELS, maker=variant.maker, settings=variant.of)


@every_maker
@both
def test_all_doors_are_read(build: partial[Rig], polarity: Polarity) -> None:
    rig = build(2, polarity=polarity)
    rig.boards[1].doors.open(1)
    rig.boards[2].doors.open(CHANNELS)
    doors = rig.until(BusReady, 0).doors
    opened = {address for address, state in doors.items() if state is DoorState.OPEN}
    assert opened == {LockAddress("b1", 1), LockAddress("b2", CHANNELS)}
    assert set(doors.values()) == {DoorState.OPEN, DoorState.CLOSED}
    assert len(doors) == 2 * CHANNELS


@every_maker
@both
@pytest.mark.parametrize("channel", [1, 5, CHANNELS])
def test_an_unlock_opens_this_door_and_no_other(
    build: partial[Rig], polarity: Polarity, channel: int
) -> None:
    rig = build(2, polarity=polarity).ready()
    assert isinstance(rig.unlock(2, channel), Opened)
    assert rig.opened_by_command() == [(2, channel)]
    assert len(rig.unlock_frames()) == 1
    assert rig.moves() == [DoorMoved(LockAddress("b2", channel), DoorState.OPEN, commanded=True)]
    rig.boards[2].doors.close(channel)
    closed = DoorMoved(LockAddress("b2", channel), DoorState.CLOSED, commanded=True)
    assert rig.until(DoorMoved) == closed


@every_maker
@both
def test_a_jammed_door_is_told_and_not_tried_again(build: partial[Rig], polarity: Polarity) -> None:
    rig = build(2, polarity=polarity).ready()
    rig.boards[1].doors.jam(5)
    assert rig.unlock(1, 5) == Jammed()
    rig.run(30)
    assert len(rig.unlock_frames()) == 1
    assert rig.moves() == []


@every_maker
def test_a_door_opened_by_hand_is_nobodys_doing(build: partial[Rig]) -> None:
    rig = build(2).ready()
    rig.boards[1].doors.open(3)
    assert rig.until(DoorMoved) == DoorMoved(LockAddress("b1", 3), DoorState.OPEN, commanded=False)


@every_maker
def test_a_silent_board_gets_no_unlock_and_comes_back(build: partial[Rig]) -> None:
    rig = build(2)
    rig.boards[1].silent = True
    ready = rig.until(BusReady, 0)
    assert ready.doors[LockAddress("b1", 1)] is DoorState.UNKNOWN
    assert ready.doors[LockAddress("b2", 1)] is DoorState.CLOSED
    assert rig.until(BankSilent, 0).silence is Silence.NOTHING
    assert isinstance(rig.unlock(1, 5), NotSent)
    assert rig.unlock_frames() == []
    rig.boards[1].silent = False
    assert rig.until(BankBack).doors[LockAddress("b1", 1)] is DoorState.CLOSED
    assert isinstance(rig.unlock(1, 5), Opened)


@every_maker
def test_a_board_that_dies_with_the_unlock_leaves_the_outcome_unknown(build: partial[Rig]) -> None:
    rig = build().ready()
    rig.when_sent = partial(setattr, rig.boards[1], "silent", True)
    assert isinstance(rig.unlock(1, 5), OutcomeUnknown)
    assert len(rig.unlock_frames()) == 1


@every_maker
@both
def test_an_adapter_that_echoes(build: partial[Rig], polarity: Polarity) -> None:
    rig = build(2, polarity=polarity, faults=Faults(echo=True)).ready()
    rig.boards[1].doors.jam(5)
    assert rig.unlock(1, 5) == Jammed()
    assert isinstance(rig.unlock(2, 6), Opened)
    assert rig.opened_by_command() == [(2, 6)]


@every_maker
def test_an_adapter_that_echoes_and_no_board(build: partial[Rig]) -> None:
    rig = build(faults=Faults(echo=True))
    rig.boards[1].silent = True
    assert set(rig.until(BusReady, 0).doors.values()) == {DoorState.UNKNOWN}
    assert isinstance(rig.unlock(1, 5), NotSent)


@every_maker
@pytest.mark.parametrize(
    "faults",
    [Faults(split=0.004), Faults(duplicate=1.0), Faults(late=0.05), Faults(echo=True, split=0.002)],
    ids=["one byte at a time", "everything twice", "late", "echo and bytes"],
)
def test_a_wire_that_is_odd_and_usable(build: partial[Rig], faults: Faults) -> None:
    rig = build(2, faults=faults).ready()
    assert isinstance(rig.unlock(1, 5), Opened)
    rig.boards[2].doors.jam(5)
    assert rig.unlock(2, 5) == Jammed()
    assert rig.opened_by_command() == [(1, 5)]


@every_maker
@pytest.mark.parametrize("seed", range(3))
def test_a_fifth_of_all_frames_lost(build: partial[Rig], seed: int) -> None:
    rig = build(2, faults=Faults(lose=0.2, corrupt=0.05, truncate=0.05), seed=seed)
    rig.until(BusReady, 0)
    asked = {}
    for channel in range(1, CHANNELS + 1):
        bank = 1 + channel % 2
        if channel % 3 == 0:
            rig.boards[bank].doors.jam(channel)
        asked[rig.ask(bank, channel)] = (bank, channel)
        rig.until(UnlockDone)
    sent = 0
    for ticket, (outcome,) in rig.outcomes().items():
        sent += not isinstance(outcome, NotSent)
        if isinstance(outcome, Opened):
            assert asked[ticket] in rig.opened_by_command()
    assert len(rig.unlock_frames()) == sent
    assert len(rig.outcomes()) == CHANNELS


@every_maker
def test_a_board_that_reboots_in_the_middle(build: partial[Rig]) -> None:
    rig = build(2).ready()
    rig.when_sent = lambda: rig.after(0.01, lambda: rig.boards[1].reboot(rig.clock.now))
    outcome = rig.unlock(1, 5)
    opened = rig.boards[1].doors.is_open(5)
    assert isinstance(outcome, Opened | OutcomeUnknown if opened else Jammed | OutcomeUnknown)
    assert len(rig.unlock_frames()) == 1
    rig.when_sent = lambda: None
    rig.run(20)
    assert isinstance(rig.unlock(1, 6), Opened)


@every_maker
def test_the_plug_is_pulled_between_command_and_answer(build: partial[Rig]) -> None:
    rig = build().ready()
    line = rig.line
    assert line is not None
    rig.when_sent = lambda: rig.after(0.01, line.pull)
    assert isinstance(rig.unlock(1, 5), Opened)
    ready = rig.until(BusReady, rig.posted.index(rig.until(BusDown, 0)))
    assert ready.doors[LockAddress("b1", 5)] is DoorState.OPEN
    rig.run(20)
    assert len(rig.unlock_frames()) == 1


@every_maker
def test_no_byte_left_is_not_sent(build: partial[Rig]) -> None:
    rig = build().ready()
    assert rig.line is not None
    rig.line.pull()
    assert isinstance(rig.unlock(1, 5), NotSent)
    assert rig.unlock_frames() == []


@every_maker
def test_there_is_no_such_lock(build: partial[Rig]) -> None:
    rig = build().ready()
    for channel in (0, CHANNELS + 1):
        assert isinstance(rig.unlock(1, channel), NotSent)
    assert rig.unlock_frames() == []


@every_maker
@pytest.mark.parametrize("channel", [0, CHANNELS + 1])
def test_a_driver_refuses_a_lock_that_its_bank_has_not(variant: Variant, channel: int) -> None:
    table = Table(variant)
    with pytest.raises(ValueError, match="no channel"):
        table.driver.unlock(table.line, channel, lambda _at: None)
    assert table.sent() == []


@every_maker
def test_two_boards_of_different_doors_at_one_address_are_named(build: partial[Rig]) -> None:
    rig = build(2)
    twin = build(1)
    twin.boards[1].doors.open(3)
    rig.wire.devices = [*rig.wire.devices, twin.boards[1]]
    rig.until(BusReady, 0)
    silent = rig.until(BankSilent, 0)
    assert (silent.bank, silent.silence) == ("b1", Silence.CROWD)
    assert isinstance(rig.unlock(1, 5), NotSent)
    assert isinstance(rig.unlock(2, 5), Opened)
    rig.wire.devices = [board for board in rig.wire.devices if board is not twin.boards[1]]
    assert rig.until(BankBack).bank == "b1"


@every_maker
def test_two_boards_of_the_same_doors_at_one_address_are_named(build: partial[Rig]) -> None:
    rig = build(2).ready()
    rig.wire.devices = [*rig.wire.devices, build(1).boards[1]]
    silent = rig.until(BankSilent)
    assert (silent.bank, silent.silence) == ("b1", Silence.CROWD)
    assert isinstance(rig.unlock(1, 5), NotSent)


@every_maker
def test_a_converter_that_says_everything_twice_is_no_second_board(build: partial[Rig]) -> None:
    rig = build(2, faults=Faults(duplicate=1.0)).ready()
    rig.run(60)
    assert not any(isinstance(value, BankSilent) for value in rig.posted)


@every_maker
def test_the_makers_gap_is_kept_and_pulses_do_not_meet(build: partial[Rig]) -> None:
    rig = build(2).ready()
    driver = make_driver(rig.banks[0])
    rig.orders.busy = True
    tickets = [rig.ask(1, 1), rig.ask(2, 2), rig.ask(1, 3)]
    rig.run(15)
    first, second, third = (rig.sent[ticket] for ticket in tickets)
    assert min(second - first, third - second) >= driver.pulse
    last_byte = float("-inf")
    for passed in rig.passed:
        if passed.direction is Direction.SENT:
            assert passed.at - last_byte >= driver.gap - 1e-9
        last_byte = passed.at - (0 if passed.direction is Direction.SENT else 0.025)
    assert not overlapping(rig)


@every_maker
@pytest.mark.parametrize("foreign", VARIANTS, ids=str)
def test_foreign_answers_open_nothing(build: partial[Rig], foreign: Variant) -> None:
    """After the unlock another board's "it is open" comes back, whatever is asked."""
    lies = cycle([frame for frame in said_by_boards(foreign, 2, opened=True) if frame])
    rig = build().ready()
    rig.boards[1].doors.jam(5)
    liar = Script(lambda _question: [(0.02, next(lies))])
    rig.when_sent = partial(setattr, rig.wire, "devices", [liar])
    assert not isinstance(rig.unlock(1, 5), Opened)
    assert len(rig.unlock_frames()) == 1
