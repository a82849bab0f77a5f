"""A simulated badge reader on a pseudo-terminal: the frames of a 125 kHz module as badges are held to it."""

from __future__ import annotations

import re
from collections import deque
from pathlib import Path

from hardware.scanners.badges.frames import frame
from hardware.simulator.lines.terminal import ServedLine


class SimulatedBadgeReader:
    """It sends and hears nothing."""

    def __init__(self) -> None:
        self._held: deque[bytes] = deque()

    def hold(self, number: str) -> None:
        """Raises ValueError for what is no number of such a badge."""
        if not re.fullmatch(r"[0-9A-F]{10}", number):
            raise ValueError("a badge has ten hexadecimal digits, in capitals")
        self._held.append(frame(number))

    def receive(self, data: bytes, now: float) -> None:
        """A module has no commands."""

    def emit(self, now: float) -> bytes:  # noqa: ARG002  a `Device`'s; a reader sends at once
        return self._held.popleft() if self._held else b""

    def next_due(self) -> float | None:
        return 0.0 if self._held else None


class BadgesOnLine:
    """A simulated badge reader on a pseudo-terminal with a stable name."""

    def __init__(self, link: Path) -> None:
        self._reader = SimulatedBadgeReader()
        self._line = ServedLine(self._reader, link=link)

    def start(self) -> None:
        self._line.start()

    def stop(self) -> None:
        self._line.stop()

    def hold(self, number: str) -> None:
        with self._line.lock:
            self._reader.hold(number)
        self._line.poke()
