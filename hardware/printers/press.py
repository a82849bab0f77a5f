"""Prints one receipt at a time and returns its outcome; the port is open only meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

from hardware.outcomes.printing import NotPrinted, Printed, PrintFault, PrintOutcome
from hardware.printers.compose import compose
from hardware.printers.drawn import NoLettersError
from hardware.printers.paper import PaperEnd
from hardware.printers.receipt import Receipt
from hardware.transport.base import LineError, Transport


class Press:
    """`asks` is false where the port can't answer: then a receipt counts as printed when it was taken.

    `within`, `patience` and `is_over` as in `PaperEnd`.
    """

    def __init__(
        self,
        open_line: Callable[[], Transport],
        width: int,
        *,
        asks: bool,
        within: float,
        patience: float,
        is_over: Callable[[], bool],
    ) -> None:
        self._open_line = open_line
        self._width = width
        self._asks = asks
        self._within = within
        self._patience = patience
        self._is_over = is_over

    def look(self) -> PrintOutcome:
        """The result that printing would have just now; nothing is printed."""
        return self._with_printer(None)

    def print(self, receipt: Receipt) -> PrintOutcome:
        try:
            data = compose(receipt, self._width)
        except NoLettersError:
            return NotPrinted(PrintFault.LETTERS)
        return self._with_printer(data)

    def _with_printer(self, data: bytes | None) -> PrintOutcome:
        try:
            line = self._open_line()
        except LineError:
            return NotPrinted(PrintFault.OFFLINE)
        with closing(line):
            paper = PaperEnd(line, within=self._within, patience=self._patience, is_over=self._is_over)
            try:
                fault = self._work(paper, data)
            except LineError:
                fault = PrintFault.STOPPED if self._is_over() else PrintFault.OFFLINE
            return Printed() if fault is None else NotPrinted(fault, begun=paper.begun)

    def _work(self, paper: PaperEnd, data: bytes | None) -> PrintFault | None:
        fault = paper.trouble() if self._asks else None
        if self._is_over():
            return PrintFault.STOPPED
        if fault is not None or data is None:
            return fault
        paper.send(data)
        if self._is_over():
            return PrintFault.STOPPED
        return paper.finish() if self._asks else None
