"""Whether headphones are in: the switches of the sound card's jacks, as Linux tells them in /dev/input.

Read without a library: `struct input_event` is two longs of time, a type, a code and a value. The user of the
kiosk needs the group `input`.
"""

from __future__ import annotations

import errno
import fcntl
import logging
import os
import select
import stat
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

logger = logging.getLogger(__name__)

EVENT: Final = struct.Struct("@llHHi")
EV_SYN: Final = 0
EV_SW: Final = 5
SYN_DROPPED: Final = 3
SW_HEADPHONE_INSERT: Final = 2
"""From <linux/input-event-codes.h>."""
_LOOK_EVERY: Final = 2.0
"""Seconds until jacks that came meanwhile are found."""
_DEVICES, _ABOUT = Path("/dev/input"), Path("/sys/class/input")
# EVIOCGSW(8): read eight bytes of switches, from <linux/input.h>
_STATE: Final = (2 << 30) | (8 << 16) | (ord("E") << 8) | 0x1B


class Jacks:
    """`path`: one input device, or a file or pipe with the same bytes; None: all that tell of headphones.

    `plugged` is called with each change, and at first only where headphones are in.
    """

    def __init__(self, path: str | None, plugged: Callable[[bool], None]) -> None:
        self._path = path
        self._plugged = plugged
        self._open: dict[str, int] = {}
        self._in: dict[str, bool] = {}
        self._unread: dict[str, bytes] = {}
        self._said = False
        self._unreadable: set[str] = set()
        self._read_out: set[str] = set()

    def watch(self, wake: int = -1) -> None:
        """For ever, or until `wake` is readable."""
        try:
            while True:
                self._find()
                self._tell()
                watched = {fd: name for name, fd in self._open.items() if name not in self._read_out}
                waited = [*watched, *([wake] if wake >= 0 else [])]
                ready = select.select(waited, [], [], _LOOK_EVERY)[0]
                if wake in ready:
                    return
                for fd in ready:
                    self._read(watched[fd], fd)
        finally:
            for name in list(self._open):
                self._close(name)

    def _find(self) -> None:
        for name in self._names():
            if name in self._open:
                continue
            try:
                fd = os.open(name, _how(name) | os.O_NONBLOCK | os.O_CLOEXEC)
            except OSError as failure:
                if failure.errno != errno.ENOENT and name not in self._unreadable:
                    self._unreadable.add(name)
                    logger.warning("the jack %s can't be read: %s", name, failure.strerror)
                continue
            self._open[name], self._in[name], self._unread[name] = fd, _is_in(fd), b""

    def _names(self) -> Iterator[str]:
        if self._path is not None:
            yield self._path
            return
        for about in _ABOUT.glob("event*"):
            with suppress(OSError, ValueError, IndexError):
                switches = int((about / "device/capabilities/sw").read_text().split()[-1], 16)
                if switches >> SW_HEADPHONE_INSERT & 1:
                    yield str(_DEVICES / about.name)

    def _read(self, name: str, fd: int) -> None:
        try:
            data = os.read(fd, EVENT.size * 64)
        except BlockingIOError:
            return
        except OSError:  # pulled out with its card
            self._close(name)
            return
        if not data:  # a file that was read to its end
            self._read_out.add(name)
            return
        data = self._unread[name] + data
        whole = len(data) // EVENT.size * EVENT.size
        self._unread[name] = data[whole:]
        for _, _, kind, code, value in EVENT.iter_unpack(data[:whole]):
            if (kind, code) == (EV_SW, SW_HEADPHONE_INSERT):
                self._in[name] = value != 0
            elif (kind, code) == (EV_SYN, SYN_DROPPED):
                self._in[name] = _is_in(fd)
            self._tell()

    def _close(self, name: str) -> None:
        os.close(self._open.pop(name))
        self._unread.pop(name)
        self._in.pop(name)

    def _tell(self) -> None:
        now = any(self._in.values())
        if now != self._said:
            self._said = now
            self._plugged(now)


def _how(name: str) -> int:
    """A pipe that we could write to does not end with each of its writers. Raises OSError."""
    return os.O_RDWR if stat.S_ISFIFO(Path(name).stat().st_mode) else os.O_RDONLY


def _is_in(fd: int) -> bool:
    """What the device says now; False where it is none."""
    switches = bytearray(8)
    try:
        fcntl.ioctl(fd, _STATE, switches)
    except OSError:
        return False
    return bool(switches[0] >> SW_HEADPHONE_INSERT & 1)
