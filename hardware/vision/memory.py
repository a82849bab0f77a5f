"""The newest preview picture, in memory that both processes see and only the parent owns.

Layout (little endian): u64 sequence, u32 width, u32 height, u32 corners (0 or 4), 8 f32 for the corners of
the code in view; from byte 64 on the picture, RGB, rows without padding. The sequence is odd while the
picture is being written and grows by two with each one.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import struct
from dataclasses import dataclass

MOST_WIDTH, MOST_HEIGHT = 640, 640
_HEADER = struct.Struct("<QIII8f")
_SEQUENCE = struct.Struct("<Q")
_PICTURE_AT = 64
_SIZE = _PICTURE_AT + MOST_WIDTH * MOST_HEIGHT * 3
_TRIES = 3

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Preview:
    """A picture from the camera: `rgb` holds `width * height * 3` bytes, row by row.

    `outline` has the four corners of the code in view, in this picture's pixels, or is empty.
    `sequence` grows with each picture.
    """

    width: int
    height: int
    rgb: bytes
    sequence: int
    outline: tuple[Point, ...] = ()


class PreviewMemory:
    """The parent's side: makes the memory, hands its `fd` to the child, and copies pictures out."""

    def __init__(self) -> None:
        self.fd = os.memfd_create("cubby-preview", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        os.ftruncate(self.fd, _SIZE)
        # a child that could shrink it could kill the parent with SIGBUS
        fcntl.fcntl(self.fd, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL)
        self._map = mmap.mmap(self.fd, _SIZE)

    def newest(self) -> Preview | None:
        """A copy of the newest whole picture; None where there is none or it is being replaced too fast."""
        for _ in range(_TRIES):
            sequence, width, height, corners, *numbers = _HEADER.unpack_from(self._map)
            if sequence == 0 or sequence % 2 or not (0 < width <= MOST_WIDTH and 0 < height <= MOST_HEIGHT):
                continue
            rgb = self._map[_PICTURE_AT : _PICTURE_AT + width * height * 3]
            if _SEQUENCE.unpack_from(self._map)[0] == sequence:
                outline = tuple(zip(numbers[::2], numbers[1::2], strict=True)) if corners == 4 else ()
                return Preview(width, height, rgb, sequence // 2, outline)
        return None

    def wipe(self) -> None:
        """Take the picture out of memory, so that nobody's face stays there; the sequence goes on."""
        sequence = _SEQUENCE.unpack_from(self._map)[0] | 1
        self._map[:] = bytes(_SIZE)
        _SEQUENCE.pack_into(self._map, 0, sequence)

    def close(self) -> None:
        self._map.close()
        os.close(self.fd)


class PreviewWriter:
    """The child's side."""

    def __init__(self, fd: int) -> None:
        self._map = mmap.mmap(fd, _SIZE)
        self._sequence: int = _SEQUENCE.unpack_from(self._map)[0] | 1

    def write(self, width: int, height: int, rgb: bytes, outline: tuple[Point, ...] = ()) -> None:
        """Put a picture of at most 640 x 640 there; `outline` has no or four corners."""
        numbers = [number for point in outline for number in point] or [0.0] * 8
        _SEQUENCE.pack_into(self._map, 0, self._sequence)
        self._map[_PICTURE_AT : _PICTURE_AT + width * height * 3] = rgb
        _HEADER.pack_into(self._map, 0, self._sequence, width, height, len(outline), *numbers)
        self._sequence += 2
        _SEQUENCE.pack_into(self._map, 0, self._sequence - 1)

    def wipe(self) -> None:
        self._map[_PICTURE_AT:] = bytes(_SIZE - _PICTURE_AT)
        _SEQUENCE.pack_into(self._map, 0, self._sequence)
