"""A thing was taken out, or has come in: the events of that, with what it costs, in one transaction."""

from __future__ import annotations

from kiosk.custody.doors.paid import claim_of
from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.ledger import Consignment
from kiosk.custody.money.dues import earned
from kiosk.custody.things.cases import left_behind
from kiosk.custody.things.events import Collected, Deposited, Released
from kiosk.custody.things.pools import check_after
from kiosk.journeys.desk import Desk


def taken(desk: Desk, thing: Consignment, label: str) -> tuple[Event, ...]:
    """`Collected`, what is owed for it, and what need not come any more where it goes back."""
    return (*left_behind(desk.ledger, thing), Collected(thing.id, label), *_owed(desk, thing, label))


def came_in(desk: Desk, name: ConsignmentId, label: str) -> tuple[Event, ...]:
    """`Deposited`, what is owed for it or goes back, and whether somebody is to look at it."""
    thing = desk.ledger.consignments[name]
    return (
        Deposited(name, label),
        *_owed(desk, thing, label),
        *check_after(desk.ledger, thing, label),
        Released(label),
    )


def _owed(desk: Desk, thing: Consignment, label: str) -> tuple[Event, ...]:
    priced = claim_of(desk.facts, thing, None, label)
    new = f"{desk.visit.id}.{thing.id}"
    return () if priced is None else tuple(earned(desk.ledger, desk.visit, priced, new))
