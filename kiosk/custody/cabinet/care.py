"""The care that a compartment needs once the last thing has left it, by the rules of what was there."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId, TaskId
from kiosk.custody.ledger import Consignment, Ledger
from kiosk.custody.roles import TECHNICIAN
from kiosk.custody.services.rules import PlaceRule
from kiosk.custody.spaces.state import Tenancy
from kiosk.custody.things.events import CareNeeded
from kiosk.custody.words import TaskKind
from kiosk.custody.work.events import TaskMade


def place_of(ledger: Ledger, thing: Consignment) -> PlaceRule | None:
    """What kind of compartment its rules want; None for a thing of 0.1."""
    rules = ledger.rules.get(thing.rules)
    kind = None if rules is None else rules.thing(thing.kind)
    return None if kind is None else kind.place


def place_of_space(ledger: Ledger, tenancy: Tenancy) -> PlaceRule | None:
    """The same for a rented space."""
    rules = ledger.rules.get(tenancy.rules)
    return rules.things[0].place if rules is not None and rules.things else None


def care_after(ledger: Ledger, compartment: str, leaving: Collection[ConsignmentId]) -> Iterator[Event]:
    """What follows when these leave the compartment, whatever takes them out: if they are the last, it is
    cleaned before anything else goes in."""
    if not set(ledger.holding(compartment).things) <= set(leaving):
        return
    for name in leaving:
        thing = ledger.consignments.get(name)
        place = None if thing is None else place_of(ledger, thing)
        if place is not None and place.after:
            yield from _needed(ledger, compartment, name, place)
            return


def care_after_space(ledger: Ledger, tenancy: Tenancy) -> Iterator[Event]:
    """The same when a rented space ends that was opened."""
    place = place_of_space(ledger, tenancy)
    if tenancy.opened and place is not None and place.after:
        yield from _needed(ledger, tenancy.compartment, tenancy.id, place)


def _needed(ledger: Ledger, compartment: str, about: str, place: PlaceRule) -> Iterator[Event]:
    for care in place.after:
        yield CareNeeded(compartment, care)
    if not any(task.kind is TaskKind.CLEAN for task in ledger.tasks_at(compartment)):
        yield TaskMade(TaskId(f"{about}.clean"), TaskKind.CLEAN, compartment, TECHNICIAN, place.after[0])
