"""The screens of what needs no door, each in each state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kiosk.custody.services.rules import ChargeKind
from kiosk.journeys.counter.screens import AnswerKept, BillPaid, FindBill, OfferAnswer, OfferCard
from kiosk.journeys.money.screens import Price
from kiosk.journeys.screen import Screen

_EIGHTY: Final = Price(8000, "EUR", 2)
_FEE: Final = Price(1500, "EUR", 2)

SAMPLES: Final[Mapping[str, Screen[Any]]] = {
    "find-bill": FindBill("counter"),
    "find-bill-unknown": FindBill("counter", unknown=True),
    "find-bill-without-scanner": FindBill("counter", can_scan=False),
    "bill-paid": BillPaid("counter", "INV20240117", Price(1250, "EUR", 2)),
    "bill-for-nothing": BillPaid("counter", "INV20240117", None),
    "offer-repair": OfferCard(
        "repair",
        _EIGHTY,
        (OfferAnswer("accept"), OfferAnswer("refuse", ChargeKind.PRICE, _FEE)),
    ),
    "offer-trade-in": OfferCard(
        "trade-in", _EIGHTY, (OfferAnswer("accept", ChargeKind.GIVE, _EIGHTY), OfferAnswer("refuse"))
    ),
    "offer-of-words": OfferCard("repair", None, (OfferAnswer("keep-it"), OfferAnswer("recycle"))),
    "answer-kept": AnswerKept("repair", "accept"),
    "answer-kept-refused": AnswerKept("repair", "refuse"),
    "answer-kept-paid-out": AnswerKept("trade-in", "accept", _EIGHTY),
    "answer-kept-in-words": AnswerKept("repair", "recycle"),
}
