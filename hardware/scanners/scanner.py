"""A scanner on a serial port, a pseudo-terminal or a TCP address."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

import serial

from hardware.outcomes.reading import CodeRead, ReaderReport, ReadRefused
from hardware.scanners.cutter import TooLong
from hardware.scanners.reader import BACK_OFF, PORT_FAILURES, LineLost, LineReader, ReadableLine
from hardware.scanners.text import NoText, Reading, reading_from
from hardware.scanners.triggers import Trigger
from hardware.transport.tcp import SCHEME, TcpStream

logger = logging.getLogger(__name__)

_WRITE_TIMEOUT = 0.5


class SerialScanner(LineReader):
    """Reads codes on a thread of its own and posts `CodeRead`, `ReadRefused`, `DeviceUp` and `DeviceDown`.

    `port` is a stable name ("/dev/serial/by-id/..."), a pseudo-terminal, or "tcp://host:port"; it is
    resolved afresh at each connection. `post` is called on the scanner's thread and must not block.
    A scanner that isn't there is a `DeviceDown`, posted once, and looked for again with growing pauses.
    Without a `trigger` it reads whatever is held before it; with one, only while it is `active`.
    """

    def __init__(
        self,
        port: str,
        post: Callable[[ReaderReport], None],
        *,
        name: str = "scanner",
        baud: int = 9600,
        trigger: Trigger | None = None,
        back_off: tuple[float, ...] = BACK_OFF,
    ) -> None:
        opening = partial(open_line, port, baud)
        super().__init__(opening, partial(_report, name), post, name=name, trigger=trigger, back_off=back_off)


def _report(name: str, read: bytes | TooLong) -> ReaderReport:
    reading = NoText("too long") if isinstance(read, TooLong) else reading_from(read)
    match reading:
        case Reading(text, symbology):
            return CodeRead(text, symbology, name)
        case NoText(reason):
            logger.info("%s: a read was refused: %s", name, reason)
            return ReadRefused(name, reason)


def open_line(port: str, baud: int) -> ReadableLine | LineLost:
    """A serial port or a TCP address, by its stable name."""
    line: ReadableLine
    try:
        if port.startswith(SCHEME):
            line = TcpStream(port)
        else:
            line = serial.Serial(port, baud, timeout=0, write_timeout=_WRITE_TIMEOUT, exclusive=True)
    except PORT_FAILURES as failure:
        return LineLost(str(failure))
    return line
