"""A simulated DC 02 board."""

from __future__ import annotations

from collections.abc import Iterator

from hardware.locks.dc02 import frames
from hardware.simulator.boards.board import SimulatedBoard, Timing

OPENING = (
    frames.OPEN,
    frames.OPEN_EVERY,
    frames.OPEN_SEVERAL,
    frames.HOLD,
    frames.OPEN_AT_ONCE,
    frames.HOLD_SEVERAL,
)
LONGEST = 10
"""Bytes of the longest request that a board takes."""


class Dc02Board(SimulatedBoard):
    """`brief`: whether it answers of one lock as the sheet's examples do, not as its table does."""

    usual = Timing(unlock=0.5, query=0.005)
    brief = False

    @staticmethod
    def openings(address: int) -> Iterator[bytes]:
        def asked(command: int, *data: int) -> bytes:
            return frames.encode(frames.REQUEST, frames.Message(address, command, bytes(data)))

        yield asked(frames.OPEN_EVERY)
        for lock in range(256):
            yield asked(frames.OPEN, lock)
            yield asked(frames.HOLD, lock, 1)
        for mask in range(1 << frames.LOCKS):
            for command in (frames.OPEN_SEVERAL, frames.OPEN_AT_ONCE, frames.HOLD_SEVERAL):
                yield asked(command, *mask.to_bytes(2, "big"))

    @staticmethod
    def opens(frame: bytes, address: int) -> bool:
        message = frames.decode(frames.REQUEST, frame)
        return message is not None and message.board == address and message.command in OPENING

    def length(self, half: bytes) -> int:
        if not frames.REQUEST.startswith(half[:2]):
            return 0
        if len(half) < 5:
            return len(half) + 1
        length = frames.SHORTEST + half[4]
        return length if length <= LONGEST else 0

    def obey(self, frame: bytes, now: float) -> bool:
        message = frames.decode(frames.REQUEST, frame)
        if message is None:
            return False
        if message.board != self.address:
            return True
        soon = now + self.timing.query
        match message.command, list(message.data):
            case frames.ASK_ALL, []:
                self.reply(self._all, soon)
            case frames.ASK, [lock] if lock in self.locks():
                self.reply(lambda: self._one(lock, frames.ASK), soon)
            case frames.OPEN, [lock] if lock in self.locks():
                done = self.pulse([lock], now)
                self.reply(lambda: self._one(lock, frames.OPEN), done)
            case frames.VERSION, []:
                self.reply(lambda: frames.version_reply(self.address), soon)
            case frames.OPEN_EVERY, []:
                self.pulse(self.locks(), now)
                self.reply(lambda: frames.several_reply(self.address, frames.OPEN_EVERY, 0x0FFF), soon)
            case frames.HOLD, [lock, 1] if lock in self.locks():
                self.pulse([lock], now)
                self.reply(lambda: frames.done_reply(self.address, frames.HOLD), soon)
            case frames.OPEN_SEVERAL | frames.OPEN_AT_ONCE | frames.HOLD_SEVERAL, [high, low]:
                mask = high << 8 | low
                self.pulse([lock for lock in self.locks() if mask >> (lock - 1) & 1], now)
                self.reply(lambda: self._several(message.command, mask), soon)
            case _:
                pass
        return True

    def _one(self, lock: int, command: int) -> bytes:
        one = frames.One(self.address, None if self.brief else lock, not self.high(lock))
        return frames.one_reply(one, command)

    def _several(self, command: int, mask: int) -> bytes:
        if command == frames.HOLD_SEVERAL:
            return frames.done_reply(self.address, command)
        return frames.several_reply(self.address, command, mask)

    def _all(self) -> bytes:
        return frames.all_reply(frames.All(self.address, self.mask(high=False)))
