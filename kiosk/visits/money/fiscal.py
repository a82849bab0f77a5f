"""Payments on their way to the tax office: announced, recorded once they are done, asked for again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Final

from kiosk.custody.event import Event
from kiosk.custody.money.events import FiscalSigned
from kiosk.custody.money.state import Charge, Payment
from kiosk.custody.money.words import PayResult, PayWhat
from kiosk.custody.services.rules import Money
from kiosk.payments.fiscal.fiscaliser import (
    FiscalChanged,
    FiscalCopy,
    FiscalDayTold,
    Fiscaliser,
    FiscalOrder,
    FiscalSaid,
)
from kiosk.visits.ground import Ground
from kiosk.visits.part import Hears

log = logging.getLogger(__name__)

SIGNS: Final = {PayWhat.TAKE: 1, PayWhat.CAPTURE: 1, PayWhat.REFUND: -1, PayWhat.GIVE: -1}
"""What moves money, and is recorded."""


class FiscalDesk:
    """Belongs to the kiosk's thread. `moved`: told whenever whether it is ready may be different."""

    def __init__(self, ground: Ground, fiscaliser: Fiscaliser, moved: Callable[[], None]) -> None:
        self._ground = ground
        self._fiscaliser = fiscaliser
        self._moved = moved
        self._asked: set[str] = set()
        """Payments whose receipts are under way."""
        self.hears: Hears = {
            FiscalSaid: self.on_said,
            FiscalChanged: self.on_changed,
            FiscalDayTold: self.on_day,
            FiscalCopy: self.on_copy,
        }

    @property
    def ready(self) -> bool:
        return self._fiscaliser.ready

    def of(self, what: PayWhat) -> str:
        """What is kept with a new payment."""
        return self._fiscaliser.name if what in SIGNS else ""

    def begin(self, charge: Charge, payment: Payment) -> None:
        if payment.fiscal:
            self._fiscaliser.begin(_order(charge, payment))

    def ended(self, charge: Charge, payment: Payment) -> None:
        """It was just recorded how this payment ended."""
        if payment.is_unsigned:
            self._finish(charge, payment)
        elif payment.fiscal and payment.result in (PayResult.DECLINED, PayResult.NOT_SENT):
            self._fiscaliser.cancel(payment.id)

    def look(self) -> None:
        """Whatever is done and not signed is asked for, again where it was in vain."""
        if self._fiscaliser.name and self._fiscaliser.ready:
            for charge, payment in tuple(self._unsigned()):
                self._finish(charge, payment)

    def close(self) -> None:
        self._fiscaliser.close()

    def close_day(self) -> None:
        """Nobody is there: the day is over, and what was kept is copied."""
        if self._fiscaliser.ready:
            self._fiscaliser.close_day()
            self._fiscaliser.export()

    def on_changed(self, _message: FiscalChanged) -> None:
        self.look()
        self._moved()

    def on_said(self, message: FiscalSaid) -> None:
        self._asked.discard(message.payment)
        receipt = message.receipt
        if receipt is None:
            log.warning("payment %s has no fiscal receipt yet: %s", message.payment, message.reason)
            return
        found = next((c for c, p in self._unsigned() if p.id == message.payment), None)
        if found is None:
            return
        event: Event = FiscalSigned(
            message.payment, found.id, receipt.number, receipt.signature, receipt.qr, receipt.device
        )
        self._ground.book.record(event, theirs=True)

    def on_day(self, message: FiscalDayTold) -> None:
        if message.reason:
            log.warning("the fiscal device did not close its day: %s", message.reason)

    def on_copy(self, message: FiscalCopy) -> None:
        if message.reason:
            log.warning("the fiscal device gave no copy: %s", message.reason)
        else:
            self._ground.outside.keep_fiscal(message.data)

    def _finish(self, charge: Charge, payment: Payment) -> None:
        if payment.id not in self._asked and payment.fiscal == self._fiscaliser.name:
            self._asked.add(payment.id)
            self._fiscaliser.finish(_order(charge, payment))

    def _unsigned(self) -> Iterator[tuple[Charge, Payment]]:
        ledger = self._ground.book.ledger
        for charges in (ledger.charges, ledger.closed_charges):
            for charge in charges.values():
                for payment in charge.payments:
                    if payment.is_unsigned:
                        yield charge, payment


def _order(charge: Charge, payment: Payment) -> FiscalOrder:
    amount = Money(SIGNS[payment.what] * payment.amount.minor, payment.amount.currency)
    name = f"{charge.service} {charge.name}".strip()
    return FiscalOrder(payment.id, payment.at, amount, name, charge.tax, payment.way)
