"""An 8A board that isn't there: the same bytes at the same times, and doors behind it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from hardware.locks.driver import Polarity
from hardware.locks.shuoming import frames
from hardware.simulator.doors import Doors
from hardware.transport.wire import Device

GROUPS_LEAST = 3
"""A real board of eight channels answers with three groups."""
FORGETS_AFTER = 0.02
"""Seconds of silence after which a board drops half a frame."""


@dataclass(slots=True)
class Timing:
    """Seconds. `byte` is the time of one byte on the wire (ten bits at 9600 baud)."""

    unlock: float = 0.5
    query: float = 0.2
    pull: float = 0.04
    """from the command to the moment the latch lets go, at most half a pulse"""
    boot: float = 1.5
    byte: float = 10 / 9600


class ShuomingBoard(Device):
    """One board and its doors. It answers nothing while a pulse is running, like the real one."""

    def __init__(
        self,
        address: int,
        doors: Doors,
        *,
        polarity: Polarity = Polarity.SHORT_WHEN_LOCKED,
        timing: Timing | None = None,
        reports: bool = False,
        groups: int | None = None,
    ) -> None:
        self.address = address
        self.doors = doors
        self.silent = False
        self.reports = reports
        """whether it tells changes unasked (frame 82)"""
        self._short_when_locked = polarity is Polarity.SHORT_WHEN_LOCKED
        self._timing = timing or Timing()
        self._groups = groups or max(GROUPS_LEAST, (doors.channels + 7) // 8)
        self._half = b""
        self._half_at = 0.0
        self._now = 0.0
        self._busy_until = float("-inf")
        self._pulls: deque[tuple[float, int]] = deque()
        self._replies: deque[tuple[float, Callable[[], bytes]]] = deque()
        self._unasked: deque[bytes] = deque()
        doors.changed = self._changed

    def reboot(self, now: float) -> None:
        """The supply broke down: what was under way is lost, and for a while nobody is at home."""
        self._half = b""
        self._pulls.clear()
        self._replies.clear()
        self._unasked.clear()
        self._busy_until = now + self._timing.boot

    def receive(self, data: bytes, now: float) -> None:
        self._advance(now)
        if now - self._half_at > FORGETS_AFTER:
            self._half = b""
        self._half_at = now
        self._half += data
        while len(self._half) >= (length := _length(self._half)):
            frame, self._half = self._half[:length], self._half[length:]
            if not frames.intact(frame) or self._busy_until > now:
                self._half = b""
                return
            if not self.silent:
                self._obey(frame, now + length * self._timing.byte)

    def emit(self, now: float) -> bytes:
        self._advance(now)
        out = b""
        while self._replies and self._replies[0][0] <= now:
            out += self._replies.popleft()[1]()
        if now >= self._busy_until:
            while self._unasked:
                out += self._unasked.popleft()
        return b"" if self.silent else out

    def next_due(self) -> float | None:
        moments: list[float] = []
        if self._pulls:
            moments.append(self._pulls[0][0])
        if self._replies:
            moments.append(self._replies[0][0])
        if self._unasked:
            moments.append(max(self._now, self._busy_until))
        return min(moments, default=None)

    def _advance(self, now: float) -> None:
        self._now = max(self._now, now)
        while self._pulls and self._pulls[0][0] <= now:
            self.doors.release(self._pulls.popleft()[1])

    def _obey(self, frame: bytes, now: float) -> None:
        if frame == frames.find_address():
            self._reply(lambda: frames.address_reply(self.address), now + self._timing.query)
        elif frame[1] == self.address:
            self._obey_own(frame, now)

    def _obey_own(self, frame: bytes, now: float) -> None:
        match frame[0], frame[2], frame[3]:
            case frames.MULTI, _, _:
                mask = int.from_bytes(frame[2:-1], "big")
                self._pulse([n for n in self._every() if mask >> (n - 1) & 1], now)
            case frames.UNLOCK, frames.EVERY_LOCK, frames.DO:
                done = self._pulse(list(self._every()), now)
                self._reply(lambda: frames.sealed(frames.UNLOCK, self.address, 0, frames.LOW), done)
            case frames.UNLOCK, lock, frames.DO if lock in self._every():
                done = self._pulse([lock], now)
                self._reply(lambda: frames.unlock_reply(self.address, lock, high=self._high(lock)), done)
            case frames.STATUS, frames.EVERY_LOCK, frames.ASK:
                self._reply(self._all, now + self._timing.query)
            case frames.STATUS, lock, frames.ASK if lock in self._every():
                self._reply(
                    lambda: frames.status_reply(self.address, lock, high=self._high(lock)),
                    now + self._timing.query,
                )
            case frames.HOLD, lock, frames.DO if lock in self._every():
                self._pulls.append((now + self._pull(), lock))
            case _:
                return

    def _pulse(self, locks: list[int], now: float) -> float:
        """Pull the latches one after another; when it is done."""
        for index, lock in enumerate(locks):
            self._pulls.append((now + index * self._timing.unlock + self._pull(), lock))
        self._busy_until = now + len(locks) * self._timing.unlock
        return self._busy_until

    def _pull(self) -> float:
        return min(self._timing.pull, self._timing.unlock / 2)

    def _reply(self, make: Callable[[], bytes], begin: float) -> None:
        """Answer with what is true then; the line delivers when the last byte has come."""
        length = 4 + self._groups if make == self._all else frames.SHORT
        self._replies.append((begin + length * self._timing.byte, make))

    def _all(self) -> bytes:
        shown = range(1, min(self.doors.channels, self._groups * 8) + 1)
        high = frozenset(lock for lock in shown if self._high(lock))
        return frames.all_reply(self.address, high, self._groups)

    def _high(self, lock: int) -> bool:
        """Whether the contact is short: locked for one kind of lock, open for the other."""
        return self.doors.seems_open(lock) != self._short_when_locked

    def _every(self) -> range:
        return range(1, self.doors.channels + 1)

    def _changed(self, lock: int) -> None:
        if self.reports:
            self._unasked.append(frames.report(self.address, lock, high=self._high(lock)))


def _length(half: bytes) -> int:
    """How long the frame is that begins so; foreign bytes make a frame whose checksum will be wrong."""
    return 3 + frames.MULTI_GROUPS if half[:1] == bytes((frames.MULTI,)) else frames.SHORT
