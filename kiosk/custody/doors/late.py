"""Doors that open when nobody waits for it any more: a lock that let go late, a sticky door that was pulled.

Every opening is an event. One that a visit had asked for is that visit's while it lives: it is taken up where
the visit stands before that door, and makes the compartment unknown where it does not.
"""

from __future__ import annotations

from datetime import datetime

from kiosk.custody.changes import put, replace, without
from kiosk.custody.doors.events import DoorForced, DoorFoundOpen, DoorOpenedLate
from kiosk.custody.doors.settle import out_of_use
from kiosk.custody.event import Event
from kiosk.custody.ids import IntentId
from kiosk.custody.ledger import Intent, Ledger, Unopened
from kiosk.custody.spaces.fold import handed_over
from kiosk.custody.words import Act, Condition, DoorResult, Why


def opened_late(ledger: Ledger, late: Intent, *, taken_up: bool) -> tuple[Event, ...]:
    """What the opening of this door adds to the book, besides that it is open."""
    opened = DoorOpenedLate(late.door, late.id)
    if taken_up or ledger.holding(late.compartment).condition is Condition.QUARANTINED:
        return (opened,)
    return (opened, *out_of_use(ledger, late.visit, late.compartment, Why.OPENED_LATE))


# --- the fold -----------------------------------------------------------------------------------


def came_open(ledger: Ledger, door: str) -> Ledger:
    ledger = replace(ledger, doors_open=ledger.doors_open | {door})
    return replace(ledger, unopened=without(ledger.unopened, door)) if door in ledger.unopened else ledger


def came_open_by_itself(ledger: Ledger, event: DoorForced | DoorFoundOpen | DoorOpenedLate) -> Ledger:
    if isinstance(event, DoorOpenedLate):
        return _came_open_late(ledger, event.door, event.intent)
    return came_open(ledger, event.door)


def _came_open_late(ledger: Ledger, door: str, intent: IntentId) -> Ledger:
    """Open; and where its visit has not yet said what became of it, that visit owes an account of it."""
    owed = next((i for v in ledger.visits.values() for i in v.intents if i.id == intent), None)
    if owed is not None:
        opened = replace(owed, result=DoorResult.OPENED, shut=False, accounted=False)
        visit = ledger.visits[owed.visit]
        intents = tuple(opened if i.id == intent else i for i in visit.intents)
        visits = put(ledger.visits, visit.id, replace(visit, intents=intents))
        ledger = tries_over(handed_over(replace(ledger, visits=visits), opened), opened)
    return came_open(ledger, door)


def tries_over(ledger: Ledger, opened: Intent) -> Ledger:
    """Tries of the same visit at which the lock held: the door is open now, and answers for them."""
    visit = ledger.visits.get(opened.visit)
    if visit is None or not [i for i in visit.intents if _is_try_before(i, opened)]:
        return ledger
    others = tuple(i for i in visit.intents if not _is_try_before(i, opened))
    return replace(ledger, visits=put(ledger.visits, visit.id, replace(visit, intents=others)))


def _is_try_before(intent: Intent, opened: Intent) -> bool:
    if intent.result is not DoorResult.JAMMED or intent.id == opened.id:
        return False
    return intent.door == opened.door and intent.compartment == opened.compartment


def did_not_open(ledger: Ledger, intent: Intent, at: datetime) -> Ledger:
    """Who only learns what a channel opens has eyes of their own on it."""
    if intent.act is Act.COMMISSION:
        return ledger
    return replace(ledger, unopened=put(ledger.unopened, intent.door, Unopened(intent, at)))
