"""VE.Direct's text protocol: cutting a stream of bytes into checked blocks. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

Block = Mapping[str, str]
"""Labels and values of one block, like "V": "12800" (mV), without the checksum."""

LONGEST_LABEL = 16
LONGEST_VALUE = 64
MOST_FIELDS = 40

_COLON, _TAB, _NEWLINE, _RETURN = b":\t\n\r"


@dataclass(frozen=True, slots=True)
class Damaged:
    """A block whose checksum is wrong, or something that is no block at all."""


class _Place(Enum):
    BETWEEN = auto()
    LABEL = auto()
    VALUE = auto()
    CHECKSUM = auto()


class BlockCutter:
    """A block is lines `CR LF label TAB value`; the last is `Checksum` with one byte that makes the sum of
    all bytes 0 (modulo 256).

    Frames of the HEX protocol (":...LF") may stand anywhere, even inside a line, and count for nothing. The
    byte of the checksum may be any, a colon too. The first block after opening a port is mostly half a one.
    """

    def __init__(self) -> None:
        self._in_hex = False
        self._begin()

    def feed(self, data: bytes) -> list[Block | Damaged]:
        """The blocks that `data` completes."""
        found: list[Block | Damaged] = []
        for byte in data:
            if self._in_hex:
                self._in_hex = byte != _NEWLINE
            elif byte == _COLON and self._place is not _Place.CHECKSUM:
                self._in_hex = True
            elif (block := self._take(byte)) is not None:
                found.append(block)
        return found

    def _begin(self) -> None:
        self._place = _Place.BETWEEN
        self._sum = 0
        self._fields: dict[bytes, bytes] = {}
        self._label = bytearray()
        self._value = bytearray()

    def _take(self, byte: int) -> Block | Damaged | None:
        self._sum += byte
        match self._place:
            case _Place.CHECKSUM:
                return self._end()
            case _Place.BETWEEN:
                if byte == _NEWLINE:
                    self._place = _Place.LABEL
            case _Place.LABEL:
                return self._in_label(byte)
            case _Place.VALUE:
                return self._in_value(byte)
        return None

    def _in_label(self, byte: int) -> Damaged | None:
        if byte != _TAB:
            self._label.append(byte)
            return self._refuse() if len(self._label) > LONGEST_LABEL else None
        self._value.clear()
        self._place = _Place.CHECKSUM if self._label == b"Checksum" else _Place.VALUE
        return None

    def _in_value(self, byte: int) -> Damaged | None:
        if byte not in {_NEWLINE, _RETURN}:
            self._value.append(byte)
            return self._refuse() if len(self._value) > LONGEST_VALUE else None
        if byte == _NEWLINE:
            self._fields[bytes(self._label)] = bytes(self._value)
            self._label.clear()
            self._place = _Place.LABEL
            return self._refuse() if len(self._fields) > MOST_FIELDS else None
        return None

    def _end(self) -> Block | Damaged:
        whole = self._sum % 256 == 0 and bool(self._fields)
        fields = self._fields
        self._begin()
        if not whole:
            return Damaged()
        try:
            return {label.decode("ascii"): value.decode("ascii") for label, value in fields.items()}
        except UnicodeDecodeError:
            return Damaged()

    def _refuse(self) -> Damaged:
        self._begin()
        return Damaged()
