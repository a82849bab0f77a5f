"""One bank on a bus: its driver, doors, next poll, and whether it answers."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import assert_never

from hardware.locks.doorwatch import DoorWatch
from hardware.locks.driver import Bank, Driver
from hardware.locks.line import NoReply, UnaskedFrame
from hardware.locks.tally import Tally
from hardware.outcomes.locks import BankHealth, DoorState, LockAddress, NotSent, Silence

MISSES = 3
"""Questions in a row without an answer after which a board that used to answer is silent."""
SILENT_FIRST, SILENT_MOST = 1.0, 10.0
"""Seconds between two questions to a silent board: doubled each time, up to the second."""
LATE = 3.0
"""Seconds in which the answer to a question that was given up may still come."""


class BankWatch:
    """The state of one bank on its bus. A bank is silent until its first answer."""

    def __init__(self, bank: Bank, make_driver: Callable[[Bank], Driver]) -> None:
        self.bank = bank
        self.doors = DoorWatch(bank.channels)
        self._make_driver = make_driver
        self.driver = make_driver(bank)
        self.tally = Tally()
        self.silent = True
        self.why_silent = "nobody has asked yet"
        self.silence = Silence.NOTHING
        self.prepared = False
        """whether the board was brought into its safe state since it last was silent"""
        self.asked = float("-inf")
        """when it was last asked"""
        self._misses: deque[float] = deque(maxlen=MISSES)
        self._in_a_row = 0
        self._rest = SILENT_FIRST
        self._silent_until = float("-inf")

    def hear(self, data: bytes) -> UnaskedFrame | None:
        return self.driver.hear(data)

    def states(self) -> dict[LockAddress, DoorState]:
        return {LockAddress(self.bank.name, channel): state for channel, state in self.doors.settled.items()}

    def begin(self) -> None:
        """The line is new: everything about the board has to be found out again."""
        self._fall_silent()
        self._silent_until = float("-inf")
        self._rest = SILENT_FIRST

    def move(self, bank: Bank) -> None:
        """Another board stands there from now on, maybe at another address."""
        self.bank = bank
        self.doors = DoorWatch(bank.channels)
        self.tally = Tally(self.tally.is_foreign)
        self._misses.clear()
        self.begin()

    def health(self, now: float) -> BankHealth:
        tally = self.tally
        return BankHealth(
            self.bank.name,
            tally.questions,
            tally.answers,
            tally.timeouts,
            tally.refused,
            tally.foreign,
            tally.echoes,
            tally.collisions,
            None if tally.answered_at is None else now - tally.answered_at,
            self.silence if self.silent else None,
            tally.declined,
            tally.strays,
            self.doors.never_closed,
        )

    def answered(self) -> bool:
        """It answered; true when it was silent before."""
        self._in_a_row = 0
        self._rest = SILENT_FIRST
        was_silent, self.silent = self.silent, False
        return was_silent

    def missed(self, why: NoReply | NotSent, now: float) -> bool:
        """It didn't answer; true when it thereby falls silent."""
        self._misses.append(now)
        self.why_silent, self.silence = _told(why)
        if self.silent:
            self._silent_until = now + self._rest
            self._rest = min(self._rest * 2, SILENT_MOST)
            return False
        self._in_a_row += 1
        if self._in_a_row < MISSES:
            return False
        self._fall_silent()
        self._silent_until = now + self._rest
        return True

    def doubts(self, now: float) -> int:
        """Number of answers to earlier questions that may still arrive and look like new ones."""
        return sum(1 for missed in self._misses if now - missed < LATE)

    def due(self, interval: float) -> float:
        """Time of the next poll, where boards that answer are polled every `interval` seconds."""
        return self._silent_until if self.silent else self.asked + interval

    @property
    def restless(self) -> bool:
        """Whether a change has to be confirmed."""
        return not self.silent and self.doors.restless

    @property
    def hot(self) -> bool:
        """Whether the bank is polled at the fast pace: a door is open, or a change has to be confirmed."""
        return not self.silent and (self.doors.any_open or self.doors.restless)

    def _fall_silent(self) -> None:
        self.silent = True
        self._in_a_row = 0
        self.doors.forget()
        self.prepared = False
        self.driver = self._make_driver(self.bank)  # another board may stand there when it answers again


def _told(why: NoReply | NotSent) -> tuple[str, Silence]:
    match why:
        case NotSent(reason=reason):
            return reason, Silence.GARBAGE
        case NoReply(twofold=True):
            return str(why), Silence.CROWD
        case NoReply(declined=declined) if declined:
            return str(why), Silence.DECLINED
        case NoReply(foreign=True):
            return str(why), Silence.FOREIGN
        case NoReply(garbage=garbage):
            return str(why), Silence.GARBAGE if garbage else Silence.NOTHING
        case _:
            assert_never(why)
