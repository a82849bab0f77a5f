"""Tasks and what was set at the machine, folded onto the ledger. Pure."""

from __future__ import annotations

from kiosk.custody.changes import put, replace, without
from kiosk.custody.ledger import Ledger, Recorded, Task
from kiosk.custody.work.events import LevelSet, TaskDone, TaskMade
from kiosk.custody.work.levels import within


def work(ledger: Ledger, row: Recorded) -> Ledger:
    """The ledger after a task was made or done, or a level was set."""
    match row.event:
        case TaskMade(task, kind, compartment, role, note, text, about):
            made = Task(task, kind, compartment, role, row.principal, note, text, about)
            return replace(ledger, tasks=put(ledger.tasks, task, made))
        case TaskDone(task):
            return replace(ledger, tasks=without(ledger.tasks, task))
        case LevelSet(level, step):
            return replace(ledger, levels=put(ledger.levels, level, within(level, step)))
        case _:
            return ledger
