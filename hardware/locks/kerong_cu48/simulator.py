"""A simulated CU48."""

from __future__ import annotations

from collections.abc import Iterator

from hardware.locks.driver import Bank
from hardware.locks.kerong_cu48 import frames
from hardware.locks.kerong_cu48.driver import DIALECT
from hardware.simulator.boards.board import SimulatedBoard, Timing
from hardware.simulator.boards.doors import SimulatedDoors


class KerongCu48Board(SimulatedBoard):
    """Obeys "all boards" and "all locks" in either dialect: the worst case."""

    usual = Timing(unlock=0.5, query=0.005, byte=10 / 19200)

    def __init__(
        self, bank: Bank, doors: SimulatedDoors, *, timing: Timing | None = None, reports: bool = False
    ) -> None:
        super().__init__(bank, doors, timing=timing, reports=reports)
        self.dialect = frames.Dialect(DIALECT.of(bank.settings))

    @staticmethod
    def openings(address: int) -> Iterator[bytes]:
        for dialect in frames.Dialect:
            for board in (address, frames.EVERY_BOARD):
                for lock in range(256):
                    yield frames.sealed(frames.START, board, lock, dialect.unlock, frames.END)

    @staticmethod
    def opens(frame: bytes, address: int) -> bool:
        return (
            len(frame) == frames.REQUEST_LENGTH
            and frames.intact(frame)
            and frame[1] in {address, frames.EVERY_BOARD}
            and frame[3] in {dialect.unlock for dialect in frames.Dialect}
        )

    def length(self, half: bytes) -> int:
        return frames.REQUEST_LENGTH if half[0] == frames.START else 0

    def obey(self, frame: bytes, now: float) -> bool:
        if not frames.intact(frame):
            return False
        board, lock = frame[1], frame[2] + 1
        if board not in {self.address, frames.EVERY_BOARD}:
            return True
        soon = now + self.timing.query
        if frame[3] == self.dialect.ask:
            self.reply(lambda: frames.status_reply(self._status(), self.dialect), soon)
        elif frame[3] == self.dialect.unlock and frame[2] == frames.EVERY_LOCK:
            self.pulse(self.locks(), now)
        elif frame[3] == self.dialect.unlock and lock in self.locks():
            self.pulse([lock], now)
            if self.dialect is frames.Dialect.V60:
                self.reply(lambda: frames.unlock_reply(self._status(), lock), soon)
        return True

    def _status(self) -> frames.Status:
        return frames.Status(self.address, self.mask(high=True))
