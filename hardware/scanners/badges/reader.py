"""A badge reader on a serial port, a TCP address, or as a keyboard that is taken for the kiosk alone."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Final

from hardware.outcomes.reading import BadgeRead, ReaderReport, ReadRefused
from hardware.scanners.badges.frames import badge_number, cutter
from hardware.scanners.cutter import TooLong
from hardware.scanners.reader import BACK_OFF, LineLost, LineReader, ReadableLine
from hardware.scanners.scanner import open_line
from hardware.scanners.text import NoText
from hardware.scanners.wedge import open_wedge

logger = logging.getLogger(__name__)

INPUT_DEVICES: Final = "/dev/input/"


class BadgeReader(LineReader):
    """Posts `BadgeRead`, `ReadRefused`, `DeviceUp` and `DeviceDown`; see `LineReader`.

    `port`: as for a scanner, or an input device under /dev/input/, which is then grabbed. `wedge` opens that.
    """

    def __init__(
        self,
        port: str,
        post: Callable[[ReaderReport], None],
        *,
        name: str = "badge reader",
        baud: int = 9600,
        back_off: tuple[float, ...] = BACK_OFF,
        wedge: Callable[[str], ReadableLine | LineLost] = open_wedge,
    ) -> None:
        opening: Callable[[], ReadableLine | LineLost] = partial(open_line, port, baud)
        if port.startswith(INPUT_DEVICES):
            opening = partial(wedge, port)
        super().__init__(opening, partial(_report, name), post, name=name, cutter=cutter, back_off=back_off)


def _report(name: str, read: bytes | TooLong) -> ReaderReport:
    number = badge_number(read)
    if isinstance(number, NoText):
        logger.info("%s: a read was refused: %s", name, number.reason)
        return ReadRefused(name, number.reason)
    return BadgeRead(number, name)
