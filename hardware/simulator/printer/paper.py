"""A simulated ESC/POS printer: takes bytes, moves paper, reports its status."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

DOTS_A_LINE = 24
_STATUS = b"\x10\x04"
_FIXED = 0x12
_OFFLINE = 0x08
_NEAR_END, _END = 0x0C, 0x60
_SHORT = {b"\x1b@": 2, b"\x1b2": 2}
"""commands without an argument; the other ones that begin with ESC or GS have one of one byte"""


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture: `row` bytes a row, the leftmost dot in the highest bit, 1 is black."""

    row: int
    height: int
    data: bytes


@dataclass(slots=True)
class Slip:
    """Paper up to a cut."""

    lines: list[str] = field(default_factory=list)
    pictures: list[Raster] = field(default_factory=list)


def nothing() -> None:
    """Nobody wants to know."""


class EscposPrinter:
    """`lines_left` of paper, a cover, and `pace` seconds a line. Without paper or with an open cover it keeps
    what it got and prints it when that is mended, like the real one. DLE EOT is answered at once, GS r in its
    turn. After `breaks_after` more bytes it calls `broken` (set by whoever can pull its plug).
    `cut` hears of every receipt that is cut off.
    """

    def __init__(self) -> None:
        self.lines_left = 1000.0
        self.near_end = 40.0
        self.is_open = False
        self.silent = False
        self.knows_gs_r = True
        self.pace = 0.0
        self.slips: list[Slip] = []
        self.breaks_after: int | None = None
        self.broken: Callable[[], None] = nothing
        self.cut: Callable[[Slip], None] = lambda _slip: None
        self._slip = Slip()
        self._line = bytearray()
        self._input = bytearray()
        self._replies: deque[bytes] = deque()
        self._free_at = 0.0

    @property
    def is_offline(self) -> bool:
        return self.is_open or self.lines_left <= 0

    @property
    def half(self) -> Slip:
        """Paper that hangs out and isn't cut off."""
        return self._slip

    def reset(self) -> None:
        """It lost its power: what it hadn't printed is forgotten."""
        self._input.clear()
        self._line.clear()
        self._replies.clear()

    def receive(self, data: bytes, now: float) -> None:
        if self.breaks_after is not None:
            data, self.breaks_after = data[: self.breaks_after], self.breaks_after - len(data)
        before = bytes(self._input[-2:])
        self._input += data
        self._asked(before + data, len(before))
        self._work(now)
        if self.breaks_after is not None and self.breaks_after <= 0:
            self.breaks_after = None
            self.reset()
            self.broken()

    def emit(self, now: float) -> bytes:
        self._work(now)
        said = b"".join(self._replies)
        self._replies.clear()
        return b"" if self.silent else said

    def next_due(self) -> float | None:
        if self._replies:
            return 0.0
        return self._free_at if self._length() and not self.is_offline else None

    def _asked(self, data: bytes, old: int) -> None:
        """Answer every DLE EOT n whose last byte is new, wherever it stands."""
        at = data.find(_STATUS)
        while 0 <= at < len(data) - 2:
            if at + 2 >= old:
                self._replies.append(bytes((self._status(data[at + 2]),)))
            at = data.find(_STATUS, at + 1)

    def _status(self, kind: int) -> int:
        if kind == 1:
            return _FIXED | (_OFFLINE if self.is_offline else 0)
        if kind == 4:
            near = _NEAR_END if self.lines_left <= self.near_end else 0
            return _FIXED | near | (_END if self.lines_left <= 0 else 0)
        return _FIXED

    def _work(self, now: float) -> None:
        while not self.is_offline and now >= self._free_at and (length := self._length()):
            command = bytes(self._input[:length])
            del self._input[:length]
            used = self._do(command)
            self.lines_left -= used
            self._free_at = now + used * self.pace

    def _length(self) -> int:
        """Length of the first command in the input; 0 while it isn't whole."""
        head = bytes(self._input[:8])
        match head[:1]:
            case b"":
                return 0
            case b"\x10":
                length = 3
            case b"\x1b" | b"\x1d":
                length = self._length_of(head)
            case _:
                length = 1
        return length if len(self._input) >= length else 0

    def _length_of(self, head: bytes) -> int:
        if head[:3] == b"\x1dv0":
            known = len(head) == 8
            return 8 + _low_high(head[4:6]) * _low_high(head[6:8]) if known else 8
        if head[:2] == b"\x1d(":
            return 5 + _low_high(head[3:5]) if len(head) >= 5 else 5
        return _SHORT.get(head[:2], 3)

    def _do(self, command: bytes) -> float:
        """Obey; the lines of paper that it took."""
        match command[:1], command[1:2]:
            case b"\n", _:
                self._slip.lines.append(self._line.decode("ascii", errors="replace"))
                self._line.clear()
                return 1
            case b"\x1b", b"d":
                return command[2]
            case b"\x1d", b"v":
                raster = Raster(_low_high(command[4:6]), _low_high(command[6:8]), command[8:])
                self._slip.pictures.append(raster)
                return raster.height / DOTS_A_LINE
            case b"\x1d", b"V":
                self.slips.append(self._slip)
                self.cut(self._slip)
                self._slip = Slip()
            case b"\x1d", b"r" if self.knows_gs_r:
                self._replies.append(bytes((3 if self.lines_left <= self.near_end else 0,)))
            case ((b"\x1b" | b"\x1d" | b"\x10"), _):
                pass
            case character, _:
                self._line += character
        return 0


def _low_high(two: bytes) -> int:
    return int.from_bytes(two, "little")
