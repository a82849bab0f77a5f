"""Keyboard wedge: a reader that acts as a keyboard, grabbed for the kiosk alone (Linux input events).

The device is grabbed (EVIOCGRAB), so that not one digit of a badge comes to the window as if a visitor had
typed it. Without the grab the reader is not used. Layout of an event: linux/input.h; keys: a US keyboard, as
such readers send whatever the machine's own layout is.
"""

from __future__ import annotations

import fcntl
import os
import struct
from collections.abc import Callable
from typing import Final

from hardware.scanners.reader import LineLost, ReadableLine

_EVENT: Final = struct.Struct("llHHi")
"""Seconds, microseconds, type, code, value."""
_EVIOCGRAB: Final = 0x40044590
_EV_KEY: Final = 1
_DOWN: Final = 1
_SHIFTS: Final = (42, 54)
_KEYS: Final = {
    **dict(zip(range(2, 12), b"1234567890", strict=True)),
    **dict(zip(range(16, 26), b"QWERTYUIOP", strict=True)),
    **dict(zip(range(30, 39), b"ASDFGHJKL", strict=True)),
    **dict(zip(range(44, 51), b"ZXCVBNM", strict=True)),
    **dict(zip((79, 80, 81, 75, 76, 77, 71, 72, 73, 82), b"1234567890", strict=True)),
    12: ord("-"),
    15: ord("\t"),
    28: ord("\r"),
    96: ord("\r"),
}
_UNKNOWN: Final = ord("?")


def grab(handle: int) -> None:
    """Nobody but us gets this device's events from now on. Raises OSError."""
    fcntl.ioctl(handle, _EVIOCGRAB, 1)


class WedgeLine:
    """Events of one input device as the bytes that they type."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._rest = b""

    def fileno(self) -> int:
        return self._handle

    def read(self, size: int, /) -> bytes:
        """Keys typed since the last call; may be none. Raises OSError where the device is gone."""
        got = os.read(self._handle, size)
        if not got:
            raise OSError("the reader is gone")
        data = self._rest + got
        whole = len(data) - len(data) % _EVENT.size
        self._rest = data[whole:]
        strokes = _EVENT.iter_unpack(data[:whole])
        keys = (code for _, _, kind, code, value in strokes if kind == _EV_KEY and value == _DOWN)
        return bytes(_KEYS.get(code, _UNKNOWN) for code in keys if code not in _SHIFTS)

    def close(self) -> None:
        os.close(self._handle)


def open_wedge(path: str, take: Callable[[int], None] = grab) -> ReadableLine | LineLost:
    """The input device of this stable name ("/dev/input/by-id/..."), for us alone."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as failure:
        return LineLost(str(failure))
    try:
        take(handle)
    except OSError as failure:
        os.close(handle)
        return LineLost(f"it can't be had for the kiosk alone: {failure}")
    return WedgeLine(handle)


def events(text: str) -> bytes:
    """Input events of a wedge that types `text`: down and up of each key, and a report."""
    codes = {sign: code for code, sign in reversed(_KEYS.items())}
    return b"".join(
        _EVENT.pack(0, 0, *part)
        for sign in text.encode("ascii")
        for part in ((_EV_KEY, codes[sign], _DOWN), (0, 0, 0), (_EV_KEY, codes[sign], 0), (0, 0, 0))
    )
