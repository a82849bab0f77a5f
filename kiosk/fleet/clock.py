"""The fleet's time: begun days ago, fast until it has caught up with the present, from then on as ours."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from kiosk.clock import Clock

DAY: Final = 86_400.0
_ORIGIN: Final = 1e9
"""Seconds; a machine that was just started has less behind it than a fleet that began a year ago."""


class PresentClock:
    """A clock of the present whose seconds have the fleet's origin; for what goes over a real network."""

    def __init__(self, wall: Clock) -> None:
        self._wall = wall

    def now(self) -> datetime:
        return self._wall.now()

    def monotonic(self) -> float:
        return _ORIGIN + self._wall.monotonic()

    def trusted(self) -> bool:
        return True


class FleetClock:
    """Moved by the fleet alone; anybody may read it.

    `days`: how long ago it begins. `speed`: its seconds in one of ours until it has caught up; 0: as fast as
    the fleet can.
    """

    def __init__(self, present: PresentClock, days: float, speed: float) -> None:
        self.present = present
        self.speed = speed
        self._began = present.monotonic()
        self.start = self._began - days * DAY
        self._at = self.start
        self._zero = present.now() - timedelta(seconds=self._began)

    def now(self) -> datetime:
        return self._zero + timedelta(seconds=self._at)

    def monotonic(self) -> float:
        return self._at

    def trusted(self) -> bool:
        return True

    @property
    def live(self) -> bool:
        """Whether it has caught up."""
        return self.present.monotonic() - self._at < 1.0

    def limit(self) -> float:
        """How far it may have gone by now."""
        here = self.present.monotonic()
        return min(here, self.start + self.speed * (here - self._began)) if self.speed else here

    def wait(self, until: float) -> float:
        """Seconds of ours until it may show `until`."""
        here = self.present.monotonic()
        ahead = until - here
        if self.speed:
            ahead = max(ahead, (until - self.start) / self.speed - (here - self._began))
        return max(0.0, ahead)

    def go(self, to: float) -> None:
        """It never runs backwards."""
        self._at = max(self._at, to)

    def pace(self) -> float:
        """How much faster than ours it runs just now."""
        return 1.0 if self.live else self.speed or 1000.0
