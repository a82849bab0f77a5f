"""Log of a simulated site: every byte on its lines and every event."""

from __future__ import annotations

import json
import threading
import time
from typing import TextIO

from hardware.simulator.happenings import SiteHappening, as_line
from hardware.transport.recorder import Direction, Passed


class SiteLog:
    """JSON lines with the machine's monotonic time `t`: bytes as `{"bus", "from", "hex"}`, and happenings."""

    def __init__(self, file: TextIO | None) -> None:
        self._file = file
        self._lock = threading.Lock()

    def bytes(self, bus: str, passed: Passed) -> None:
        sender = "kiosk" if passed.direction is Direction.RECEIVED else "boards"
        self._write({"t": passed.at, "bus": bus, "from": sender, "hex": passed.data.hex()})

    def happening(self, happening: SiteHappening) -> None:
        self._write({"t": time.monotonic()} | as_line(happening))

    def _write(self, line: dict[str, object]) -> None:
        if self._file is not None:
            with self._lock:
                self._file.write(json.dumps(line) + "\n")
                self._file.flush()
