"""What the rows about money make of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any, Final

from kiosk.custody.changes import kept, made, put, replace, without
from kiosk.custody.event import Event
from kiosk.custody.ids import ChargeId, PaymentId
from kiosk.custody.ledger import Ledger, Recorded
from kiosk.custody.money.events import (
    ChargeBooked,
    ChargeEarned,
    ChargeFixed,
    ChargeStands,
    DaySettled,
    FiscalSigned,
    PaymentApproved,
    PaymentEnded,
    PaymentIntended,
    PaymentReleased,
    VoucherMade,
    VoucherUsed,
)
from kiosk.custody.money.owed import obligation
from kiosk.custody.money.state import Charge, FiscalMark, Payment, VoucherState
from kiosk.custody.services.rules import Money
from kiosk.custody.writers import visit_with

REMEMBERED: Final = timedelta(days=60)
"""How long a charge with nothing left to do is in the ledger; the journal has it for ever."""


def fix(ledger: Ledger, row: Recorded, event: ChargeFixed) -> Ledger:
    visit = ledger.visits.get(row.visit) if row.visit else None
    new = made(
        Charge,
        event.charge,
        event.about,
        event.step,
        event.act,
        event.name,
        event.kind,
        event.amount,
        row.visit,
        row.at,
        visit.number if visit is not None else 0,
        service=event.service,
        compartment=event.compartment,
        party=event.party,
        payee=event.payee,
        tax=event.tax,
    )
    ledger = replace(ledger, charges=put(ledger.charges, event.charge, new))
    if visit is not None:
        ledger = visit_with(ledger, visit, charges=(*visit.charges, event.charge))
    old = row.at - REMEMBERED
    remembered = kept(ledger.closed_charges, lambda _, c: c.closed_at is None or c.closed_at > old)
    return ledger if remembered is ledger.closed_charges else replace(ledger, closed_charges=remembered)


def stand(ledger: Ledger, row: Recorded, event: ChargeStands) -> Ledger:
    return _charge_with(ledger, row, event.charge, stands=True)


def earn(ledger: Ledger, row: Recorded, event: ChargeEarned) -> Ledger:
    """What was closed opens again where something of it goes back."""
    return _charge_with(ledger, row, event.charge, target=event.amount, stands=False)


def book(ledger: Ledger, row: Recorded, event: ChargeBooked) -> Ledger:
    return _charge_with(ledger, row, event.charge, booked=event.how)


def intend(ledger: Ledger, row: Recorded, event: PaymentIntended) -> Ledger:
    charge = _charge(ledger, event.charge)
    if charge is None:
        return ledger
    new = made(
        Payment,
        event.payment,
        event.what,
        event.amount,
        event.way,
        event.provider,
        row.at,
        event.mark,
        event.of,
        fiscal=event.fiscal,
    )
    return _charge_with(ledger, row, charge.id, payments=(*charge.payments, new))


def approve(ledger: Ledger, row: Recorded, event: PaymentApproved) -> Ledger:
    changes = {"approved": True, "amount": event.amount, "reference": event.reference}
    return _payment_with(ledger, row, event.charge, event.payment, changes)


def release(ledger: Ledger, row: Recorded, event: PaymentReleased) -> Ledger:
    return _payment_with(ledger, row, event.charge, event.payment, {"told": event.keep})


def end_payment(ledger: Ledger, row: Recorded, event: PaymentEnded) -> Ledger:
    changes: dict[str, Any] = {"result": event.result, "reason": event.reason}
    if event.reference:
        changes["reference"] = event.reference
    if event.amount is not None:
        changes["amount"] = event.amount
    return _payment_with(ledger, row, event.charge, event.payment, changes)


def sign(ledger: Ledger, row: Recorded, event: FiscalSigned) -> Ledger:
    mark = made(FiscalMark, event.number, event.signature, event.qr)
    ledger = replace(ledger, fiscal_receipts=ledger.fiscal_receipts + 1)
    return _payment_with(ledger, row, event.charge, event.payment, {"signed": mark})


def make_voucher(ledger: Ledger, _row: Recorded, event: VoucherMade) -> Ledger:
    state = made(VoucherState, event.worth, event.until)
    return replace(ledger, vouchers=put(ledger.vouchers, event.voucher, state))


def use_voucher(ledger: Ledger, _row: Recorded, event: VoucherUsed) -> Ledger:
    """One that is worth nothing any more stays, for what was paid by it may go back onto it."""
    state = ledger.vouchers.get(event.voucher)
    if state is None:
        return ledger
    worth = made(Money, state.worth.minor - event.amount, state.worth.currency)
    return replace(ledger, vouchers=put(ledger.vouchers, event.voucher, replace(state, worth=worth)))


def settle_day(ledger: Ledger, row: Recorded, event: DaySettled) -> Ledger:
    return replace(ledger, settled=put(ledger.settled, event.provider, row.at))


def charges_after_visit(ledger: Ledger, row: Recorded, charges: Iterable[ChargeId]) -> Ledger:
    """The visit in which these were fixed is over."""
    for name in charges:
        ledger = _charge_with(ledger, row, name)
    return ledger


def _charge(ledger: Ledger, name: ChargeId) -> Charge | None:
    return ledger.charges.get(name) or ledger.closed_charges.get(name)


def _payment_with(
    ledger: Ledger, row: Recorded, name: ChargeId, payment: PaymentId, changes: dict[str, Any]
) -> Ledger:
    charge = _charge(ledger, name)
    if charge is None or charge.payment(payment) is None:
        return ledger
    payments = tuple(replace(p, **changes) if p.id == payment else p for p in charge.payments)
    return _charge_with(ledger, row, name, payments=payments)


def _charge_with(ledger: Ledger, row: Recorded, name: ChargeId, **changes: Any) -> Ledger:  # noqa: ANN401  as replace()
    """One with nothing left to do, and of no visit that is still under way, is closed; else it is open."""
    before = _charge(ledger, name)
    if before is None:
        return ledger
    changed = replace(before, **changes) if changes else before
    over = (changed.target is not None or changed.booked is not None) and obligation(changed) is None
    if over and (changed.visit is None or changed.visit not in ledger.visits):
        closed = replace(changed, closed_at=row.at)
        open_ = without(ledger.charges, name) if name in ledger.charges else ledger.charges
        return replace(ledger, charges=open_, closed_charges=put(ledger.closed_charges, name, closed))
    if name in ledger.closed_charges:
        ledger = replace(ledger, closed_charges=without(ledger.closed_charges, name))
    return replace(ledger, charges=put(ledger.charges, name, replace(changed, closed_at=None)))


MONEY: Final[Mapping[type[Event], Callable[[Ledger, Recorded, Any], Ledger]]] = {
    ChargeFixed: fix,
    ChargeStands: stand,
    ChargeEarned: earn,
    ChargeBooked: book,
    PaymentIntended: intend,
    PaymentApproved: approve,
    PaymentReleased: release,
    PaymentEnded: end_payment,
    DaySettled: settle_day,
    FiscalSigned: sign,
    VoucherMade: make_voucher,
    VoucherUsed: use_voucher,
}
"""What each event of this shelf makes of the ledger."""
