"""QR codes: for a terminal as half blocks, two modules a character; for a screen as a small picture."""

from __future__ import annotations

import io
from typing import Final

import segno

_QUIET: Final = 2
"""Modules left free around it, which is enough where only characters are near."""
_WHITE_ON_BLACK: Final = "\x1b[97;40m"
_AS_BEFORE: Final = "\x1b[0m"


def qr(text: str, *, colours: bool) -> str:
    """The QR code of `text` as lines, its blocks the light modules.

    `colours`: say white on black to the terminal, so that it is right on one with a light ground as well.
    """
    drawn = io.StringIO()
    segno.make(text, error="m", micro=False).terminal(out=drawn, border=_QUIET, compact=True)
    lines = drawn.getvalue().splitlines()
    if colours:
        lines = [f"{_WHITE_ON_BLACK}{line}{_AS_BEFORE}" for line in lines]
    return "\n".join(lines) + "\n"


def qr_picture(text: str) -> str:
    """The QR code of `text` as the address of a PNG, black on white with the margin that scanners want.

    One pixel a module, to be drawn larger without being smoothed.
    """
    return segno.make(text, error="m", micro=False).png_data_uri(scale=1, border=4)


def calls(phone: str) -> str:
    """What a telephone that reads it takes for a call to this number; empty where it holds no digits."""
    digits = "".join(c for c in phone if c.isascii() and c.isdigit())
    return f"tel:{'+' if phone.lstrip().startswith('+') else ''}{digits}" if digits else ""
