"""`[money]`: how much of a price is value added tax."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from kiosk.custody.money.tax import Taxes
from kiosk.site.kinds import STRICT
from kiosk.site.problems import SiteProblem, found, offered

Percent = Annotated[float, Field(ge=0, le=100)]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyTable:
    """`vat`: in percent, part of every price. `rates`: of a service, or of one charge ("send.postage").

    What is only kept, or taken for somebody else, has none unless it is named here.
    """

    __pydantic_config__ = STRICT
    vat: Percent = 0.0
    rates: Mapping[str, Percent] = field(default_factory=dict)

    def build(self) -> Taxes:
        return Taxes(_hundredths(self.vat), {name: _hundredths(rate) for name, rate in self.rates.items()})


def rate_problems(table: MoneyTable, services: Iterable[str]) -> Iterator[SiteProblem]:
    """Rates of services that the site does not have."""
    known = tuple(services)
    for name in table.rates:
        if name.split(".")[0] not in known:
            yield SiteProblem(f'money.rates["{name}"]', found(name, f"a service: {offered(name, known)}"))


def _hundredths(percent: float) -> int:
    """Of a percent, by the digits that were written."""
    return int(Decimal(str(percent)) * 100)
