"""Cuts a stream of bytes into reads."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST = 4096
ENDS = b"\r\n\t"
"""What scanners are set to send behind a code."""


@dataclass(frozen=True, slots=True)
class TooLong:
    """More than 4096 bytes without an end; what follows until the next quiet is thrown away with them."""


class LineCutter:
    """Reads end with one of `ends` or a quiet line; it holds 4096 bytes at most.

    It has no clock: its owner calls `quiet()` when nothing came for long enough.
    """

    def __init__(self, ends: bytes = ENDS) -> None:
        self._ends = ends
        self._line = bytearray()
        self._refusing = False

    @property
    def waiting(self) -> bool:
        """Whether a read waits for the line to be quiet."""
        return bool(self._line) or self._refusing

    def feed(self, data: bytes) -> list[bytes | TooLong]:
        """The reads that `data` completes."""
        reads: list[bytes | TooLong] = []
        for byte in data:
            if self._refusing:
                break
            if byte in self._ends:
                if self._line:
                    reads.append(bytes(self._line))
                    self._line.clear()
            elif len(self._line) == LONGEST:
                reads.append(TooLong())
                self.refuse_until_quiet()
            else:
                self._line.append(byte)
        return reads

    def quiet(self) -> bytes | None:
        """Nothing came for a while: the read that this ends, if any."""
        line = bytes(self._line)
        self._line.clear()
        self._refusing = False
        return line or None

    def refuse_until_quiet(self) -> None:
        self._line.clear()
        self._refusing = True
