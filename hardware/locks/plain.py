"""Base of most drivers: one status question, one unlock frame."""

from __future__ import annotations

from collections.abc import Callable

from hardware.locks.driver import Bank, Declined, Driver, Identity
from hardware.locks.line import Line, NoReply, UnaskedFrame
from hardware.outcomes.locks import DoorState, NotSent


class PlainDriver(Driver):
    """A board whose answers never look like their questions."""

    readings_needed = 1
    gap = 0.0
    pulse = 0.5
    status_within = 0.5
    """Seconds for the answer to a question; the bank's `patience` multiplies it."""
    unlock_within = 0.5

    def __init__(self, bank: Bank) -> None:
        self.bank = bank

    # --- what a maker says --------------------------------------------------------------------

    def question(self) -> bytes:
        """The frame that asks for all doors."""
        raise NotImplementedError

    def is_answer(self, data: bytes) -> bool:
        """See `Driver.is_answer`."""
        raise NotImplementedError

    def speaker(self, data: bytes) -> int | None:
        """See `Driver.speaker`."""
        raise NotImplementedError

    def declined(self, _data: bytes) -> str | None:
        """The board's reason for declining, where it has such frames."""
        return None

    def unlock(
        self, line: Line, channel: int, on_sent: Callable[[float], None]
    ) -> NotSent | DoorState | Declined:
        """See `Driver.unlock`."""
        raise NotImplementedError

    # --- what follows -------------------------------------------------------------------------

    def find_echo(self, line: Line) -> bool | NoReply | NotSent:
        def known(data: bytes) -> bool:
            return self.is_answer(data) or self.declined(data) is not None

        return line.find_echo(self.question(), known, self.within(self.status_within))

    def prepare(self, _line: Line) -> NoReply | NotSent | None:
        return None

    def identify(self, line: Line) -> Identity | NoReply | NotSent:
        got = self.read(line)
        if isinstance(got, NoReply | NotSent):
            return got
        return Identity(sum(1 for state in got.states if state is not DoorState.UNKNOWN))

    def hear(self, _data: bytes) -> UnaskedFrame | None:
        return None

    def within(self, seconds: float) -> float:
        return seconds * self.bank.patience

    def locks(self) -> range:
        return range(1, self.bank.channels + 1)

    def check(self, channel: int) -> None:
        if channel not in self.locks():
            raise ValueError(f"bank {self.bank.name} has no channel {channel}")

    def door(self, *, short: bool) -> DoorState:
        return self.bank.polarity.door(short=short)

    def by_bits(self, bits: int, channels: int, *, short: int) -> tuple[DoorState, ...]:
        """Door states from `bits`, bit 0 lock 1; a bit equal to `short` means a closed contact."""
        return tuple(
            self.door(short=(bits >> (lock - 1) & 1) == short) if lock <= channels else DoorState.UNKNOWN
            for lock in self.locks()
        )


def after_unlock(answer: object) -> NotSent | DoorState | Declined:
    """Result of an answer to an unlock that carries no door state: declined, or unknown."""
    match answer:
        case NotSent():
            return answer
        case NoReply(declined=why) if why:
            return Declined(why)
        case _:
            return DoorState.UNKNOWN
