"""Compartments held against the book, one or all: what differs is written down and put right."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import assert_never

from hardware.outcomes.locks import Opened
from kiosk.access.credentials import Proved
from kiosk.access.grants import grant
from kiosk.custody.doors.settle import out_of_use, own_task
from kiosk.custody.event import Event
from kiosk.custody.things.events import Released
from kiosk.custody.words import Act, Condition, Found, TaskKind, Why
from kiosk.custody.work.events import Audited, TaskDone, TaskMade
from kiosk.custody.work.looking import after_looking
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.opening import Company, explain, open_door, until_closed
from kiosk.journeys.doors.screens import Purpose
from kiosk.journeys.effects import Draw, Record, ask
from kiosk.journeys.front.screens import Sorry, SorryKind
from kiosk.journeys.who.approval import approved
from kiosk.journeys.work.screens import AuditAsk, AuditChoice, AuditNext, TaskDoor, WorkMessage, WorkWord
from kiosk.journeys.work.tasks import HOUSE


class CompartmentChecked(Enum):
    AS_BOOKED = auto()
    OTHERWISE = auto()
    NOT_OPENED = auto()
    GONE = auto()
    """Whoever is there now need not be the one who signed in."""


async def audit(desk: Desk, who: Proved) -> Company:
    """A walk through all compartments; each may be left out, and the walk may end at each.

    What somebody rents is left out: nobody but its tenant knows what belongs there.
    """
    homes = (home.label for home in desk.cabinet.compartments())
    labels = tuple(label for label in homes if desk.ledger.holding(label).tenancy is None)
    differences = checked = 0
    for at, label in enumerate(labels):
        answer = await ask(AuditNext(label, desk.place(label), at + 1, len(labels), differences))
        match answer:
            case AuditChoice.STOP:
                break
            case AuditChoice.SKIP:
                pass
            case AuditChoice.OPEN:
                came_of_it = await check(desk, who, label)
                if came_of_it is CompartmentChecked.GONE:
                    return Company.NOBODY
                checked += came_of_it in (CompartmentChecked.AS_BOOKED, CompartmentChecked.OTHERWISE)
                differences += came_of_it is CompartmentChecked.OTHERWISE
            case _:
                assert_never(answer)
    await ask(WorkMessage(WorkWord.AUDITED, count=differences, of=checked))
    return Company.STAYED


async def check(desk: Desk, who: Proved, label: str) -> CompartmentChecked:
    """Opens one compartment and has somebody say what is there."""
    may = await approved(desk, who, label)
    if not may:
        return CompartmentChecked.NOT_OPENED
    task = own_task(desk.visit.id, TaskKind.AUDIT, label)
    drawn = await Draw()
    given = grant(desk.ledger, drawn, who, Act.WORK, task, label)
    if given is None:
        await ask(Sorry(SorryKind.REFUSED, label, kept=False))
        return CompartmentChecked.NOT_OPENED
    role = desk.ledger.role_of(who.party)
    await Record(TaskMade(task, TaskKind.AUDIT, label, role), given)
    outcome = await open_door(desk, given.grant, Act.WORK, label, Purpose.LOOK)
    opened = isinstance(outcome, Opened)
    if not opened:
        opened = await explain(desk, label, outcome, kept=False)
    if not opened:
        await Record(TaskDone(task))
        return CompartmentChecked.NOT_OPENED
    place = desk.place(label)
    closed = await until_closed(
        desk.front_door(label),
        HOUSE,
        TaskDoor(label, place, TaskKind.AUDIT),
        TaskDoor(label, place, TaskKind.AUDIT, reminded=True),
    )
    if closed.company is not Company.STAYED:
        return CompartmentChecked.GONE
    holding = desk.ledger.holding(label)
    refused = holding.condition is Condition.QUARANTINED
    found = await ask(AuditAsk(label, place, len(holding.things), refused))
    await Record(Audited(label, len(holding.things), found), TaskDone(task), *_put_right(desk, label, found))
    as_it_should_be = found is Found.AS_BOOKED or (refused and found is Found.EMPTY)
    return CompartmentChecked.AS_BOOKED if as_it_should_be else CompartmentChecked.OTHERWISE


def _put_right(desk: Desk, label: str, found: Found) -> Iterator[Event]:
    """The book says from now on what was found; where it can't, a person has to find out."""
    empty = found is Found.EMPTY or (found is Found.AS_BOOKED and not desk.ledger.holding(label).things)
    if found is Found.SOMETHING:
        yield from out_of_use(desk.ledger, desk.visit.id, label, Why.AUDITED)
    else:
        yield from after_looking(desk.ledger, label, empty=empty)
    yield Released(label)
