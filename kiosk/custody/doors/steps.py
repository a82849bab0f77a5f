"""Steps for which no door opens: who may pay a bill or answer an offer now, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from kiosk.custody.doors.claims import Facts, Refusal, elsewhere, enough_for, entitled, lacks_proof
from kiosk.custody.doors.gates import shut_gate
from kiosk.custody.doors.paid import claim_of
from kiosk.custody.event import Event
from kiosk.custody.ids import PartyId, VisitId
from kiosk.custody.ledger import Consignment, Ledger, Visit
from kiosk.custody.money.dues import PriceDue, dues, earned, unclear
from kiosk.custody.services.events import OfferAnswered
from kiosk.custody.services.rules import AmountFrom, SelectorKind, ServiceRules
from kiosk.custody.things.deadlines import step_of
from kiosk.custody.things.events import Leg, LegsChanged, StepDone
from kiosk.custody.words import Act, Stage

WITHOUT_DOOR: Final = frozenset({Act.PAY, Act.DECIDE})


def to_pay(thing: Consignment) -> bool:
    """Whether it is a bill that waits to be paid, by whoever has its number."""
    anyone = any(one.kind is SelectorKind.ANYONE for one in thing.leg.by)
    return anyone and thing.leg.act is Act.PAY and thing.stage is not Stage.QUARANTINED


def steps_for(facts: Facts, party: PartyId) -> tuple[Consignment, ...]:
    """What this party has to pay or to answer here, and can now: bills first, in the order of their ids."""
    mine = (
        thing
        for thing in facts.ledger.consignments.values()
        if thing.leg.act in WITHOUT_DOOR and thing.stage is not Stage.QUARANTINED
        if facts.ledger.names(thing, party) and is_asked(facts.ledger, thing, facts.now)
    )
    return tuple(sorted(mine, key=lambda thing: (thing.leg.act is not Act.PAY, thing.id)))


def is_asked(ledger: Ledger, thing: Consignment, now: datetime) -> bool:
    """Whether there is something to answer: an offer that lasts, where the service makes one."""
    if thing.leg.act is not Act.DECIDE or not waits_for_offer(ledger, thing):
        return thing.leg.act in WITHOUT_DOOR
    offer = ledger.offers.get(thing.case)
    return offer is not None and not offer.answer and (offer.until is None or now < offer.until)


def waits_for_offer(ledger: Ledger, thing: Consignment) -> bool:
    """Whether its rules say an amount that only an offer brings."""
    rules = ledger.rules.get(thing.rules)
    return rules is not None and makes_offers(rules)


def makes_offers(rules: ServiceRules) -> bool:
    return any(charge.amount is AmountFrom.OFFER for step in rules.steps for charge in step.charges)


def may_do(
    facts: Facts, visit_id: VisitId, party: PartyId, thing: Consignment, answer: str = ""
) -> Refusal | None:
    """None when this visit may do the present step of the thing now, for this party. `answer`: the one that
    is about to be given, for what it costs follows from it."""
    ledger = facts.ledger
    visit = ledger.visits.get(visit_id)
    if visit is None or party not in visit.proven:
        return Refusal.NOT_PROVEN
    now = ledger.consignments.get(thing.id)
    if now is None or not is_asked(ledger, now, facts.now) or not _is_theirs(ledger, party, now):
        return Refusal.NO_CLAIM
    step = step_of(ledger, now)
    if now.leg.act is Act.DECIDE and (step is None or answer not in step.choose):
        return Refusal.NO_CLAIM
    if elsewhere(ledger, visit_id, now.id) is not None:
        return Refusal.IN_HAND
    if lacks_proof(facts, visit, party, now.leg.act, (now,)) is not None:
        return Refusal.MORE_PROOF
    if enough_for(facts, visit_id, party, now.leg.act, now):
        return Refusal.QUOTA
    if shut_gate(ledger, facts.around, visit, now, facts.now) is not None:
        return Refusal.GATE
    unsure = unclear(ledger, visit, now.id, now.leg.step) is not None
    return Refusal.UNPAID if unsure or due_for_step(facts, visit, now, party, answer) else None


def due_for_step(
    facts: Facts, visit: Visit, thing: Consignment, party: PartyId, answer: str = ""
) -> tuple[PriceDue, ...]:
    """What this visit has still to pay before the step."""
    claimed = claim_of(facts, thing, party, answer=answer)
    return () if claimed is None else dues(facts.ledger, visit, claimed)


def step_done(
    facts: Facts, visit: Visit | None, thing: Consignment, party: PartyId, new: str, answer: str = ""
) -> Iterator[Event]:
    """The events of a step that is done: what was answered, what is left to do after that, what is owed.

    `new`: begins the ids of charges that are owed only now.
    """
    claimed = claim_of(facts, thing, party, answer=answer)
    if thing.leg.act is Act.DECIDE:
        yield OfferAnswered(thing.case, answer)
        yield from _legs_after(facts.ledger, thing, answer)
    yield StepDone(thing.id)
    if claimed is not None:
        yield from earned(facts.ledger, visit, claimed, new)


def _is_theirs(ledger: Ledger, party: PartyId, thing: Consignment) -> bool:
    return entitled(ledger, party, thing) or any(one.kind is SelectorKind.ANYONE for one in thing.leg.by)


def _legs_after(ledger: Ledger, thing: Consignment, answer: str) -> Iterator[Event]:
    """Of all that belongs to the case, the hand-overs that follow from another answer are dropped."""
    step = step_of(ledger, thing)
    others = frozenset(() if step is None else step.choose) - {answer}
    for one in ledger.consignments.values():
        legs = tuple(leg for leg in one.legs if leg.only_if not in others)
        if one.case == thing.case and legs != one.legs:
            yield LegsChanged(one.id, legs)


def decides_on(thing: Consignment) -> Leg | None:
    """The decision that is before the thing, now or later; None where there is none."""
    return next((leg for leg in thing.legs if leg.act is Act.DECIDE), None)
