"""Currencies by ISO 4217, how many decimals an amount of each has, and how an amount is written."""

from __future__ import annotations

import re
from typing import Final

from kiosk.custody.services.rules import Money

AMOUNT: Final = 'an amount such as "4.50 EUR"'

_TWO: Final = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
    "CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD "
    "HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK "
    "MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD "
    "RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS "
    "UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWG"
)
_NONE: Final = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THREE: Final = "BHD IQD JOD KWD LYD OMR TND"

DECIMALS: Final = {
    code: decimals for codes, decimals in ((_TWO, 2), (_NONE, 0), (_THREE, 3)) for code in codes.split()
}
_MONEY: Final = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,4}))? ([A-Z]{3})")


def money(value: object) -> Money:
    """`"4.50 EUR"`: the currency's decimals, or none of them. Raises ValueError with what is wanted."""
    told = _MONEY.fullmatch(value) if isinstance(value, str) else None
    if told is None:
        raise ValueError(AMOUNT)
    decimals = DECIMALS.get(told[3])
    if decimals is None:
        raise ValueError("an amount in a currency of ISO 4217 such as EUR")
    if told[2] is not None and len(told[2]) != decimals:
        digits = f"{decimals} digits after the point" if decimals else "no digits after a point"
        raise ValueError(f"an amount in {told[3]}, which has {digits}")
    return Money(int(told[1] + (told[2] or "0" * decimals)), told[3])
