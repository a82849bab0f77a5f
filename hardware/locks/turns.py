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


IN_A_ROW = 2
"""Turns that a bank with an open door gets before the others get one, while somebody is there; else one."""
RUSH = 2
"""Turns in a row, at most, for a bank with a change that waits to be confirmed, while somebody is there."""


class Turns:
    """A bank with an open door gets every second turn at once; the others share the rest in order.

    While somebody is there it gets two of three, for a person stands before that door and waits; and a bank
    with a door that has just moved gets the next turns too. A sensor that never comes to rest takes no more
    than `RUSH` of them in a row.
    """

    def __init__(self) -> None:
        self.busy = False
        self._hot_in_a_row = 0
        self._rushed = 0

    def hurry(self) -> None:
        """The next turn goes to a hot bank."""
        self._hot_in_a_row = 0

    def next(self, banks: Sequence[BankWatch], now: float, first: BankWatch | None = None) -> Turn:
        """The next reading; `first` is a bank whose unlock waits for its outcome, hot as any."""
        restless = [bank for bank in banks if bank.restless] if self.busy and first is None else []
        if restless and self._rushed < RUSH:
            self._rushed += 1
            return Turn(min(restless, key=lambda bank: bank.asked), now)
        self._rushed = 0
        hot = [bank for bank in banks if bank is first or bank.hot]
        interval = 0.0 if self.busy else AJAR if hot else IDLE
        others = [bank for bank in banks if bank not in hot]
        waiting = min(others, key=lambda bank: bank.due(interval), default=None)
        waiting_due = waiting is not None and waiting.due(interval) <= now
        most = IN_A_ROW if self.busy else 1
        if hot and not (self._hot_in_a_row >= most and waiting_due):
            self._hot_in_a_row += 1
            return Turn(min(hot, key=lambda bank: bank.asked), now)
        self._hot_in_a_row = 0
        if waiting is None:
            raise AssertionError("a bus has a bank")
        return Turn(waiting, waiting.due(interval))
