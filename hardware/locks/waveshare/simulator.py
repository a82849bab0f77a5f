"""A simulated Waveshare relay board."""

from __future__ import annotations

from collections.abc import Iterator

from hardware.locks.driver import Bank
from hardware.locks.waveshare import frames
from hardware.locks.waveshare.driver import INPUTS, SIZES
from hardware.modbus import frames as modbus
from hardware.modbus.frames import Function
from hardware.simulator.boards.board import Timing
from hardware.simulator.boards.doors import SimulatedDoors
from hardware.simulator.boards.modbus import ILLEGAL_ADDRESS, ILLEGAL_FUNCTION, WRITES_SEVERAL, ModbusBoard

ON, OFF = 0xFF00, 0x0000


class WaveshareBoard(ModbusBoard):
    def __init__(
        self, bank: Bank, doors: SimulatedDoors, *, timing: Timing | None = None, reports: bool = False
    ) -> None:
        super().__init__(bank, doors, timing=timing, reports=reports)
        self.held = set()
        self._inputs = INPUTS.of(bank.settings)
        self._size = next(size for size in SIZES if size >= doors.channels)

    @staticmethod
    def openings(address: int) -> Iterator[bytes]:
        for unit in {address, modbus.BROADCAST}:
            for relay in range(32):
                for value in (ON, frames.TOGGLE):
                    yield modbus.write_coil_raw(unit, relay, value)
                for tenths in range(1, 51):
                    yield modbus.write_coil_raw(unit, frames.FLASH_ON + relay, tenths)
            for every in (frames.EVERY_RELAY, frames.TOGGLE_EVERY):
                for value in (ON, frames.TOGGLE):
                    yield modbus.write_coil_raw(unit, every, value)

    @staticmethod
    def opens(frame: bytes, address: int) -> bool:
        if not modbus.intact(frame) or frame[0] not in {address, modbus.BROADCAST}:
            return False
        if frame[1] == Function.WRITE_COIL:
            return frame[4:6] != OFF.to_bytes(2, "big")
        return frame[1] in WRITES_SEVERAL

    def answer(self, unit: int, function: int, first: int, value: int, now: float) -> bytes:
        address = frames.ADDRESS_REGISTER
        match function:
            case Function.READ_HOLDING_REGISTERS if first == address:
                return modbus.registers_reply(self.address, [self.address])
            case Function.READ_COILS if first + value <= self._size:
                return modbus.bits_reply(unit, Function.READ_COILS, self.relays() >> first, value)
            case Function.READ_INPUTS if self._inputs:
                return self.inputs(unit, first, value, self._inputs)
            case Function.WRITE_COIL:
                self._write(first, value, now)
                return b"" if unit == modbus.BROADCAST else modbus.write_coil_raw(unit, first, value)
            case Function.READ_COILS:
                return modbus.exception(unit, function, ILLEGAL_ADDRESS)
            case _:
                return modbus.exception(unit, function, ILLEGAL_FUNCTION)

    def _write(self, coil: int, value: int, now: float) -> None:
        lock = (coil & 0xFF) + 1
        if coil in {frames.EVERY_RELAY, frames.TOGGLE_EVERY}:
            for each in self.locks():
                self._set(each, value, now)
        elif coil & 0xFF00 == frames.FLASH_ON and lock in self.locks() and value:
            self.pulse([lock], now)
        elif coil < frames.EVERY_RELAY:
            self._set(lock, value, now)

    def _set(self, lock: int, value: int, now: float) -> None:
        on = lock not in self.held if value == frames.TOGGLE else value == ON
        self.switch(lock, now, on=on)
