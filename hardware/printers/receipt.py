"""Contents of a receipt: plain values."""

from __future__ import annotations

from dataclasses import dataclass

MOST_PARTS = 100
LONGEST_TEXT = 1000
LONGEST_CODE = 1000


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph in any language, wrapped to the paper; right-to-left where it begins so."""

    text: str
    large: bool = False
    centred: bool = False

    def __post_init__(self) -> None:
        if len(self.text) > LONGEST_TEXT:
            raise ValueError(f"a paragraph has at most {LONGEST_TEXT} characters")


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code in the middle of the paper."""

    content: str

    def __post_init__(self) -> None:
        if not 0 < len(self.content.encode()) <= LONGEST_CODE:
            raise ValueError(f"a QR code holds 1 to {LONGEST_CODE} bytes here")


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt from top to bottom; the paper is cut at the end."""

    parts: tuple[Text | Qr, ...]

    def __post_init__(self) -> None:
        if not 0 < len(self.parts) <= MOST_PARTS:
            raise ValueError(f"a receipt has 1 to {MOST_PARTS} parts")
