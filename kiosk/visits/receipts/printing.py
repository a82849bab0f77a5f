"""Receipts on their way: which visit waits for which, and what came of it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hardware.outcomes.printing import PrintDone
from kiosk.journeys.handover.receipts import PrintEnded, Prints, Slip
from kiosk.journeys.handover.screens import ReceiptWord
from kiosk.visits.receipts.slips import Printing, receipt, word_of

if TYPE_CHECKING:
    from kiosk.visits.house import House
    from kiosk.visits.run import Run

PRINTER: Final = "printer"
"""What the device is called where it reports."""
_TICKETS: Final = itertools.count(1)


@dataclass(slots=True)
class Receipts:
    """Belongs to the kiosk's thread. `ended`: what came of a visit's receipt and was not asked for yet."""

    house: House
    waiting: dict[int, Run] = field(default_factory=dict)
    ended: dict[Run, PrintEnded] = field(default_factory=dict)

    def possible(self) -> bool:
        """Whether a printer is there and well, by its own last word."""
        standing = self.house.devices.standing.get(PRINTER)
        return self.house.outside.paper is not None and standing is not None and standing.up

    def print(self, run: Run, slip: Slip) -> None:
        paper = self.house.outside.paper
        self.ended.pop(run, None)
        self.waiting = {ticket: other for ticket, other in self.waiting.items() if other is not run}
        if paper is None:
            self.ended[run] = PrintEnded(ReceiptWord.OFFLINE)
            return
        ticket = next(_TICKETS)
        self.waiting[ticket] = run
        paper.print(ticket, receipt(slip, self.house.site, self._visit(run), self.house.outside.say))

    def told(self, done: PrintDone) -> None:
        """Whoever asked for it may be gone by now."""
        run = self.waiting.pop(done.ticket, None)
        if run is None or run not in self.house.runs:
            return
        end = PrintEnded(word_of(done.outcome))
        if run.listens(Prints):
            self.house.performer.go_on(run, end)
        else:
            self.ended[run] = end

    def over(self, run: Run) -> None:
        self.ended.pop(run, None)

    def _visit(self, run: Run) -> Printing:
        book = self.house.book
        visit = book.ledger.visits.get(run.visit) if run.visit else None
        head = book.journal.head
        number, word = (visit.number, visit.word) if visit else (0, "")
        reference = f"{self.house.site.id} {run.visit or ''} {head.seq} {head.hash.hex()}"
        return Printing(number, word, self.house.clock.now(), reference)
