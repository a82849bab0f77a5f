"""One request after the other on an open Modbus line."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from hardware.modbus import reading
from hardware.modbus.reading import NoReading, Request, Values
from hardware.transport.base import Transport

GAP = 0.025
"""Silence that ends a burst: USB adapters deliver one frame in pieces up to 25 ms apart."""
LONGEST = 0.2
LONGEST_ANSWER = 300

Ask = Callable[[Request], Values | NoReading]


class Asker:
    """Asks, waits up to `within` seconds, believes whole and undamaged answers only. Raises `LineError`.

    An answer carries no number of its question. An old one that comes late is told from the next one's by
    board, function and length: let no two different questions to one board have the same length of answer.
    """

    def __init__(
        self, line: Transport, *, within: float = 0.5, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._line = line
        self._within = within
        self._clock = clock
        self._suspect = True
        self._owner = threading.get_ident()

    def ask(self, request: Request) -> Values | NoReading:
        if threading.get_ident() != self._owner:
            raise AssertionError("a line is touched by the thread that made it and by no other")
        if not self._is_silent():
            return NoReading("the line is never silent")
        frame = reading.request(request)
        self._line.write(frame)
        data = b""
        deadline = self._clock() + self._within
        while (left := deadline - self._clock()) > 0 and len(data) < LONGEST_ANSWER:
            data += self._line.read_until_gap(left, GAP, LONGEST).data
            # Some adapters send our own bytes back; no answer of ours begins like its question.
            found = reading.answer(request, data.removeprefix(frame))
            if found is not None:
                return found
        self._suspect = True
        return NoReading("garbled answers" if data.removeprefix(frame) else "no answer")

    def _is_silent(self) -> bool:
        """Throw away what waits; after a fault wait for silence first."""
        waiting = self._line.drain(0, LONGEST)
        if not self._suspect and not waiting.data:
            return True
        self._suspect = not self._line.drain(GAP, LONGEST).ended
        return not self._suspect
