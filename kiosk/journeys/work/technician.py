"""The technician's workshop: what may be done at the machine, one thing after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from kiosk.access.credentials import Proved
from kiosk.access.roles import may
from kiosk.custody.boards.boards import ODD
from kiosk.custody.doors.settle import own_task
from kiosk.custody.words import Act, TaskKind
from kiosk.custody.work.events import TaskMade
from kiosk.journeys.boards.boards import boards
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.opening import Company
from kiosk.journeys.effects import Record, ask
from kiosk.journeys.learning.commissioning import commission
from kiosk.journeys.machine.menu import see_to_devices, see_to_machine
from kiosk.journeys.work.audit import audit
from kiosk.journeys.work.locks import upkeep
from kiosk.journeys.work.screens import Workshop, WorkshopChoice
from kiosk.journeys.work.tasks import tasks, tasks_of


async def technician(desk: Desk, who: Proved) -> None:
    """Until the technician is done. Till the visit is settled the machine serves nobody else."""
    role = desk.ledger.role_of(who.party)
    await Record(TaskMade(own_task(desk.visit.id, TaskKind.MAINTAIN), TaskKind.MAINTAIN, "", role))
    company = Company.STAYED
    while company is Company.STAYED:
        answer = await ask(_menu(desk, who))
        match answer:
            case WorkshopChoice.TASKS:
                company = await tasks(desk, who)
            case WorkshopChoice.DOORS:
                company = await upkeep(desk, who)
            case WorkshopChoice.AUDIT:
                company = await audit(desk, who)
            case WorkshopChoice.COMMISSION:
                await commission(desk, who)
            case WorkshopChoice.BOARDS:
                company = await boards(desk, who)
            case WorkshopChoice.DEVICES:
                await see_to_devices(desk)
            case WorkshopChoice.MACHINE:
                stops = await see_to_machine(desk, who)
                if stops:
                    return
            case WorkshopChoice.DONE:
                return
            case _:
                assert_never(answer)


def _menu(desk: Desk, who: Proved) -> Workshop:
    return Workshop(
        tuple(_offered(desk, who)),
        tasks=len(tasks_of(desk, who)),
        slow=sum(desk.health(home.label).slow for home in desk.cabinet.compartments()),
        unfinished=desk.ledger.commissioning is not None,
        boards=sum(board.word in ODD for line in desk.lines for board in line.boards),
        unsaved=desk.unsaved,
    )


def _offered(desk: Desk, who: Proved) -> Iterator[WorkshopChoice]:
    role = desk.ledger.role_of(who.party)
    if may(role, Act.WORK):
        yield WorkshopChoice.TASKS
    if desk.cabinet.columns:
        yield WorkshopChoice.DOORS
    if may(role, Act.WORK) and desk.cabinet.columns:
        yield WorkshopChoice.AUDIT
    if may(role, Act.COMMISSION):
        yield WorkshopChoice.COMMISSION
    if may(role, Act.WORK) and desk.lines:
        yield WorkshopChoice.BOARDS
    yield WorkshopChoice.DEVICES
    yield WorkshopChoice.MACHINE
    yield WorkshopChoice.DONE
