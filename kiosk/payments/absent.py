"""A way of paying that is not here: for a site that names none, and while one can't be made."""

from __future__ import annotations

from kiosk.custody.ids import PaymentId
from kiosk.custody.money.answers import PayNotSent
from kiosk.custody.money.words import PayWay, WayState
from kiosk.payments.provider import PayOrder, PaySaid, Post

HERE_IS_NONE = "not here"


class Absent:
    """It surely sends nothing, and knows nothing of what another provider of its name was asked."""

    two_step = False
    approved_for = 0.0
    hold_for = 0
    gives = False
    state = WayState.GONE
    mark = ""

    def __init__(self, name: str, ways: frozenset[PayWay], post: Post) -> None:
        self.name = name
        self.ways = ways
        self._post = post

    def begin(self, order: PayOrder) -> None:
        self._post(PaySaid(order.payment, PayNotSent(HERE_IS_NONE)))

    def commit(self, payment: PaymentId) -> None:
        """It approves nothing, so there is nothing to keep."""

    def refuse(self, payment: PaymentId) -> None:
        """As `commit`."""

    def ask(self, order: PayOrder) -> None:
        """Whatever it was that took this payment is gone: nobody answers, and a person decides."""

    def cancel(self, payment: PaymentId) -> None:
        """Nothing is under way."""

    def close(self) -> None:
        """There is nothing to close."""
