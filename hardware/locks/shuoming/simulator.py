"""An 8A board that isn't there: the same bytes at the same times, and doors behind it."""

from __future__ import annotations

from collections.abc import Iterator

from hardware.locks.driver import Bank
from hardware.locks.shuoming import frames
from hardware.simulator.board import SimulatedBoard, Timing
from hardware.simulator.doors import Doors

GROUPS_LEAST = 3
"""A real board of eight channels answers with three groups."""
HEADERS = (frames.UNLOCK, frames.STATUS, frames.MULTI, frames.HOLD, frames.RELEASE)


class ShuomingBoard(SimulatedBoard):
    """It answers nothing while a pulse is running, like the real one."""

    deaf_while_pulling = True

    def __init__(
        self, bank: Bank, doors: Doors, *, timing: Timing | None = None, reports: bool = False
    ) -> None:
        super().__init__(bank, doors, timing=timing, reports=reports)
        self.groups = max(GROUPS_LEAST, (doors.channels + 7) // 8)

    @staticmethod
    def openings(address: int) -> Iterator[bytes]:
        for lock in range(256):
            yield frames.sealed(frames.UNLOCK, address, lock, frames.DO)
            yield frames.sealed(frames.HOLD, address, lock, frames.DO)

    def length(self, half: bytes) -> int:
        if half[0] not in HEADERS:
            return 0
        return 3 + frames.MULTI_GROUPS if half[0] == frames.MULTI else frames.SHORT

    def obey(self, frame: bytes, now: float) -> bool:
        if not frames.intact(frame):
            return False
        if frame == frames.find_address():
            self.reply(lambda: frames.address_reply(self.address), now + self.timing.query)
        elif frame[1] == self.address:
            self._obey_own(frame, now)
        return True

    def told_by_itself(self, lock: int) -> bytes:
        return frames.report(self.address, lock, high=self.high(lock))

    def _obey_own(self, frame: bytes, now: float) -> None:
        match frame[0], frame[2], frame[3]:
            case frames.MULTI, _, _:
                mask = int.from_bytes(frame[2:-1], "big")
                self.pulse([n for n in self.locks() if mask >> (n - 1) & 1], now)
            case frames.UNLOCK, frames.EVERY_LOCK, frames.DO:
                done = self.pulse(self.locks(), now)
                self.reply(lambda: frames.sealed(frames.UNLOCK, self.address, 0, frames.LOW), done)
            case frames.UNLOCK, lock, frames.DO if lock in self.locks():
                done = self.pulse([lock], now)
                self.reply(lambda: frames.unlock_reply(self.address, lock, high=self.high(lock)), done)
            case frames.STATUS, frames.EVERY_LOCK, frames.ASK:
                self.reply(self._all, now + self.timing.query)
            case frames.STATUS, lock, frames.ASK if lock in self.locks():
                self.reply(
                    lambda: frames.status_reply(self.address, lock, high=self.high(lock)),
                    now + self.timing.query,
                )
            case frames.HOLD, lock, frames.DO if lock in self.locks():
                self.pulse([lock], now)
            case _:
                return

    def _all(self) -> bytes:
        high = frozenset(lock for lock in self.locks() if lock <= self.groups * 8 and self.high(lock))
        return frames.all_reply(self.address, high, self.groups)
