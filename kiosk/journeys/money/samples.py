"""The screens of money, each in each state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kiosk.custody.money.words import DeclineReason, PayStep, PayWay
from kiosk.custody.services.rules import ChargeKind
from kiosk.journeys.money.screens import (
    EnterVoucher,
    Pay,
    PayFailed,
    PayNote,
    PayNoteKind,
    PayUnclear,
    PayWaiting,
    Price,
    PriceLine,
    TaxShare,
    TermsAndPrice,
)
from kiosk.journeys.screen import Screen


def _euros(minor: int) -> Price:
    return Price(minor, "EUR", 2)


_LATE: Final = PriceLine("late", ChargeKind.PRICE, _euros(450), late=True)
_FEE: Final = PriceLine("fee", ChargeKind.PRICE, _euros(1250))
_EVERY: Final = (PayWay.CARD, PayWay.PHONE, PayWay.CODE, PayWay.ACCOUNT)
_LINK: Final = "https://pay.example.net/p/4R7K2M9"

SAMPLES: Final[Mapping[str, Screen[Any]]] = {
    "price-late": TermsAndPrice((_LATE,), _euros(450), (TaxShare(1900, _euros(72)),)),
    "price-duty": TermsAndPrice((PriceLine("duty", ChargeKind.PRICE, _euros(2380)),), _euros(2380)),
    "price-deposit": TermsAndPrice(
        (
            PriceLine("deposit", ChargeKind.SECURITY, _euros(5000)),
            PriceLine("rent", ChargeKind.PRICE, _euros(1000)),
            PriceLine("cleaning", ChargeKind.PRICE, _euros(250)),
        ),
        _euros(6250),
        (TaxShare(1900, _euros(160)), TaxShare(700, _euros(16))),
        _euros(5000),
    ),
    "price-forints": TermsAndPrice((_LATE,), Price(1200, "HUF", 2), (TaxShare(2700, Price(255, "HUF", 2)),)),
    "price-dinars": TermsAndPrice((_LATE,), Price(12500, "KWD", 3)),
    "pay-two": Pay(_euros(450), (PayWay.CARD, PayWay.CODE)),
    "pay-every": Pay(_euros(450), _EVERY),
    "voucher": EnterVoucher(_euros(450)),
    "voucher-wrong": EnterVoucher(_euros(450), wrong=True),
    **{
        f"paying-{step}": PayWaiting(
            _euros(450), PayWay.CARD, step, can_cancel=step in (PayStep.CONNECTING, PayStep.SHOW_CARD)
        )
        for step in PayStep
        if step is not PayStep.OPEN_LINK
    },
    "paying-link": PayWaiting(_euros(450), PayWay.PHONE, PayStep.OPEN_LINK, link=_LINK, until=300),
    **{f"failed-{reason}": PayFailed(_euros(450), reason) for reason in DeclineReason},
    "failed-others": PayFailed(_euros(450), DeclineReason.FUNDS, others=True),
    "unclear": PayUnclear(_euros(450), 1234),
    "unclear-earlier": PayUnclear(_euros(450), 1229, own=False),
    "no-way-to-pay": PayNote(PayNoteKind.NO_WAY, _euros(450)),
    "goes-back": PayNote(PayNoteKind.GOES_BACK, _euros(450)),
    "price-bill": TermsAndPrice((_FEE,), _euros(1250), door=False),
    "paying-bill-link": PayWaiting(
        _euros(1250), PayWay.PHONE, PayStep.OPEN_LINK, link=_LINK, until=300, door=False
    ),
    "paying-bill-finishing": PayWaiting(
        _euros(1250), PayWay.CARD, PayStep.FINISHING, can_cancel=False, door=False
    ),
    "failed-bill": PayFailed(_euros(1250), DeclineReason.CANCELLED, door=False),
    "unclear-bill": PayUnclear(_euros(1250), 1234, door=False),
    "goes-back-bill": PayNote(PayNoteKind.GOES_BACK, _euros(1250), door=False),
}
