"""Modbus relay boards: the field's worked examples, and relays that may not stay on."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.locks.r4d3b16 import frames as r4d3b16
from hardware.locks.waveshare import frames as waveshare
from hardware.modbus import frames as modbus
from hardware.modbus.frames import Function
from hardware.outcomes.locks import (
    BankBack,
    BankSilent,
    BusReady,
    DoorState,
    LockAddress,
    Opened,
    OutcomeUnknown,
)
from hardware.simulator.boards.modbus import ModbusBoard
from hardware.transport.recorder import Direction
from tests.hardware.locks.rig import Rig


@pytest.mark.parametrize(
    ("frame", "wire"),
    [
        (modbus.write_coil(1, 0, on=True), "01 05 00 00 FF 00 8C 3A"),
        (modbus.write_coil(1, 0, on=False), "01 05 00 00 00 00 CD CA"),
        (waveshare.all_off(1), "01 05 00 FF 00 00 FD FA"),
        (modbus.write_coil(1, 4, on=True), "01 05 00 04 FF 00 CD FB"),
        (modbus.write_coil(1, 4, on=False), "01 05 00 04 00 00 8C 0B"),
        (waveshare.flash(1, 1, 500), "01 05 02 00 00 05 0C 71"),
        (waveshare.flash(1, 1, 700), "01 05 02 00 00 07 8D B0"),
        (waveshare.flash(1, 3, 500), "01 05 02 02 00 05 AD B1"),
        (modbus.read_request(1, Function.READ_COILS, 0, 8), "01 01 00 00 00 08 3D CC"),
        (modbus.bits_reply(1, Function.READ_COILS, 0x01, 8), "01 01 01 01 90 48"),
        (modbus.read_request(1, Function.READ_INPUTS, 0, 8), "01 02 00 00 00 08 79 CC"),
        (modbus.bits_reply(1, Function.READ_INPUTS, 0x55, 8), "01 02 01 55 61 B7"),
        (modbus.exception(1, Function.WRITE_COIL, 2), "01 85 02 C3 51"),
        (modbus.write_register(1, 1, r4d3b16.ON), "01 06 00 01 01 00 D9 9A"),
        (modbus.write_register(1, 1, r4d3b16.OFF), "01 06 00 01 02 00 D9 6A"),
        (r4d3b16.query(1), "01 03 00 01 00 01 D5 CA"),
        (modbus.registers_reply(1, [1]), "01 03 02 00 01 79 84"),
        (r4d3b16.pulse(1, 1), "01 06 00 01 05 00 DB 5A"),
        (modbus.write_register(1, 1, r4d3b16.SECONDS | 1), "01 06 00 01 06 01 1A 6A"),
        (r4d3b16.all_off(1), "01 06 00 00 08 00 8E 0A"),
    ],
)
def test_the_worked_frames_come_out_as_published(frame: bytes, wire: str) -> None:
    assert frame == bytes.fromhex(wire)


@pytest.mark.parametrize("wire", ["FF 05 00 00 FF 00 99 E4", "FF 02 00 00 00 08 6C 12", "FF 02 01 01 51 A0"])
def test_the_checksum_of_frames_that_others_published(wire: str) -> None:
    assert modbus.intact(bytes.fromhex(wire))


@pytest.mark.parametrize(("relay", "pulse"), [(0, 500), (33, 500), (1, 0), (1, 550), (1, 4_000_000)])
def test_there_is_no_such_pulse(relay: int, pulse: int) -> None:
    with pytest.raises(ValueError, match="there is no relay"):
        waveshare.flash(1, relay, pulse)


@pytest.mark.parametrize("relay", [0, 33])
def test_register_zero_would_move_every_relay_and_is_refused(relay: int) -> None:
    with pytest.raises(ValueError, match="there is no relay"):
        r4d3b16.pulse(1, relay)


def test_a_refusal_is_no_answer() -> None:
    refused = modbus.exception(1, Function.READ_COILS, 2)
    assert modbus.is_refusal(refused, 1, Function.READ_COILS)
    assert not modbus.is_refusal(refused, 2, Function.READ_COILS)
    assert modbus.read_bits_reply(refused, 1, Function.READ_COILS, 8) is None


units = st.integers(1, 247)


@given(units, st.sampled_from([8, 16, 32]), st.data())
def test_bits_are_read_back_by_who_asked_for_them_only(unit: int, count: int, data: st.DataObject) -> None:
    mask = data.draw(st.integers(0, (1 << count) - 1))
    frame = modbus.bits_reply(unit, Function.READ_INPUTS, mask, count)
    assert modbus.read_bits_reply(frame, unit, Function.READ_INPUTS, count) == mask
    assert modbus.read_bits_reply(frame, unit + 1, Function.READ_INPUTS, count) is None
    assert modbus.read_bits_reply(frame, unit, Function.READ_COILS, count) is None
    assert modbus.read_bits_reply(frame, unit, Function.READ_INPUTS, count + 8) is None
    bit = data.draw(st.integers(0, 8 * len(frame) - 1))
    wrong = (int.from_bytes(frame, "big") ^ (1 << bit)).to_bytes(len(frame), "big")
    assert modbus.read_bits_reply(wrong, unit, Function.READ_INPUTS, count) is None


# --- relays that may not stay on ----------------------------------------------------------------

ALL_OFF = {"waveshare": waveshare.all_off, "r4d3b16": r4d3b16.all_off}
every_relay_board = pytest.mark.parametrize("maker", ALL_OFF)


def held(rig: Rig) -> list[set[int]]:
    return [board.held for board in rig.boards.values() if isinstance(board, ModbusBoard)]


@every_relay_board
def test_relays_left_on_are_off_before_the_bus_is_ready(make: type[Rig], maker: str) -> None:
    rig = make(2, maker=maker, channels=8)
    for relays in held(rig):
        relays.update({2, 3})
    rig.until(BusReady, 0)
    assert held(rig) == [set(), set()]


@every_relay_board
def test_relays_are_off_again_when_the_line_or_the_board_comes_back(make: type[Rig], maker: str) -> None:
    rig = make(1, maker=maker, channels=8).ready()
    held(rig)[0].add(2)
    assert rig.line is not None
    rig.line.pull()
    rig.until(BusReady, len(rig.posted))
    assert held(rig) == [set()]
    rig.boards[1].silent = True
    rig.until(BankSilent)
    held(rig)[0].add(2)
    rig.boards[1].silent = False
    rig.until(BankBack)
    assert held(rig) == [set()]


@every_relay_board
def test_relays_are_off_at_the_end(make: type[Rig], maker: str) -> None:
    rig = make(2, maker=maker, channels=8).ready()
    for relays in held(rig):
        relays.add(2)
    rig.owner.finish("the program stops")
    frames = [passed.data for passed in rig.passed if passed.direction is Direction.SENT][-2:]
    assert frames == [ALL_OFF[maker](1), ALL_OFF[maker](2)]
    assert held(rig) == [set(), set()]


def test_the_board_times_the_pulse_that_the_site_wants(make: type[Rig]) -> None:
    rig = make(maker="waveshare", channels=8, settings=lambda _n: {"pulse_ms": 700}).ready()
    assert isinstance(rig.unlock(1, 1), Opened)
    assert rig.unlock_frames() == [bytes.fromhex("01 05 02 00 00 07 8D B0")]
    assert held(rig) == [set()]


@pytest.mark.parametrize(("maker", "settings"), [("r4d3b16", {}), ("waveshare", {"inputs": 0})])
def test_a_door_that_nobody_sees_is_unknown_and_so_is_what_became_of_it(
    make: type[Rig], maker: str, settings: dict[str, int]
) -> None:
    rig = make(maker=maker, channels=8, settings=lambda _n: settings)
    assert set(rig.until(BusReady, 0).doors.values()) == {DoorState.UNKNOWN}
    assert isinstance(rig.unlock(1, 3), OutcomeUnknown)
    assert rig.opened_by_command() == [(1, 3)]
    assert len(rig.unlock_frames()) == 1


def test_a_relay_without_an_input_is_one_of_them(make: type[Rig]) -> None:
    rig = make(maker="waveshare", channels=16, settings=lambda _n: {"inputs": 8})
    doors = rig.until(BusReady, 0).doors
    assert doors[LockAddress("b1", 8)] is DoorState.CLOSED
    assert doors[LockAddress("b1", 9)] is DoorState.UNKNOWN


def test_the_inputs_fall_silent_and_the_bank_with_them(make: type[Rig]) -> None:
    rig = make(maker="r4d3b16", channels=8, settings=lambda _n: {"inputs_at": 60}).ready()
    rig.run(3)
    units = partial(setattr, rig.boards[1], "units")
    units(lambda: {1})
    assert rig.until(BankSilent).bank == "b1"
