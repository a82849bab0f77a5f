"""Check digits, each under the name that carriers' files use for it.

Sources: GS1 General Specifications 7.9; UPU S10; ISO 7064 (modulo 37/36, as DPD's parcel label specification
2.4.1 has it); ISO/IEC 7812-1 (Luhn); Deutsche Post's Identcode and Leitcode; UPS, FedEx and DHL Express as
tracking_number_data (github.com/jkeen/tracking_number_data) describes and tests them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.access.codes import gs1_check_digit

DIGITS: Final = "0123456789"
ALPHANUMERIC: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_S10_WEIGHTS: Final = (8, 6, 4, 2, 3, 5, 9, 7)


@dataclass(frozen=True, slots=True)
class CheckDigit:
    """`of`: the characters it is worked out from; `gives`: those it can be. `length`: of the text, 0 for any.

    `work_out` takes a text of such characters that is not empty, and returns one character.
    """

    of: str
    gives: str
    work_out: Callable[[str], str]
    length: int = 0


def upu_s10(serial: str) -> str:
    """Eight digits of a postal item: weights 8 6 4 2 3 5 9 7, 11 less the rest of 11; 10 is 0 and 11 is 5."""
    rest = 11 - _weighed(serial, _S10_WEIGHTS) % 11
    return {10: "0", 11: "5"}.get(rest, str(rest))


def mod37_36(text: str) -> str:
    """ISO 7064, one check character for digits and letters."""
    carry = 36
    for character in text:
        carry = (carry + ALPHANUMERIC.index(character)) % 36 or 36
        carry = carry * 2 % 37
    return ALPHANUMERIC[(37 - carry) % 36]


def luhn(digits: str) -> str:
    """Every second digit doubled from the right, and the digits of that added up, modulo 10."""
    doubled = (int(d) * 2 if i % 2 == 0 else int(d) for i, d in enumerate(reversed(digits)))
    return _mod10(sum(n // 10 + n % 10 for n in doubled))


def mod7(digits: str) -> str:
    """The rest of the whole number, divided by seven."""
    return str(int(digits) % 7)


def deutsche_post(digits: str) -> str:
    """Identcode and Leitcode: weights 4, 9, 4 ... from the right, modulo 10."""
    return _mod10(_weighed(reversed(digits), (4, 9)))


def fedex(digits: str) -> str:
    """Weights 1, 3, 7, 1 ... from the right, modulo 11; 10 is 0."""
    return str(_weighed(reversed(digits), (1, 3, 7)) % 11 % 10)


def ups(text: str) -> str:
    """Weights 1, 2, 1 ... from the left, modulo 10; a letter counts its ASCII code less 3, modulo 10."""
    counts = (int(c) if c in DIGITS else (ord(c) - 3) % 10 for c in text)
    return _mod10(sum(n * (1, 2)[i % 2] for i, n in enumerate(counts)))


CHECKS: Final[Mapping[str, CheckDigit]] = {
    "gs1": CheckDigit(DIGITS, DIGITS, gs1_check_digit),
    "upu-s10": CheckDigit(DIGITS, DIGITS, upu_s10, length=8),
    "mod37-36": CheckDigit(ALPHANUMERIC, ALPHANUMERIC, mod37_36),
    "luhn": CheckDigit(DIGITS, DIGITS, luhn),
    "mod7": CheckDigit(DIGITS, DIGITS, mod7),
    "deutsche-post": CheckDigit(DIGITS, DIGITS, deutsche_post),
    "fedex": CheckDigit(DIGITS, DIGITS, fedex),
    "ups": CheckDigit(ALPHANUMERIC, DIGITS, ups),
}


def _weighed(digits: Iterable[str], weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weights[i % len(weights)] for i, digit in enumerate(digits))


def _mod10(total: int) -> str:
    return str(-total % 10)
