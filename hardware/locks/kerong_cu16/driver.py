"""One KR-CU16: its question and its command, which it doesn't answer."""

from __future__ import annotations

from collections.abc import Callable

from hardware.locks.driver import Doors
from hardware.locks.kerong_cu16 import frames
from hardware.locks.line import Line, NoAnswer
from hardware.locks.plain import PlainDriver
from hardware.outcomes import DoorState, NotSent


class KerongCu16Driver(PlainDriver):
    gap = 0.025
    status_within = 0.45
    unlock_within = 0.1
    """Seconds in which some boards answer an unlock with their status; most say nothing."""

    def question(self) -> bytes:
        return frames.query(self.bank.address)

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
        frame = frames.unlock(self.bank.address, channel)
        answer = line.ask(frame, self._status, self.within(self.unlock_within), on_sent)
        return answer if isinstance(answer, NotSent) else DoorState.UNKNOWN

    def _status(self, data: bytes) -> frames.Status | None:
        status = frames.read_status_reply(data)
        return status if status is not None and status.board == self.bank.address else None
