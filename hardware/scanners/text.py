"""Decodes and checks one read: a text that is safe to hand on, and its symbology."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from hardware.outcomes.reading import Symbology

LONGEST = 4096
GROUP_SEPARATOR = "\x1d"
SHOWN_SEPARATOR = "\N{SYMBOL FOR GROUP SEPARATOR}"

_AIM = re.compile(r"\]([A-Za-z])([0-9A-Za-z])")
_GS1_AIMS = frozenset({"]C1", "]e0", "]d2", "]Q3", "]J1"})
_BY_AIM_LETTER = {
    "A": Symbology.CODE39,
    "C": Symbology.CODE128,
    "E": Symbology.EAN13,
    "F": Symbology.CODABAR,
    "G": Symbology.CODE93,
    "I": Symbology.ITF14,
    "L": Symbology.PDF417,
    "Q": Symbology.QR,
    "d": Symbology.DATAMATRIX,
    "z": Symbology.AZTEC,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One read, in order: no control characters, at most 4096 of the others."""

    text: str
    symbology: Symbology


@dataclass(frozen=True, slots=True)
class NoText:
    """One read that is thrown away, and why (for the log; the text itself is never logged)."""

    reason: str


def reading_from(raw: bytes) -> Reading | NoText:
    """Make a text of one read of a scanner, its line end taken off.

    UTF-8 or nothing: a byte that is no UTF-8 is refused, since guessing Latin-1 would invent a label.
    An AIM identifier ("]C1") is taken off and names the symbology.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return NoText("not UTF-8")
    symbology, is_gs1 = Symbology.UNKNOWN, False
    if found := _AIM.match(text):
        symbology = _BY_AIM_LETTER.get(found[1], Symbology.UNKNOWN)
        is_gs1 = found[0] in _GS1_AIMS
        text = text[found.end() :]
    shown = without_ends(show_separators(text, is_gs1=is_gs1))
    if not shown:
        return NoText("empty")
    if len(shown) > LONGEST:
        return NoText("too long")
    if not is_plain(shown):
        return NoText("control characters")
    if symbology is Symbology.ITF14 and not is_itf14(shown):
        if not is_german_post(shown):
            return NoText("interleaved 2 of 5 without its fourteen digits and check digit")
        symbology = Symbology.ITF
    return Reading(shown, symbology)


def show_separators(text: str, *, is_gs1: bool) -> str:
    """Put a visible sign for the separators of a GS1 code; one at its beginning only says that it is one."""
    if is_gs1 or text.startswith(GROUP_SEPARATOR) or text[:2].isdecimal():
        return text.replace(GROUP_SEPARATOR, SHOWN_SEPARATOR)
    return text


def without_ends(text: str) -> str:
    """`text` without the blanks, tabs and line ends around it, which some printers put into their codes."""
    return text.strip(" \t\r\n")


def is_plain(text: str) -> bool:
    """Whether `text` is free of control characters and line separators."""
    return all(unicodedata.category(c) not in {"Cc", "Cs", "Zl", "Zp"} for c in text)


def is_itf14(text: str) -> bool:
    return len(text) == 14 and has_check_digit(text)


def is_german_post(text: str) -> bool:
    """Whether it is an Identcode (12 digits) or a Leitcode (14): weights 4, 9 from the right, modulo 10."""
    if not (len(text) in (12, 14) and text.isascii() and text.isdecimal()):
        return False
    total = sum(int(digit) * (4, 9)[i % 2] for i, digit in enumerate(reversed(text[:-1])))
    return -total % 10 == int(text[-1])


def has_check_digit(digits: str) -> bool:
    """Whether the last of `digits` is the modulo-10 check digit of GS1 (EAN, UPC, ITF-14)."""
    if not (digits.isascii() and digits.isdecimal()):
        return False
    return sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(reversed(digits))) % 10 == 0
