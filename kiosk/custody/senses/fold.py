"""How what the cabinet feels changes the ledger: the part of the fold about temperatures and contacts."""

from __future__ import annotations

from kiosk.custody.changes import put, replace, without
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.ledger import Ledger, Recorded
from kiosk.custody.senses.events import (
    ContactOpened,
    ContactShut,
    ExcursionBegan,
    ExcursionEnded,
    ExcursionRuns,
    SenseRemoved,
    ZoneUnwatched,
    ZoneWatched,
)
from kiosk.custody.senses.state import Excursion, Unwatched
from kiosk.custody.things.events import Announced, Collected, Deposited, DepositUndone, Inspected


def feel(ledger: Ledger, row: Recorded) -> Ledger:
    """The ledger after `row`; the same where that says nothing of temperatures and contacts."""
    match row.event:
        case ExcursionBegan(zone, temperature, compartments, seconds, worst):
            begun = Excursion(temperature, compartments, seconds, worst, row.at)
            inside = {thing for label in compartments for thing in ledger.holding(label).things}
            running = put(ledger.excursions, zone, begun)
            return replace(ledger, excursions=running, exposed=ledger.exposed | inside)
        case ExcursionRuns(zone, seconds, worst) if zone in ledger.excursions:
            runs = replace(ledger.excursions[zone], seconds=seconds, worst=worst, said_at=row.at)
            return replace(ledger, excursions=put(ledger.excursions, zone, runs))
        case ExcursionEnded(zone):
            return replace(ledger, excursions=without(ledger.excursions, zone))
        case ZoneUnwatched(zone, seconds, reason):
            unknown = Unwatched(seconds, row.at, reason)
            return replace(ledger, unwatched=put(ledger.unwatched, zone, unknown))
        case ZoneWatched(zone):
            return replace(ledger, unwatched=without(ledger.unwatched, zone))
        case ContactOpened(contact):
            return replace(ledger, contacts_open=ledger.contacts_open | {contact})
        case ContactShut(contact):
            return replace(ledger, contacts_open=ledger.contacts_open - {contact})
        case SenseRemoved(name):
            return replace(
                ledger,
                excursions=without(ledger.excursions, name),
                unwatched=without(ledger.unwatched, name),
                contacts_open=ledger.contacts_open - {name},
            )
        case _:
            return ledger


def expose(ledger: Ledger, row: Recorded) -> Ledger:
    """What is where it is too warm or too cold is known for it, as long as it is there."""
    if not ledger.excursions and not ledger.exposed:
        return ledger
    match row.event:
        case Deposited(thing, label) if any(label in one.compartments for one in ledger.excursions.values()):
            return _only_what_lies(replace(ledger, exposed=ledger.exposed | {thing}))
        case Announced() | Deposited() | Collected() | DepositUndone() | Inspected():
            return _only_what_lies(ledger)
        case _:
            return ledger


def _only_what_lies(ledger: Ledger) -> Ledger:
    if not ledger.exposed:
        return ledger
    return replace(ledger, exposed=frozenset(thing for thing in ledger.exposed if _lies(ledger, thing)))


def _lies(ledger: Ledger, thing: ConsignmentId) -> bool:
    known = ledger.consignments.get(thing)
    return known is not None and known.compartment is not None
