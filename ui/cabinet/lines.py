"""Lines on standard input, whole, until somebody ends the process."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Callable

AT_ONCE = 65_536


class Lines:
    """Cuts what comes from a descriptor into lines."""

    def __init__(self, fd: int, each: Callable[[str], None]) -> None:
        self.fd = fd
        self._each = each
        self._half = b""

    def take(self) -> bool:
        """Read once and hand over the lines that are whole; False at the end."""
        data = os.read(self.fd, AT_ONCE)
        *lines, self._half = (self._half + data).split(b"\n")
        for line in lines:
            self._each(line.decode(errors="replace"))
        return bool(data)


def serve_lines(each: Callable[[str], None], ready: Callable[[], None], *, leash: bool = False) -> None:
    """Hand every line of standard input to `each` until SIGTERM or SIGINT, or, on a `leash`, to its end.

    `ready` is called once when these signals end it in good order. For the main thread.
    """
    stop_read, stop_write = os.pipe()
    before = {
        number: signal.signal(number, lambda *_: os.write(stop_write, b"."))
        for number in (signal.SIGTERM, signal.SIGINT)
    }
    lines = Lines(sys.stdin.fileno(), each)
    poller = select.poll()
    poller.register(stop_read, select.POLLIN)
    poller.register(lines.fd, select.POLLIN)
    try:
        ready()
        while not any(fd == stop_read for fd, _ in poller.poll()):
            if not lines.take():
                if leash:
                    return
                poller.unregister(lines.fd)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(stop_read)
        os.close(stop_write)
