"""Recipients who have to pay before their door opens: in every way a payment can go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kiosk.custody.event import Event
from kiosk.custody.ids import ChargeId, ConsignmentId, PaymentId, VisitId
from kiosk.custody.money.events import ChargeEarned, ChargeFixed, PaymentEnded, PaymentIntended
from kiosk.custody.money.words import PayResult, PayWay, PayWhat
from kiosk.custody.services.events import RulesTaken
from kiosk.custody.services.rules import (
    ChargeKind,
    ChargeRule,
    Money,
    Privacy,
    ServiceRules,
    StepRule,
    TerminalDown,
    ThingRule,
)
from kiosk.custody.things.events import Deposited
from kiosk.custody.words import Act, TaskKind
from kiosk.journeys.handover.collect import collect
from tests.journeys.moment import PRINCIPAL, Scene
from tests.journeys.scenes.scenes import (
    VISITOR,
    announced,
    cabinet,
    calm,
    hasty,
    ledger,
    scene,
    signed_in,
    staff,
    task,
    works,
)

COST = Money(450, "EUR")
CARD = (PayWay.CARD,)


def priced(
    name: str, label: str, *more: ChargeRule, down: TerminalDown = TerminalDown.SHUT
) -> tuple[Event, ...]:
    """It waits, and a price has to be paid before it is handed out."""
    price = ChargeRule("price", amount=COST, down=down)
    fetch = StepRule("fetch", Act.COLLECT, (), charges=(*more, price), undo=False)
    rules = ServiceRules("paid", 1, "paid", PRINCIPAL, Privacy.PLAIN, (ThingRule("thing"),), (fetch,))
    coming = replace(announced(name, "S"), rules="paid", kind="thing")
    legs = (coming.legs[0], replace(coming.legs[1], step="fetch"))
    return (RulesTaken(rules), replace(coming, legs=legs), Deposited(ConsignmentId(name), label))


def earlier_unclear(name: str, label: str) -> tuple[Event, ...]:
    """Nobody knows whether an earlier visit paid for it."""
    charge, payment = ChargeId("earlier"), PaymentId("earlier payment")
    return (
        ChargeFixed(charge, name, "fetch", Act.COLLECT, "price", ChargeKind.PRICE, COST, compartment=label),
        PaymentIntended(payment, charge, PayWhat.TAKE, COST, PayWay.CARD, "terminal"),
        PaymentEnded(payment, charge, PayResult.UNKNOWN),
        ChargeEarned(charge, 0),
        replace(task(TaskKind.MONEY, "", "operator"), note=charge),
    )


def paying() -> Sequence[Scene]:
    """By card, by an approval that waits for its door, by voucher, not at all; and with two parcels."""
    small = cabinet("S", "S")
    one = ledger(*staff(), *priced("p1", "1"))
    two = ledger(*staff(), *priced("p1", "1"), *priced("p2", "2"))
    security = ChargeRule("deposit", ChargeKind.SECURITY, amount=Money(5000, "EUR"))
    both = ledger(*staff(), *priced("p1", "1", security))
    waived = ledger(*staff(), *priced("p1", "1", down=TerminalDown.WAIVE))
    account = ledger(*staff(), *priced("p1", "1", down=TerminalDown.ACCOUNT))
    unclear = ledger(*earlier_unclear("p1", "1"), visit=VisitId("earlier"), onto=one)
    homes = (
        replace(hasty(scene("paid by card", one, small)), ways=CARD),
        replace(calm(hasty(scene("approved, and the door decides", one, small))), ways=CARD, two_step=True),
        replace(calm(hasty(scene("card or voucher", one, small))), ways=(PayWay.CARD, PayWay.CODE)),
        replace(calm(hasty(scene("a voucher alone", one, small))), ways=(PayWay.CODE,)),
        replace(calm(hasty(scene("a price and a deposit", both, small))), ways=CARD),
        replace(works(hasty(scene("two that cost", two, small))), ways=CARD, surprises=False),
        calm(hasty(scene("nobody can pay", one, small))),
        calm(hasty(scene("waived while nobody can pay", waived, small))),
        calm(hasty(scene("onto the account while nobody can pay", account, small))),
        replace(calm(hasty(scene("an earlier payment is not clear", unclear, small))), ways=CARD),
    )
    return [signed_in(VISITOR, collect, home) for home in homes]
