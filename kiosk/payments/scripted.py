"""A provider that answers as a script says: for tests, and for a demo without a terminal.

It keeps a log of its own of what has moved, so that a test can hold the journal against it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kiosk.custody.ids import PaymentId
from kiosk.custody.money.answers import PayAnswer, PayApproved, PayDeclined, PayDone
from kiosk.custody.money.words import DeclineReason, PayWay, PayWhat, WayState
from kiosk.custody.services.rules import Money
from kiosk.payments.provider import PayOrder, PaySaid, Post, ProviderChanged

CARDS = frozenset({PayWay.CARD})


@dataclass(slots=True)
class Scripted:
    """`script`: what each thing that it is asked for is answered, in order; without one it does what it is
    asked. Nothing is said before `says` where it is `patient`.

    `moved`: what truly moved, by payment, in minor units.
    """

    name: str
    post: Post
    ways: frozenset[PayWay] = CARDS
    two_step: bool = False
    approved_for: float = 25.0
    hold_for: int = 0
    gives: bool = True
    state: WayState = WayState.READY
    mark: str = ""
    patient: bool = False
    script: list[PayAnswer] = field(default_factory=list)
    begun: list[PayOrder] = field(default_factory=list)
    asked: list[PayOrder] = field(default_factory=list)
    committed: list[PaymentId] = field(default_factory=list)
    refused: list[PaymentId] = field(default_factory=list)
    cancelled: list[PaymentId] = field(default_factory=list)
    moved: dict[PaymentId, int] = field(default_factory=dict)
    receipts: int = 0

    def will(self, answers: Iterable[PayAnswer]) -> None:
        """What the next things that it is asked for are answered."""
        self.script.extend(answers)

    def becomes(self, state: WayState) -> None:
        self.state = state
        self.post(ProviderChanged(self.name))

    def begin(self, order: PayOrder) -> None:
        if any(one.payment == order.payment for one in self.begun):
            raise AssertionError(f"payment {order.payment} was sent twice")
        self.begun.append(order)
        if not self.patient:
            self.says(order.payment, self.script.pop(0) if self.script else self._as_asked(order))

    def commit(self, payment: PaymentId) -> None:
        self.committed.append(payment)
        order = self._order(payment)
        if not self.patient:
            self.says(payment, PayDone(order.amount, self._receipt()))

    def refuse(self, payment: PaymentId) -> None:
        self.refused.append(payment)
        if not self.patient:
            self.says(payment, PayDeclined(DeclineReason.CANCELLED))

    def ask(self, order: PayOrder) -> None:
        self.asked.append(order)
        if not self.patient:
            moved = self.moved.get(order.payment)
            known = PayDone(Money(moved, order.amount.currency)) if moved else PayDeclined()
            self.says(order.payment, self.script.pop(0) if self.script else known)

    def cancel(self, payment: PaymentId) -> None:
        self.cancelled.append(payment)
        if not self.patient:
            self.says(payment, PayDeclined(DeclineReason.CANCELLED))

    def close(self) -> None:
        self.state = WayState.GONE

    def says(self, payment: PaymentId, answer: PayAnswer) -> None:
        """It answers now."""
        if isinstance(answer, PayDone):
            self.moved[payment] = answer.amount.minor
        self.post(PaySaid(payment, answer))

    def took(self, payment: PaymentId) -> None:
        """The money has moved, whatever is said of it."""
        self.moved[payment] = self._order(payment).amount.minor

    def total(self) -> int:
        """What it has taken and not given back, in minor units."""
        signs = {PayWhat.TAKE: 1, PayWhat.CAPTURE: 1, PayWhat.REFUND: -1, PayWhat.GIVE: -1}
        return sum(
            signs.get(order.what, 0) * self.moved.get(order.payment, 0)
            for order in {one.payment: one for one in self.begun}.values()
        )

    def _order(self, payment: PaymentId) -> PayOrder:
        return next(one for one in self.begun if one.payment == payment)

    def _as_asked(self, order: PayOrder) -> PayAnswer:
        if order.what is PayWhat.HOLD and not self.hold_for:
            return PayDeclined(DeclineReason.SERVICE)
        if order.what is PayWhat.TAKE and self.two_step:
            return PayApproved(order.amount, self._receipt())
        if order.what in (PayWhat.REFUND, PayWhat.GIVE) and not self.gives:
            return PayDeclined(DeclineReason.SERVICE)
        return PayDone(order.amount, self._receipt())

    def _receipt(self) -> str:
        self.receipts += 1
        return str(self.receipts)
