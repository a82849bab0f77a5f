"""The pipes to a helper process: lines of orders go in, lines of reports come out."""

from __future__ import annotations

import os
import select
import subprocess
from contextlib import suppress
from enum import Enum, auto

from hardware.bell import Bell


class Woken(Enum):
    """What ended a wait."""

    REPORTS = auto()
    BELL = auto()
    NEITHER = auto()
    """some orders went out, or the time is over"""


class PipeEnd(Enum):
    """Why no more lines can come."""

    ENDED = auto()
    ENDLESS = auto()
    """a line is longer than any report"""


class HelperPipes:
    """Of a process that was started with both of its pipes; used by one thread. Writing never blocks."""

    def __init__(self, process: subprocess.Popen[bytes], longest: int) -> None:
        if process.stdin is None or process.stdout is None:
            raise AssertionError("Popen makes the pipes it is asked for")
        self._orders, self._reports = process.stdin, process.stdout
        os.set_blocking(self._orders.fileno(), False)
        self._longest = longest
        self._out = bytearray()
        self._in = bytearray()

    @property
    def unsent(self) -> bool:
        """The process has not yet read all of its orders."""
        return bool(self._out)

    @property
    def has_reports(self) -> bool:
        return bool(select.select([self._reports], [], [], 0.0)[0])

    def send(self, line: bytes) -> None:
        self._out += line

    def wait(self, bell: Bell, seconds: float | None) -> Woken:
        """Block until there is something to read, the bell is rung, some orders are out, or time is over."""
        reports, orders = self._reports.fileno(), self._orders.fileno()
        readable, writable, _ = select.select([reports, bell.fd], [orders] if self._out else [], [], seconds)
        if writable:
            with suppress(BrokenPipeError, BlockingIOError):  # its end is seen where its reports end
                del self._out[: os.write(orders, self._out)]
        if reports in readable:
            return Woken.REPORTS
        if bell.fd in readable:
            bell.hush()
            return Woken.BELL
        return Woken.NEITHER

    def read(self) -> list[bytes] | PipeEnd:
        """The lines that have come whole; blocks where nothing has come."""
        data = os.read(self._reports.fileno(), self._longest)
        if not data:
            return PipeEnd.ENDED
        self._in += data
        *lines, self._in = self._in.split(b"\n")
        if len(self._in) > self._longest:
            return PipeEnd.ENDLESS
        return [bytes(line) for line in lines]

    def close_orders(self) -> None:
        """Which tells the process to end."""
        with suppress(OSError):
            self._orders.close()

    def close(self) -> None:
        self.close_orders()
        with suppress(OSError):
            self._reports.close()
