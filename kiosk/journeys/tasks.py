"""Work at the machine: take away what was refused, look where nobody knows, see whether a lock is well."""

from __future__ import annotations

from typing import assert_never

from hardware.outcomes import Opened
from kiosk.access.credentials import Proved
from kiosk.access.grants import grant
from kiosk.custody.events import Inspected, Released, TaskDone
from kiosk.custody.ids import TaskId
from kiosk.custody.ledger import Task
from kiosk.custody.services import Service
from kiosk.custody.words import Act, Condition
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors import explain, open_door, until_closed
from kiosk.journeys.effects import Draw, Record, ask
from kiosk.journeys.screens import (
    BackChoice,
    IsItEmpty,
    Picked,
    Purpose,
    Sorry,
    SorryKind,
    StaffTasks,
    TaskDoor,
    TaskLine,
    YesNo,
)

HOUSE = Service("house")


async def tasks(desk: Desk, who: Proved) -> None:
    """Offers the tasks of the role until the person goes back."""
    while True:
        mine = tuple(TaskLine(t.id, t.compartment, t.kind) for t in tasks_of(desk, who))
        answer = await ask(StaffTasks(mine))
        match answer:
            case BackChoice.BACK:
                return
            case Picked(which):
                task = desk.ledger.tasks.get(TaskId(which))
                if task is not None:
                    await _do(desk, who, task)
            case _:
                assert_never(answer)


def tasks_of(desk: Desk, who: Proved) -> tuple[Task, ...]:
    """What this member of staff is asked to do at compartments that still stand in the cabinet."""
    offered = desk.ledger.tasks_for(desk.ledger.role_of(who.party))
    return tuple(t for t in offered if desk.cabinet.compartment(t.compartment) is not None)


async def _do(desk: Desk, who: Proved, task: Task) -> None:
    label = task.compartment
    drawn = await Draw()
    given = grant(desk.ledger, drawn, who, Act.WORK, task.id, label)
    if given is None:
        await ask(Sorry(SorryKind.REFUSED, label, kept=False))
        return
    await Record(given)
    outcome = await open_door(desk, given.grant, Act.WORK, label, Purpose.LOOK)
    if not isinstance(outcome, Opened):
        await explain(desk, label, outcome, kept=False)
        return
    place = desk.place(label)
    await until_closed(
        desk.front_door(label),
        HOUSE,
        TaskDoor(label, place, task.kind),
        TaskDoor(label, place, task.kind, reminded=True),
    )
    answer = await ask(IsItEmpty(label, place))
    match answer:
        case YesNo.YES:
            await Record(Inspected(label, empty=True), TaskDone(task.id), Released(label))
        case YesNo.NO:
            holding = desk.ledger.holding(label)
            settled = bool(holding.things) and holding.condition is not Condition.QUARANTINED
            done = (TaskDone(task.id),) if settled else ()
            await Record(Inspected(label, empty=False), *done, Released(label))
        case _:
            assert_never(answer)
