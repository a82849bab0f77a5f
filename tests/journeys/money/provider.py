"""Money in the small world: every way a payment can go, and what must hold of it in the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.custody.changes import put
from kiosk.custody.doors.claims import Facts
from kiosk.custody.doors.paid import with_opening
from kiosk.custody.event import Event
from kiosk.custody.ids import IntentId, PaymentId, VisitId
from kiosk.custody.ledger import Ledger
from kiosk.custody.money.answers import (
    PayAnswer,
    PayApproved,
    PayDeclined,
    PayDone,
    PayEnd,
    PayNotSent,
    PayProgress,
    PayUnknown,
)
from kiosk.custody.money.closing import tasks_of_money
from kiosk.custody.money.dues import may_pay, of_visit
from kiosk.custody.money.events import PaymentApproved, PaymentEnded, PaymentIntended, PaymentReleased
from kiosk.custody.money.owed import Debt, Wait, obligation
from kiosk.custody.money.state import Charge, Payment
from kiosk.custody.money.words import PayResult, PayStep, PayWay, PayWhat
from kiosk.custody.services.rules import Money
from kiosk.custody.words import DoorResult, TaskKind
from kiosk.journeys.money.effects import PayEvents, PayStarted, StartPaying

_ENDS = (PayResult.DECLINED, PayResult.NOT_SENT)


def starting(
    ledger: Ledger, visit: VisitId, effect: StartPaying
) -> tuple[PayStarted, tuple[Event, ...], tuple[str, ...]]:
    """The intent, and what is wrong about asking for it."""
    charge = ledger.charges[effect.charge]
    allowed = may_pay(ledger, ledger.visits[visit], charge)
    wrong = () if allowed else (f"{charge.id} is paid beside another payment, or without need",)
    payment = PaymentId(f"{charge.id}.{len(charge.payments)}")
    amount = Money(charge.rest, charge.amount.currency)
    intended = PaymentIntended(payment, charge.id, PayWhat.TAKE, amount, effect.way, "terminal")
    return PayStarted(payment), (intended,), wrong


def answers(
    ledger: Ledger, source: PayEvents, *, two_step: bool
) -> Iterator[tuple[PayAnswer, tuple[Event, ...]]]:
    """What a provider may say of a payment, and what the till records."""
    charge, payment = _of(ledger, source.payment)
    whole = payment.amount
    yield PayProgress(PayStep.PIN, can_cancel=False), ()
    if two_step:
        yield PayApproved(whole), (PaymentApproved(payment.id, charge.id, whole),)
    else:
        yield PayDone(whole), (_ended(charge, payment, PayResult.DONE, whole),)
        if payment.way is PayWay.CODE and charge.net == 0:
            part = replace(whole, minor=1)
            yield PayDone(part), (_ended(charge, payment, PayResult.DONE, part),)
    told: tuple[tuple[PayEnd, PayResult], ...] = (
        (PayDeclined(), PayResult.DECLINED),
        (PayNotSent(), PayResult.NOT_SENT),
        (PayUnknown(), PayResult.UNKNOWN),
    )
    for answer, result in told:
        yield answer, (_ended(charge, payment, result),)


def opening(facts: Facts, visit: VisitId, intent: IntentId, result: DoorResult) -> tuple[Event, ...]:
    """What an opening means for money, and that the provider did as it was told."""
    now = facts.ledger.visits[visit]
    mine = next((each for each in now.intents if each.id == intent), None)
    if mine is None:
        return ()
    events: list[Event] = []
    for event in with_opening(facts, now, mine, result):
        events.append(event)
        if isinstance(event, PaymentReleased):
            ended = PayResult.DONE if event.keep else PayResult.DECLINED
            events.append(PaymentEnded(event.payment, event.charge, ended))
    return tuple(events)


def lapsing(ledger: Ledger, visit: VisitId) -> tuple[Event, ...]:
    """What was approved waits for no door any more."""
    return tuple(
        event
        for charge in of_visit(ledger, ledger.visits[visit])
        for payment in charge.payments
        if payment.approved and payment.told is None and payment.result is None
        for event in (
            PaymentReleased(payment.id, charge.id, keep=False),
            PaymentEnded(payment.id, charge.id, PayResult.DECLINED),
        )
    )


def merged(ledger: Ledger) -> Ledger:
    """What was declined is as if nobody had asked: a state that comes again is the same state."""
    charges = ledger.charges
    for charge in tuple(charges.values()):
        kept = tuple(p for p in charge.payments if p.what is not PayWhat.TAKE or p.result not in _ENDS)
        if kept != charge.payments:
            charges = put(charges, charge.id, replace(charge, payments=kept))
    return ledger if charges is ledger.charges else replace(ledger, charges=charges)


def unpaid_opening(ledger: Ledger, visit: VisitId, about: str) -> Iterator[str]:
    """Nothing is opened unpaid: of each price that was fixed for it one is covered.

    Or it is owed, as its door had come open by itself: a person asks for that.
    """
    mine = [c for c in of_visit(ledger, ledger.visits[visit]) if c.about == about]
    for name in {c.name for c in mine}:
        if not any(c.covered or c.target for c in mine if c.name == name):
            yield f"{about} is opened and its {name} is not paid"


def of_money(ledger: Ledger) -> Iterator[str]:
    """At every moment: never two payments for one charge, nothing paid twice, no price above itself."""
    for charge in ledger.charges.values():
        if sum(p.is_open for p in charge.payments) > 1:
            yield f"two payments stand for {charge.id}"
        if charge.net > charge.amount.minor:
            yield f"more was taken for {charge.id} than it costs"


def of_money_at_the_end(ledger: Ledger, opened: frozenset[str]) -> Iterator[str]:
    """No earned charge for a door that never opened, and whatever is unknown or missing is a task."""
    asked = {event.note for event in tasks_of_money(ledger) if hasattr(event, "note")}
    asked |= {task.note for task in ledger.tasks.values() if task.kind is TaskKind.MONEY}
    for charge in (*ledger.charges.values(), *ledger.closed_charges.values()):
        if charge.target and charge.about not in opened:
            yield f"{charge.id} is owed for a door that never opened"
        if charge.id not in ledger.charges:
            continue
        payment = charge.open_payment
        if payment is not None and payment.result is PayResult.UNKNOWN and charge.id not in asked:
            yield f"{charge.id} is unknown and nobody is asked to clear it up"
        wanted = obligation(charge)
        if isinstance(wanted, Debt) and charge.id not in asked:
            yield f"{charge.id} was earned and not paid, and nobody is asked about it"
        if isinstance(wanted, Wait) and charge.about not in opened and not _in_doubt(ledger, charge):
            yield f"nobody decides what becomes of {charge.id}"


def _in_doubt(ledger: Ledger, charge: Charge) -> bool:
    return any(task.compartment == charge.compartment for task in ledger.tasks.values())


def _of(ledger: Ledger, name: PaymentId) -> tuple[Charge, Payment]:
    return next((c, p) for c in ledger.charges.values() for p in c.payments if p.id == name)


def _ended(charge: Charge, payment: Payment, result: PayResult, amount: Money | None = None) -> PaymentEnded:
    return PaymentEnded(payment.id, charge.id, result, amount=amount)
