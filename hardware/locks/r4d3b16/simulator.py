"""A simulated eletechsup relay board, and the inputs beside it."""

from __future__ import annotations

from collections.abc import Iterator

from hardware.locks.driver import Bank
from hardware.locks.r4d3b16 import frames
from hardware.locks.r4d3b16.driver import INPUTS_AT
from hardware.modbus import frames as modbus
from hardware.modbus.frames import Function
from hardware.simulator.boards.board import Timing
from hardware.simulator.boards.doors import SimulatedDoors
from hardware.simulator.boards.modbus import ILLEGAL_FUNCTION, WRITES_SEVERAL, ModbusBoard

PULLING = (frames.ON, frames.TOGGLE, frames.LATCH, frames.MOMENTARY)


class R4d3b16Board(ModbusBoard):
    """With `inputs_at` it also answers for the board of inputs there."""

    usual = Timing(unlock=1.0, query=0.005)

    def __init__(
        self, bank: Bank, doors: SimulatedDoors, *, timing: Timing | None = None, reports: bool = False
    ) -> None:
        super().__init__(bank, doors, timing=timing, reports=reports)
        self.held = set()
        self._inputs_at = INPUTS_AT.of(bank.settings)

    @staticmethod
    def openings(address: int) -> Iterator[bytes]:
        for unit in {address, modbus.BROADCAST}:
            yield modbus.write_register(unit, frames.EVERY_RELAY, frames.ALL_ON)
            for relay in range(1, frames.RELAYS + 1):
                for value in (*PULLING, *range(frames.SECONDS, frames.SECONDS + 256)):
                    yield modbus.write_register(unit, relay, value)

    @staticmethod
    def opens(frame: bytes, address: int) -> bool:
        if not modbus.intact(frame) or frame[0] not in {address, modbus.BROADCAST}:
            return False
        if frame[1] == Function.WRITE_REGISTER:
            return frame[4] << 8 not in {frames.OFF, frames.ALL_OFF}
        return frame[1] in {Function.WRITE_COIL, *WRITES_SEVERAL}

    def units(self) -> set[int]:
        return {self.address, self._inputs_at} if self._inputs_at else {self.address}

    def answer(self, unit: int, function: int, first: int, value: int, now: float) -> bytes:
        match function:
            case Function.READ_INPUTS if unit == self._inputs_at:
                return self.inputs(unit, first, value, self.doors.channels)
            case Function.READ_HOLDING_REGISTERS if unit == self.address:
                there = range(first, first + value)
                return modbus.registers_reply(unit, [int(lock in self.held) for lock in there])
            case Function.WRITE_REGISTER if unit in {self.address, modbus.BROADCAST}:
                self._write(first, value, now)
                return b"" if unit == modbus.BROADCAST else modbus.write_register(unit, first, value)
            case _:
                return modbus.exception(unit, function, ILLEGAL_FUNCTION)

    def _write(self, register: int, value: int, now: float) -> None:
        match register, value:
            case frames.EVERY_RELAY, frames.ALL_ON:
                for lock in self.locks():
                    self.switch(lock, now, on=True)
            case frames.EVERY_RELAY, frames.ALL_OFF:
                self.held.clear()
            case lock, frames.ON | frames.LATCH:
                self.switch(lock, now, on=True)
            case lock, frames.OFF:
                self.switch(lock, now, on=False)
            case lock, frames.TOGGLE:
                self.switch(lock, now, on=lock not in self.held)
            case lock, _ if lock in self.locks() and value & 0xFF00 in {frames.MOMENTARY, frames.SECONDS}:
                self.pulse([lock], now)
            case _:
                pass
