"""Fields of an APDU: bitmaps of fixed and counted lengths, and containers of tagged values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from hardware.terminals.numbers import cut_number, cut_text

_FIXED: Final[Mapping[int, int]] = {
    **dict.fromkeys((0x01, 0x02, 0x03, 0x05, 0x19, 0x27, 0x8A, 0x8C, 0xA0), 1),
    **dict.fromkeys((0x0D, 0x0E, 0x17, 0x49, 0x87), 2),
    **dict.fromkeys((0x0B, 0x0C, 0x37, 0x88, 0xAA), 3),
    0x29: 4,
    0xBA: 5,
    0x04: 6,
    0x3B: 8,
    0x2A: 15,
}
_TWO_DIGITS: Final = frozenset({0x22, 0x23, 0x2D, 0x4C, 0x8B, 0xA7})
_THREE_DIGITS: Final = frozenset({0x24, 0x2E, 0x3C, 0x60, 0x9A})
CONTAINER: Final = 0x06
_NUMBER: Final = 0x22
_SECRET: Final = frozenset({0x0E, 0x17, 0x23, 0x24, 0x2D, 0x2E, 0x3C, 0x4C, 0x9A, 0xA7})
"""Tracks, chip data, a card's dates and free texts: passed over, never kept."""
TRACE_TAG: Final = 0x1F2B
_LINES_TAG: Final = 0x25
_LINE_TAG: Final = 0x07
_DEEPEST: Final = 8
NONE_LEFT: Final = b"\xff\xff"
CODE_PAGE: Final = "cp437"


def bcd(number: int | str, size: int) -> bytes:
    """`size` bytes of two digits each. Raises ValueError for what has more digits or none."""
    digits = f"{number}".rjust(2 * size, "0")
    if len(digits) > 2 * size or not (digits.isascii() and digits.isdecimal()):
        raise ValueError(f"{size} bytes don't hold that number")
    return bytes.fromhex(digits)


def unbcd(data: bytes) -> int | None:
    """The number of BCD bytes; None where one of the digits is none."""
    digits = data.hex()
    return int(digits) if digits.isdecimal() else None


def counted(data: bytes, digits: int) -> bytes:
    """`data` behind its length in `digits` bytes F0 to F9."""
    return bytes(0xF0 | int(each) for each in f"{len(data):0{digits}}") + data


@dataclass(frozen=True, slots=True)
class Bitmaps:
    """What could be read, by the bitmap's number; never a track, and of a card's number only the cut text.

    `unread`: a sentence where an unknown bitmap or a wrong length ended the reading.
    """

    values: Mapping[int, bytes] = field(default_factory=dict)
    tags: Mapping[int, bytes] = field(default_factory=dict)
    """of the containers, at any depth: the long trace number and nothing else"""
    number: str = ""
    unread: str = ""

    def figure(self, key: int) -> int | None:
        """A BCD number; None where it is missing or no number."""
        value = self.values.get(key)
        return None if value is None else unbcd(value)

    def byte(self, key: int) -> int | None:
        value = self.values.get(key)
        return None if value is None else value[0]

    @property
    def trace(self) -> int | None:
        """Longer trace numbers stand in a container, and the old place is zero then."""
        short = self.figure(0x0B)
        long = self.tags.get(TRACE_TAG)
        return unbcd(long) if not short and long else short


def read(data: bytes) -> Bitmaps:
    """All bitmaps in any order, up to the first that is unknown or has another length than it says."""
    values: dict[int, bytes] = {}
    tags: dict[int, bytes] = {}
    number, at = "", 0
    while at < len(data):
        key = data[at]
        found = _span(data, at)
        if isinstance(found, str):
            return Bitmaps(values, tags, number, found)
        start, end = found
        value, at = data[start:end], end
        if key == _NUMBER:
            # Some put the number's track here: what follows the D is nobody's business.
            number = cut_number(value.hex().partition("d")[0].rstrip("f"))
        elif key == CONTAINER:
            tags.update((tag, inner) for tag, inner in objects(value) if tag == TRACE_TAG)
        elif key not in _SECRET:
            values[key] = value
    return Bitmaps(values, tags, number)


def _span(data: bytes, at: int) -> tuple[int, int] | str:
    """Where the value of the bitmap at `at` begins and ends, or what is wrong with it."""
    key, start = data[at], at + 1
    size: int | None
    if key in _FIXED:
        size = _FIXED[key]
    elif key in _TWO_DIGITS or key in _THREE_DIGITS:
        digits = 2 if key in _TWO_DIGITS else 3
        size = _counts(data[start : start + digits], digits)
        start += digits
    elif key == CONTAINER:
        size, start = _length(data, start)
    else:
        return f"bitmap {key:02X} is unknown, so what follows it can't be read"
    if size is None or start + size > len(data):
        return f"bitmap {key:02X} is cut short"
    return start, start + size


def _counts(data: bytes, digits: int) -> int | None:
    if len(data) != digits or any(byte & 0xF0 != 0xF0 or byte & 0x0F > 9 for byte in data):
        return None
    return int("".join(str(byte & 0x0F) for byte in data))


def _length(data: bytes, at: int) -> tuple[int | None, int]:
    """A BER length and where the value begins; None where it is none or is cut short."""
    if at >= len(data):
        return None, at
    first = data[at]
    if first < 0x80:
        return first, at + 1
    size = first - 0x80
    if size not in {1, 2} or at + 1 + size > len(data):
        return None, at
    return int.from_bytes(data[at + 1 : at + 1 + size], "big"), at + 1 + size


def objects(data: bytes, depth: int = 0) -> Iterator[tuple[int, bytes]]:
    """Tags and values of a container, those within others too; what is cut short ends it."""
    at = 0
    while at < len(data) and depth < _DEEPEST:
        tag, start = _tag(data, at)
        size, start = _length(data, start)
        if tag is None or size is None or start + size > len(data):
            return
        value, at = data[start : start + size], start + size
        first = tag >> 8 * (max(1, (tag.bit_length() + 7) // 8) - 1)
        if first & 0x20:
            yield from objects(value, depth + 1)
        else:
            yield tag, value


def _tag(data: bytes, at: int) -> tuple[int | None, int]:
    tag, end = data[at], at + 1
    if tag & 0x1F == 0x1F:
        while end < len(data) and end - at < 4:
            tag, end = tag << 8 | data[end], end + 1
            if not tag & 0x80:
                return tag, end
        return None, end
    return tag, end


# --- printing -------------------------------------------------------------------------------------


def printed_line(data: bytes) -> str:
    """The text of an 06 D1; card numbers in it are cut. Its first byte says how it stands on paper."""
    return _text(data[1:])


def printed_block(data: bytes) -> list[str]:
    """The lines of an 06 D3."""
    lines: list[str] = []
    at = 0
    while at < len(data) and data[at] == CONTAINER:
        size, start = _length(data, at + 1)
        if size is None or start + size > len(data):
            break
        lines += [_text(value) for tag, value in objects(data[start : start + size]) if tag == _LINE_TAG]
        at = start + size
    return lines


def _text(data: bytes) -> str:
    text = data.decode(CODE_PAGE)
    return cut_text("".join(each if each.isprintable() else " " for each in text).strip())
