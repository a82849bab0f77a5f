"""What has still to be done so that the sum taken becomes the sum owed."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.money.state import Charge, Payment
from kiosk.custody.money.words import PayResult, PayWhat
from kiosk.custody.services.rules import ChargeKind


@dataclass(frozen=True, slots=True)
class AskAfter:
    """Nobody knows what became of this payment: its provider is asked, and nothing else is done before."""

    payment: Payment


@dataclass(frozen=True, slots=True)
class Wait:
    """Nobody can say yet what is owed."""


@dataclass(frozen=True, slots=True)
class LetGo:
    """Refuse what was approved and waits for a door that stays shut."""

    payment: Payment


@dataclass(frozen=True, slots=True)
class Take:
    """Take so much of what is held on this payment; the rest is freed."""

    amount: int
    payment: Payment


@dataclass(frozen=True, slots=True)
class Free:
    """Free what is held on this payment."""

    payment: Payment


@dataclass(frozen=True, slots=True)
class GiveBack:
    """So much of what was taken by this payment goes back."""

    amount: int
    payment: Payment


@dataclass(frozen=True, slots=True)
class PayOut:
    """The visitor is owed so much."""

    amount: int


@dataclass(frozen=True, slots=True)
class Debt:
    """So much is missing, and nobody is there who could pay it: a person decides."""

    amount: int


Obligation = AskAfter | Wait | LetGo | Take | Free | GiveBack | PayOut | Debt


def obligation(charge: Charge) -> Obligation | None:
    """What has still to be done for this charge; None once the sum taken is the sum owed."""
    unclear = charge.open_payment
    if unclear is not None:
        waits = unclear.approved and unclear.told is None and unclear.result is None
        return LetGo(unclear) if waits and charge.target == 0 else AskAfter(unclear)
    if charge.booked is not None:
        return None
    target = charge.target
    if target is None:
        return Wait()
    target = max(0, target)
    if charge.kind is ChargeKind.GIVE:
        return PayOut(target + charge.net) if -charge.net < target else None
    if charge.held:
        hold = _done(charge, PayWhat.HOLD)
        return Take(min(target, charge.held), hold) if target else Free(hold)
    if charge.net > target:
        return _give_back(charge, charge.net - target)
    return Debt(target - charge.net) if charge.net < target else None


def refused(charge: Charge, wanted: Obligation) -> bool:
    """Whether a provider has said no to just that already: then it is a person's work."""
    what = _ASKS.get(type(wanted))
    if isinstance(wanted, Debt):
        return True
    return any(p.what is what and p.result is PayResult.DECLINED for p in charge.payments)


def _done(charge: Charge, *what: PayWhat) -> Payment:
    return next(p for p in charge.payments if p.what in what and p.result is PayResult.DONE)


def _give_back(charge: Charge, amount: int) -> GiveBack:
    """Of the last payment that still has something to give back: each goes back the way it came."""
    for payment in reversed(charge.payments):
        if payment.what in (PayWhat.TAKE, PayWhat.CAPTURE) and payment.result is PayResult.DONE:
            left = payment.amount.minor - sum(p.amount.minor for p in charge.payments if _returns(p, payment))
            if left > 0:
                return GiveBack(min(amount, left), payment)
    raise AssertionError("more was given back than was taken")


def _returns(one: Payment, of: Payment) -> bool:
    return one.what is PayWhat.REFUND and one.of == of.id and one.result is PayResult.DONE


_ASKS = {
    Take: PayWhat.CAPTURE,
    Free: PayWhat.VOID,
    GiveBack: PayWhat.REFUND,
    PayOut: PayWhat.GIVE,
}
