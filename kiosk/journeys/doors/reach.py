"""Somebody cannot reach what is behind their open door, and maybe not the door either."""

from __future__ import annotations

from typing import Final, assert_never

from kiosk.access.credentials import Proved
from kiosk.custody.doors.events import LowDoorWanted
from kiosk.custody.doors.settle import INSPECTORS, task_for
from kiosk.custody.ledger import Consignment
from kiosk.custody.things.events import LeftInside, PersonReported
from kiosk.custody.words import Reported, TaskKind
from kiosk.custody.work.events import TaskDone
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.effects import DoorClosed, DoorEvents, Park, Resumed
from kiosk.journeys.doors.opening import Company, Done, Then, then, until_closed
from kiosk.journeys.doors.screens import CanYouClose, CloseDoor, CloseWhy, HelpAtDoor, HelpChoice
from kiosk.journeys.effects import After, Record, TimeUp, ask
from kiosk.journeys.front.screens import Sorry, SorryChoice, SorryKind
from kiosk.journeys.handover.screens import DidYouTakeIt
from kiosk.journeys.money.taken import taken
from kiosk.journeys.screen import YesNo

_HELP_STANDS: Final = 600.0
"""Seconds for which the screen is theirs alone; after it others may use it, and theirs is one touch away."""


async def out_of_reach(desk: Desk, who: Proved, parcel: Consignment, label: str, company: Company) -> Done:
    """Who can close the door leaves the parcel inside; who can't gets help at once."""
    await Record(PersonReported(label, Reported.CANNOT_REACH))
    door, place = desk.front_door(label), desk.place(label)
    service = desk.service(parcel.service)
    answer = await ask(CanYouClose(label, place), DoorEvents(door), After(service.remind_after))
    match answer:
        case YesNo.YES:
            closed = await until_closed(
                door,
                service,
                CloseDoor(label, place, CloseWhy.CANNOT_REACH),
                CloseDoor(label, place, CloseWhy.CANNOT_REACH, reminded=True),
                company,
            )
            company = closed.company
        case DoorClosed():
            pass
        case YesNo.NO | TimeUp():
            return await _helped(desk, who, parcel, label, company)
        case _:
            assert_never(answer)
    await Record(LeftInside(parcel.id, label))
    if company is not Company.NOBODY:
        await _sorry(desk, who, label, kept=not parcel.pooled)
    return then(company)


async def _helped(desk: Desk, who: Proved, parcel: Consignment, label: str, company: Company) -> Done:
    """The operator is told, and the visit stays with its number on the screen until the door is closed."""
    made = task_for(desk.ledger, desk.visit.id, TaskKind.HELP, label, INSPECTORS)
    await Record(*made)
    company = await _until_somebody_closed(desk, label, company)
    await Record(*(TaskDone(task.task) for task in made))
    if company is Company.NOBODY:
        # Nobody can say what came of the parcel: settling the visit makes the compartment unknown.
        return Then.GONE
    question = DidYouTakeIt(label, desk.place(label), lent=parcel.pooled)
    answer = await ask(question, After(desk.settings.timers.idle))
    match answer:
        case YesNo.YES:
            await Record(*taken(desk, parcel, label))
        case YesNo.NO:
            await Record(LeftInside(parcel.id, label))
            await _sorry(desk, who, label, kept=not parcel.pooled)
        case TimeUp():
            return Then.GONE
        case _:
            assert_never(answer)
    return then(company)


async def _until_somebody_closed(desk: Desk, label: str, company: Company) -> Company:
    door = desk.front_door(label)
    while True:
        answer = await ask(HelpAtDoor(label, desk.place(label)), DoorEvents(door), After(_HELP_STANDS))
        match answer:
            case DoorClosed():
                return company
            case HelpChoice.OTHERS | TimeUp():
                back = await Park(door)
                match back:
                    case DoorClosed():
                        return Company.NOBODY
                    case Resumed():
                        company = Company.CAME_BACK
                    case _:
                        assert_never(back)
            case _:
                assert_never(answer)


async def _sorry(desk: Desk, who: Proved, label: str, *, kept: bool) -> None:
    """Their own claim alone lets somebody ask for other doors: not a code that was given to them."""
    proven = bool(desk.visit.proofs.get(who.party))
    can_ask = kept and proven and who.party not in desk.ledger.low_doors
    answer = await ask(Sorry(SorryKind.CANNOT_REACH, label, kept, can_ask_low=can_ask))
    if answer is SorryChoice.LOW_DOOR:
        await Record(LowDoorWanted(who.party))
        await ask(Sorry(SorryKind.LOW_DOOR, label))
