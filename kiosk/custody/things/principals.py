"""Whose business an event is: the principal of the thing, or of the rented space, that it is about."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.custody.doors.events import (
    GrantGiven,
    OpeningAdded,
    OpeningEnded,
    OpeningIntended,
    VisitParked,
    VisitResumed,
)
from kiosk.custody.event import Event
from kiosk.custody.ids import ChargeId, ConsignmentId, GrantId, IntentId, TenancyId
from kiosk.custody.ledger import Ledger
from kiosk.custody.money.events import ChargeFixed
from kiosk.custody.proofs.events import CredentialTried, DelegationMade


def principal_of(ledger: Ledger, event: Event) -> str | None:
    """Of the thing or rented space, or of all of them, that `event` concerns; None where there is none, or
    of several."""
    concerned = {
        one.principal
        for name in _concerned(ledger, event)
        for one in (ledger.consignments.get(ConsignmentId(name)), ledger.tenancies.get(TenancyId(name)))
        if one is not None
    }
    return concerned.pop() if len(concerned) == 1 else None


def _concerned(ledger: Ledger, event: Event) -> Iterable[str]:
    match event:
        case GrantGiven(source=source, compartment=compartment):
            return _source(ledger, source, compartment)
        case OpeningAdded(grant) | OpeningIntended(grant=grant):
            return _granted(ledger, grant)
        case OpeningEnded(intent):
            return _intended(ledger, intent)
        case DelegationMade(things=things) | CredentialTried(only=things):
            return things
        case VisitParked(door) | VisitResumed(door):
            return _inside(ledger, door.split("/")[0])
        case _ if (about := _about(ledger, event)) is not None:
            return about
        case _:
            named = getattr(event, "consignment", None) or getattr(event, "tenancy", None)
            return (named,) if named else _inside(ledger, getattr(event, "compartment", ""))


def _about(ledger: Ledger, event: Event) -> Iterable[str] | None:
    """What an event of money is about; None for any other."""
    if isinstance(event, ChargeFixed):
        return _source(ledger, event.about, event.compartment)
    charge = ledger.charges.get(getattr(event, "charge", ChargeId("")))
    return None if charge is None else _source(ledger, charge.about, charge.compartment)


def _inside(ledger: Ledger, label: str) -> Iterable[str]:
    holding = ledger.holding(label)
    return holding.things if holding.tenancy is None else (*holding.things, holding.tenancy)


def _source(ledger: Ledger, source: str, compartment: str) -> Iterable[str]:
    known = ConsignmentId(source) in ledger.consignments or TenancyId(source) in ledger.tenancies
    return (source,) if known else _inside(ledger, compartment)


def _granted(ledger: Ledger, grant_id: GrantId) -> Iterable[str]:
    grant = ledger.grants.get(grant_id)
    return () if grant is None else _source(ledger, grant.source, grant.compartment)


def _intended(ledger: Ledger, intent_id: IntentId) -> Iterable[str]:
    intents = (i for visit in ledger.visits.values() for i in visit.intents)
    intent = next((i for i in intents if i.id == intent_id), None)
    if intent is None:
        return ()
    return _granted(ledger, intent.grant) or _inside(ledger, intent.compartment)
