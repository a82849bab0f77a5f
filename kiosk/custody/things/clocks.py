"""How long a thing may stay. The clock stands while the machine, or the door before the thing, is down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class RetentionClock:
    """`stood`: how long it has stood so far; `standing_since` is set while it stands."""

    started: datetime
    stood: timedelta = timedelta()
    standing_since: datetime | None = None

    def stop(self, at: datetime) -> RetentionClock:
        return self if self.standing_since else replace(self, standing_since=max(at, self.started))

    def go_on(self, at: datetime) -> RetentionClock:
        if self.standing_since is None:
            return self
        stood = self.stood + max(at - self.standing_since, timedelta())
        return replace(self, stood=stood, standing_since=None)

    def moved(self, by: timedelta) -> RetentionClock:
        """The same on a wall clock that was set by so much."""
        since = self.standing_since + by if self.standing_since else None
        return replace(self, started=self.started + by, standing_since=since)

    def ends(self, retention: timedelta, now: datetime) -> datetime:
        """When the thing becomes overdue, if the clock goes on from `now` as it does now."""
        standing = now - self.standing_since if self.standing_since else timedelta()
        return self.started + retention + self.stood + max(standing, timedelta())

    def overdue(self, retention: timedelta, now: datetime) -> bool:
        return now >= self.ends(retention, now)
