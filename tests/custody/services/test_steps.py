"""Steps without a door: a bill is paid once, an offer is answered once, and what follows is known at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from kiosk.custody.doors.claims import Refusal
from kiosk.custody.doors.events import VisitBegan
from kiosk.custody.doors.steps import due_for_step, may_do, step_done, steps_for
from kiosk.custody.event import Event
from kiosk.custody.fold import fold
from kiosk.custody.ids import ChargeId, ConsignmentId, PartyId
from kiosk.custody.ledger import Ledger, Recorded
from kiosk.custody.money.events import ChargeBooked, ChargeEarned, ChargeFixed
from kiosk.custody.money.words import BookedHow
from kiosk.custody.proofs.events import CredentialTried, GuestCame
from kiosk.custody.proofs.factors import Rule
from kiosk.custody.services.events import OfferAnswered, OfferMade
from kiosk.custody.services.rules import (
    AmountFrom,
    ChargeKind,
    ChargeRule,
    Money,
    Selector,
    SelectorKind,
    ServiceRules,
    StepRule,
)
from kiosk.custody.services.state import CaseOffer
from kiosk.custody.things.events import Announced, Collected, Deposited
from kiosk.custody.words import Act, Audience, Stage, Way
from tests.custody.book import ANNA, BEN, NOON, P1, STAFF, VISIT, after, facts
from tests.custody.services.shop import BRINGER, coming, service

OWNER: Final = Selector(SelectorKind.PERSON, "owner")
ANYONE: Final = Selector(SelectorKind.ANYONE)
PAY_OUT: Final = ChargeRule("pay-out", ChargeKind.GIVE, amount=AmountFrom.OFFER, only_if="accept")
FEE: Final = ChargeRule("fee", amount=Money(500, "EUR"), only_if="refuse")
DECIDE: Final = StepRule("answer", Act.DECIDE, (OWNER,), choose=("accept", "refuse"), charges=(PAY_OUT, FEE))
SALE: Final = service(
    StepRule("in", Act.DEPOSIT, (OWNER,)),
    StepRule("out", Act.COLLECT, (BRINGER,)),
    DECIDE,
    StepRule("back", Act.DEPOSIT, (BRINGER,), only_if="refuse"),
    StepRule("home", Act.COLLECT, (OWNER,), only_if="refuse"),
    name="sale",
)
BILL: Final = service(
    StepRule("pay", Act.PAY, (ANYONE,), proof=Rule(factors=0), charges=(ChargeRule("fee"),)), name="bill"
)
EIGHTY: Final = Money(8000, "EUR")


def at_the_workshop(rules: ServiceRules = SALE) -> Ledger:
    """It was put in, and is where the offer is made."""
    there = after(*STAFF, *coming(rules, P1, owner=ANNA), Deposited(P1, "1"))
    return after(Collected(P1, "1"), onto=there)


def with_visit(ledger: Ledger, who: PartyId = ANNA) -> Ledger:
    tried = CredentialTried(Way.SCAN, Audience.VISITOR, who)
    return after(VisitBegan("test", "harbour"), tried, visit=VISIT, onto=ledger)


def in_visit(ledger: Ledger, *events: Event, who: PartyId = ANNA) -> Ledger:
    for event in events:
        ledger = fold(ledger, Recorded(ledger.seq + 1, NOON, VISIT, "swift", who, event))
    return ledger


def refusal(ledger: Ledger, answer: str = "accept", who: PartyId = ANNA) -> Refusal | None:
    return may_do(facts(ledger), VISIT, who, ledger.consignments[P1], answer)


def done(ledger: Ledger, answer: str = "", who: PartyId = ANNA) -> tuple[Event, ...]:
    one = ledger.consignments[P1]
    return tuple(step_done(facts(ledger), ledger.visits[VISIT], one, who, "new", answer))


def test_nobody_answers_before_something_is_offered() -> None:
    ledger = with_visit(at_the_workshop())
    assert refusal(ledger) is Refusal.NO_CLAIM
    assert steps_for(facts(ledger), ANNA) == ()
    offered = after(OfferMade(P1, EIGHTY), onto=ledger)
    assert refusal(offered) is None
    assert [thing.id for thing in steps_for(facts(offered), ANNA)] == [P1]
    assert steps_for(facts(offered), BEN) == ()


def test_an_offer_that_is_over_is_not_answered_any_more() -> None:
    made = OfferMade(P1, EIGHTY, NOON + timedelta(hours=1))
    ledger = after(made, onto=with_visit(at_the_workshop()))
    assert refusal(ledger) is None
    late = facts(ledger, now=NOON + timedelta(hours=1))
    assert may_do(late, VISIT, ANNA, ledger.consignments[P1], "accept") is Refusal.NO_CLAIM


@pytest.mark.parametrize("answer", ["", "perhaps"])
def test_only_an_answer_of_the_service_counts(answer: str) -> None:
    ledger = after(OfferMade(P1, EIGHTY), onto=with_visit(at_the_workshop()))
    assert refusal(ledger, answer) is Refusal.NO_CLAIM


def test_whoever_it_is_not_asked_of_has_no_claim_and_whoever_is_not_proven_neither() -> None:
    ledger = after(OfferMade(P1, EIGHTY), onto=with_visit(at_the_workshop(), BEN))
    assert refusal(ledger) is Refusal.NOT_PROVEN
    assert refusal(ledger, who=BEN) is Refusal.NO_CLAIM


def test_as_many_factors_as_the_step_wants() -> None:
    asks = replace(DECIDE, proof=replace(DECIDE.proof, factors=2))
    steps = tuple(asks if step is DECIDE else step for step in SALE.steps)
    ledger = after(OfferMade(P1, EIGHTY), onto=with_visit(at_the_workshop(replace(SALE, steps=steps))))
    assert refusal(ledger) is Refusal.MORE_PROOF


def test_who_accepts_is_owed_what_was_offered_and_it_is_over() -> None:
    ledger = after(OfferMade(P1, EIGHTY), onto=with_visit(at_the_workshop()))
    events = done(ledger, "accept")
    assert events[0] == OfferAnswered(P1, "accept")
    assert ChargeEarned(ChargeId("new.pay-out"), 8000) in events
    over = in_visit(ledger, *events)
    assert P1 not in over.consignments
    assert over.offers == {}
    (charge,) = over.charges.values()
    assert (charge.kind, charge.target) == (ChargeKind.GIVE, 8000)


def test_who_refuses_pays_first_and_gets_it_back() -> None:
    ledger = after(OfferMade(P1, EIGHTY), onto=with_visit(at_the_workshop()))
    assert refusal(ledger, "refuse") is Refusal.UNPAID
    visit = ledger.visits[VISIT]
    (due,) = due_for_step(facts(ledger), visit, ledger.consignments[P1], ANNA, "refuse")
    assert (due.name, due.amount) == ("fee", Money(500, "EUR"))
    charge = ChargeId("charge")
    paid = in_visit(ledger, due.fixed(charge), ChargeBooked(charge, BookedHow.BY_HAND))
    assert refusal(paid, "refuse") is None
    after_it = in_visit(paid, *done(paid, "refuse"))
    assert [leg.step for leg in after_it.consignments[P1].legs] == ["back", "home"]
    assert after_it.offers[P1] == CaseOffer(EIGHTY, answer="refuse")
    assert refusal(after_it, "refuse") is Refusal.NO_CLAIM
    home = in_visit(after_it, Deposited(P1, "1"), Collected(P1, "1"))
    assert P1 not in home.consignments
    assert home.offers == {}


def test_what_was_offered_last_counts() -> None:
    ledger = after(OfferMade(P1, EIGHTY), OfferMade(P1, Money(9000, "EUR")), onto=at_the_workshop())
    assert ledger.offers[P1].amount == Money(9000, "EUR")


def test_a_bill_is_anybodys_who_has_it_and_paid_once() -> None:
    rules, announced = coming(BILL, P1)
    assert isinstance(announced, Announced)
    bill = after(rules, replace(announced, amount=Money(1250, "EUR")))
    guest = PartyId("guest")
    ledger = after(VisitBegan("pay", "harbour"), GuestCame(guest), visit=VISIT, onto=bill)
    assert refusal(ledger, "", guest) is Refusal.UNPAID
    (due,) = due_for_step(facts(ledger), ledger.visits[VISIT], ledger.consignments[P1], guest)
    assert due.amount == Money(1250, "EUR")
    charge = ChargeId("charge")
    fixed = due.fixed(charge)
    assert isinstance(fixed, ChargeFixed)
    paid = in_visit(ledger, fixed, ChargeBooked(charge, BookedHow.BY_HAND), who=guest)
    assert refusal(paid, "", guest) is None
    over = in_visit(paid, *done(paid, who=guest), who=guest)
    assert over.consignments == {}
    assert ConsignmentId(P1) in over.departed


def test_what_is_still_inside_is_paid_and_waits_on() -> None:
    rules = service(
        StepRule("in", Act.DEPOSIT, (BRINGER,)),
        StepRule("pay", Act.PAY, (OWNER,)),
        StepRule("out", Act.COLLECT, (OWNER,)),
        name="paid-first",
    )
    there = with_visit(after(*STAFF, *coming(rules, P1, owner=ANNA), Deposited(P1, "1")))
    assert there.waiting_for(ANNA) == ()
    assert refusal(there, "") is None
    paid = in_visit(there, *done(there))
    assert [thing.id for thing in paid.waiting_for(ANNA)] == [P1]
    assert paid.consignments[P1].stage is Stage.WAITING
    assert paid.consignments[P1].clock is not None
