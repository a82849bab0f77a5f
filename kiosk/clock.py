"""The only place that asks the machine what time it is; everybody else is handed a clock."""

from __future__ import annotations

import ctypes
import math
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final, Protocol

_SYNCHRONISED: Final = Path("/run/systemd/timesync/synchronized")
"""systemd-timesyncd touches it once it has set the clock."""
_UNSYNC: Final = 0x40
_NO_LIMIT: Final = 16_000_000
"""Microseconds of possible error at which the kernel takes its clock for set by nobody."""
_ASKED_AGAIN: Final = 1.0
"""Seconds after which the answer may have changed."""
_SET: Final = 0.05
"""Seconds; a clock that is kept right moves by less than a thousandth in a second."""


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


class _Timex(ctypes.Structure):
    """The kernel's `struct timex`: see adjtimex(2)."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_long * 32),
    )


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None)


def kernel_says_set() -> bool:
    """Whether a program (chronyd, ntpd, timesyncd) keeps the kernel's clock right, by adjtimex(2).

    chronyd without `rtcsync` leaves the kernel's flag alone and only says how far off the clock may be.
    """
    asked = _Timex()
    try:
        answer: int = _library().adjtimex(ctypes.byref(asked))
    except (OSError, AttributeError):
        return False  # a system without the call
    return answer >= 0 and tells_of_a_server(asked.status, asked.maxerror)


def tells_of_a_server(status: int, maxerror: int) -> bool:
    """What the kernel's status bits and its largest error (microseconds) mean."""
    return not status & _UNSYNC or 0 < maxerror < _NO_LIMIT


def _wall_and_passed() -> tuple[float, float]:
    return time.time(), time.monotonic()


class SystemClock:
    """The machine's own clocks. `kernel` and `marker`: who is asked whether a time server has set them.

    `clocks`: seconds of the wall clock, and of the one that nobody sets. Every append asks whether the clock
    can be trusted; the kernel and the disk are asked once a second, and at once where the wall clock was set.
    """

    def __init__(
        self,
        kernel: Callable[[], bool] = kernel_says_set,
        marker: Path = _SYNCHRONISED,
        clocks: Callable[[], tuple[float, float]] = _wall_and_passed,
    ) -> None:
        self._kernel = kernel
        self._marker = marker
        self._clocks = clocks
        self._answer = (False, 0.0, -math.inf)
        """Whether it could be trusted, how far the two clocks were apart then, and when that was."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def trusted(self) -> bool:
        wall, passed = self._clocks()
        trusted, apart, asked = self._answer
        if passed - asked < _ASKED_AGAIN and abs(wall - passed - apart) < _SET:
            return trusted
        trusted = self._marker.exists() or self._kernel()
        self._answer = (trusted, wall - passed, passed)
        return trusted


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

    def lie(self, seconds: float, *, trusted: bool | None = None) -> None:
        """The wall clock is set ahead, or back, while no time passes. `trusted`: as it is after that."""
        self._start += timedelta(seconds=seconds)
        self._trusted = self._trusted if trusted is None else trusted
