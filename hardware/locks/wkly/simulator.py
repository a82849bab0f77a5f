"""A simulated WKLY board."""

from __future__ import annotations

from collections.abc import Iterator

from hardware.locks.driver import Bank
from hardware.locks.wkly import frames
from hardware.locks.wkly.driver import FIRST_CHANNEL
from hardware.simulator.boards.board import SimulatedBoard, Timing
from hardware.simulator.boards.doors import SimulatedDoors

OPENING = (frames.OPEN_AT_ONCE, frames.OPEN, frames.OPEN_EVERY, frames.OPEN_IN_TURN, frames.HOLD)
LONGEST = 64
"""Bytes of the longest request that a board takes."""


class WklyBoard(SimulatedBoard):
    usual = Timing(unlock=0.5, query=0.005)

    def __init__(
        self, bank: Bank, doors: SimulatedDoors, *, timing: Timing | None = None, reports: bool = False
    ) -> None:
        super().__init__(bank, doors, timing=timing, reports=reports)
        self._first = FIRST_CHANNEL.of(bank.settings)

    @staticmethod
    def openings(address: int) -> Iterator[bytes]:
        yield frames.encode(frames.Message(address, frames.OPEN_EVERY))
        for channel in range(256):
            one = bytes((channel,))
            for command in (frames.OPEN, frames.HOLD):
                yield frames.encode(frames.Message(address, command, one))
            for command in (frames.OPEN_AT_ONCE, frames.OPEN_IN_TURN):
                yield frames.encode(frames.Message(address, command, b"\x01" + one))

    @staticmethod
    def opens(frame: bytes, address: int) -> bool:
        message = frames.decode(frame)
        return message is not None and message.board == address and message.command in OPENING

    def length(self, half: bytes) -> int:
        if not frames.START.startswith(half[:4]):
            return 0
        if len(half) < 5:
            return len(half) + 1
        return half[4] if frames.SHORTEST <= half[4] <= LONGEST else 0

    def obey(self, frame: bytes, now: float) -> bool:
        message = frames.decode(frame)
        if message is None:
            return False
        if message.board != self.address:
            return True
        locks = [number + 1 - self._first for number in message.data]
        match message.command, locks:
            case frames.ASK_ALL, []:
                self.reply(self._all, now + self.timing.query)
            case frames.ASK, [lock] if lock in self.locks():
                self.reply(lambda: frames.one_reply(self._one(lock), frames.ASK), now + self.timing.query)
            case frames.OPEN, [lock] if lock in self.locks():
                done = self.pulse([lock], now)
                self.reply(lambda: frames.one_reply(self._one(lock), frames.OPEN), done)
            case frames.HOLD, [lock] if lock in self.locks():
                self.pulse([lock], now)
            case frames.OPEN_EVERY, []:
                self.pulse(self.locks(), now)
            case frames.OPEN_AT_ONCE | frames.OPEN_IN_TURN, [_, *several]:
                self.pulse([lock for lock in several if lock in self.locks()], now)
            case _:
                pass
        return True

    def told_by_itself(self, lock: int) -> bytes:
        return frames.report(self._one(lock))

    def _one(self, lock: int) -> frames.One:
        return frames.One(self.address, lock - 1 + self._first, self._state(lock))

    def _all(self) -> bytes:
        states = bytes(self._state(lock) for lock in self.locks())
        return frames.all_reply(frames.All(self.address, states))

    def _state(self, lock: int) -> int:
        return frames.IS_CLOSED if self.high(lock) else frames.IS_OPEN
