"""Scheduling of the line: unlocks first, then polls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hardware.locks.bankwatch import BankWatch

IDLE = 1.0
"""Seconds between two readings of a bank when nobody is there; while somebody is there are none."""
AJAR = 0.5
"""... and of the other banks when nobody is there and a door is open."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Read `bank` at `at` (now, if that is past)."""

    bank: BankWatch
    at: float


class Turns:
    """A bank with an open door gets every second turn at once; the others share the rest in order."""

    def __init__(self) -> None:
        self.busy = False
        self._hot_last = False

    def hurry(self) -> None:
        """The next turn goes to a hot bank."""
        self._hot_last = False

    def next(self, banks: Sequence[BankWatch], now: float, first: BankWatch | None = None) -> Turn:
        """The next reading; `first` is a bank whose unlock waits for its outcome, hot as any."""
        hot = [bank for bank in banks if bank is first or bank.hot]
        interval = 0.0 if self.busy else AJAR if hot else IDLE
        others = [bank for bank in banks if bank not in hot]
        waiting = min(others, key=lambda bank: bank.due(interval), default=None)
        waiting_due = waiting is not None and waiting.due(interval) <= now
        if hot and not (self._hot_last and waiting_due):
            self._hot_last = True
            return Turn(min(hot, key=lambda bank: bank.asked), now)
        self._hot_last = False
        if waiting is None:
            raise AssertionError("a bus has a bank")
        return Turn(waiting, waiting.due(interval))
