"""Orders about tasks: one was seen to, as whoever answers for it says from afar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from kiosk.custody.event import Event
from kiosk.custody.ids import TaskId
from kiosk.custody.ledger import Ledger, Task
from kiosk.custody.things.events import CareDone
from kiosk.custody.words import Condition, TaskKind
from kiosk.custody.work.events import TaskDone
from kiosk.orders.procedure import Answer, Means, at_once
from kiosk.orders.refusal import CameTooLate, OrderRefused
from kiosk.vault.answers import Told
from kiosk.visits.book import Signature


@dataclass(frozen=True, slots=True)
class FinishTask:
    """This was seen to. `task`: its id, or the first letters of it that no other has."""

    task: str
    order: Literal["task-done"] = "task-done"


_BY_WORD: Final = frozenset(
    {
        TaskKind.ALARM,
        TaskKind.ATTEMPTS,
        TaskKind.OVERSTAYED,
        TaskKind.OPEN,
        TaskKind.CLEAN,
        TaskKind.RECEIPT,
        TaskKind.RECEIPT,
    }
)
"""Those of which somebody's word is enough: nothing inside a compartment is in doubt for them."""
_OVER_BY_ITSELF: Final = frozenset(
    {TaskKind.CLIMATE, TaskKind.WATCH, TaskKind.FLAPPING, TaskKind.AUDIT, TaskKind.MAINTAIN, TaskKind.HELP}
)


def _finish(means: Means, order: FinishTask) -> Answer:
    ledger = means.book.ledger
    task = _named(ledger, order.task)
    if task.kind in _OVER_BY_ITSELF:
        raise OrderRefused("This task ends by itself once its cause is gone.")
    if task.kind is TaskKind.MONEY:
        raise OrderRefused(
            "A payment is not clear: this task ends with the money. See `cubby money clear` and `refund`."
        )
    label = task.compartment
    if label and ledger.holding(label).held_by is not None:
        raise OrderRefused(f"Somebody is at door {label} at this moment. Ask again later.")
    empty = not ledger.holding(label).taken and ledger.holding(label).condition is Condition.KNOWN
    if task.kind not in _BY_WORD and not (task.kind is TaskKind.TAKE_AWAY and empty):
        raise OrderRefused(f"Somebody has to look into door {label} for that, at the machine.")
    answer = {"ok": True, "task": task.id, "kind": str(task.kind), "compartment": label}
    by = Signature(task.principal, means.by.actor)
    means.book.record(*_done(task), by=by, told=Told(answer))
    return answer


def _done(task: Task) -> Iterator[Event]:
    if task.kind is TaskKind.CLEAN:
        yield CareDone(task.compartment)
    yield TaskDone(task.id)


def _named(ledger: Ledger, name: str) -> Task:
    known = ledger.tasks.get(TaskId(name))
    if known is not None:
        return known
    found = [task for task in ledger.tasks.values() if name and task.id.startswith(name)]
    if len(found) > 1:
        raise OrderRefused(f"{len(found)} tasks begin with {name!r}: say more of its id.")
    if not found:
        raise CameTooLate(f"There is no task {name!r}, or it is done.")
    return found[0]


PROCEDURES: Final = (at_once(FinishTask, _finish),)
