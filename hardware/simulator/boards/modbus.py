"""Base of simulated Modbus boards: the frames, and relays that stay on until they are switched off."""

from __future__ import annotations

from hardware.modbus import frames as modbus
from hardware.modbus.frames import Function
from hardware.simulator.boards.board import SimulatedBoard, Timing

WRITES_SEVERAL = (Function.WRITE_COILS, 16)
ILLEGAL_FUNCTION, ILLEGAL_ADDRESS = 1, 2


class ModbusBoard(SimulatedBoard):
    """`held`: the relays that are on and stay on until somebody switches them off."""

    usual = Timing(unlock=0.5, query=0.005)
    held: set[int]

    def units(self) -> set[int]:
        """The addresses that it answers at."""
        return {self.address}

    def answer(self, unit: int, function: int, first: int, value: int, now: float) -> bytes:
        """Do what a whole request says; the answer. `value` is its count or what it writes."""
        raise NotImplementedError

    def length(self, half: bytes) -> int:
        if half[0] not in {*self.units(), modbus.BROADCAST}:
            return 0
        if len(half) < 2:
            return 2
        if half[1] in WRITES_SEVERAL:
            return len(half) + 1 if len(half) < 7 else 9 + half[6]
        return modbus.REQUEST_LENGTH if half[1] in range(1, 7) else 0

    def obey(self, frame: bytes, now: float) -> bool:
        if not modbus.intact(frame):
            return False
        unit, function = frame[0], frame[1]
        first, value = int.from_bytes(frame[2:4], "big"), int.from_bytes(frame[4:6], "big")
        soon = now + self.timing.query
        if function in WRITES_SEVERAL and unit == modbus.BROADCAST:
            return True
        if function in WRITES_SEVERAL:
            self.reply(lambda: modbus.exception(self.address, function, ILLEGAL_FUNCTION), soon)
            return True
        answer = self.answer(unit, function, first, value, now)
        if answer and unit != modbus.BROADCAST:  # a slave does as it is told by all and says nothing
            self.reply(lambda: answer, soon)
        return True

    def switch(self, lock: int, now: float, *, on: bool) -> None:
        """A relay that stays as it is put; pulling a latch is as good as a pulse."""
        if on and lock in self.locks():
            self.held.add(lock)
            self.pulse([lock], now)
        elif not on:
            self.held.discard(lock)

    def inputs(self, unit: int, first: int, count: int, there: int) -> bytes:
        """The answer to a question for digital inputs, of which `there` are wired to doors."""
        if first + count > there:
            return modbus.exception(unit, Function.READ_INPUTS, ILLEGAL_ADDRESS)
        return modbus.bits_reply(unit, Function.READ_INPUTS, self.mask(high=True) >> first, count)

    def relays(self) -> int:
        return sum(1 << (lock - 1) for lock in self.held)
