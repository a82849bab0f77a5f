"""One door after the other: how its lock does, tried ten times, out of service and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from hardware.outcomes.locks import Opened
from kiosk.access.credentials import Proved
from kiosk.access.grants import grant
from kiosk.access.roles import may
from kiosk.custody.doors.claims import can_exercise
from kiosk.custody.doors.settle import INSPECTORS, own_task
from kiosk.custody.ids import TaskId
from kiosk.custody.things.events import MarkedBroken, Released
from kiosk.custody.words import Act, Condition, Fault, TaskKind, Why
from kiosk.custody.work.events import TaskMade
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.opening import Company, explain, open_door, until_closed
from kiosk.journeys.doors.screens import Purpose
from kiosk.journeys.effects import Draw, Record, ask
from kiosk.journeys.screen import BackChoice, Picked
from kiosk.journeys.work.audit import CompartmentChecked, check
from kiosk.journeys.work.screens import (
    ChooseFault,
    DoorAct,
    DoorCard,
    DoorList,
    DoorWord,
    TaskDoor,
    WorkMessage,
    WorkWord,
)
from kiosk.journeys.work.tasks import HOUSE


async def upkeep(desk: Desk, who: Proved) -> Company:
    """Until the technician goes back, or may no longer be who signed in."""
    while True:
        answer = await ask(_list(desk))
        match answer:
            case Picked(label):
                company = await _door(desk, who, label)
                if company is not Company.STAYED:
                    return company
            case BackChoice.BACK:
                return Company.STAYED
            case _:
                assert_never(answer)


def _list(desk: Desk) -> DoorList:
    labels = tuple(home.label for home in desk.cabinet.compartments())
    odd = (DoorWord.IN_DOUBT, DoorWord.OUT, DoorWord.DOWN)
    standings = tuple(_word(desk, label) for label in labels)
    slow = tuple(label for label in labels if desk.health(label).slow)
    marked = (x for x, word in zip(labels, standings, strict=True) if word in odd or x in slow)
    return DoorList(labels, tuple(marked), standings, slow)


async def _door(desk: Desk, who: Proved, label: str) -> Company:
    while True:
        answer = await ask(_card(desk, who, label))
        match answer:
            case DoorAct.CHECK:
                checked = await check(desk, who, label)
                if checked is CompartmentChecked.GONE:
                    return Company.NOBODY
            case DoorAct.TEST:
                company = await _exercise(desk, who, label)
                if company is not Company.STAYED:
                    return company
            case DoorAct.WITHDRAW:
                await _withdraw(desk, label)
            case BackChoice.BACK:
                return Company.STAYED
            case _:
                assert_never(answer)


def _card(desk: Desk, who: Proved, label: str) -> DoorCard:
    health = desk.health(label)
    return DoorCard(
        label,
        desk.place(label),
        _word(desk, label),
        tuple(_offered(desk, who, label)),
        health.openings,
        health.jams,
        health.usual_ms,
        health.last_ms,
        slow=health.slow,
    )


def _offered(desk: Desk, who: Proved, label: str) -> Iterator[DoorAct]:
    role = desk.ledger.role_of(who.party)
    shut = desk.front_door(label) not in desk.ledger.doors_open | desk.ledger.doors_down
    if may(role, Act.WORK) and shut:
        yield DoorAct.CHECK
    if can_exercise(desk.ledger, label) and shut:
        yield DoorAct.TEST
    if may(role, Act.WORK) and desk.ledger.holding(label).condition is Condition.KNOWN:
        yield DoorAct.WITHDRAW


def _word(desk: Desk, label: str) -> DoorWord:
    door = desk.front_door(label)
    holding = desk.ledger.holding(label)
    if door in desk.ledger.doors_open:
        return DoorWord.OPEN
    if door in desk.ledger.doors_down:
        return DoorWord.DOWN
    match holding.condition:
        case Condition.BROKEN:
            return DoorWord.OUT
        case Condition.UNKNOWN | Condition.QUARANTINED:
            return DoorWord.IN_DOUBT
        case Condition.KNOWN:
            return DoorWord.IN_USE if holding.taken else DoorWord.FREE
        case _:
            assert_never(holding.condition)


async def _exercise(desk: Desk, who: Proved, label: str) -> Company:
    """Opens an empty compartment so many times; it is closed by hand each time."""
    trials = desk.settings.trials
    task = own_task(desk.visit.id, TaskKind.MAINTAIN)
    place = desk.place(label)
    passed = 0
    while passed < trials:
        drawn = await Draw()
        given = grant(desk.ledger, drawn, who, Act.MAINTAIN, task, label)
        if given is None:
            break
        await Record(given)
        outcome = await open_door(desk, given.grant, Act.MAINTAIN, label, Purpose.LOOK)
        opened = isinstance(outcome, Opened)
        if not opened:
            opened = await explain(desk, label, outcome, kept=False)
        if not opened:
            break
        closed = await until_closed(
            desk.front_door(label),
            HOUSE,
            TaskDoor(label, place, TaskKind.MAINTAIN),
            TaskDoor(label, place, TaskKind.MAINTAIN, reminded=True),
        )
        if closed.company is not Company.STAYED:
            return closed.company
        await Record(Released(label))
        passed += 1
    word = WorkWord.TESTED if passed == trials else WorkWord.TEST_FAILED
    await ask(WorkMessage(word, label, passed, trials))
    return Company.STAYED


async def _withdraw(desk: Desk, label: str) -> None:
    answer = await ask(ChooseFault(label, desk.place(label)))
    match answer:
        case Fault():
            made: tuple[TaskMade, ...] = ()
            if not any(t.kind is TaskKind.REPAIR for t in desk.ledger.tasks_at(label)):
                task = await Draw()
                made = (TaskMade(TaskId(task), TaskKind.REPAIR, label, INSPECTORS, answer),)
            await Record(MarkedBroken(label, Why.WITHDRAWN), *made)
        case BackChoice.BACK:
            pass
        case _:
            assert_never(answer)
