"""The numbers that a scanned text may stand for besides itself, by the carriers' forms of labels.

The bars of many labels hold more than is printed below them and announced: where to, by which service, the
kind of number. Each form says what is routing and what is the parcel's own number; whether that number is
announced is looked up, so that a form may be generous. Sources: DPD's parcel label specification (modulo
37/36), USPS Pub 199, FedEx' 34-digit ground label, ISO/IEC 15418 (data identifier J), AIM's Codabar, Deutsche
Post's Identcode and Leitcode, GS1 General Specifications.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kiosk.access.codes import tracking_text
from kiosk.labels.gs1 import fields_of

SHORTEST: Final = 6
LONGEST: Final = 64
"""Characters of a text that is worth a look; no carrier's bars hold more."""

_AIM: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_SEPARATORS: Final = re.compile("[\x1d\N{SYMBOL FOR GROUP SEPARATOR}]")
_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Form:
    """`shape` fits the whole text; `numbers` makes of it what may be announced, likeliest first."""

    name: str
    shape: re.Pattern[str]
    numbers: Callable[[re.Match[str]], tuple[str, ...]]


def readings(text: str) -> tuple[str, ...]:
    """Tracking texts, as `codes.tracking_text` writes them, that `text` may be announced as; not itself."""
    bare = text.strip()
    if found := _AIM.match(bare):
        bare = bare[found.end() :]
    if not (bare.isascii() or _SEPARATORS.search(bare)) or len(bare) > LONGEST:
        return ()
    itself = tracking_text(text)
    keys = (tracking_text(number) for number in _numbers(bare.upper().replace(" ", "")))
    return tuple(dict.fromkeys(key for key in keys if key and key != itself and len(key) >= SHORTEST))


def dpd_check(number: str) -> str:
    """DPD's check character of a parcel number, modulo 37/36."""
    carry = 36
    for character in number:
        carry = (carry + _ALPHABET.index(character)) % 36 or 36
        carry = carry * 2 % 37
    return _ALPHABET[(37 - carry) % 36]


def _numbers(bare: str) -> Iterator[str]:
    flat = _SEPARATORS.sub("", bare)
    for form in FORMS:
        if found := form.shape.fullmatch(flat):
            yield from form.numbers(found)
    pieces = [piece for piece in _SEPARATORS.split(bare) if piece]
    yield from fields_of("\x1d".join(pieces))
    if len(pieces) > 1:
        yield from pieces


def _own(found: re.Match[str]) -> tuple[str, ...]:
    """The number itself, where the form names it so."""
    return (found["own"],)


def _dpd(found: re.Match[str]) -> tuple[str, ...]:
    return found["own"], found["own"] + dpd_check(found["own"])


def _dpd_checked(found: re.Match[str]) -> tuple[str, ...]:
    return (found["own"],) if dpd_check(found["own"]) == found["check"] else ()


def _plate(found: re.Match[str]) -> tuple[str, ...]:
    return found["own"], f"J{found[0]}"


def _ends(*lengths: int) -> Callable[[re.Match[str]], tuple[str, ...]]:
    return lambda found: tuple(found[0][-length:] for length in lengths)


def _printed(*groups: int) -> Callable[[re.Match[str]], tuple[str, ...]]:
    """With dots where the print has them: (2, 8) makes 56.310243.0313 of 563102430313."""

    def dotted(found: re.Match[str]) -> tuple[str, ...]:
        edges = (0, *groups, len(found[0]))
        return (".".join(found[0][a:b] for a, b in pairwise(edges)),)

    return dotted


def _without_marks(found: re.Match[str]) -> tuple[str, ...]:
    return (re.sub(r"[./-]", "", found[0]),)


def _form(name: str, shape: str, numbers: Callable[[re.Match[str]], tuple[str, ...]] = _own) -> Form:
    return Form(name, re.compile(shape), numbers)


FORMS: Final = (
    # postcode (7), parcel number (14), service (3), country (3), mostly without a check character
    _form("DPD routing label", r"%?[0-9A-Z]{7}(?P<own>\d{14})\d{6}[0-9A-Z]?", _dpd),
    _form("DPD number with its check character", r"(?P<own>\d{14})(?P<check>[0-9A-Z])", _dpd_checked),
    _form("DPD number", r"(?P<own>\d{14})", lambda found: _dpd(found)[1:]),
    _form("USPS with ZIP", r"420\d{5}(?P<own>[0-9A-Z]{8,34})"),
    _form("USPS with ZIP+4", r"420\d{9}(?P<own>[0-9A-Z]{8,34})"),
    _form("FedEx, 34 digits", r"\d{34}", _ends(12, 14, 15)),
    _form("FedEx Ground 96", r"96\d{20}", _ends(15, 12)),
    _form("data identifier of a licence plate", r"(?:[1-6]?J)?(?P<own>J[A-Z0-9]{8,34})", _plate),
    _form("Codabar with start and stop", r"[ABCDTNE*](?P<own>[0-9$:/.+-]{4,32})[ABCDTNE*]"),
    _form("serial shipping container with its identifier", r"00(?P<own>\d{18})"),
    _form("Identcode as printed", r"\d{12}", _printed(2, 8)),
    _form("Leitcode as printed", r"\d{14}", _printed(5, 8, 11)),
    _form("Swiss Post as printed", r"\d{18}", _printed(2, 4, 10)),
    _form("printed with dots, the bars without", r"\d[\d./-]{5,38}\d", _without_marks),
)
