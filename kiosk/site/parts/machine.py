"""The keys at the top of a site file: who runs the machine, where it is, which languages it speaks."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field

from kiosk.custody.money.currencies import DECIMALS
from kiosk.site.kinds import STRICT, Name, Text
from kiosk.site.problems import SiteProblem, doubles, found, nearest


def _country(code: str) -> str:
    """Of a country that has phones."""
    from kiosk.vault.phones import is_country  # noqa: PLC0415  a tenth of a second, for those who say it

    if not is_country(code):
        raise ValueError('a country in ISO 3166 such as "DE"')
    return code


def _currency(code: str) -> str:
    if code not in DECIMALS:
        raise ValueError('a currency of ISO 4217 such as "EUR"')
    return code


Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Country = Annotated[str, AfterValidator(_country)]
Currency = Annotated[str, AfterValidator(_currency)]


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineTable:
    __pydantic_config__ = STRICT
    id: Name
    operator: Text
    principal: Name
    phone: Text
    time_zone: Text
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    country: Country | None = None
    currency: Currency | None = None

    def problems(self) -> Iterator[SiteProblem]:
        try:
            zoneinfo.ZoneInfo(self.time_zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            guess = nearest(self.time_zone, zoneinfo.available_timezones())
            yield SiteProblem("time_zone", found(self.time_zone, f'a zone such as "Europe/Berlin"{guess}'))
        yield from doubles("languages", "this language", self.languages)
