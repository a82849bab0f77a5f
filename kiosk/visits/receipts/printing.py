"""Receipts on their way: which visit waits for which, and what came of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Final

from hardware.outcomes.printing import PrintDone
from kiosk.custody.ledger import Ledger, Visit
from kiosk.custody.money.dues import of_visit
from kiosk.custody.money.state import FiscalMark
from kiosk.custody.money.tax import tax_in
from kiosk.custody.money.words import PayResult
from kiosk.custody.services.rules import Money
from kiosk.custody.telling.amounts import money, percent
from kiosk.journeys.handover.receipts import PrintEnded, PrintReceipt, Prints
from kiosk.journeys.handover.screens import ReceiptWord
from kiosk.visits.ground import Ground
from kiosk.visits.hands import Hands
from kiosk.visits.machine.devices import Devices
from kiosk.visits.money.fiscal import SIGNS
from kiosk.visits.part import Hears, Performs
from kiosk.visits.receipts.slips import PaidLine, Printing, receipt, word_of
from kiosk.visits.run import Run

PRINTER: Final = "printer"
"""What the device is called where it reports."""
_TICKETS: Final = itertools.count(1)


def paid_in(ledger: Ledger, visit: Visit) -> Iterator[PaidLine]:
    """What moved in this visit, the last first: its receipt carries what the tax office wants."""
    for charge in reversed(tuple(of_visit(ledger, visit))):
        for payment in reversed(charge.payments):
            sign = SIGNS.get(payment.what, 0)
            if payment.result is not PayResult.DONE or not sign:
                continue
            gross = Money(sign * payment.amount.minor, payment.amount.currency)
            tax = Money(tax_in(gross.minor, charge.tax), gross.currency)
            signed = payment.signed or FiscalMark("")
            yield PaidLine(
                money(gross),
                f"{percent(charge.tax)}, {money(tax)}" if charge.tax else "",
                sign < 0,
                signed.number,
                signed.signature,
                signed.qr,
                payment.is_unsigned,
            )


class Receipts:
    """Belongs to the kiosk's thread. `ended`: what came of a visit's receipt and was not asked for yet."""

    def __init__(self, ground: Ground, hands: Hands, devices: Devices) -> None:
        self._ground = ground
        self._hands = hands
        self._devices = devices
        self._waiting: dict[int, Run] = {}
        self.ended: dict[Run, PrintEnded] = {}
        self.performs: Performs = {PrintReceipt: self._print}
        self.hears: Hears = {PrintDone: self.on_print_done}

    def possible(self) -> bool:
        """Whether a printer is there and well, by its own last word."""
        standing = self._devices.standing.get(PRINTER)
        return self._ground.outside.paper is not None and standing is not None and standing.up

    def _print(self, run: Run, effect: PrintReceipt) -> None:
        paper = self._ground.outside.paper
        self.ended.pop(run, None)
        self._waiting = {ticket: other for ticket, other in self._waiting.items() if other is not run}
        if paper is None:
            self.ended[run] = PrintEnded(ReceiptWord.OFFLINE)
            return
        ticket = next(_TICKETS)
        self._waiting[ticket] = run
        paper.print(
            ticket, receipt(effect.slip, self._ground.site, self._visit(run), self._ground.outside.say)
        )

    def on_print_done(self, done: PrintDone) -> None:
        """Whoever asked for it may be gone by now."""
        run = self._waiting.pop(done.ticket, None)
        if run is None or run not in self._hands.runs:
            return
        end = PrintEnded(word_of(done.outcome))
        if run.listens(Prints):
            self._hands.go_on(run, end)
        else:
            self.ended[run] = end

    def over(self, run: Run) -> None:
        self.ended.pop(run, None)

    def _visit(self, run: Run) -> Printing:
        book = self._ground.book
        visit = book.ledger.visits.get(run.visit) if run.visit else None
        head = book.journal.head
        number, word = (visit.number, visit.word) if visit else (0, "")
        reference = f"{self._ground.site.id} {run.visit or ''} {head.seq} {head.hash.hex()}"
        paid = tuple(paid_in(book.ledger, visit)) if visit else ()
        return Printing(number, word, self._ground.clock.now(), reference, paid)
