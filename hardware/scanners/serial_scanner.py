"""A scanner on a serial port, a pseudo-terminal or a TCP address."""

from __future__ import annotations

import logging
import os
import select
import termios
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import serial

from hardware.outcomes import CodeRead, DeviceDown, DeviceUp, ReaderReport, ReadRefused
from hardware.scanners.lines import LineCutter, TooLong
from hardware.scanners.text import Reading, Unreadable, reading_from

logger = logging.getLogger(__name__)

QUIET = 0.1
MOST_READS_A_SECOND = 20
BACK_OFF = (0.25, 0.5, 1.0, 2.0, 5.0)
# `in_waiting` and friends raise plain OSError, and a port that vanishes can raise the other two
_PORT_FAILURES = (serial.SerialException, OSError, TypeError, ValueError, termios.error)


class SerialScanner:
    """Reads codes on a thread of its own and posts `CodeRead`, `ReadRefused`, `DeviceUp` and `DeviceDown`.

    `port` is a stable name ("/dev/serial/by-id/..."), a pseudo-terminal, or "tcp://host:port"; it is
    resolved afresh at each connection. `post` is called on the scanner's thread and must not block.
    A scanner that isn't there is a `DeviceDown`, posted once, and looked for again with growing pauses.
    """

    def __init__(
        self,
        port: str,
        post: Callable[[ReaderReport], None],
        *,
        name: str = "scanner",
        baud: int = 9600,
        back_off: tuple[float, ...] = BACK_OFF,
    ) -> None:
        self._port = port
        self._post = post
        self._name = name
        self._baud = baud
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
            match _open(self._port, self._baud):
                case _Lost(reason):
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

    def _serve(self, line: serial.SerialBase) -> _Lost | None:
        """Read until the line breaks, or until the scanner is stopped (None)."""
        cutter = LineCutter()
        second, in_second = time.monotonic(), 0
        while True:
            data = _receive(line, self._wake_reader, QUIET if cutter.waiting else None)
            match data:
                case _Lost() | None:
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
                self._take(read)

    def _take(self, read: bytes | TooLong) -> None:
        reading = Unreadable("too long") if isinstance(read, TooLong) else reading_from(read)
        match reading:
            case Reading(text, symbology):
                self._post(CodeRead(text, symbology, self._name))
            case Unreadable(reason):
                logger.info("%s: a read was refused: %s", self._name, reason)
                self._post(ReadRefused(self._name, reason))

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


@dataclass(frozen=True, slots=True)
class _Lost:
    reason: str


def _open(port: str, baud: int) -> serial.SerialBase | _Lost:
    try:
        if port.startswith("tcp://"):
            return serial.serial_for_url("socket://" + port.removeprefix("tcp://"), timeout=0)
        line = serial.Serial(port, baud, timeout=0, exclusive=True)
    except _PORT_FAILURES as failure:
        return _Lost(str(failure))
    return line


def _receive(line: serial.SerialBase, wake: int, timeout: float | None) -> bytes | _Lost | None:
    """What came in; nothing after `timeout` seconds of quiet; None when `wake` became readable."""
    try:
        ready = select.select([line.fileno(), wake], [], [], timeout)[0]
        if wake in ready:
            return None
        return bytes(line.read(4096)) if ready else b""
    except _PORT_FAILURES as failure:
        return _Lost(str(failure))
