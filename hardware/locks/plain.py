"""What most drivers do in the same way."""

from __future__ import annotations

from collections.abc import Callable

from hardware.locks.driver import Bank, Driver, Identity
from hardware.locks.line import Heard, Line, NoAnswer
from hardware.outcomes import DoorState, NotSent

ECHO_TRIES = 3


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

    # --- what follows -------------------------------------------------------------------------

    def find_echo(self, line: Line) -> bool | None:
        return find_echo(line, self.question(), self.is_answer, self.within(self.status_within))

    def prepare(self, _line: Line) -> NoAnswer | NotSent | None:
        return None

    def identify(self, line: Line) -> Identity | NoAnswer | NotSent:
        got = self.read(line)
        if isinstance(got, NoAnswer | NotSent):
            return got
        return Identity(sum(1 for state in got.states if state is not DoorState.UNKNOWN))

    def hear(self, _data: bytes) -> Heard | None:
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
        """The doors that `bits` tell of, bit 0 lock 1; a bit that is `short` means a closed contact."""
        return tuple(
            self.door(short=(bits >> (lock - 1) & 1) == short) if lock <= channels else DoorState.UNKNOWN
            for lock in self.locks()
        )


def find_echo(line: Line, question: bytes, is_answer: Callable[[bytes], bool], within: float) -> bool | None:
    """Whether `question` comes back before its answer, which never is the question itself."""

    def known(data: bytes) -> bool:
        return data == question or is_answer(data)

    def enough(data: bytes) -> bool:
        return any(frame != question for frame in whole(data, known) or ())

    for _ in range(ECHO_TRIES):
        got = line.exchange(question, enough, within)
        if isinstance(got, NotSent) or not got:
            return None
        came = whole(got, known)
        if came is None:
            continue  # wrecked: ask again
        if set(came) == {question}:
            return None
        return question in came
    return None


def whole(data: bytes, known: Callable[[bytes], bool]) -> list[bytes] | None:
    """The whole frames that `data` consists of, as many as possible; None when there is anything else."""
    if not data:
        return []
    for length in range(1, len(data) + 1):
        if known(data[:length]):
            rest = whole(data[length:], known)
            if rest is not None:
                return [data[:length], *rest]
    return None
