"""Amounts of money as people write them."""

from __future__ import annotations

from kiosk.custody.money.currencies import DECIMALS
from kiosk.custody.services.rules import Money


def money(amount: Money) -> str:
    """`4.50 EUR`, `-4.50 EUR`: with the currency's decimals."""
    decimals = DECIMALS.get(amount.currency, 2)
    sign, digits = "-" if amount.minor < 0 else "", f"{abs(amount.minor):0{decimals + 1}d}"
    if decimals:
        digits = f"{digits[:-decimals]}.{digits[-decimals:]}"
    return f"{sign}{digits} {amount.currency}"


def percent(rate: int) -> str:
    """Of hundredths of a percent: 1900 is `19 %`, 550 is `5.5 %`."""
    whole, part = divmod(rate, 100)
    return f"{whole}.{part:02d}".rstrip("0") + " %" if part else f"{whole} %"
