"""A thing was taken out: the events of that, with what follows, in one transaction."""

from __future__ import annotations

from kiosk.custody.doors.paid import claim_of
from kiosk.custody.event import Event
from kiosk.custody.ledger import Consignment
from kiosk.custody.money.dues import earned
from kiosk.custody.things.cases import left_behind
from kiosk.custody.things.events import Collected
from kiosk.journeys.desk import Desk


def taken(desk: Desk, thing: Consignment, label: str) -> tuple[Event, ...]:
    """`Collected`, what is owed for it, and what need not come any more where it goes back."""
    priced = claim_of(desk.facts, thing, None, label)
    new = f"{desk.visit.id}.{thing.id}"
    owed = () if priced is None else earned(desk.ledger, desk.visit, priced, new)
    return (*left_behind(desk.ledger, thing), Collected(thing.id, label), *owed)
