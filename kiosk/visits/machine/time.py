"""Keeps the journal's time: a row an hour while nothing happens, and when a clock is believed again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from kiosk.clock import Clock
from kiosk.custody.machine.events import Alive, ClockBelieved
from kiosk.custody.words import ClockReason
from kiosk.visits.book import Book

LOOK: Final = 60.0
"""Seconds from one look at the clocks to the next."""
HOUR: Final = timedelta(hours=1)
_STRAYS: Final = timedelta(minutes=1)
"""Between a wall clock that is kept and the clock that nobody sets, in an hour."""


@dataclass(frozen=True, slots=True)
class _Agreed:
    """Since `at` (seconds) a time server has kept the wall clock, which said `said` then."""

    at: float
    said: datetime


class Timekeeper:
    """Belongs to the kiosk's thread; `look` is called every `LOOK` seconds."""

    def __init__(self, book: Book, clock: Clock) -> None:
        self._book = book
        self._clock = clock
        self._agreed: _Agreed | None = None

    def look(self) -> None:
        """Raises JournalUnusable."""
        if self._agrees() >= HOUR and self._book.doubt() is not None:
            self._book.record(ClockBelieved(ClockReason.AGREED))
        elif self._book.since >= HOUR:
            self._book.record(Alive())

    def _agrees(self) -> timedelta:
        """For how long a time server has kept the wall clock at the pace of the one that nobody sets."""
        at, says = self._clock.monotonic(), self._clock.now()
        if not self._clock.trusted():
            self._agreed = None
        elif self._agreed is None or self._strayed(self._agreed, at, says):
            self._agreed = _Agreed(at, says)
        return timedelta() if self._agreed is None else timedelta(seconds=at - self._agreed.at)

    @staticmethod
    def _strayed(agreed: _Agreed, at: float, says: datetime) -> bool:
        passed = timedelta(seconds=at - agreed.at)
        return abs(says - agreed.said - passed) > _STRAYS


def accept_clock(book: Book) -> datetime:
    """The wall clock is right, says a person who has looked at it; what it says."""
    book.record(ClockBelieved(ClockReason.ORDERED), by=book.operator)
    return book.pace()
