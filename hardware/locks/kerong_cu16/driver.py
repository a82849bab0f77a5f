"""Driver of a KR-CU16, which doesn't answer an unlock."""

from __future__ import annotations

from collections.abc import Callable

from hardware.locks.driver import Bank, Declined, DoorReading
from hardware.locks.kerong_cu16 import frames
from hardware.locks.line import Line, NoReply
from hardware.locks.plain import PlainDriver, after_unlock
from hardware.locks.settings import Number
from hardware.outcomes.locks import DoorState, NotSent

PULSE_MS = Number("pulse_ms", range(100, 60_001, 100), usual=500)
"""How long the board was set to pull: 500 for solenoids, 1000 for servos."""


class KerongCu16Driver(PlainDriver):
    gap = 0.025
    status_within = 0.45
    unlock_within = 0.1
    """Seconds in which some boards answer an unlock with their status; most say nothing."""

    def __init__(self, bank: Bank) -> None:
        super().__init__(bank)
        self.pulse = PULSE_MS.of(bank.settings) / 1000

    def question(self) -> bytes:
        return frames.query(self.bank.address)

    def is_answer(self, data: bytes) -> bool:
        return self._status(data) is not None

    def speaker(self, data: bytes) -> int | None:
        status = frames.read_status_reply(data)
        return None if status is None else status.board

    def read(self, line: Line) -> DoorReading | NoReply | NotSent:
        answer = line.ask(self.question(), self._status, self.within(self.status_within))
        match answer:
            case NoReply() | NotSent():
                return answer
            case frames.Status(contacts=contacts):
                return DoorReading(self.by_bits(contacts, frames.LOCKS, short=1))

    def unlock(
        self, line: Line, channel: int, on_sent: Callable[[float], None]
    ) -> NotSent | DoorState | Declined:
        self.check(channel)
        frame = frames.unlock(self.bank.address, channel)
        return after_unlock(line.ask(frame, self._status, self.within(self.unlock_within), on_sent))

    def _status(self, data: bytes) -> frames.Status | None:
        status = frames.read_status_reply(data)
        return status if status is not None and status.board == self.bank.address else None
