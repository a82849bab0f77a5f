"""The profiles without a device: nothing is recorded, or receipts are only numbered."""

from __future__ import annotations

from collections.abc import Callable

from hardware.outcomes.fiscal import SignedReceipt
from kiosk.custody.ids import PaymentId
from kiosk.payments.fiscal.fiscaliser import FiscalOrder, FiscalSaid, PostFiscal


class NoFiscal:
    """The journal alone has the payments."""

    name = ""
    ready = True

    def begin(self, order: FiscalOrder) -> None:
        """Nobody has to know."""

    def finish(self, order: FiscalOrder) -> None:
        """As `begin`."""

    def cancel(self, payment: PaymentId) -> None:
        """As `begin`."""

    def close_day(self) -> None:
        """It has no days."""

    def export(self) -> None:
        """It has nothing of its own."""

    def close(self) -> None:
        """There is nothing to close."""


class NumberedFiscal(NoFiscal):
    """Receipts have consecutive numbers, and are shown and printed with them; nothing is signed.

    `machine`: begins the numbers; `given`: how many there are already.
    """

    name = "display"

    def __init__(self, machine: str, given: Callable[[], int], post: PostFiscal) -> None:
        self._machine = machine
        self._given = given
        self._post = post
        self._mine: dict[PaymentId, int] = {}
        self._last = 0

    def finish(self, order: FiscalOrder) -> None:
        number = self._mine.get(order.payment)
        if number is None:
            number = max(self._last, self._given()) + 1
            self._mine[order.payment] = self._last = number
        self._post(FiscalSaid(order.payment, SignedReceipt(f"{self._machine}-{number:06d}")))
