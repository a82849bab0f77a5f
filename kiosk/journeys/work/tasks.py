"""Work at the machine: take away what was refused, look where nobody knows, see whether a lock is well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, assert_never

from hardware.outcomes.locks import Opened
from kiosk.access.credentials import Proved
from kiosk.access.grants import grant
from kiosk.custody.doors.claims import to_take_along, work_for
from kiosk.custody.ids import ConsignmentId, TaskId
from kiosk.custody.ledger import Consignment, Task
from kiosk.custody.things.deadlines import NOTE as OVERDUE
from kiosk.custody.things.events import CareDone, FoundInOrder, Released
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act, TaskKind
from kiosk.custody.work.events import TaskDone
from kiosk.custody.work.looking import after_looking
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.left_open import left_open
from kiosk.journeys.doors.opening import Company, Done, Then, explain, open_door, until_closed
from kiosk.journeys.doors.screens import Purpose
from kiosk.journeys.effects import Draw, Record, ask
from kiosk.journeys.front.screens import Sorry, SorryKind
from kiosk.journeys.handover.collect import hand_over
from kiosk.journeys.machine.tasks import is_of_machine, see_to
from kiosk.journeys.screen import BackChoice, OkChoice, Picked, YesNo
from kiosk.journeys.spaces.clearing import say_what_was_inside
from kiosk.journeys.who.approval import approved
from kiosk.journeys.work.screens import (
    IsItEmpty,
    IsItInOrder,
    StaffTasks,
    TaskDoor,
    TaskLine,
    WorkMessage,
    WorkWord,
)

HOUSE = Service("house")
ALONG: Final = "along"
"""The note of what somebody brought for this member of staff to take along."""
_SEEN_TO: Final = (TaskKind.ATTEMPTS, TaskKind.OVERSTAYED)
_COMPANY: Final[Mapping[Done, Company]] = {
    Then.NEXT: Company.STAYED,
    Then.LAST: Company.CAME_BACK,
    Then.GONE: Company.NOBODY,
}


async def tasks(desk: Desk, who: Proved) -> Company:
    """Offers the tasks of the role until the person goes back, or may no longer be who signed in."""
    while True:
        mine = tuple(TaskLine(t.id, t.compartment, t.kind, t.note) for t in tasks_of(desk, who))
        along = take_along(desk, who)
        lines = tuple(TaskLine(t.id, t.compartment or "", TaskKind.TAKE_AWAY, _why(t)) for t in along)
        answer = await ask(StaffTasks((*mine, *lines)))
        match answer:
            case BackChoice.BACK:
                return Company.STAYED
            case Picked(which):
                task = desk.ledger.tasks.get(TaskId(which))
                thing = next((t for t in along if t.id == which), None)
                company = Company.STAYED
                if thing is not None:
                    after = await hand_over(desk, who, thing, 1, 1)
                    company = _COMPANY[after]
                elif task is not None and task.kind in _SEEN_TO:
                    await _see_to(task)
                elif task is not None and task.kind is TaskKind.HELP:
                    await left_open(desk, desk.front_door(task.compartment))
                elif task is not None and is_of_machine(task):
                    await see_to(desk, task)
                elif task is not None:
                    company = await _do(desk, who, task)
                if company is not Company.STAYED:
                    return company
            case _:
                assert_never(answer)


def take_along(desk: Desk, who: Proved) -> tuple[Consignment, ...]:
    """What this member of staff is to take out of compartments that still stand."""
    mine = to_take_along(desk.ledger, who.party)
    return tuple(t for t in mine if desk.cabinet.compartment(t.compartment or "") is not None)


def _why(thing: Consignment) -> str:
    return OVERDUE if thing.leg.recalled else ALONG


def tasks_of(desk: Desk, who: Proved) -> tuple[Task, ...]:
    """What this member of staff is asked to do: at the machine, and at compartments that still stand."""
    offered = work_for(desk.ledger, who.party)
    return tuple(
        t for t in offered if is_of_machine(t) or desk.cabinet.compartment(t.compartment) is not None
    )


async def _see_to(task: Task) -> None:
    """Somebody tried codes, or stays in a rented space: whoever saw to it says so, and the task is done."""
    overstayed = task.kind is TaskKind.OVERSTAYED
    word = WorkWord.OVERSTAYED if overstayed else WorkWord.ATTEMPTS
    answer = await ask(WorkMessage(word, task.compartment if overstayed else task.note))
    if answer is OkChoice.OK:
        await Record(TaskDone(task.id))


async def _do(desk: Desk, who: Proved, task: Task) -> Company:
    label = task.compartment
    may = await approved(desk, who, label)
    if not may:
        return Company.STAYED
    drawn = await Draw()
    given = grant(desk.ledger, drawn, who, Act.WORK, task.id, label)
    if given is None:
        await ask(Sorry(SorryKind.REFUSED, label, kept=False))
        return Company.STAYED
    await Record(given)
    outcome = await open_door(desk, given.grant, Act.WORK, label, Purpose.LOOK)
    opened = isinstance(outcome, Opened)
    if not opened:
        opened = await explain(desk, label, outcome, kept=False)
    if not opened:
        return Company.STAYED
    place = desk.place(label)
    closed = await until_closed(
        desk.front_door(label),
        HOUSE,
        TaskDoor(label, place, task.kind),
        TaskDoor(label, place, task.kind, reminded=True),
    )
    if closed.company is not Company.STAYED:
        # Whoever is there now can't answer for what is inside; settling keeps the doubt.
        return closed.company
    if task.kind is TaskKind.CLEAN:
        await Record(CareDone(label), TaskDone(task.id), Released(label))
        return Company.STAYED
    if task.kind is TaskKind.CHECK and ConsignmentId(task.about) in desk.ledger.holding(label).things:
        await _say_whether_right(desk, task)
        return Company.STAYED
    rented = desk.ledger.holding(label).tenancy
    if task.kind is TaskKind.CLEAR and rented is not None:
        await say_what_was_inside(desk, desk.ledger.tenancies[rented])
        return Company.STAYED
    answer = await ask(IsItEmpty(label, place))
    empty = answer is YesNo.YES
    await Record(*after_looking(desk.ledger, label, empty=empty), Released(label))
    return Company.STAYED


async def _say_whether_right(desk: Desk, task: Task) -> None:
    """What came back is lent again, or whoever looked at it has taken it along: it is no part of the pool."""
    label = task.compartment
    answer = await ask(IsItInOrder(label, desk.place(label)))
    match answer:
        case YesNo.YES:
            await Record(FoundInOrder(ConsignmentId(task.about)), TaskDone(task.id), Released(label))
        case YesNo.NO:
            await Record(*after_looking(desk.ledger, label, empty=True), Released(label))
        case _:
            assert_never(answer)
