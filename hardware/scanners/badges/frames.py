"""Badge numbers from a reader's bytes: frames of RFID modules, and plain lines. Pure.

The frame is that of the common 125 kHz modules (data sheets of the ID-12LA and the RDM6300): STX, ten
hexadecimal digits, their checksum as two more, ETX; the checksum is the exclusive or of the five bytes.
Readers for cards at 13.56 MHz send the number alone, in hexadecimal or decimal digits, and a line end.
"""

from __future__ import annotations

import re
from functools import reduce
from operator import xor
from typing import Final

from hardware.scanners.cutter import ENDS, LineCutter, TooLong
from hardware.scanners.text import NoText

STX: Final = b"\x02"
ETX: Final = b"\x03"
_FRAMED: Final = re.compile(rb"[0-9A-Fa-f]{12}")
_PLAIN: Final = re.compile(r"[0-9A-Z]{4,32}")


def cutter() -> LineCutter:
    """Reads end with a line end or the end of a frame."""
    return LineCutter(ENDS + ETX)


def badge_number(read: bytes | TooLong) -> str | NoText:
    """The number in one read. What stands before the last STX was cut off and is passed over."""
    if isinstance(read, TooLong):
        return NoText("too long")
    _, framed, content = read.rpartition(STX)
    if framed:
        return _of_frame(content)
    number = content.decode("ascii", "replace").strip().upper().replace(":", "").replace("-", "")
    return number if _PLAIN.fullmatch(number) else NoText("not a badge's number")


def _of_frame(content: bytes) -> str | NoText:
    if not _FRAMED.fullmatch(content):
        return NoText("not a frame of a badge")
    *data, checksum = bytes.fromhex(content.decode("ascii"))
    if reduce(xor, data) != checksum:
        return NoText("a frame with a wrong checksum")
    return content[:10].decode("ascii").upper()


def frame(number: str) -> bytes:
    """A module's frame for a badge of ten hexadecimal digits."""
    checksum = reduce(xor, bytes.fromhex(number))
    return STX + number.encode("ascii") + f"{checksum:02X}".encode() + b"\r\n" + ETX
