"""Reports of code and badge readers: reads, refusals, hints to the visitor."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from hardware.outcomes.devices import DeviceDown, DeviceUp


class Symbology(StrEnum):
    QR = "qr"
    CODE128 = "code128"
    CODE39 = "code39"
    CODE93 = "code93"
    CODABAR = "codabar"
    EAN13 = "ean13"
    EAN8 = "ean8"
    UPCE = "upce"
    ITF14 = "itf14"
    ITF = "itf"  # any other: of another length, or with another check digit
    DATAMATRIX = "datamatrix"
    AZTEC = "aztec"
    PDF417 = "pdf417"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CodeRead:
    """One accepted code. `text` is checked: no control characters, at most 4096 characters."""

    text: str
    symbology: Symbology
    source: str


@dataclass(frozen=True, slots=True)
class ReadRefused:
    """A read that is no text. Its content is never passed on; the reason is for technicians."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class BadgeRead:
    """The number of a badge as its reader says it: 4 to 32 capitals and digits. A secret: never logged."""

    number: str = field(repr=False)
    source: str


BLACK_PICTURE: Final = "the picture is black"
"""The reason of a camera's `DeviceDown` while it sees nothing: a covered lens, or no light at all."""


class ScanHint(StrEnum):
    CLOSER = "closer"
    HOLD_STILL = "hold-still"
    DIM_YOUR_PHONE = "dim-your-phone"
    TOO_DARK = "too-dark"


@dataclass(frozen=True, slots=True)
class ScanHelp:
    """A hint to the visitor; None when nothing is in the way (any more)."""

    source: str
    hint: ScanHint | None


ReaderReport = CodeRead | BadgeRead | ReadRefused | DeviceUp | DeviceDown
