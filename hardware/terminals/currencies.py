"""Currencies that terminals take, by ISO 4217: their numbers and how many decimals an amount has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Coin:
    """`number` as terminals say it, three digits."""

    number: int
    decimals: int = 2


COINS: Final[Mapping[str, Coin]] = {
    "AUD": Coin(36),
    "BGN": Coin(975),
    "CAD": Coin(124),
    "CHF": Coin(756),
    "CZK": Coin(203),
    "DKK": Coin(208),
    "EUR": Coin(978),
    "GBP": Coin(826),
    "HUF": Coin(348),
    "ISK": Coin(352, 0),
    "JPY": Coin(392, 0),
    "NOK": Coin(578),
    "NZD": Coin(554),
    "PLN": Coin(985),
    "RON": Coin(946),
    "SEK": Coin(752),
    "USD": Coin(840),
}


def as_price(amount: int, decimals: int) -> str:
    """Minor units as a plain decimal number: 450 with two decimals is "4.50"."""
    if amount < 0:
        raise ValueError("a price is no less than nothing")
    if not decimals:
        return str(amount)
    whole, part = divmod(amount, 10**decimals)
    return f"{whole}.{part:0{decimals}}"


def as_amount(price: str, decimals: int) -> int | None:
    """The minor units of "4.50"; None for what is no such number, or has more decimals."""
    whole, point, part = price.strip().partition(".")
    if not (whole.isascii() and whole.isdecimal()) or (point and not (part.isascii() and part.isdecimal())):
        return None
    if part[decimals:].strip("0"):
        return None
    return int(whole + part[:decimals].ljust(decimals, "0"))
