"""Taking a parcel back: one that was still to come leaves the book, one that lies here is taken out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.custody.doors.claims import entitled
from kiosk.custody.ids import ConsignmentId, TaskId
from kiosk.custody.ledger import Consignment, Ledger
from kiosk.custody.machine.events import Withdrawn
from kiosk.custody.things.events import Quarantined
from kiosk.custody.words import Stage, TaskKind, Why
from kiosk.custody.work.events import TaskMade
from kiosk.orders.orders import Withdraw
from kiosk.orders.refusal import OrderRefused
from kiosk.vault.answers import Told
from kiosk.visits.book import Book, Signature

NOTE: Final = "withdrawn"
"""What is noted in the task to take it out."""


def withdraw(book: Book, draw: Callable[[], str], order: Withdraw, label: str) -> str:
    """The label of the compartment that it is to be taken out of; empty where it had not come yet.

    `label` is the order's tracking number as the vault has it. Raises OrderRefused, having done nothing.
    """
    ledger = book.ledger
    named = (ledger.consignments.get(ConsignmentId(c)) for c in book.vault.consignments_with(label))
    thing = next((one for one in named if one is not None), None)
    if thing is None:
        raise OrderRefused(f"No parcel {label} is announced here or lies here.")
    if _in_hand(ledger, thing):
        raise OrderRefused("Somebody who may take or bring this parcel is at the machine. Ask again later.")
    gone = Withdrawn(thing.id)
    by = Signature(thing.principal, "operator")
    if thing.compartment is None:
        book.record(gone, by=by, told=Told({"ok": True, "compartment": ""}))
        return ""
    if thing.stage is Stage.QUARANTINED:
        raise OrderRefused(
            f"The parcel {label} lies in {thing.compartment} and is handed out no more already."
        )
    tasks = ledger.tasks_at(thing.compartment)
    asked = any(t.kind is TaskKind.TAKE_AWAY and t.role == order.role for t in tasks)
    take_out = TaskMade(TaskId(draw()), TaskKind.TAKE_AWAY, thing.compartment, order.role, NOTE)
    halted = Quarantined(thing.compartment, Why.WITHDRAWN)
    told = Told({"ok": True, "compartment": thing.compartment})
    book.record(gone, halted, *(() if asked else (take_out,)), by=by, told=told)
    return thing.compartment


def _in_hand(ledger: Ledger, thing: Consignment) -> bool:
    """Whether a visit may be about to take it or to bring it: what it has been told must stay true."""
    if thing.compartment is not None and ledger.holding(thing.compartment).held_by is not None:
        return True
    return any(entitled(ledger, party, thing) for visit in ledger.visits.values() for party in visit.proven)
