"""Boards as they are met: dialects, lengths and polarities, byte for byte, and pulses that never meet."""

from __future__ import annotations

from functools import partial

import pytest

from hardware.locks.dc02 import frames as dc02
from hardware.locks.dc02.simulator import Dc02Board
from hardware.locks.driver import Polarity
from hardware.locks.settings import Value
from hardware.locks.shuoming import frames
from hardware.locks.shuoming.frames import Dialect
from hardware.locks.shuoming.simulator import ShuomingBoard
from hardware.outcomes.locks import BankSilent, BusReady, DoorState, Jammed, Opened
from hardware.simulator.boards.board import Timing
from tests.hardware.locks.rig import Rig, Script, overlapping


def of(dialect: str) -> partial[dict[str, Value]]:
    return partial(lambda _n, said: {"dialect": said}, said=dialect)


@pytest.mark.parametrize(
    ("frame", "wire"),
    [
        (frames.unlock(2, 6, Dialect.OF_2025), "8A 02 06 33 BD"),
        (frames.unlock(2, 6, Dialect.YBM), "8A 02 06 11 9F"),
        (frames.unlock(1, 1, Dialect.TIMED, 3), "8A 01 01 11 03 98"),
        (frames.ask_firmware(1), "82 01 00 22 A1"),
        (dc02.version_reply(1), "DC FE 01 01 02 01 00 05"),
        (dc02.several_reply(1, dc02.OPEN_EVERY, 0x0FFF), "DC FE 01 14 02 0F FF 25"),
        (dc02.several_reply(1, dc02.OPEN_SEVERAL, 0x0007), "DC FE 01 15 02 00 07 1F"),
        (dc02.done_reply(1, dc02.HOLD), "DC FE 01 16 01 01 19"),
        (dc02.done_reply(1, dc02.HOLD_SEVERAL), "DC FE 01 1A 01 01 1D"),
        (dc02.one_reply(dc02.One(1, None, None), dc02.OPEN), "DC FE 01 10 01 01 13"),
        (dc02.one_reply(dc02.One(1, None, None), dc02.ASK), "DC FE 01 11 01 01 14"),
        (dc02.one_reply(dc02.One(1, 1, high=True), dc02.OPEN), "DC FE 01 10 02 01 01 15"),
    ],
)
def test_the_frames_come_out_as_published(frame: bytes, wire: str) -> None:
    assert frame == bytes.fromhex(wire)


@pytest.mark.parametrize("dialect", Dialect)
def test_no_dialect_opens_every_door(dialect: Dialect) -> None:
    with pytest.raises(ValueError, match="every door"):
        frames.unlock(1, frames.EVERY_LOCK, dialect)


@pytest.mark.parametrize("real", Dialect)
@pytest.mark.parametrize("said", Dialect)
def test_a_dialect_that_was_said_wrong_opens_no_other_door(
    make: type[Rig], real: Dialect, said: Dialect
) -> None:
    rig = make(settings=of(said))
    real_rig = make(settings=of(real))
    rig.wire.devices = list(real_rig.boards.values())
    rig.until(BusReady, 0)
    outcome = rig.unlock(1, 5)
    assert isinstance(outcome, Opened | Jammed)
    opened = real_rig.opened_by_command()
    assert opened == ([(1, 5)] if isinstance(outcome, Opened) else [])
    assert isinstance(outcome, Opened) or real is not said


def test_what_a_board_of_2025_tells_unasked_is_no_garbage(make: type[Rig]) -> None:
    rig = make(settings=of("2025"), reports=True).ready()
    assert isinstance(rig.unlock(1, 5), Opened)
    rig.boards[1].doors.close(5)
    rig.run(30)
    told = rig.health()
    assert (told.strays, told.banks[0].refused, told.banks[0].strays) == (0, 0, 0)


@pytest.mark.parametrize("jammed", [False, True])
def test_the_success_of_an_ybm_is_no_opening(make: type[Rig], *, jammed: bool) -> None:
    """It answers 11 as soon as it has understood, whatever the door does."""
    rig = make(settings=of("ybm"), polarity=Polarity.SHORT_WHEN_OPEN).ready()
    if jammed:
        rig.boards[1].doors.jam(5)
    outcome = rig.unlock(1, 5)
    assert outcome == Jammed() if jammed else isinstance(outcome, Opened)


@pytest.mark.parametrize("dialect", ["usual", "2025", "ybm"])
def test_boards_that_answer_at_once_are_not_told_to_pull_within_a_pulse(
    make: type[Rig], dialect: str
) -> None:
    rig = make(2, settings=of(dialect)).ready()
    for board in rig.boards.values():
        assert isinstance(board, ShuomingBoard)
        board.hasty = True
    rig.orders.busy = True
    for channel in range(1, 7):
        rig.ask(1 + channel % 2, channel)
    rig.run(20)
    assert len(rig.opened_by_command()) == 6
    assert not overlapping(rig)


@pytest.mark.parametrize("brief", [False, True])
@pytest.mark.parametrize("polarity", list(Polarity))
def test_both_lengths_of_a_dc02s_answer_are_taken(
    make: type[Rig], polarity: Polarity, *, brief: bool
) -> None:
    rig = make(maker="dc02", polarity=polarity, timing=Timing(unlock=0.1, query=0.005)).ready()
    board = rig.boards[1]
    assert isinstance(board, Dc02Board)
    board.brief = brief
    outcome = rig.unlock(1, 5)
    assert isinstance(outcome, Opened)
    assert outcome.after_ms < 400  # with the longer one alone it took the whole time-out, 1.5 s
    board.doors.jam(6)
    assert rig.unlock(1, 6) == Jammed()


def test_a_wkly_whose_word_for_closed_is_another_ones_for_open(make: type[Rig]) -> None:
    """9600 baud, 12 channels, address 1; closed 00, open 01: a matter of `polarity`."""
    closed = bytes.fromhex("57 4B 4C 59 16 01 84 00 0C") + bytes(12)
    answer = closed + bytes((0x57 ^ 0x4B ^ 0x4C ^ 0x59 ^ 0x16 ^ 0x01 ^ 0x84 ^ 0x0C,))
    rig = make(maker="wkly", polarity=Polarity.SHORT_WHEN_OPEN)
    rig.wire.devices = [Script(lambda _question: [(0.01, answer)])]
    assert set(rig.until(BusReady, 0).doors.values()) == {DoorState.CLOSED}
    rig.run(5)
    assert not any(isinstance(value, BankSilent) for value in rig.posted)


def test_a_servo_of_a_cu16_has_its_second(make: type[Rig]) -> None:
    said: dict[str, Value] = {"pulse_ms": 1000}
    slow = Timing(unlock=1.0, query=0.005)
    rig = make(2, maker="kerong-cu16", settings=lambda _n: said, timing=slow).ready()
    tickets = [rig.ask(1, 1), rig.ask(2, 2), rig.ask(1, 3)]
    rig.run(10)
    first, second, third = (rig.sent[ticket] for ticket in tickets)
    assert min(second - first, third - second) >= 1.0
    assert not overlapping(rig)
