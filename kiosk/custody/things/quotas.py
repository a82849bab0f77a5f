"""How often one person may do a step of a service: what the book keeps of it, and whether it is enough."""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.custody.changes import put, replace
from kiosk.custody.ids import PartyId, VisitId
from kiosk.custody.ledger import Ledger, Uses
from kiosk.custody.services.rules import QuotaRule
from kiosk.custody.things.events import Leg

GUESTS = "guests"
"""All who have shown nothing are one person: nobody could tell them apart."""


def used(
    ledger: Ledger, visit: VisitId | None, party: PartyId, service: str, leg: Leg, at: datetime
) -> Ledger:
    """The step was done: one of those that this person may do."""
    quota = leg.quota
    if quota is None or quota.holding or leg.recalled:
        return ledger
    key = _key(ledger, visit, party, service, leg.step)
    before = ledger.uses.get(key, Uses((), 0)).times
    times = (*_that_count(before, quota, at), at)[-max(1, quota.most) :]
    return replace(ledger, uses=put(ledger.uses, key, Uses(times, quota.within)))


def has_enough(
    ledger: Ledger,
    visit: VisitId | None,
    party: PartyId,
    service: str,
    step: str,
    quota: QuotaRule | None,
    now: datetime,
) -> bool:
    """Whether this person has done the step as often as one may, or has as many things out."""
    if quota is None:
        return False
    if quota.holding:
        things = ledger.consignments.values()
        out = sum(t.service == service and t.holder == party and t.compartment is None for t in things)
        return out >= quota.most
    times = ledger.uses.get(_key(ledger, visit, party, service, step), Uses((), 0)).times
    return len(_that_count(times, quota, now)) >= quota.most


def forget_uses(ledger: Ledger, at: datetime) -> Ledger:
    """Without those of whom nothing counts any more."""
    uses = {key: one for key, one in ledger.uses.items() if _lasts(one, at)}
    return ledger if len(uses) == len(ledger.uses) else replace(ledger, uses=uses)


def _lasts(one: Uses, at: datetime) -> bool:
    return not one.within or at - one.times[-1] < timedelta(seconds=one.within)


def _that_count(times: tuple[datetime, ...], quota: QuotaRule, now: datetime) -> tuple[datetime, ...]:
    if not quota.within:
        return times
    return tuple(at for at in times if now - at < timedelta(seconds=quota.within))


def _key(ledger: Ledger, visit: VisitId | None, party: PartyId, service: str, step: str) -> str:
    here = ledger.visits.get(visit) if visit else None
    person = GUESTS if here is not None and here.guest == party else party
    return f"{service} {step} {person}"
