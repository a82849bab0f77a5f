"""Base of every maker's simulated board: half frames, pulses, answers when they are due."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hardware.locks.driver import Bank, Polarity
from hardware.simulator.boards.doors import SimulatedDoors
from hardware.transport.wire import Device

BOUNCES_AFTER: Final = 0.6
"""Seconds after which a door whose latch did not catch is open again."""


@dataclass(slots=True)
class Timing:
    """Seconds. `byte` is the time of one byte on the wire (ten bits at 9600 baud)."""

    unlock: float = 0.5
    query: float = 0.2
    pull: float = 0.04
    """from the command to the moment the latch lets go, at most half a pulse"""
    boot: float = 1.5
    byte: float = 10 / 9600


class SimulatedBoard(Device):
    """One board and its doors; a maker says how long a frame is and what to do about it.

    It hears whatever frame of its own stands anywhere among the bytes, so that the tests of what may be sent
    to unknown boards meet the most dangerous one there could be.
    """

    forgets_after = 0.02
    """Seconds of silence after which half a frame is dropped."""
    deaf_while_pulling = False
    """Whether it hears and answers nothing during a pulse."""

    usual = Timing()
    """What such a board takes its time for, where nobody says otherwise."""

    def __init__(
        self, bank: Bank, doors: SimulatedDoors, *, timing: Timing | None = None, reports: bool = False
    ) -> None:
        self.bank = bank
        self.address = bank.address
        self.doors = doors
        self.silent = False
        self.reports = reports
        """whether it tells changes unasked, where the maker has such frames"""
        self.timing = timing or self.usual
        self._short_when_locked = bank.polarity is Polarity.SHORT_WHEN_LOCKED
        self._half = b""
        self._half_at = 0.0
        self._now = 0.0
        self._deaf_until = float("-inf")
        self._pulls: list[tuple[float, int]] = []
        self._springs: list[tuple[float, int]] = []
        """when which door comes open by itself: its latch was slow, or did not catch"""
        self._replies: list[tuple[float, Callable[[], bytes]]] = []
        self._unasked: deque[bytes] = deque()
        self.pulses: deque[tuple[float, float]] = deque(maxlen=1000)
        """When it pulled, from and until: no two boards of a line may do so at once."""
        doors.changed = self._changed

    # --- what a maker says --------------------------------------------------------------------

    def length(self, half: bytes) -> int:
        """Length of the frame that `half` (a byte or more) begins; 0 where none begins so.

        One more than there is where that can't be said yet.
        """
        raise NotImplementedError

    def obey(self, frame: bytes, now: float) -> bool:
        """Do what `frame` says, if it is intact and ours; `now` is when its last byte came.

        Whether it was a frame at all: if not, the next one may begin at its second byte.
        """
        raise NotImplementedError

    @staticmethod
    def openings(address: int) -> Iterator[bytes]:
        """Frames by which such a board, at `address`, would open something: one of each kind at least."""
        raise NotImplementedError

    @staticmethod
    def opens(frame: bytes, address: int) -> bool:
        """Whether `frame` opens something on such a board at `address`, in any of its dialects."""
        raise NotImplementedError

    def told_by_itself(self, _lock: int) -> bytes:
        """The frame that reports a change of `lock`; empty where the maker has none."""
        return b""

    # --- what a maker uses --------------------------------------------------------------------

    def reply(self, make: Callable[[], bytes], begin: float) -> None:
        """Answer with what is true at `begin`; it is delivered when the last byte has passed."""
        self._replies.append((begin + len(make()) * self.timing.byte, make))
        self._replies.sort(key=lambda entry: entry[0])

    def pulse(self, locks: Sequence[int], now: float, seconds: float | None = None) -> float:
        """Pull the latches one after another, each for `seconds` or as long as usual; when it is done."""
        each = self.timing.unlock if seconds is None else seconds
        pull = min(self.timing.pull, each / 2)
        for index, lock in enumerate(locks):
            self._pulls.append((now + index * each + pull, lock))
        self._pulls.sort()
        done = now + len(locks) * each
        self.pulses.append((now, done))
        if self.deaf_while_pulling:
            self._deaf_until = done
        return done

    def listen_again(self) -> None:
        """Hear and answer although a pulse is running."""
        self._deaf_until = float("-inf")

    def high(self, lock: int) -> bool:
        """Whether the contact is short: locked for one kind of lock, open for the other."""
        return self.doors.seems_open(lock) != self._short_when_locked

    def mask(self, *, high: bool, channels: int = 64) -> int:
        """Bit 0 for lock 1 and so on, set where the contact is short (`high`) or where it isn't."""
        return sum(1 << (lock - 1) for lock in self.locks() if lock <= channels and self.high(lock) is high)

    def locks(self) -> range:
        return range(1, self.doors.channels + 1)

    # --- a device on the wire -----------------------------------------------------------------

    def reboot(self, now: float) -> None:
        """Restart after a power cut: what was under way is lost, and for a while it doesn't answer."""
        self._half = b""
        self._pulls.clear()
        self._replies.clear()
        self._unasked.clear()
        self._deaf_until = now + self.timing.boot

    def receive(self, data: bytes, now: float) -> None:
        self._advance(now)
        if now - self._half_at > self.forgets_after:
            self._half = b""
        self._half_at = now
        self._half += data
        while self._half and (length := self.length(self._half)) <= len(self._half):
            if length == 0:
                self._half = self._half[1:]
            elif self._deaf_until > now:
                self._half = b""
            elif self.silent or self.obey(self._half[:length], now + length * self.timing.byte):
                self._half = self._half[length:]
            else:
                self._half = self._half[1:]

    def emit(self, now: float) -> bytes:
        self._advance(now)
        out = b""
        while self._replies and self._replies[0][0] <= now:
            out += self._replies.pop(0)[1]()
        if now >= self._deaf_until:
            while self._unasked:
                out += self._unasked.popleft()
        return b"" if self.silent else out

    def next_due(self) -> float | None:
        moments: list[float] = []
        if self._pulls:
            moments.append(self._pulls[0][0])
        if self._springs:
            moments.append(self._springs[0][0])
        if self._replies:
            moments.append(self._replies[0][0])
        if self._unasked:
            moments.append(max(self._now, self._deaf_until))
        return min(moments, default=None)

    def _advance(self, now: float) -> None:
        self._now = max(self._now, now)
        for lock in self.doors.sprung():
            self._springs.append((now + BOUNCES_AFTER, lock))
        while self._pulls and self._pulls[0][0] <= now:
            at, lock = self._pulls.pop(0)
            late = self.doors.late(lock)
            if late:
                self._springs.append((at + late, lock))
            else:
                self.doors.release(lock)
        self._springs.sort()
        while self._springs and self._springs[0][0] <= now:
            self.doors.release(self._springs.pop(0)[1])

    def _changed(self, lock: int) -> None:
        told = self.told_by_itself(lock) if self.reports else b""
        if told:
            self._unasked.append(told)
