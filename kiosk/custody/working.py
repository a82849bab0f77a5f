"""Tasks and what was set at the machine, folded onto the ledger. Pure."""

from __future__ import annotations

from kiosk.custody import events as e
from kiosk.custody.changing import put, replace, without
from kiosk.custody.ledger import Ledger, Recorded, Task
from kiosk.custody.levels import within


def work(ledger: Ledger, row: Recorded) -> Ledger:
    """The ledger after a task was made or done, or a level was set."""
    match row.event:
        case e.TaskMade(task, kind, compartment, role, note, text):
            made = Task(task, kind, compartment, role, row.principal, note, text)
            return replace(ledger, tasks=put(ledger.tasks, task, made))
        case e.TaskDone(task):
            return replace(ledger, tasks=without(ledger.tasks, task))
        case e.LevelSet(level, step):
            return replace(ledger, levels=put(ledger.levels, level, within(level, step)))
        case _:
            return ledger
