"""`[hours]`: when the place where the machine stands is open, and so when people can come to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator

from kiosk.custody.services.calendar import Calendar, OpenHours
from kiosk.site.kinds import STRICT
from kiosk.site.problems import SiteProblem, found

_TIME: Final = r"(?:[01]\d|2[0-3]):[0-5]\d"
_FROM_UNTIL: Final = re.compile(rf"{_TIME} ?- ?(?:{_TIME}|24:00)")


def _from_until(text: str) -> str:
    if not _FROM_UNTIL.fullmatch(text):
        raise ValueError('from when until when, such as "08:00-18:30"')
    return text


def _hours(text: str) -> OpenHours:
    begins, _, ends = text.replace(" ", "").partition("-")
    return OpenHours(time.fromisoformat(begins), time() if ends == "24:00" else time.fromisoformat(ends))


def _day(value: object) -> object:
    """TOML has dates of its own, which come as text by way of JSON."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError("a day such as 2026-12-25")


_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Hours = Annotated[str, AfterValidator(_from_until)]
Day = Annotated[date, BeforeValidator(_day)]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursTable:
    """A day that is not named is one on which it is closed."""

    __pydantic_config__ = STRICT
    monday: tuple[Hours, ...] = ()
    tuesday: tuple[Hours, ...] = ()
    wednesday: tuple[Hours, ...] = ()
    thursday: tuple[Hours, ...] = ()
    friday: tuple[Hours, ...] = ()
    saturday: tuple[Hours, ...] = ()
    sunday: tuple[Hours, ...] = ()
    closed: tuple[Day, ...] = ()

    def week(self) -> Mapping[str, tuple[OpenHours, ...]]:
        """By day, from Monday on."""
        return {day: tuple(map(_hours, getattr(self, day))) for day in _DAYS}

    def problems(self) -> Iterator[SiteProblem]:
        if not any(self.week().values()):
            yield SiteProblem("hours", "found no day on which it is open; wanted one, or no `hours` at all")
        for day, hours in self.week().items():
            last: OpenHours | None = None
            for each in hours:
                told = f"{each.begins:%H:%M}-{each.ends:%H:%M}"
                if each.ends != time() and each.ends <= each.begins:
                    wanted = "an end after the beginning; what goes past midnight is of two days"
                    yield SiteProblem(f"hours.{day}", found(told, wanted))
                elif last is not None and (last.ends == time() or each.begins < last.ends):
                    yield SiteProblem(f"hours.{day}", found(told, "hours in their order that don't overlap"))
                last = each


def build_calendar(table: HoursTable | None, time_zone: str) -> Calendar:
    """The site's calendar; without `[hours]` it is always open."""
    zone = ZoneInfo(time_zone)
    if table is None:
        return Calendar(zone)
    return Calendar(zone, tuple(table.week().values()), frozenset(table.closed))
