"""What was too warm or too cold for too long: which of it is not handed out, and who has to see to it.

Pure: read off the ledger at the moment it is needed, so that neither a restart nor a visit that just has the
compartment in hand makes a difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kiosk.custody.ids import PartyId
from kiosk.custody.ledger import Consignment, Ledger, Task, Visit
from kiosk.custody.roles import COURIER
from kiosk.custody.things.services import Service
from kiosk.custody.words import Stage, TaskKind

HANDLER = COURIER
"""The role that is asked to take it away."""
NOTE = "excursion"
"""What is noted in that task."""


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A compartment whose things are to be quarantined; `asked`: somebody has that task already."""

    compartment: str
    principal: str
    asked: bool


def to_quarantine(ledger: Ledger, services: Mapping[str, Service]) -> tuple[Spoiled, ...]:
    """Not what a visit has in hand: what is left there when that has ended is looked at again."""
    found: dict[str, Spoiled] = {}
    for thing_id in sorted(ledger.exposed):
        thing = ledger.consignments.get(thing_id)
        if thing is None or thing.compartment is None or not _counts(ledger, services, thing):
            continue
        tasks = ledger.tasks_at(thing.compartment)
        asked = any(t.kind is TaskKind.TAKE_AWAY and t.role == HANDLER for t in tasks)
        found[thing.compartment] = Spoiled(thing.compartment, thing.principal, asked)
    return tuple(found.values())


def _counts(ledger: Ledger, services: Mapping[str, Service], thing: Consignment) -> bool:
    service = services.get(thing.service)
    in_hand = ledger.holding(thing.compartment or "").held_by is not None
    strict = service is not None and service.quarantine_on_excursion
    return strict and thing.stage is Stage.WAITING and not in_hand


def halted_for(ledger: Ledger, visit: Visit, party: PartyId) -> Iterator[Consignment]:
    """What is here for this party and may not be taken, for it was too warm or too cold.

    A delegate's code names its things, and tells of no others.
    """
    for thing in ledger.consignments.values():
        told = visit.proofs.get(party) or thing.id in visit.scoped
        halted = thing.stage is Stage.QUARANTINED and thing.id in ledger.exposed
        if told and halted and ledger.names(thing, party):
            yield thing


def zone_task(ledger: Ledger, kind: TaskKind, name: str) -> Task | None:
    """The standing task about a zone or a contact."""
    return next((t for t in ledger.tasks.values() if t.kind is kind and t.note == name), None)
