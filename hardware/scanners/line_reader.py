"""A reader that sends what it reads as lines of bytes: a thread that owns its line and comes back to it."""

from __future__ import annotations

import logging
import os
import select
import termios
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import serial

from hardware.outcomes import DeviceDown, DeviceUp, ReaderReport
from hardware.scanners.lines import LineCutter, TooLong

logger = logging.getLogger(__name__)

QUIET = 0.1
MOST_READS_A_SECOND = 20
BACK_OFF = (0.25, 0.5, 1.0, 2.0, 5.0)
# `in_waiting` and friends raise plain OSError, and a port that vanishes can raise the other two
PORT_FAILURES = (serial.SerialException, OSError, TypeError, ValueError, termios.error)


class Line(Protocol):
    """What is read from: its descriptor becomes readable when bytes are there. Failures are PORT_FAILURES."""

    def fileno(self) -> int: ...

    def read(self, size: int, /) -> bytes: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Lost:
    reason: str


class LineReader:
    """Opens its line, cuts what comes into reads, and posts what `reading` makes of each.

    A line that isn't there is a `DeviceDown`, posted once, and looked for again with growing pauses. `post`
    is called on the reader's thread and must not block.
    """

    def __init__(
        self,
        opening: Callable[[], Line | Lost],
        reading: Callable[[bytes | TooLong], ReaderReport],
        post: Callable[[ReaderReport], None],
        *,
        name: str,
        cutter: Callable[[], LineCutter] = LineCutter,
        back_off: tuple[float, ...] = BACK_OFF,
    ) -> None:
        self._opening = opening
        self._reading = reading
        self._post = post
        self._name = name
        self._cutter = cutter
        self._back_off = back_off
        self._up: bool | None = None
        self._wake_reader, self._wake_writer = -1, -1
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._wake_reader, self._wake_writer = os.pipe()
        self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread and wait for it; nothing is posted after this returns."""
        if self._thread is None:
            return
        os.write(self._wake_writer, b"x")
        self._thread.join()
        self._thread = None
        os.close(self._wake_reader)
        os.close(self._wake_writer)

    def _run(self) -> None:
        tries = 0
        while True:
            match self._opening():
                case Lost(reason):
                    self._down(reason)
                case line:
                    tries = 0
                    self._report_up()
                    lost = self._serve(line)
                    line.close()
                    if lost is None:
                        return
                    self._down(lost.reason)
            pause = self._back_off[min(tries, len(self._back_off) - 1)]
            tries += 1
            if select.select([self._wake_reader], [], [], pause)[0]:
                return

    def _serve(self, line: Line) -> Lost | None:
        """Read until the line breaks, or until it is stopped (None)."""
        cutter = self._cutter()
        second, in_second = time.monotonic(), 0
        while True:
            data = _receive(line, self._wake_reader, QUIET if cutter.waiting else None)
            match data:
                case Lost() | None:
                    return data
                case b"":
                    last = cutter.quiet()
                    reads: list[bytes | TooLong] = [] if last is None else [last]
                case _:
                    reads = cutter.feed(data)
            now = time.monotonic()
            if now - second >= 1.0:
                second, in_second = now, 0
            for read in reads:
                in_second += 1
                if in_second > MOST_READS_A_SECOND:
                    logger.warning("%s sends faster than anybody scans; waiting for quiet", self._name)
                    cutter.refuse_until_quiet()
                    break
                self._post(self._reading(read))

    def _report_up(self) -> None:
        if self._up is False:
            logger.info("%s is back", self._name)
        self._up = True
        self._post(DeviceUp(self._name))

    def _down(self, reason: str) -> None:
        if self._up is not False:
            logger.warning("%s is not there: %s", self._name, reason)
            self._post(DeviceDown(self._name, reason))
        self._up = False


def _receive(line: Line, wake: int, timeout: float | None) -> bytes | Lost | None:
    """What came in; nothing after `timeout` seconds of quiet; None when `wake` became readable."""
    try:
        while True:
            ready = select.select([line.fileno(), wake], [], [], timeout)[0]
            if wake in ready:
                return None
            # What was ready may mean nothing: a key that comes up again types nothing.
            data = line.read(4096) if ready else b""
            if data or not ready:
                return bytes(data)
    except PORT_FAILURES as failure:
        return Lost(str(failure))
