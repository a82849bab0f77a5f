"""A CU48 that isn't there."""

from __future__ import annotations

from collections.abc import Iterator

from hardware.locks.driver import Bank
from hardware.locks.kerong_cu48 import frames
from hardware.locks.kerong_cu48.driver import FIELD_ORDER
from hardware.simulator.board import SimulatedBoard, Timing
from hardware.simulator.doors import Doors


class KerongCu48Board(SimulatedBoard):
    """`code` is what its replies carry where the sources disagree."""

    usual = Timing(unlock=0.5, query=0.005, byte=10 / 19200)

    def __init__(
        self, bank: Bank, doors: Doors, *, timing: Timing | None = None, reports: bool = False
    ) -> None:
        super().__init__(bank, doors, timing=timing, reports=reports)
        self.order = frames.FieldOrder(FIELD_ORDER.of(bank.settings))
        self.code = frames.CODE

    @staticmethod
    def openings(address: int) -> Iterator[bytes]:
        for order in frames.FieldOrder:
            for lock in range(256):
                fields = order.fields(address, lock)
                yield frames.sealed(frames.START, *fields, frames.UNLOCK, frames.END)

    def length(self, half: bytes) -> int:
        return frames.REQUEST_LENGTH if half[0] == frames.START else 0

    def obey(self, frame: bytes, now: float) -> bool:
        if not frames.intact(frame) or frame[4] != frames.END:
            return False
        lock = self.order.lock_of(frame) + 1
        if self.order.board_of(frame) != self.address:
            return True
        match frame[3]:
            case frames.ASK:
                self.reply(self._status, now + self.timing.query)
            case frames.UNLOCK if lock in self.locks():
                self.pulse([lock], now)
                reply = frames.unlock_reply(self.address, lock, self.order, self.code)
                self.reply(lambda: reply, now + self.timing.query)
            case _:
                pass
        return True

    def _status(self) -> bytes:
        status = frames.Status(self.address, self.mask(high=True), 0)
        return frames.status_reply(status, self.order, self.code)
