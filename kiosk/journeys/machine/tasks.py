"""Work that is at no door: what a technician reads of it, and says when it is done."""

from __future__ import annotations

from typing import Final, assert_never

from kiosk.custody.ledger import Task
from kiosk.custody.words import TaskKind
from kiosk.custody.work.events import TaskDone
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import Record, ask
from kiosk.journeys.machine.screens import MachineTask
from kiosk.journeys.screen import BackChoice, OkChoice

_AT_NO_DOOR: Final = (
    TaskKind.ALARM,
    TaskKind.ATTEMPTS,
    TaskKind.CLIMATE,
    TaskKind.WATCH,
    TaskKind.FLAPPING,
)


def is_of_machine(task: Task) -> bool:
    return task.kind in _AT_NO_DOOR


async def see_to(desk: Desk, task: Task) -> None:
    """An alarm, and what comes and goes, are over when somebody says that they looked; what is measured ends
    by itself, and so does what has become steady.
    """
    answer = await ask(_screen(desk, task))
    match answer:
        case OkChoice.OK:
            await Record(TaskDone(task.id))
        case BackChoice.BACK:
            return
        case _:
            assert_never(answer)


def _screen(desk: Desk, task: Task) -> MachineTask:
    running = desk.ledger.excursions.get(task.note)
    if task.kind is TaskKind.CLIMATE and running is not None:
        return MachineTask(task.kind, task.note, running.compartments, running.worst)
    if task.kind is TaskKind.FLAPPING:
        return MachineTask(task.kind, task.note, times=desk.turns(task.note), can_finish=True)
    return MachineTask(task.kind, task.note, can_finish=task.kind is TaskKind.ALARM)
