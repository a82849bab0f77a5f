"""How visits, grants and openings change the ledger."""

from __future__ import annotations

from typing import Final

from kiosk.custody.changes import kept, made, put, replace, without
from kiosk.custody.doors.events import (
    DoorShut,
    GrantGiven,
    OpeningEnded,
    OpeningIntended,
    VisitBegan,
    VisitEnded,
    VisitParked,
    VisitResumed,
)
from kiosk.custody.doors.late import came_open, did_not_open, tries_over
from kiosk.custody.ids import GrantId, VisitId
from kiosk.custody.ledger import Collection, Grant, Intent, Ledger, Recorded, Visit
from kiosk.custody.money.fold import charges_after_visit
from kiosk.custody.proofs.attempts import not_after
from kiosk.custody.spaces.fold import handed_over
from kiosk.custody.words import Act, DoorResult
from kiosk.custody.writers import grant_with, held, visit_with

_MAY_LOOK_AGAIN: Final = (Act.COLLECT, Act.REOPEN)


def began(ledger: Ledger, row: Recorded, event: VisitBegan) -> Ledger:
    if row.visit is None:
        return ledger
    number = ledger.visits_begun + 1
    begun = made(Visit, row.visit, number, event.word, event.journey, event.with_screen)
    visits = put(ledger.visits, row.visit, begun)
    attempts = not_after(ledger.attempts, row.at)
    return replace(ledger, visits_begun=number, visits=visits, attempts=attempts)


def park(ledger: Ledger, visit_id: VisitId | None, event: VisitParked | VisitResumed) -> Ledger:
    visit = ledger.visits.get(visit_id) if visit_id else None
    if visit is None:
        return ledger
    return visit_with(ledger, visit, parked_at=event.door if isinstance(event, VisitParked) else None)


def end(ledger: Ledger, row: Recorded, _: VisitEnded) -> Ledger:
    """A settled visit leaves with its grants and whatever it held."""
    visit_id = row.visit
    if visit_id is None:
        return ledger
    for label in [k for k, holding in ledger.holdings.items() if holding.held_by == visit_id]:
        ledger = held(ledger, label, None)
    grants = kept(ledger.grants, lambda _, g: g.visit != visit_id)
    visit = ledger.visits.get(visit_id)
    charges = () if visit is None else visit.charges
    ledger = replace(ledger, visits=without(ledger.visits, visit_id), grants=grants)
    return charges_after_visit(ledger, row, charges) if charges else ledger


def give(ledger: Ledger, row: Recorded, event: GrantGiven) -> Ledger:
    """In the place of what the visit may do there so far."""
    visit, there = row.visit, event.compartment
    if visit is None:
        return ledger
    given = made(Grant, event.grant, visit, event.party, event.act, event.source, there, event.openings)
    others = kept(ledger.grants, lambda _, g: g.visit != visit or g.compartment != there)
    return replace(ledger, grants=put(others, event.grant, given))


def add_opening(ledger: Ledger, grant_id: GrantId, act: Act) -> Ledger:
    grant = ledger.grants.get(grant_id)
    if grant is None:
        return ledger
    return grant_with(ledger, grant, openings=grant.openings + 1, act=act)


def intend(ledger: Ledger, row: Recorded, event: OpeningIntended) -> Ledger:
    grant, door = ledger.grants.get(event.grant), event.door
    visit = ledger.visits.get(row.visit) if row.visit else None
    if grant is None or visit is None:
        return ledger
    there, act = grant.compartment, grant.act
    intent = made(Intent, event.intent, grant.id, visit.id, door, there, act, source=grant.source)
    # Whoever only learns what a channel opens owes no account of it.
    others = [i for i in visit.intents if i.door != door or i.act is not Act.COMMISSION]
    ledger = grant_with(ledger, grant, openings=grant.openings - 1)
    ledger = visit_with(ledger, visit, intents=(*others, intent))
    return held(ledger, there, visit.id)


def answer(ledger: Ledger, row: Recorded, event: OpeningEnded) -> Ledger:
    visit = ledger.visits.get(row.visit) if row.visit else None
    asked = [i for i in visit.intents if i.id == event.intent] if visit else []
    if visit is None or not asked:
        return ledger
    others = [i for i in visit.intents if i.id != event.intent]
    if event.result is DoorResult.NOT_SENT:
        return visit_with(ledger, visit, intents=tuple(others))
    intent = replace(asked[0], result=event.result)
    intents = (*others, intent)
    if intent.act is Act.REOPEN:
        ledger = visit_with(ledger, visit, intents=intents, collected=_reopened(visit, intent.compartment))
    else:
        ledger = visit_with(ledger, visit, intents=intents)
    if intent.result is DoorResult.OPENED:
        return came_open(tries_over(handed_over(ledger, intent), intent), intent.door)
    return did_not_open(ledger, intent, row.at)


def _reopened(visit: Visit, compartment: str) -> tuple[Collection, ...]:
    return tuple(
        replace(c, reopened=c.reopened + 1) if c.compartment == compartment else c for c in visit.collected
    )


def shut(ledger: Ledger, _: Recorded, event: DoorShut) -> Ledger:
    door = event.door
    for v in tuple(ledger.visits.values()):
        if v.parked_at == door or door in [i.door for i in v.intents]:
            intents = [
                replace(i, shut=True) if i.door == door else i
                for i in v.intents
                if i.door != door or not i.accounted
            ]
            parked_at = None if v.parked_at == door else v.parked_at
            ledger = visit_with(ledger, v, intents=tuple(intents), parked_at=parked_at)
    return replace(ledger, doors_open=ledger.doors_open - {door})


def account(ledger: Ledger, row: Recorded, there: str) -> Ledger:
    """What was just said of a compartment answers for the openings of it so far: they are over.

    So are their grants, but those of a recipient, who may be allowed to look once more.
    """
    visit = ledger.visits.get(row.visit) if row.visit else None
    if visit is None:
        return ledger
    answered = [
        replace(i, accounted=True) if i.compartment == there and i.result is DoorResult.OPENED else i
        for i in visit.intents
        if i.compartment != there or i.door in ledger.doors_open or i.result is None
    ]
    over = [
        k
        for k, g in ledger.grants.items()
        if g.openings <= 0 and g.compartment == there and g.visit == visit.id and g.act not in _MAY_LOOK_AGAIN
    ]
    ledger = replace(ledger, grants=without(ledger.grants, *over)) if over else ledger
    return visit_with(ledger, visit, intents=tuple(answered))
