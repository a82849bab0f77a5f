"""What a scanned text is: one of our tokens, a signed one, a parcel's label, or nothing that we take.

Source of the forms: GS1 General Specifications (application identifier 00, modulo-10 check digit). What else
a label's text says is for the carriers' rules (`kiosk.labels`), which only look up and never change this.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

TOKEN_PREFIX = "CUBBY:"  # noqa: S105  it begins every token and guards none
TOKEN_LENGTHS = range(26, 105)  # base32 characters; 26 hold 128 bits
LABEL_LENGTHS = range(6, 41)
LONGEST = 512
LONGEST_OFFLINE = 1024
_OFFLINE_BEGINS = "eyJ"
"""How every JSON object begins in base64."""

# FNC1 between the fields of a GS1 code: as itself, and as the visible sign that our readers put for it
_SEPARATORS = ("\x1d", "\N{SYMBOL FOR GROUP SEPARATOR}")
_BIDI_CLASSES = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})

_OFFLINE = re.compile(r"eyJ[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*")
_BASE32 = re.compile(r"[A-Z2-7]+")
_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_GS1_AIMS = ("]C1", "]e0", "]d2", "]Q3", "]J1")
# a routing label of DPD begins with %, and some readers put a GS1 identifier into brackets
_LABEL = re.compile(r"(?:%|\([0-9]{2,4}\))?[A-Z0-9](?:[A-Z0-9 ./-]*[A-Z0-9])?")
_LINK = re.compile(r"HTTPS?://[^\s?#]+/00/([0-9]{18})(?:[/?#]\S*)?")
_DIGITS = re.compile(r"[0-9]+")


class CodeFault(StrEnum):
    """Why a text is none of ours; the screen has a sentence for each."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    UNPRINTABLE = "unprintable"  # control characters, or signs that turn the reading direction
    DAMAGED_TOKEN = "damaged_token"  # noqa: S105  the name of a reason
    NO_UNIT = "no_unit"  # says that it is a shipping unit's number, and has not its eighteen digits
    FOREIGN = "foreign"  # a web address, a name card, another shop's voucher


@dataclass(frozen=True, slots=True)
class Token:
    """One of our own QR texts, a visitor's or a badge; `text` is what the vault hashes."""

    text: str


@dataclass(frozen=True, slots=True)
class Offline:
    """A token that the operator signed; upper and lower case differ. Whether it is good is for the vault."""

    text: str


@dataclass(frozen=True, slots=True)
class Sscc:
    """A GS1 shipping unit; `tracking` is its 18 digits without the application identifier."""

    tracking: str


@dataclass(frozen=True, slots=True)
class CarrierLabel:
    """Any other carrier's code; `tracking` is in capitals and without spaces.

    Also a shipping unit's eighteen digits whose check digit is wrong: a wrong one warns, and never refuses.
    """

    tracking: str


@dataclass(frozen=True, slots=True)
class CodeRefused:
    reason: CodeFault


Label = Sscc | CarrierLabel
Code = Token | Offline | Label | CodeRefused


def classify(text: str) -> Code:
    """Tell what `text`, as a reader delivered it or a person typed it, is."""
    text = text.strip(" \t")
    if not text:
        return CodeRefused(CodeFault.EMPTY)
    if len(text) <= LONGEST_OFFLINE and _OFFLINE.fullmatch(text):
        return Offline(text)
    if len(text) > LONGEST:
        return CodeRefused(CodeFault.TOO_LONG)
    if text.startswith(_OFFLINE_BEGINS) and text.count(".") == 2:
        return CodeRefused(CodeFault.DAMAGED_TOKEN)
    bare, is_gs1 = _without_frame(text)
    if not all(_is_plain(c) or c in _SEPARATORS for c in bare):
        return CodeRefused(CodeFault.UNPRINTABLE)
    if bare.upper().startswith(TOKEN_PREFIX):
        return _token(bare.upper())
    return _linked(bare) or _shipping_unit(bare, is_gs1=is_gs1) or _carrier(bare)


def tracking_text(text: str) -> str | None:
    """The normalised tracking text of a label, the same however it was read or typed; None if none."""
    match classify(text):
        case Sscc(tracking) | CarrierLabel(tracking):
            return tracking
        case _:
            return None


def is_too_long(text: str) -> bool:
    """Whether it was read well and no label is as long."""
    return classify(text) == CodeRefused(CodeFault.TOO_LONG)


def gs1_check_digit(digits: str) -> str:
    """The modulo-10 digit that completes `digits` (SSCC, GTIN, EAN, ITF-14)."""
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits)))
    return str(-total % 10)


def _without_frame(text: str) -> tuple[str, bool]:
    """Take the AIM identifier and a leading FNC1 off, and say whether they make it a GS1 code."""
    is_gs1 = text.startswith(_GS1_AIMS)
    if _AIM.match(text):
        text = text[3:]
    if text.startswith(_SEPARATORS):
        return text.lstrip("".join(_SEPARATORS)), True
    return text, is_gs1


def _is_plain(character: str) -> bool:
    if unicodedata.bidirectional(character) in _BIDI_CLASSES:
        return False
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _token(text: str) -> Token | CodeRefused:
    secret = text.removeprefix(TOKEN_PREFIX)
    if len(secret) in TOKEN_LENGTHS and _BASE32.fullmatch(secret):
        return Token(text)
    return CodeRefused(CodeFault.DAMAGED_TOKEN)


def _linked(text: str) -> Sscc | None:
    """The shipping unit that a GS1 Digital Link names."""
    found = _LINK.fullmatch(text.upper())
    if found is None or gs1_check_digit(found[1][:-1]) != found[1][-1]:
        return None
    return Sscc(found[1])


def _shipping_unit(text: str, *, is_gs1: bool) -> Sscc | CarrierLabel | CodeRefused | None:
    """The SSCC in `text`: sure after (00) or FNC1 00, by its check digit where nothing but digits stands."""
    compact = text.replace(" ", "")
    sure = compact.startswith("(00)") or (is_gs1 and compact.startswith("00"))
    if sure:
        number = compact.removeprefix("(00)") if compact[0] == "(" else compact[2:]
        number = number[:18] if is_gs1 or "(" in number else number
    elif len(compact) == 20 and compact.startswith("00"):
        number = compact[2:]
    else:
        number = compact
    whole = len(number) == 18 and _DIGITS.fullmatch(number) is not None
    if whole and gs1_check_digit(number[:-1]) == number[-1]:
        return Sscc(number)
    if not sure:
        return None
    return CarrierLabel(number) if whole else CodeRefused(CodeFault.NO_UNIT)


def _carrier(text: str) -> CarrierLabel | CodeRefused:
    for separator in _SEPARATORS:
        text = text.replace(separator, "")
    shown = text.upper() if text.isascii() else text
    tracking = shown.replace(" ", "")
    if not _LABEL.fullmatch(shown) or len(tracking) not in LABEL_LENGTHS:
        return CodeRefused(CodeFault.FOREIGN)
    return CarrierLabel(tracking)
