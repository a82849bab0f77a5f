"""Amounts, and what happened with money, in words for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from kiosk.custody.event import Event
from kiosk.custody.money.events import (
    ChargeBooked,
    ChargeEarned,
    ChargeFixed,
    ChargeStands,
    DaySettled,
    FiscalSigned,
    MoneyDecided,
    PaymentApproved,
    PaymentEnded,
    PaymentIntended,
    PaymentReleased,
    VoucherMade,
    VoucherUsed,
)
from kiosk.custody.money.words import BookedHow, DeclineReason, MoneyDecision, PayResult, PayWhat
from kiosk.custody.telling.amounts import money

ASKED: Final[Mapping[PayWhat, str]] = {
    PayWhat.TAKE: "take",
    PayWhat.HOLD: "hold",
    PayWhat.CAPTURE: "take, of what is held,",
    PayWhat.VOID: "free",
    PayWhat.REFUND: "give back",
    PayWhat.GIVE: "pay out",
}
ENDED: Final[Mapping[PayResult, str]] = {
    PayResult.DONE: "done",
    PayResult.DECLINED: "declined",
    PayResult.NOT_SENT: "not sent",
    PayResult.UNKNOWN: "unknown: the terminal did not say whether money has moved",
}
DECLINED: Final[Mapping[DeclineReason, str]] = {
    DeclineReason.REFUSED: "the card was refused",
    DeclineReason.FUNDS: "not enough money",
    DeclineReason.PIN: "wrong PIN",
    DeclineReason.CARD: "the card can't be used",
    DeclineReason.CANCELLED: "the visitor cancelled",
    DeclineReason.TIMED_OUT: "nobody showed a card",
    DeclineReason.SERVICE: "the terminal could not",
    DeclineReason.CODE: "no good voucher",
    DeclineReason.OTHER: "no reason was told",
}
BOOKED: Final[Mapping[BookedHow, str]] = {
    BookedHow.ACCOUNT: "put onto the account",
    BookedHow.WAIVED: "waived",
    BookedHow.BY_HAND: "settled by hand",
    BookedHow.WRITTEN_OFF: "written off",
}


DECIDED: Final[Mapping[MoneyDecision, str]] = {
    MoneyDecision.REFUND: "goes back",
    MoneyDecision.GIVEN_BACK: "went back in another way",
    MoneyDecision.PAID: "was paid after all",
    MoneyDecision.NOT_PAID: "was not paid",
    MoneyDecision.WRITTEN_OFF: "is written off",
}


def _short(id_: str) -> str:
    return id_[:6]


def _ended(event: PaymentEnded) -> str:
    amount = f", {money(event.amount)}" if event.amount is not None else ""
    reason = f" ({DECLINED[event.reason]})" if event.reason is not None else ""
    reference = f", reference {event.reference}" if event.reference else ""
    return f"Payment {_short(event.payment)}: {ENDED[event.result]}{reason}{amount}{reference}"


def _settled(event: DaySettled) -> str:
    total = f": {money(event.total)}" if event.total is not None else ""
    receipts = f", receipts {event.first} to {event.last}" if event.first and event.last else ""
    return f'"{event.provider}" has settled its day{total}{receipts}'


def _earned(event: ChargeEarned) -> str:
    if event.amount == 0:
        return f"Nothing is owed for charge {_short(event.charge)}"
    return f"Charge {_short(event.charge)} is owed: {event.amount} in the smallest unit"


WORDS: Final[Mapping[type[Event], Callable[[Any], str]]] = {
    ChargeFixed: lambda x: f"Price accepted: {x.name} {money(x.amount)} (charge {_short(x.charge)})",
    ChargeStands: lambda x: f"Charge {_short(x.charge)} is kept until the thing is back",
    ChargeEarned: _earned,
    ChargeBooked: lambda x: f"Charge {_short(x.charge)} was {BOOKED[x.how]}",
    PaymentIntended: lambda x: (
        f'"{x.provider}" is asked to {ASKED[x.what]} {money(x.amount)} (payment {_short(x.payment)})'
    ),
    PaymentApproved: lambda x: (
        f"Payment {_short(x.payment)} is approved for {money(x.amount)} and waits for the door"
    ),
    PaymentReleased: lambda x: (
        f"Payment {_short(x.payment)} is kept, the door is open"
        if x.keep
        else f"Payment {_short(x.payment)} is let go, the door stayed shut"
    ),
    PaymentEnded: _ended,
    MoneyDecided: lambda x: (
        f"Person {_short(x.by)} decided: {money(x.amount)} of charge {_short(x.charge)} {DECIDED[x.what]}"
    ),
    FiscalSigned: lambda x: f"Payment {_short(x.payment)} is recorded for the tax office as {x.number}",
    DaySettled: _settled,
    VoucherMade: lambda x: f"A voucher over {money(x.worth)} was made ({_short(x.voucher)})",
    VoucherUsed: lambda x: (
        f"{x.amount} in the smallest unit of voucher {_short(x.voucher)} were used"
        if x.amount >= 0
        else f"{-x.amount} in the smallest unit went back onto voucher {_short(x.voucher)}"
    ),
}
"""One sentence an event, without a full stop."""
