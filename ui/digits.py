"""The digits of a language's own, where it has some beside 0 to 9.

Only numbers in words take them: how many, how long, what time. What is painted on a door, printed in a
message or typed on a keypad stays as it is there: nobody should have to find door 12 by another sign.
"""

from __future__ import annotations

from typing import Final

LATIN: Final = "0123456789"
_ARABIC: Final = "٠١٢٣٤٥٦٧٨٩"
_PERSIAN: Final = "۰۱۲۳۴۵۶۷۸۹"
_DEVANAGARI: Final = "०१२३४५६७८९"
_BENGALI: Final = "০১২৩৪৫৬৭৮৯"
_OWN: Final = {
    "ar": _ARABIC,
    "ckb": _ARABIC,
    "fa": _PERSIAN,
    "ur": _PERSIAN,
    "hi": _DEVANAGARI,
    "mr": _DEVANAGARI,
    "ne": _DEVANAGARI,
    "bn": _BENGALI,
}
_LATIN_THERE: Final = ("ar-MA", "ar-DZ", "ar-TN", "ar-LY")
"""Where the language is Arabic and everybody writes 0 to 9."""


def own_digits(code: str) -> str:
    """The ten digits of a language from 0 to 9; empty where it has only the Latin ones. `code`: BCP 47."""
    return "" if code in _LATIN_THERE else _OWN.get(code.split("-", maxsplit=1)[0], "")


def in_digits(text: str, digits: str) -> str:
    """`text` with each Latin digit as one of `digits`; unchanged where they are empty."""
    return text.translate(str.maketrans(LATIN, digits)) if digits else text
