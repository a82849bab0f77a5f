"""Decides on an offer: somebody reads what is asked of them about what is theirs, and answers once."""

from __future__ import annotations

from typing import assert_never

from kiosk.access.credentials import Proved
from kiosk.custody.doors.paid import claim_of
from kiosk.custody.doors.steps import steps_for
from kiosk.custody.ledger import Consignment
from kiosk.custody.money.dues import priced
from kiosk.custody.services.rules import ChargeKind, ChargeTime, Money
from kiosk.custody.things.deadlines import step_of
from kiosk.custody.words import Act
from kiosk.journeys.counter.bill import settle_bill
from kiosk.journeys.counter.screens import AnswerKept, OfferAnswer, OfferCard
from kiosk.journeys.counter.steps import do_step
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import ask
from kiosk.journeys.money.screens import price_of
from kiosk.journeys.screen import BackChoice, Picked


async def visit_counter(desk: Desk, who: Proved) -> bool:
    """Whether something was asked of them: each is paid or answered, or left for another time."""
    asked = steps_for(desk.facts, who.party) if desk.visit.proofs.get(who.party) else ()
    for _, thing in enumerate(asked):
        if thing.leg.act is Act.PAY:
            await settle_bill(desk, who, thing)
        else:
            await _decide(desk, who, thing)
    return len(asked) > 0


async def _decide(desk: Desk, who: Proved, thing: Consignment) -> None:
    """Asked once a visit: whoever can't pay for an answer, or leaves it, is asked the next time."""
    answer = await ask(_card(desk, who, thing))
    match answer:
        case Picked(word):
            gives = _choice(desk, who, thing, word)
            done = await do_step(desk, who, thing, word)
            if done:
                await ask(
                    AnswerKept(thing.rules, word, gives.price if gives.kind is ChargeKind.GIVE else None)
                )
        case BackChoice.BACK:
            pass
        case _:
            assert_never(answer)


def _card(desk: Desk, who: Proved, thing: Consignment) -> OfferCard:
    step = step_of(desk.ledger, thing)
    offer = desk.ledger.offers.get(thing.case)
    amount = None if offer is None or offer.amount is None else price_of(offer.amount)
    words = () if step is None else step.choose
    return OfferCard(thing.rules, amount, tuple(_choice(desk, who, thing, word) for word in words))


def _choice(desk: Desk, who: Proved, thing: Consignment, word: str) -> OfferAnswer:
    """An answer, with what it costs or brings at once."""
    claimed = claim_of(desk.facts, thing, who.party, answer=word)
    every = () if claimed is None else tuple(priced(claimed, ChargeTime.BEFORE))
    if not every:
        return OfferAnswer(word)
    total = Money(sum(amount.minor for _, amount in every), every[0][1].currency)
    return OfferAnswer(word, every[0][0].kind, price_of(total))
