"""Driver of a CU24 or CU48, in either dialect."""

from __future__ import annotations

from collections.abc import Callable

from hardware.locks.driver import Bank, Declined, DoorReading, Identity
from hardware.locks.kerong_cu48 import frames
from hardware.locks.line import Line, NoReply, UnaskedFrame
from hardware.locks.plain import PlainDriver, after_unlock
from hardware.locks.settings import Choice
from hardware.outcomes.locks import DoorState, NotSent

DIALECT = Choice(
    "dialect",
    tuple(frames.Dialect),
    former={
        "field_order": "found a setting that is no longer there, as every board has its address first; "
        'wanted it left out, or dialect = "v2.1" for a board that stays silent then'
    },
)


class KerongCu48Driver(PlainDriver):
    gap = 0.025
    pulse = 0.6
    status_within = 0.45

    def __init__(self, bank: Bank) -> None:
        super().__init__(bank)
        self._dialect = frames.Dialect(DIALECT.of(bank.settings))
        self.unlock_within = 0.3 if self._dialect is frames.Dialect.V60 else 0.1
        """In v2.1 nothing answers an unlock; whatever comes is believed of nothing."""

    def question(self) -> bytes:
        return frames.query(self.bank.address, self._dialect)

    def is_answer(self, data: bytes) -> bool:
        return self._status(data) is not None

    def speaker(self, data: bytes) -> int | None:
        status = frames.read_status_reply(data, self._dialect)
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

        def done(data: bytes) -> bool | None:
            return frames.is_unlock_reply(data, self.bank.address) or None

        frame = frames.unlock(self.bank.address, channel, self._dialect)
        return after_unlock(line.ask(frame, done, self.within(self.unlock_within), on_sent))

    def identify(self, line: Line) -> Identity | NoReply | NotSent:
        got = super().identify(line)
        return Identity(got.channels, {DIALECT.name: self._dialect}) if isinstance(got, Identity) else got

    def hear(self, data: bytes) -> UnaskedFrame | None:
        """Recognise a late answer to an unlock, which carries no state."""
        late = frames.is_unlock_reply(data[: frames.UNLOCK_LENGTH], self.bank.address)
        return UnaskedFrame(frames.UNLOCK_LENGTH) if late else None

    def _status(self, data: bytes) -> frames.Status | None:
        status = frames.read_status_reply(data, self._dialect)
        return status if status is not None and status.board == self.bank.address else None
