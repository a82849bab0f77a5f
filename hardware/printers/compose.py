"""Composes the bytes that print a receipt, the same for every printer."""

from __future__ import annotations

import textwrap
import unicodedata

from hardware.printers.drawn import picture
from hardware.printers.library import Dummy
from hardware.printers.receipt import Qr, Receipt, Text

LETTER = 12
"""dots that a printer's own letter is wide"""
_DOT_OF_CODE = 6


def compose(receipt: Receipt, width: int) -> bytes:
    """ESC/POS for paper of `width` dots (384 or 576). Raises `NoLettersError`.

    Plain ASCII goes out as text. All other paragraphs go out as pictures: which code pages a printer has, and
    under which numbers, differs from one to the next, and none has Arabic that is joined.
    """
    paper = Dummy()
    paper.profile.profile_data = paper.profile.profile_data | {
        "media": {"dpi": 203, "width": {"mm": width // 8, "pixels": width}}
    }
    paper.hw("INIT")
    for part in receipt.parts:
        match part:
            case Text():
                _text(paper, part, width)
            case Qr(content):
                paper.qr(content, size=_DOT_OF_CODE, center=True)
    paper.cut()
    return bytes(paper.output)


def _text(paper: Dummy, part: Text, width: int) -> None:
    for line in part.text.split("\n"):
        clean = "".join(c if unicodedata.category(c) != "Cc" else " " for c in line).strip()
        if not clean.isascii():
            paper.image(picture(clean, width, large=part.large, centred=part.centred))
            continue
        paper.set(
            align="center" if part.centred else "left",
            normal_textsize=not part.large,
            double_width=part.large,
            double_height=part.large,
        )
        for row in textwrap.wrap(clean, width // LETTER // (1 + part.large)) or [""]:
            paper.textln(row)
