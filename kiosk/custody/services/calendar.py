"""The site's calendar: when it is open, and what "3 days" or "5 open days" from some moment is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, assert_never

from kiosk.custody.services.rules import Span, SpanUnit

_LONGEST_CLOSED: Final = 3660
"""Days; who is closed for longer has no open days at all, and every day counts."""


@dataclass(frozen=True, slots=True)
class OpenHours:
    """From `begins` until before `ends`, on the wall's clock; `ends` at midnight is the end of the day."""

    begins: time
    ends: time

    def has(self, moment: time) -> bool:
        return self.begins <= moment and (self.ends == time() or moment < self.ends)


@dataclass(frozen=True, slots=True)
class Calendar:
    """`week`: the hours of Monday to Sunday, several on a day; None where the site is always open.

    `closed`: days on which it is not, whatever the week says.
    """

    zone: tzinfo = UTC
    week: tuple[tuple[OpenHours, ...], ...] | None = None
    closed: frozenset[date] = frozenset()

    def is_open(self, at: datetime) -> bool:
        local = at.astimezone(self.zone)
        if local.date() in self.closed:
            return False
        return self.week is None or any(h.has(local.time()) for h in self.week[local.weekday()])

    def is_open_day(self, day: date) -> bool:
        """Whether the site is open at any time of that day."""
        return day not in self.closed and (self.week is None or bool(self.week[day.weekday()]))

    def after(self, start: datetime, span: Span) -> datetime:
        """`span` after `start`, in UTC. A day keeps the time on the wall, however long it is; a time that a
        clock change leaves out is taken as the first one after it."""
        match span.unit:
            case SpanUnit.SECONDS:
                return start + timedelta(seconds=span.n)
            case SpanUnit.DAYS:
                return self._days_later(start, span.n)
            case SpanUnit.OPEN_DAYS:
                return self._days_later(start, self._calendar_days(start, span.n))
            case _:
                assert_never(span.unit)

    def _days_later(self, start: datetime, days: int) -> datetime:
        local = start.astimezone(self.zone)
        wall = local.replace(tzinfo=None) + timedelta(days=days)
        return wall.replace(tzinfo=self.zone).astimezone(UTC)

    def _calendar_days(self, start: datetime, open_days: int) -> int:
        """How many days of any kind it takes until so many open ones have come."""
        day, passed = start.astimezone(self.zone).date(), 0
        while open_days > 0:
            day, passed = day + timedelta(days=1), passed + 1
            if self.is_open_day(day) or passed > _LONGEST_CLOSED:
                open_days -= 1
        return passed
