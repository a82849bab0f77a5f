"""Simulated readers of a site: a scanner, a badge reader, pictures in a folder."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import cv2

from hardware.outcomes.reading import Symbology
from hardware.scanners.triggers import TRIGGERS
from hardware.simulator.lines.terminal import ServedLine
from hardware.simulator.readers.labels import Picture, label_picture
from hardware.simulator.readers.trigger import TriggeredScanner

AGAIN = 1.6
"""Seconds until a held thing is photographed anew: a folder camera shows a picture for two."""

Painter = Callable[[str, Symbology, int], Picture]
"""Makes the picture of a text; the number is a seed, so that no two pictures are the same."""


class SimulatedScanner:
    """A serial scanner: types what it reads and a carriage return. It hears nothing."""

    def __init__(self) -> None:
        self._typed: deque[bytes] = deque()

    def type(self, text: str) -> None:
        self._typed.append(text.encode() + b"\r")

    def receive(self, data: bytes, now: float) -> None:
        """A scanner takes settings by codes, not by its line."""

    def emit(self, now: float) -> bytes:  # noqa: ARG002  a `Device`'s; a scanner types at once
        return self._typed.popleft() if self._typed else b""

    def next_due(self) -> float | None:
        return 0.0 if self._typed else None


class ScannerOnLine:
    """A simulated scanner on a pseudo-terminal with a stable name."""

    def __init__(self, link: Path, trigger: str = "") -> None:
        """`trigger`: one of `TRIGGERS`, whose commands it then waits for."""
        self._scanner = TriggeredScanner(TRIGGERS[trigger]) if trigger else SimulatedScanner()
        self._line = ServedLine(self._scanner, link=link)

    def start(self) -> None:
        self._line.start()

    def stop(self) -> None:
        self._line.stop()

    def unplug(self) -> None:
        self._line.unplug()

    def plug(self) -> None:
        self._line.plug()

    def scan(self, text: str) -> None:
        with self._line.lock:
            self._scanner.type(text)
        self._line.poke()


def paint(text: str, symbology: Symbology, seed: int) -> Picture:
    return label_picture(text, symbology, seed=seed)


class FolderHand:
    """Holds one thing at a time before a folder camera, in a thread of its own.

    `tell` gets the text that is held from now on, or an empty one.
    """

    def __init__(self, folder: Path, tell: Callable[[str], None], painter: Painter = paint) -> None:
        self._folder = folder
        self._tell = tell
        self._painter = painter
        self._changed = threading.Condition()
        self._held: tuple[str, Symbology, float] | None = None
        self._stopping = False
        self._photographs = 0
        self._thread = threading.Thread(target=self._hold, name="hand before the camera")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify()
        self._thread.join()

    def show(self, text: str, symbology: Symbology, seconds: float) -> None:
        """Hold `text` before the camera for so long; what was held before is put down.

        Raises ValueError for a text that a code of this kind can't hold.
        """
        self._painter(text, symbology, 0)
        with self._changed:
            self._held = text, symbology, time.monotonic() + seconds
            self._changed.notify()

    def hide(self) -> None:
        with self._changed:
            self._held = None
            self._changed.notify()

    def _hold(self) -> None:
        told = ""
        while True:
            with self._changed:
                if self._held is not None and time.monotonic() >= self._held[2]:
                    self._held = None
                held, stopping = self._held, self._stopping
            text = held[0] if held is not None and not stopping else ""
            if held is not None and not stopping:
                self._photograph(held[0], held[1])
            else:
                self._picture.unlink(missing_ok=True)
            if text != told:
                self._tell(text)
                told = text
            if stopping:
                return
            with self._changed:
                if self._held == held and not self._stopping:
                    self._changed.wait(None if held is None else min(AGAIN, self._left(held[2])))

    def _left(self, until: float) -> float:
        return max(0.0, until - time.monotonic())

    @property
    def _picture(self) -> Path:
        return self._folder / "held.jpg"

    def _photograph(self, text: str, symbology: Symbology) -> None:
        self._photographs += 1
        picture = self._painter(text, symbology, self._photographs)
        done, encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 92])
        if not done:
            raise RuntimeError("OpenCV could not encode a picture of its own")
        half = self._folder / ".held.half"
        half.write_bytes(encoded.tobytes())
        half.replace(self._picture)
