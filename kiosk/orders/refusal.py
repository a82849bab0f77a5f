"""What an order that can't be carried out raises."""

from __future__ import annotations

from typing import ClassVar

from kiosk.custody.words import OrderOutcome


class OrderRefused(Exception):  # noqa: N818  a refusal, as its text says
    """An order that can't be carried out; the text is one sentence for whoever gave it. Nothing was done."""

    outcome: ClassVar[OrderOutcome] = OrderOutcome.REFUSED
    """As the journal says it, where whoever gave the order isn't at the machine."""


class CameTooLate(OrderRefused):
    """What the order is about has happened already, and it would undo what a person has done."""

    outcome = OrderOutcome.TOO_LATE


class Expired(OrderRefused):
    """Its time was over before the kiosk could take it."""

    outcome = OrderOutcome.EXPIRED
