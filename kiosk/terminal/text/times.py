"""Times as people at a terminal read them: where the machine is, and no longer than needed."""

from __future__ import annotations

import re
import tomllib
import zoneinfo
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Final

from kiosk.usage.common import SITE_COPY

_AGO: Final = re.compile(r"([0-9]{1,5}) ?(s|min|h|days?)")
_UNITS: Final = {"s": 1, "min": 60, "h": 3600, "day": 86_400, "days": 86_400}
_CLOCK: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})")


def zone_of(data: Path) -> tzinfo:
    """The time zone of the machine whose data these are, by its copy of the site file; else UTC."""
    try:
        named = tomllib.loads((data / SITE_COPY).read_text("utf-8-sig")).get("time_zone")
        return zoneinfo.ZoneInfo(str(named))
    except (OSError, ValueError, zoneinfo.ZoneInfoNotFoundError):
        return UTC


def when(at: datetime, now: datetime, zone: tzinfo) -> str:
    """`14:38` today, `Tue 14:38` within a week, else `2026-05-04 14:38`."""
    there, today = at.astimezone(zone), now.astimezone(zone).date()
    if there.date() == today:
        return f"{there:%H:%M}"
    if timedelta(0) < today - there.date() < timedelta(days=7):
        return f"{there:%a %H:%M}"
    return f"{there:%Y-%m-%d %H:%M}"


def moment(text: str, now: datetime, zone: tzinfo) -> datetime:
    """What `--since` means: `2 h`, `14:00`, `2026-05-04`, `2026-05-04T14:00`. Raises ValueError."""
    if ago := _AGO.fullmatch(text):
        return now - timedelta(seconds=int(ago[1]) * _UNITS[ago[2]])
    there = now.astimezone(zone)
    if clock := _CLOCK.fullmatch(text):
        told = there.replace(hour=int(clock[1]), minute=int(clock[2]), second=0, microsecond=0)
        return told if told <= there else told - timedelta(days=1)
    if len(text) == 10:
        told_day = date.fromisoformat(text)
        return datetime(told_day.year, told_day.month, told_day.day, tzinfo=zone)
    told = datetime.fromisoformat(text)
    return told if told.tzinfo else told.replace(tzinfo=zone)
