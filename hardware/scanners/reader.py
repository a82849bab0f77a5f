"""Line reader: a thread that owns a line, cuts its bytes into reads, and opens it again after a loss."""

from __future__ import annotations

import logging
import select
import termios
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import serial

from hardware.bell import Bell
from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.reading import ReaderReport, ReadRefused
from hardware.scanners.connection import ScannerConnection
from hardware.scanners.cutter import LineCutter, TooLong
from hardware.scanners.triggers import Trigger

logger = logging.getLogger(__name__)

BACK_OFF = (0.25, 0.5, 1.0, 2.0, 5.0)
# `in_waiting` and friends raise plain OSError, and a port that vanishes can raise the other two
PORT_FAILURES = (serial.SerialException, OSError, TypeError, ValueError, termios.error)


class ReadableLine(Protocol):
    """A line to read from: its descriptor becomes readable with bytes. Failures are PORT_FAILURES."""

    def fileno(self) -> int: ...

    def read(self, size: int, /) -> bytes: ...

    def close(self) -> None: ...


@runtime_checkable
class TalkingLine(ReadableLine, Protocol):
    """One that is written to as well."""

    def write(self, data: bytes, /) -> int | None: ...


@dataclass(frozen=True, slots=True)
class LineLost:
    reason: str


class LineReader:
    """Opens its line, cuts what comes into reads, and posts what `reading` makes of each.

    A line that isn't there is a `DeviceDown`, posted once, and looked for again with growing pauses. `post`
    is called on the reader's thread and must not block. With a `trigger` it reads only while it is `active`.
    """

    def __init__(
        self,
        opening: Callable[[], ReadableLine | LineLost],
        reading: Callable[[bytes | TooLong], ReaderReport],
        post: Callable[[ReaderReport], None],
        *,
        name: str,
        cutter: Callable[[], LineCutter] = LineCutter,
        trigger: Trigger | None = None,
        back_off: tuple[float, ...] = BACK_OFF,
    ) -> None:
        self._opening = opening
        self._reading = reading
        self._post = post
        self._name = name
        self._cutter = cutter
        self._trigger = trigger
        self._wanted = self._ending = False
        self._waking = threading.Lock()  # the pipe is not closed while somebody writes to it
        self._back_off = back_off
        self._up: bool | None = None
        self._bell = Bell()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._ending = False
        self._bell.open()
        self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread and wait for it; nothing is posted after this returns."""
        if self._thread is None:
            return
        self._ending = True
        self._bell.ring()
        self._thread.join()
        with self._waking:
            self._thread = None
            self._bell.close()

    def active(self, wanted: bool) -> None:  # noqa: FBT001  reads as it is said: active(True)
        """Have it look from now on, or not any more; nothing changes without a trigger. From any thread."""
        with self._waking:
            if wanted == self._wanted:
                return
            self._wanted = wanted
            if self._thread is not None:
                self._bell.ring()

    def _run(self) -> None:
        tries = 0
        while True:
            match self._opening():
                case LineLost(reason):
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
            if self._bell.pause(pause, lambda: self._ending):
                return

    def _serve(self, line: ReadableLine) -> LineLost | None:
        """Read until the line breaks, or until it is stopped (None)."""
        hearing = ScannerConnection(self._cutter(), self._trigger)
        while True:
            lost = _tell(line, hearing.say(time.monotonic(), wanted=self._wanted and not self._ending))
            if lost is not None or self._ending:
                return lost
            data = _receive(line, self._bell, hearing.pause(time.monotonic()))
            if isinstance(data, LineLost):
                return data
            for read in hearing.hear(data, time.monotonic()):
                self._post(self._reading(read))
            if hearing.too_fast:
                logger.warning("%s sends faster than anybody scans; waiting for quiet", self._name)
                self._post(ReadRefused(self._name, "faster than anybody scans"))

    def _report_up(self) -> None:
        if self._up is False:
            logger.info("%s is connected again", self._name)
        self._up = True
        self._post(DeviceUp(self._name))

    def _down(self, reason: str) -> None:
        if self._up is not False:
            logger.warning("%s is not connected: %s", self._name, reason)
            self._post(DeviceDown(self._name, reason))
        self._up = False


def _tell(line: ReadableLine, words: bytes) -> LineLost | None:
    try:
        if words and isinstance(line, TalkingLine):
            line.write(words)
    except PORT_FAILURES as failure:
        return LineLost(str(failure))
    return None


def _receive(line: ReadableLine, bell: Bell, timeout: float | None) -> bytes | LineLost:
    """Bytes received; none after `timeout` seconds without a byte or when the bell is rung."""
    try:
        while True:
            ready = select.select([line.fileno(), bell.fd], [], [], timeout)[0]
            if bell.fd in ready:
                bell.hush()
                return b""
            # What was ready may mean nothing: a key that comes up again types nothing.
            data = line.read(4096) if ready else b""
            if data or not ready:
                return bytes(data)
    except PORT_FAILURES as failure:
        return LineLost(str(failure))
