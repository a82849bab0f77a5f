"""A printer on an open line: its status, and whether it has printed."""

from __future__ import annotations

import time
from collections.abc import Callable

from hardware.outcomes.printing import PrintFault
from hardware.printers.library import Escpos
from hardware.transport.base import LineError, Transport

GAP = 0.02
AT_ONCE = 256
STALLS = 15
"""Seconds for which a printer may take no byte."""
_WHEN_DONE = b"\x1dr\x01"
"""GS r 1: answered only when everything before it is on paper"""


class PaperEnd(Escpos):  # type: ignore[misc]  # python-escpos has no types
    """python-escpos over one of our lines. Every method may raise `LineError`.

    `within`: seconds for an answer. `patience`: seconds for a receipt to come out. Both are given up early
    when `is_over` says so.
    """

    def __init__(
        self, line: Transport, *, within: float, patience: float, is_over: Callable[[], bool]
    ) -> None:
        super().__init__()
        self._line = line
        self._within = within
        self._patience = patience
        self._is_over = is_over
        self._answered = False
        self._done = False
        self._written = 0
        self._begin: int | None = None

    def trouble(self) -> PrintFault | None:
        """The fault that keeps it from printing now, or None."""
        if not self.is_online():
            # One that is out of paper is offline too; of one that says nothing paper_status says "plenty".
            no_paper = self._answered and self.paper_status() == 0
            return PrintFault.NO_PAPER if no_paper else PrintFault.OFFLINE
        return PrintFault.NO_PAPER if self.paper_status() == 0 else None

    def send(self, data: bytes) -> None:
        """Hand over a receipt; ends early when all is over."""
        self._begin = self._written
        for at in range(0, len(data), AT_ONCE):
            if self._is_over():
                return
            self._raw(data[at : at + AT_ONCE])

    @property
    def begun(self) -> bool:
        """Whether any byte of the receipt has left."""
        return self._begin is not None and self._written > self._begin

    def finish(self) -> PrintFault | None:
        """Wait until the receipt is on paper; the trouble that keeps it from that.

        A printer that never heard of the question counts as done after `patience` without any trouble.
        """
        self._done = False
        self._raw(_WHEN_DONE)
        deadline = time.monotonic() + self._patience
        while time.monotonic() < deadline:
            self._hear(min(0.25, self._patience))
            fault = None if self._done else self.trouble()
            if self._done:
                return None
            if self._is_over():
                return PrintFault.STOPPED
            if fault is not None:
                return fault
        return None

    def query_status(self, mode: bytes) -> bytes:
        self._hear(0)
        answer: bytes = super().query_status(mode)
        self._answered = bool(answer)
        return answer

    def close(self) -> None:
        """The line is closed by whoever opened it."""

    def _raw(self, msg: bytes) -> None:
        for _ in range(STALLS):
            try:
                self._line.write(msg)
            except LineError as stalled:
                # A busy printer takes nothing for seconds. A line that is gone fails again, at once.
                self._written += stalled.written
                msg = msg[stalled.written :]
                gone = stalled
                if self._is_over():
                    break
            else:
                self._written += len(msg)
                return
        raise gone

    def _read(self) -> bytes:
        """The newest answer to DLE EOT (its fixed bits are 0..1..10), or nothing."""
        deadline = time.monotonic() + self._within
        while (left := deadline - time.monotonic()) > 0 and not self._is_over():
            found = [byte for byte in self._hear(left) if byte & 0x93 == 0x12]
            if found:
                return bytes(found[-1:])
        return b""

    def _hear(self, seconds: float) -> bytes:
        data = self._line.read_until_gap(seconds, GAP, self._within).data
        self._done = self._done or any(byte & 0xF0 == 0 for byte in data)
        return data
