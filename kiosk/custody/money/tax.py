"""Value added tax: how much of a price it is.

Prices are gross. The tax in them is worked out once for each rate, of the sum of what is charged at it, and
rounded to the smallest unit, a half up; the net is what remains. So gross is always net and tax together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kiosk.custody.services.rules import ChargeKind

WHOLE: Final = 10_000
"""A rate of 100 %: rates are in hundredths of a percent."""


@dataclass(frozen=True, slots=True)
class Taxes:
    """The site's rates. `others`: of a service, or of one charge of it ("send.postage")."""

    usual: int = 0
    others: Mapping[str, int] = field(default_factory=dict)

    def rate(self, service: str, name: str, kind: ChargeKind, payee: str) -> int:
        """What is only kept, paid out, or taken for somebody else has none, unless the site says one."""
        for key in (f"{service}.{name}", service):
            if key in self.others:
                return self.others[key]
        return 0 if payee or kind is not ChargeKind.PRICE else self.usual


@dataclass(frozen=True, slots=True)
class TaxLine:
    """All that is charged at one rate, in minor units."""

    rate: int
    gross: int
    tax: int

    @property
    def net(self) -> int:
        return self.gross - self.tax


def tax_in(gross: int, rate: int) -> int:
    """The tax in a price, rounded, a half up (away from zero for what goes back)."""
    if gross < 0:
        return -tax_in(-gross, rate)
    whole = WHOLE + rate
    return (2 * gross * rate + whole) // (2 * whole)


def tax_lines(charged: Iterable[tuple[int, int]]) -> tuple[TaxLine, ...]:
    """A line for each rate, the highest first, of (gross, rate)."""
    sums: dict[int, int] = {}
    for gross, rate in charged:
        sums[rate] = sums.get(rate, 0) + gross
    return tuple(TaxLine(rate, sums[rate], tax_in(sums[rate], rate)) for rate in sorted(sums, reverse=True))
