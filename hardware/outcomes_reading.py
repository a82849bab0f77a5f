"""What stands in the way of reading, and what came and was no code."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


@dataclass(frozen=True, slots=True)
class ReadRefused:
    """Something came that is no text. What it was is told to nobody; the reason is for technicians."""

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
    """What the visitor could do; None when nothing is in the way (any more)."""

    source: str
    hint: ScanHint | None
