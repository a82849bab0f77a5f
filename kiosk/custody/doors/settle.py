"""How a visit is closed, however it ended: what its unfinished work means, as events.

Nothing is put right in a journey. When one ends (returns, is left, the power goes) this names the events, and
visits or the start-up recovery commits them. In doubt a compartment becomes unknown and a person is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.custody.doors.events import OpeningEnded, VisitEnded
from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId, TaskId, VisitId
from kiosk.custody.ledger import Intent, Ledger, Visit
from kiosk.custody.machine.events import Withdrawn
from kiosk.custody.money.closing import settle_money
from kiosk.custody.roles import TECHNICIAN
from kiosk.custody.spaces.claims import SPACE_ACTS
from kiosk.custody.spaces.closing import unbegun
from kiosk.custody.things.doubts import brings_along
from kiosk.custody.things.events import MarkedBroken, MarkedUnknown
from kiosk.custody.words import Act, Condition, DoorResult, Ending, TaskKind, Why
from kiosk.custody.work.events import TaskDone, TaskMade

INSPECTORS = TECHNICIAN
_NOT_IN = (None, Why.JAMMED)
"""After such an opening nothing can have been put in or taken out."""
_ENDS_WITH_VISIT = (TaskKind.AUDIT, TaskKind.MAINTAIN, TaskKind.HELP)


def settle(ledger: Ledger, visit_id: VisitId, how: Ending) -> tuple[Event, ...]:
    """The events that close this visit; none where it is settled already."""
    visit = ledger.visits.get(visit_id)
    if visit is None:
        return ()
    # Behind a lock that surely held nothing has happened: whoever paid for that door is paid back at once.
    unsure = {intent.source for intent in visit.intents if _doubt(intent) not in _NOT_IN}
    doubted = unsure | {task.about for task in ledger.tasks.values()}
    return (
        *_unanswered(visit),
        *_compartments(ledger, visit),
        *settle_money(ledger, visit, unsure, interrupted=how is Ending.INTERRUPTED),
        *unbegun(ledger, visit),
        *_own_work(ledger, visit),
        *_not_put_in(ledger, visit, doubted),
        VisitEnded(how),
    )


def out_of_use(
    ledger: Ledger, visit: VisitId, compartment: str, why: Why, about: str = ""
) -> tuple[Event, ...]:
    """Nobody gets this compartment until a person has looked: at the lock, or at what is there.

    `about`: the thing that may have been put in.
    """
    if why is Why.JAMMED:
        task = task_for(ledger, visit, TaskKind.REPAIR, compartment, INSPECTORS)
        return (MarkedBroken(compartment, why), *task)
    task = task_for(ledger, visit, TaskKind.INSPECT, compartment, INSPECTORS, about)
    return (MarkedUnknown(compartment, why), *task)


def task_for(
    ledger: Ledger, visit: VisitId, kind: TaskKind, compartment: str, role: str, about: str = ""
) -> tuple[TaskMade, ...]:
    """A task, unless the same stands. Its id follows from the visit: settling has no random source."""
    there = ledger.tasks_at(compartment)
    if any(t.kind is kind and t.role == role and about in ("", t.about) for t in there):
        return ()
    return (TaskMade(TaskId(f"{visit}.{compartment}.{kind}"), kind, compartment, role, about=about),)


def own_task(visit: VisitId, kind: TaskKind, compartment: str = "") -> TaskId:
    """The id of work that somebody made for themselves, and that ends with their visit."""
    return TaskId(f"{visit}.{compartment}.{kind}")


def _own_work(ledger: Ledger, visit: Visit) -> Iterator[Event]:
    for task in ledger.tasks.values():
        if task.kind in _ENDS_WITH_VISIT and task.id == own_task(visit.id, task.kind, task.compartment):
            yield TaskDone(task.id)


def _unanswered(visit: Visit) -> Iterator[Event]:
    """An intent without an outcome is never repeated; its outcome is that nobody knows."""
    for intent in visit.intents:
        if intent.result is None:
            yield OpeningEnded(intent.id, DoorResult.UNKNOWN, "the visit ended before the answer")


def _compartments(ledger: Ledger, visit: Visit) -> Iterator[Event]:
    doubts: dict[str, tuple[Why, str]] = {}
    for intent in visit.intents:
        doubt = _doubt(intent)
        if doubt is not None:
            doubts[intent.compartment] = doubt, _brought(ledger, visit, intent)
    for label, (why, about) in doubts.items():
        holding = ledger.holding(label)
        # Of one that was only stuck and opened after all, nobody may say any more that all is as booked.
        worse = holding.only_stuck and why is not Why.JAMMED
        if holding.condition is Condition.KNOWN or worse:
            yield from out_of_use(ledger, visit.id, label, why, about)


def _brought(ledger: Ledger, visit: Visit, intent: Intent) -> str:
    """What may have been put in there: of what this visit brought along, what is not surely in."""
    thing = ledger.consignments.get(ConsignmentId(intent.source))
    if thing is None:
        return ""
    with_them = thing.comes_back or (thing.id in visit.announced and brings_along(thing))
    return intent.source if with_them and intent.act is Act.DEPOSIT else ""


def _not_put_in(ledger: Ledger, visit: Visit, doubted: set[str]) -> Iterator[Event]:
    """What somebody brought along and surely has with them still."""
    for name in visit.announced:
        thing = ledger.consignments.get(name)
        if thing is not None and brings_along(thing) and name not in doubted:
            yield Withdrawn(name)


def _doubt(intent: Intent) -> Why | None:
    """Why the book may be wrong about this compartment after an opening; None where it is right."""
    match intent.result:
        case _ if intent.act is Act.COMMISSION:
            # Nothing is in the machine, and nobody is served before it is learned.
            return None
        case DoorResult.NOT_SENT:
            return None
        case DoorResult.OPENED if not intent.shut:
            return Why.INTERRUPTED
        case _ if intent.accounted:
            return None
        case DoorResult.OPENED if intent.act in SPACE_ACTS:
            # Whatever was done there is its holder's business, and the door is shut.
            return None
        case DoorResult.OPENED:
            return Why.NOT_CONFIRMED
        case DoorResult.JAMMED:
            return Why.JAMMED
        case _:
            return Why.OUTCOME_UNKNOWN
