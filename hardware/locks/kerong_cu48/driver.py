"""One CU24 or CU48."""

from __future__ import annotations

from collections.abc import Callable

from hardware.locks.driver import Bank, Doors
from hardware.locks.kerong_cu48 import frames
from hardware.locks.line import Line, NoAnswer
from hardware.locks.plain import PlainDriver
from hardware.locks.settings import Choice
from hardware.outcomes import DoorState, NotSent

FIELD_ORDER = Choice("field_order", tuple(frames.FieldOrder))


class KerongCu48Driver(PlainDriver):
    gap = 0.025
    status_within = 0.45
    unlock_within = 0.3

    def __init__(self, bank: Bank) -> None:
        super().__init__(bank)
        self._order = frames.FieldOrder(FIELD_ORDER.of(bank.settings))

    def question(self) -> bytes:
        return frames.query(self.bank.address, self._order)

    def is_answer(self, data: bytes) -> bool:
        return self._status(data) is not None

    def read(self, line: Line) -> Doors | NoAnswer | NotSent:
        answer = line.ask(self.question(), self._status, self.within(self.status_within))
        match answer:
            case NoAnswer() | NotSent():
                return answer
            case frames.Status(contacts=contacts):
                return Doors(self.by_bits(contacts, frames.LOCKS, short=1))

    def unlock(self, line: Line, channel: int, on_sent: Callable[[float], None]) -> NotSent | DoorState:
        self.check(channel)
        board = self.bank.address

        def done(data: bytes) -> bool | None:
            return frames.is_unlock_reply(data, board, channel, self._order) or None

        frame = frames.unlock(board, channel, self._order)
        answer = line.ask(frame, done, self.within(self.unlock_within), on_sent)
        return answer if isinstance(answer, NotSent) else DoorState.UNKNOWN

    def _status(self, data: bytes) -> frames.Status | None:
        status = frames.read_status_reply(data, self._order)
        return status if status is not None and status.board == self.bank.address else None
