"""Whose business an event is: the principal of the thing that it is about."""

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
from kiosk.custody.ids import ChargeId, ConsignmentId, GrantId, IntentId
from kiosk.custody.ledger import Ledger
from kiosk.custody.money.events import ChargeFixed
from kiosk.custody.proofs.events import CredentialTried, DelegationMade


def principal_of(ledger: Ledger, event: Event) -> str | None:
    """Of the thing, or of all the things, that `event` concerns; None where there is none, or of several."""
    things = (ledger.consignments.get(thing) for thing in _things(ledger, event))
    principals = {thing.principal for thing in things if thing is not None}
    return principals.pop() if len(principals) == 1 else None


def _things(ledger: Ledger, event: Event) -> Iterable[ConsignmentId]:
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
            return ledger.holding(door.split("/")[0]).things
        case _ if (about := _about(ledger, event)) is not None:
            return about
        case _:
            thing = getattr(event, "consignment", None)
            return (thing,) if thing else ledger.holding(getattr(event, "compartment", "")).things


def _about(ledger: Ledger, event: Event) -> Iterable[ConsignmentId] | None:
    """What an event of money is about; None for any other."""
    if isinstance(event, ChargeFixed):
        return _source(ledger, event.about, event.compartment)
    charge = ledger.charges.get(getattr(event, "charge", ChargeId("")))
    return None if charge is None else _source(ledger, charge.about, charge.compartment)


def _source(ledger: Ledger, source: str, compartment: str) -> Iterable[ConsignmentId]:
    thing = ConsignmentId(source)
    return (thing,) if thing in ledger.consignments else ledger.holding(compartment).things


def _granted(ledger: Ledger, grant_id: GrantId) -> Iterable[ConsignmentId]:
    grant = ledger.grants.get(grant_id)
    return () if grant is None else _source(ledger, grant.source, grant.compartment)


def _intended(ledger: Ledger, intent_id: IntentId) -> Iterable[ConsignmentId]:
    intents = (i for visit in ledger.visits.values() for i in visit.intents)
    intent = next((i for i in intents if i.id == intent_id), None)
    if intent is None:
        return ()
    return _granted(ledger, intent.grant) or ledger.holding(intent.compartment).things
