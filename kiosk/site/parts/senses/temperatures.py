"""`[temperatures.NAME]`: a class of temperature, with the limits that keep things good."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from kiosk.custody.senses.temperature import KNOWN, TemperatureClass
from kiosk.site.kinds import STRICT, Seconds
from kiosk.site.problems import SiteProblem, found

Degrees = Annotated[float, Field(ge=-40, le=80)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemperatureTable:
    """A class of temperature: degrees Celsius, both limits still good."""

    __pydantic_config__ = STRICT
    least: Degrees | None = None
    most: Degrees | None = None
    grace: Seconds | None = None
    unwatched: Seconds | None = None


def build_temperatures(tables: Mapping[str, TemperatureTable]) -> dict[str, TemperatureClass]:
    """Every class that there is here: Cubby's, and what the site changes and adds."""
    return {**KNOWN, **{name: _class(name, table) for name, table in tables.items()}}


def _class(name: str, table: TemperatureTable) -> TemperatureClass:
    times = {"grace": table.grace, "unwatched": table.unwatched}
    spoken = {key: seconds for key, seconds in times.items() if seconds is not None}
    return TemperatureClass(name, _tenths(table.least), _tenths(table.most), **spoken)


def _tenths(degrees: float | None) -> int | None:
    return None if degrees is None else round(degrees * 10)


def temperature_problems(tables: Mapping[str, TemperatureTable]) -> Iterator[SiteProblem]:
    for name, table in tables.items():
        where = f"temperatures.{name}"
        if table.least is None and table.most is None:
            yield SiteProblem(where, "found no limit; wanted `least`, `most` or both")
        elif table.least is not None and table.most is not None and table.least >= table.most:
            wanted = f"more than `least`, which is {table.least:g}"
            yield SiteProblem(f"{where}.most", found(table.most, wanted))
