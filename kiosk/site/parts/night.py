"""`[night]`: from when until when the machine is quiet and dark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Annotated, Final

from pydantic import BeforeValidator, Field

from kiosk.site.kinds import STRICT, Brightness
from kiosk.site.problems import SiteProblem, found

_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::00)?")


def _time_of_day(value: object) -> object:
    told = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if told is None:
        raise ValueError('a time of day such as "22:00"')
    return time(int(told[1]), int(told[2]))


TimeOfDay = Annotated[time, BeforeValidator(_time_of_day)]


class Quiet(StrEnum):
    """How the machine sounds at night."""

    SOFT = "soft"
    SILENT = "silent"
    NO = "no"
    """as by day"""


@dataclass(frozen=True, slots=True)
class NightSite:
    """From when until when in the site's time zone; `dim`: percent of the brightness while it is dark."""

    begins: time
    ends: time
    quiet: Quiet = Quiet.SOFT
    dark: bool = True
    dim: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class NightTable:
    __pydantic_config__ = STRICT
    from_: Annotated[TimeOfDay, Field(alias="from")]
    until: TimeOfDay
    quiet: Quiet = Quiet.SOFT
    dark: bool = True
    dim: Brightness = 30

    def problems(self) -> Iterator[SiteProblem]:
        if self.from_ == self.until:
            yield SiteProblem("night.until", found(f"{self.until:%H:%M}", "another time than `from`"))

    def build(self) -> NightSite:
        return NightSite(self.from_, self.until, self.quiet, self.dark, self.dim)
