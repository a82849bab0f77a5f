"""People who come for what needs no door: a bill to pay, an offer to answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.access.credentials import Proved
from kiosk.custody.doors.events import VisitBegan
from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.ledger import Ledger
from kiosk.custody.money.words import PayWay
from kiosk.custody.proofs.factors import Rule
from kiosk.custody.services.binding import legs_of
from kiosk.custody.services.events import OfferMade, RulesTaken
from kiosk.custody.services.rules import (
    AmountFrom,
    ChargeKind,
    ChargeRule,
    GateKind,
    GateRule,
    Money,
    Privacy,
    QuotaRule,
    Selector,
    SelectorKind,
    ServiceRules,
    StepRule,
    TerminalDown,
    ThingRule,
)
from kiosk.custody.things.events import Announced, Collected, Deposited
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act
from kiosk.journeys.counter.bill import pay_bill
from kiosk.journeys.counter.offers import visit_counter
from kiosk.journeys.desk import Desk
from tests.journeys.moment import PRINCIPAL, VISIT, Scene
from tests.journeys.scenes.scenes import (
    RECIPIENT,
    VISITOR,
    cabinet,
    calm,
    hasty,
    ledger,
    lying,
    scene,
    signed_in,
    staff,
)

ANYONE: Final = Selector(SelectorKind.ANYONE)
OWNER: Final = Selector(SelectorKind.PERSON, "owner")
COURIERS: Final = Selector(SelectorKind.ROLE, "courier")
NOTHING_ASKED: Final = Rule(factors=0)
FEE: Final = ChargeRule("fee")
PAY: Final = StepRule("pay", Act.PAY, (ANYONE,), proof=NOTHING_ASKED, charges=(FEE,))
DIAGNOSIS: Final = ChargeRule("diagnosis", amount=Money(1500, "EUR"), only_if="refuse")
PAY_OUT: Final = ChargeRule("pay-out", ChargeKind.GIVE, amount=AmountFrom.OFFER, only_if="accept")
DECIDE: Final = StepRule("answer", Act.DECIDE, (OWNER,), choose=("accept", "refuse"))
CARD: Final = (PayWay.CARD,)
COST: Final = Money(1250, "EUR")


def without_door(name: str, *steps: StepRule) -> Service:
    """A service that has steps at which no door opens."""
    rules = ServiceRules(name, 1, f"digest of {name}", PRINCIPAL, Privacy.PLAIN, (ThingRule("thing"),), steps)
    return Service(name, rules=rules)


COUNTER: Final = without_door("counter", PAY)
SALE: Final = without_door(
    "sale",
    StepRule("in", Act.DEPOSIT, (OWNER,)),
    StepRule("out", Act.COLLECT, (COURIERS,)),
    replace(DECIDE, charges=(PAY_OUT, DIAGNOSIS)),
    StepRule("back", Act.DEPOSIT, (COURIERS,), only_if="refuse"),
    StepRule("home", Act.COLLECT, (OWNER,), only_if="refuse"),
)


def rules_of(service: Service) -> ServiceRules:
    assert service.rules is not None
    return service.rules


def expected(service: Service, name: str = "b1", amount: Money | None = COST) -> tuple[Event, ...]:
    """An order has announced it."""
    rules = rules_of(service)
    thing = ConsignmentId(name)
    legs = legs_of(rules, "thing", {"owner": RECIPIENT})
    coming = Announced(
        thing, service.name, legs, "S", rules=rules.digest, kind="thing", case=thing, amount=amount
    )
    return RulesTaken(rules), coming


def offered(service: Service, name: str = "b1", amount: Money = COST) -> tuple[Event, ...]:
    """It was put in, taken to where somebody looks at it, and an offer was made."""
    thing = ConsignmentId(name)
    return (
        *expected(service, name, None),
        Deposited(thing, "1"),
        Collected(thing, "1"),
        OfferMade(thing, amount),
    )


def _home(name: str, book: Ledger, *services: Service, ways: tuple[PayWay, ...] = CARD) -> Scene:
    home = calm(hasty(scene(f"counter: {name}", book, cabinet("S"))))
    return replace(home, services={one.name: one for one in services}, ways=ways)


def _paying(
    name: str, service: Service, *, ways: tuple[PayWay, ...] = CARD, amount: Money | None = COST
) -> Scene:
    book = ledger(*staff(), *expected(service, amount=amount))
    begun = ledger(VisitBegan("pay", "harbour"), visit=VISIT, onto=book)
    home = _home(name, book, service, ways=ways)
    return replace(home, journey=lambda desk: pay_bill(desk, service), ledger=begun, begun=True)


def _asked(name: str, book: Ledger, service: Service, ways: tuple[PayWay, ...] = CARD) -> Scene:
    async def alone(desk: Desk, who: Proved) -> None:
        await visit_counter(desk, who)

    return signed_in(VISITOR, alone, _home(name, book, service, ways=ways))


def at_the_counter() -> Sequence[Scene]:
    """Each shape: paid, free, gated, proved, rationed; answered at a price, for money, for nothing."""
    gated = without_door("gated", replace(PAY, gates=(GateRule(GateKind.RELEASED),)))
    proved = without_door("proved", replace(PAY, proof=Rule()))
    enough = without_door("enough", replace(PAY, quota=QuotaRule(most=0)))
    waived = without_door("waived", replace(PAY, charges=(replace(FEE, down=TerminalDown.WAIVE),)))
    inside = without_door(
        "inside",
        StepRule("in", Act.DEPOSIT, (COURIERS,)),
        replace(PAY, by=(OWNER,), proof=Rule()),
        StepRule("out", Act.COLLECT, (OWNER,)),
    )
    put_in = (*expected(inside), Deposited(ConsignmentId("b1"), "1"))
    twice = replace(DECIDE, charges=(PAY_OUT, DIAGNOSIS), proof=Rule(factors=2))
    hard = without_door("hard", *(twice if s.act is Act.DECIDE else s for s in rules_of(SALE).steps))
    both = (*offered(SALE), *expected(inside, "b2"), Deposited(ConsignmentId("b2"), "1"))
    return [
        replace(_home("from home", ledger(*staff(), *expected(COUNTER)), COUNTER), surprises=False),
        _paying("a bill", COUNTER),
        _paying("a bill that costs nothing", COUNTER, amount=None),
        _paying("nobody can pay", waived, ways=()),
        _paying("not released", gated),
        _paying("who pays is asked", proved),
        _paying("often enough", enough),
        _asked("an offer", ledger(*staff(), *offered(SALE)), SALE),
        _asked("an offer that wants more proof", ledger(*staff(), *offered(hard)), hard),
        _asked("an offer while nobody can pay", ledger(*staff(), *offered(SALE)), SALE, ()),
        _asked("what is inside is paid first", ledger(*staff(), *put_in), inside),
        _asked("an offer and a bill", ledger(*staff(), *both), SALE),
        _asked("nothing is asked", ledger(*staff(), *lying("p1", "1")), SALE),
    ]
