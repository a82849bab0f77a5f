"""Orders about money: a person gives back, or clears up what no machine can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from kiosk.custody.event import Event
from kiosk.custody.ids import ChargeId
from kiosk.custody.ledger import Ledger
from kiosk.custody.money.closing import needs_person
from kiosk.custody.money.currencies import DECIMALS
from kiosk.custody.money.events import ChargeBooked, ChargeEarned, MoneyDecided, PaymentEnded
from kiosk.custody.money.owed import Debt, GiveBack, PayOut, obligation
from kiosk.custody.money.state import Charge
from kiosk.custody.money.words import BookedHow, DeclineReason, MoneyDecision, PayResult
from kiosk.custody.services.rules import ChargeKind, Money
from kiosk.custody.telling.amounts import money
from kiosk.orders.doors import keep_reason, operator_named
from kiosk.orders.free_text import refuse_odd, refuse_telling
from kiosk.orders.procedure import Answer, Means, at_once
from kiosk.orders.refusal import OrderRefused
from kiosk.vault.answers import Told
from kiosk.visits.book import Signature


@dataclass(frozen=True, slots=True)
class RefundCharge:
    """Give back what was taken for a charge, or so much of it.

    `about`: a charge's id, or the number of its visit. `amount`: such as "4.50", in the charge's currency;
    empty for all. `by_hand`: it has gone back in another way. `by`: who decided; `reason`: may be empty.
    """

    about: str
    by: str
    amount: str = ""
    reason: str = ""
    by_hand: bool = False
    order: Literal["money-refund"] = "money-refund"


class FoundOut(StrEnum):
    """What a person found out about a charge, or lets go."""

    PAID = "paid"
    NOT_PAID = "not-paid"
    WRITTEN_OFF = "written-off"


@dataclass(frozen=True, slots=True)
class ClearCharge:
    """Say what became of a payment that is unknown, or let go of what is owed. See `RefundCharge`.

    `receipt`: the terminal's number, where it was paid and one is known.
    """

    about: str
    found: FoundOut
    by: str
    reason: str = ""
    receipt: str = ""
    order: Literal["money-clear"] = "money-clear"


MoneyOrder = RefundCharge | ClearCharge


# --- what goes back -----------------------------------------------------------------------------------


def _refund(means: Means, order: RefundCharge) -> Answer:
    _check_person(means, order.by, order.reason)
    charge = _named(means.book.ledger, order.about, _has_something)
    _refuse_under_way(means.book.ledger, charge)
    if charge.booked is not None:
        raise OrderRefused(f"Charge {charge.id[:6]} is settled already ({charge.booked}).")
    if charge.open_payment is not None:
        raise OrderRefused(f"A payment of charge {charge.id[:6]} is unknown: clear that first.")
    due = obligation(charge)
    already = due.amount if isinstance(due, GiveBack | PayOut) else 0
    amount = _amount(charge, order, already)
    more = amount - already
    if more == 0 and not order.by_hand:
        due_now = money(Money(already, charge.amount.currency))
        raise OrderRefused(
            f"{due_now} is to go back already. Say --by-hand once it has gone back in another way."
        )
    owed = charge.net if charge.target is None else min(charge.net, charge.target)
    events: list[Event] = [] if more <= 0 else [ChargeEarned(charge.id, owed - more)]
    if order.by_hand:
        events.append(ChargeBooked(charge.id, BookedHow.BY_HAND))
    what = MoneyDecision.GIVEN_BACK if order.by_hand else MoneyDecision.REFUND
    return _record(means, order.by, order.reason, charge, what, Money(amount, charge.amount.currency), events)


def _has_something(charge: Charge) -> bool:
    """Whether something can go back, or is still to be paid out."""
    return charge.net > 0 or isinstance(obligation(charge), PayOut)


def _amount(charge: Charge, order: RefundCharge, already: int) -> int:
    """How much is to be back in the end, of all that is not back yet, in minor units."""
    most = already if charge.kind is ChargeKind.GIVE else charge.net
    if not order.amount:
        amount = already if order.by_hand and already else most
    else:
        amount = _minor(order.amount, charge.amount.currency)
    if most <= 0:
        raise OrderRefused(f"Nothing was taken for charge {charge.id[:6]} that could go back.")
    if not 0 < amount <= most:
        raise OrderRefused(
            f"{order.amount} can't go back: {money(Money(most, charge.amount.currency))} is there."
        )
    if amount < already:
        due = money(Money(already, charge.amount.currency))
        raise OrderRefused(f"{due} is to go back already; a part of that alone can't.")
    return amount


def _minor(text: str, currency: str) -> int:
    """ "4.50" in minor units. Raises OrderRefused."""
    decimals = DECIMALS.get(currency, 2)
    whole, point, part = text.partition(".")
    digits = whole + part
    fits = len(part) == decimals if point else True
    if not digits.isascii() or not digits.isdecimal() or not fits or len(digits) > 12:
        example = "450" if not decimals else f"4.{'50'.ljust(decimals, '0')}"
        raise OrderRefused(f"{text!r} is no amount in {currency}; one is {example}.")
    return int(digits) if point else int(digits) * 10**decimals


# --- what nobody knew, and what is owed ---------------------------------------------------------------


def _clear(means: Means, order: ClearCharge) -> Answer:
    _check_person(means, order.by, order.reason)
    ledger = means.book.ledger
    wanted = _is_owed if order.found is FoundOut.WRITTEN_OFF else _is_unknown
    charge = _named(ledger, order.about, wanted)
    _refuse_under_way(ledger, charge)
    if order.found is FoundOut.WRITTEN_OFF:
        owed = _owed(charge)
        if owed is None:
            raise OrderRefused(
                f"Nothing is owed for charge {charge.id[:6]}, or it is unknown whether it is paid."
            )
        booked = ChargeBooked(charge.id, BookedHow.WRITTEN_OFF)
        return _record(means, order.by, order.reason, charge, MoneyDecision.WRITTEN_OFF, owed, [booked])
    payment = charge.open_payment
    if payment is None or payment.result is not PayResult.UNKNOWN:
        raise OrderRefused(f"No payment of charge {charge.id[:6]} is unknown.")
    if order.receipt and not (
        order.receipt.isascii() and order.receipt.isdecimal() and len(order.receipt) < 9
    ):
        raise OrderRefused(f"{order.receipt!r} is no receipt's number.")
    if order.found is FoundOut.PAID:
        ended = PaymentEnded(payment.id, charge.id, PayResult.DONE, order.receipt, payment.amount)
        what = MoneyDecision.PAID
    else:
        ended = PaymentEnded(payment.id, charge.id, PayResult.DECLINED, reason=DeclineReason.OTHER)
        what = MoneyDecision.NOT_PAID
    return _record(means, order.by, order.reason, charge, what, payment.amount, [ended])


def _is_unknown(charge: Charge) -> bool:
    return charge.open_payment is not None and charge.open_payment.result is PayResult.UNKNOWN


def _is_owed(charge: Charge) -> bool:
    return _owed(charge) is not None


def _owed(charge: Charge) -> Money | None:
    """What is missing and nobody brings any more."""
    wanted = obligation(charge)
    if isinstance(wanted, Debt):
        return Money(wanted.amount, charge.amount.currency)
    if needs_person(charge) and charge.held:
        return Money(charge.target or 0, charge.amount.currency)
    return None


# --- both ---------------------------------------------------------------------------------------------


def _check_person(means: Means, by: str, reason: str) -> None:
    if not by.strip():
        raise OrderRefused("Money needs the name of whoever decides.")
    refuse_odd("A name", by)
    refuse_telling(means.book, "A reason", reason)


def _refuse_under_way(ledger: Ledger, charge: Charge) -> None:
    if charge.visit is not None and charge.visit in ledger.visits:
        raise OrderRefused("Whoever it is about is at the machine at this moment. Ask again later.")


def _record(
    means: Means,
    by: str,
    reason: str,
    charge: Charge,
    what: MoneyDecision,
    amount: Money,
    events: list[Event],
) -> Answer:
    person = operator_named(means, by)
    text = keep_reason(means, person, reason) if reason.strip() else ""
    answer: Answer = {
        "ok": True,
        "charge": charge.id,
        "visit": charge.number,
        "decided": str(what),
        "amount": amount.minor,
        "currency": amount.currency,
    }
    decided = MoneyDecided(charge.id, what, person, amount, text)
    signed = Signature(means.by.principal, person)
    means.book.record(decided, *events, by=signed, told=Told(answer))
    return answer


def _named(ledger: Ledger, about: str, fits: Callable[[Charge], bool]) -> Charge:
    """The charge of this id, or the one of the visit with this number that fits. Raises OrderRefused."""
    known = ledger.charges.get(ChargeId(about)) or ledger.closed_charges.get(ChargeId(about))
    if known is not None:
        return known
    every = (*ledger.charges.values(), *ledger.closed_charges.values())
    number = int(about) if about.isascii() and about.isdecimal() and len(about) < 12 else 0
    of_visit = [charge for charge in every if number and charge.number == number]
    mine = [charge for charge in of_visit if fits(charge)] or of_visit
    if not mine:
        raise OrderRefused(f"No charge or visit {about} is known here, or it was over more than 60 days ago.")
    if len(mine) > 1:
        ids = ", ".join(f"{charge.id} ({charge.name} {money(charge.amount)})" for charge in mine)
        raise OrderRefused(f"Visit {about} has several charges; name one: {ids}.")
    return mine[0]


PROCEDURES: Final = (at_once(RefundCharge, _refund), at_once(ClearCharge, _clear))
