"""The only place that asks the machine what time it is; everybody else is handed a clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

_SYNCHRONISED = Path("/run/systemd/timesync/synchronized")


class Clock(Protocol):
    """Wall time for the book, a monotonic one for waiting."""

    def now(self) -> datetime:
        """The present in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never run backwards; their origin means nothing."""
        ...

    def trusted(self) -> bool:
        """Whether a time server has set the wall clock since the machine started."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def trusted(self) -> bool:
        return _SYNCHRONISED.exists()


class FakeClock:
    """A clock that stands still until it is moved; for tests and the explorer."""

    def __init__(self, start: datetime | None = None, *, trusted: bool = True) -> None:
        self._start = start or datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
        self._passed = 0.0
        self._trusted = trusted

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        return self._passed

    def trusted(self) -> bool:
        return self._trusted

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass on both clocks."""
        self._passed += seconds
