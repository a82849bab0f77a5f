"""How a visit is closed, however it ended: what its unfinished work means, as events.

Nothing is put right in a journey. When one ends (returns, is left, the power goes) this names the events, and
visits or the start-up recovery commits them. In doubt a compartment becomes unknown and a person is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.custody import events as e
from kiosk.custody.ids import TaskId, VisitId
from kiosk.custody.ledger import Intent, Ledger, Visit
from kiosk.custody.words import Condition, DoorResult, Ending, TaskKind, Why

INSPECTORS = "technician"


def settle(ledger: Ledger, visit_id: VisitId, how: Ending) -> tuple[e.Event, ...]:
    """The events that close this visit; none where it is settled already."""
    visit = ledger.visits.get(visit_id)
    if visit is None:
        return ()
    return (*_unanswered(visit), *_compartments(ledger, visit), e.VisitEnded(how))


def _unanswered(visit: Visit) -> Iterator[e.Event]:
    """An intent without an outcome is never repeated; its outcome is that nobody knows."""
    for intent in visit.intents:
        if intent.result is None:
            yield e.OpeningEnded(intent.id, DoorResult.UNKNOWN, "the visit ended before the answer")


def _compartments(ledger: Ledger, visit: Visit) -> Iterator[e.Event]:
    last = {intent.compartment: intent for intent in visit.intents}
    for label, intent in last.items():
        holding = ledger.holding(label)
        doubt = _doubt(intent)
        if doubt is not None and holding.condition is Condition.KNOWN:
            yield e.MarkedUnknown(label, doubt)
            yield inspection(visit, label)


def inspection(visit: Visit, compartment: str) -> e.TaskMade:
    """Somebody must look; the task's id follows from the visit, so that settling needs no random source."""
    task = TaskId(f"{visit.id}.{compartment}")
    return e.TaskMade(task, TaskKind.INSPECT, compartment, INSPECTORS)


def _doubt(intent: Intent) -> Why | None:
    """Why the book may be wrong about this compartment after its last opening; None where it is right."""
    if intent.result is None or intent.result is DoorResult.UNKNOWN:
        return Why.OUTCOME_UNKNOWN
    if intent.result in (DoorResult.NOT_SENT, DoorResult.JAMMED):
        return None
    if not intent.shut:
        return Why.INTERRUPTED
    return None if intent.accounted else Why.NOT_CONFIRMED
