"""A simulated Winnsen board."""

from __future__ import annotations

from collections.abc import Iterator

from hardware.locks.driver import Bank
from hardware.locks.winnsen import frames
from hardware.simulator.boards.board import SimulatedBoard, Timing
from hardware.simulator.boards.doors import SimulatedDoors

LENGTHS = {frames.POLL: 7, frames.OPEN: 6, frames.ASK_ONE: 6}


class WinnsenBoard(SimulatedBoard):
    """It answers an unlock when it has looked at the door, like the real one."""

    usual = Timing(unlock=0.5, query=0.005)
    cools_for = 0.0
    """Seconds after a pulse in which it declines to pull the same lock."""

    def __init__(
        self, bank: Bank, doors: SimulatedDoors, *, timing: Timing | None = None, reports: bool = False
    ) -> None:
        super().__init__(bank, doors, timing=timing, reports=reports)
        self._warm_until: dict[int, float] = {}

    @staticmethod
    def openings(address: int) -> Iterator[bytes]:
        for lock in range(256):
            yield frames.framed(frames.OPEN, address, lock)

    @staticmethod
    def opens(frame: bytes, address: int) -> bool:
        return frame[:1] == bytes((frames.START,)) and frame[2:4] == bytes((frames.OPEN, address))

    def length(self, half: bytes) -> int:
        if half[0] != frames.START:
            return 0
        if len(half) < 3:
            return len(half) + 1
        length = LENGTHS.get(half[2], 0)
        return length if half[1] == length else 0

    def obey(self, frame: bytes, now: float) -> bool:
        if frame[-1] != frames.END:
            return False
        if frame[3] != self.address:
            return True
        match frame[2], frame[4]:
            case frames.POLL, _:
                mask = int.from_bytes(frame[4:6], "little")
                self.reply(lambda: self._status(mask), now + self.timing.query)
            case frames.OPEN, lock if self._warm_until.get(lock, now) > now:
                self.reply(lambda: frames.cooling_reply(self.address, lock), now + self.timing.query)
            case frames.OPEN, lock if lock in self.locks():
                self._warm_until[lock] = now + self.cools_for
                done = self.pulse([lock], now)
                self.reply(lambda: frames.unlock_reply(self._one(lock)), done)
            case frames.ASK_ONE, lock if lock in self.locks():
                self.reply(lambda: frames.query_reply(self._one(lock)), now + self.timing.query)
            case _:
                pass
        return True

    def _one(self, lock: int) -> frames.One:
        return frames.One(self.address, lock, not self.high(lock))

    def _status(self, mask: int) -> bytes:
        return frames.poll_reply(frames.Status(self.address, self.mask(high=False) & mask))
