"""A simulated 8A board: the same bytes at the same times, and doors behind it."""

from __future__ import annotations

from collections.abc import Iterator

from hardware.locks.driver import Bank
from hardware.locks.shuoming import frames
from hardware.locks.shuoming.driver import DIALECT
from hardware.locks.shuoming.frames import Dialect
from hardware.simulator.boards.board import SimulatedBoard, Timing
from hardware.simulator.boards.doors import SimulatedDoors

GROUPS_LEAST = 3
"""A real board of eight channels answers with three groups."""
HEADERS = (
    frames.UNLOCK,
    frames.STATUS,
    frames.MULTI,
    frames.HOLD,
    frames.RELEASE,
    frames.UNLOCK_ALL,
    frames.FIRMWARE,
)
OPENING = (frames.MULTI, frames.HOLD, frames.RELEASE, frames.UNLOCK_ALL, *frames.UNKNOWN)
"""What opens or holds something by one last byte or another, besides the plain unlock."""
AT_ONCE = 0.05
"""Seconds in which boards answer that don't wait for their pulse."""
UNIT = 0.1
"""Seconds that one of the setting `time` means here."""


class ShuomingBoard(SimulatedBoard):
    """It answers nothing while a pulse is running, like the real one.

    `hasty`: it answers an unlock at once instead, as boards of the dialect "ybm" do, and some others.
    """

    deaf_while_pulling = True

    def __init__(
        self, bank: Bank, doors: SimulatedDoors, *, timing: Timing | None = None, reports: bool = False
    ) -> None:
        super().__init__(bank, doors, timing=timing, reports=reports)
        self.groups = max(GROUPS_LEAST, (doors.channels + 7) // 8)
        self.dialect = Dialect(DIALECT.of(bank.settings))
        self.hasty = self.dialect is Dialect.YBM

    @staticmethod
    def openings(address: int) -> Iterator[bytes]:
        for lock in range(256):
            yield frames.sealed(frames.UNLOCK, address, lock, frames.DO)
            yield frames.sealed(frames.UNLOCK, address, lock, frames.DO_2025)
            for last in (frames.DO, frames.DO_2025, frames.DO_HOLD):
                for header in (frames.HOLD, frames.RELEASE, frames.UNLOCK_ALL, *frames.UNKNOWN):
                    yield frames.sealed(header, address, lock, last)
        for lock in range(51):
            for time in range(256):
                yield frames.sealed(frames.UNLOCK, address, lock, frames.DO, time)
        every = frozenset(range(1, 8 * frames.MULTI_GROUPS + 1))
        for locks in ([lock] for lock in every):
            yield frames.unlock_several(address, frozenset(locks))
        yield frames.unlock_several(address, every)

    @staticmethod
    def opens(frame: bytes, address: int) -> bool:
        if not frames.intact(frame) or frame[1] != address:
            return False
        if frame[0] == frames.UNLOCK:
            return len(frame) <= frames.SHORT + 1 and frame[3] in {frames.DO, frames.DO_2025}
        length = 3 + frames.MULTI_GROUPS if frame[0] == frames.MULTI else frames.SHORT
        return len(frame) == length and frame[0] in OPENING

    def length(self, half: bytes) -> int:
        if half[0] not in HEADERS:
            return 0
        if half[0] == frames.UNLOCK and self.dialect is Dialect.TIMED:
            return frames.SHORT + 1
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
        if self.dialect is Dialect.OF_2025:
            return frames.sealed(frames.UNMEANING[0], self.address, lock, frames.DO)
        return frames.report(self.address, lock, high=self.high(lock))

    def _obey_own(self, frame: bytes, now: float) -> None:
        soon = now + self.timing.query
        match frame[0], frame[2], frame[3]:
            case frames.MULTI, _, _:
                mask = int.from_bytes(frame[2:-1], "big")
                self.pulse([n for n in self.locks() if mask >> (n - 1) & 1], now)
            case frames.UNLOCK, lock, last:
                self._unlock(lock, last, frame, now)
            case frames.STATUS, frames.EVERY_LOCK, frames.ASK:
                self.reply(self._all, soon)
            case frames.STATUS, lock, frames.ASK if lock in self.locks():
                self.reply(lambda: frames.status_reply(self.address, lock, high=self.high(lock)), soon)
            case frames.FIRMWARE, frames.EVERY_LOCK, frames.ASK_FIRMWARE if self.dialect is Dialect.OF_2025:
                self.reply(lambda: frames.firmware_reply(self.address, 1), soon)
            case frames.HOLD | frames.RELEASE | frames.UNLOCK_ALL, lock, last:
                self._hold(frame[0], lock, last, now)
            case _:
                return

    def _unlock(self, lock: int, last: int, frame: bytes, now: float) -> None:
        if last != (frames.DO_2025 if self.dialect is Dialect.OF_2025 else frames.DO):
            return
        if lock == frames.EVERY_LOCK:
            done = self.pulse(self.locks(), now)
            self.reply(lambda: frames.sealed(frames.UNLOCK, self.address, 0, frames.LOW), done)
        elif lock in self.locks():
            seconds = frame[4] * UNIT if self.dialect is Dialect.TIMED else None
            done = self.pulse([lock], now, seconds)
            begin = now + AT_ONCE / 2 if self.hasty else done
            ybm = self.dialect is Dialect.YBM
            self.reply(lambda: frames.unlock_reply(self.address, lock, high=ybm or self.high(lock)), begin)
        if self.hasty:
            self.listen_again()

    def _hold(self, header: int, lock: int, last: int, now: float) -> None:
        """Obey frames that hold outputs or open every lock; each dialect has its own last bytes."""
        match self.dialect, header, last:
            case Dialect.OF_2025, frames.UNLOCK_ALL, frames.DO_2025:
                done = self.pulse(self.locks(), now)
                self.reply(lambda: frames.sealed(0x9E, self.address, *bytes(frames.MULTI_GROUPS)), done)
            case Dialect.YBM, frames.UNLOCK_ALL, frames.DO_HOLD:
                self.pulse(self.locks(), now)
            case (Dialect.YBM, frames.HOLD | frames.RELEASE, frames.DO_HOLD) | (_, frames.HOLD, frames.DO):
                if lock in self.locks():
                    self.pulse([lock], now)
            case _:
                return

    def _all(self) -> bytes:
        high = frozenset(lock for lock in self.locks() if lock <= self.groups * 8 and self.high(lock))
        return frames.all_reply(self.address, high, self.groups)
