"""What every journey does with a door: open it, wait until it is shut, and say so when it won't."""

from __future__ import annotations

from typing import Any, assert_never

from hardware.outcomes import Jammed, NotSent, Opened, OutcomeUnknown
from kiosk.custody.events import Event, MarkedBroken, MarkedUnknown, OpeningAdded, TaskMade
from kiosk.custody.ids import GrantId, TaskId, VisitId
from kiosk.custody.services import Service
from kiosk.custody.settle import INSPECTORS, inspection
from kiosk.custody.words import Act, TaskKind, Why
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import (
    After,
    DoorClosed,
    DoorEvents,
    OpenDoor,
    Opening,
    Park,
    Record,
    Refused,
    Resumed,
    Show,
    TimeUp,
    ask,
)
from kiosk.journeys.screens import DoorOpening, Purpose, Screen, Sorry, SorryChoice, SorryKind


async def open_door(desk: Desk, grant: GrantId, act: Act, label: str, purpose: Purpose) -> Opening:
    """Opens the front door of a compartment. After `NotSent`, and only then, the person may try again."""
    while True:
        await Show(DoorOpening(label, desk.place(label), purpose))
        outcome = await OpenDoor(grant, desk.front_door(label))
        if not isinstance(outcome, NotSent):
            return outcome
        answer = await ask(Sorry(SorryKind.NOT_SENT, label, can_retry=True))
        match answer:
            case SorryChoice.DONE:
                return outcome
            case SorryChoice.TRY_AGAIN:
                await Record(OpeningAdded(grant, act))
            case _:
                assert_never(answer)


async def until_closed(door: str, service: Service, shown: Screen[Any], reminder: Screen[Any]) -> DoorClosed:
    """Waits for the door to be closed: reminds, then gives the screen to others, and waits on."""
    screen = shown
    reminders = 0
    while True:
        answer = await ask(screen, DoorEvents(door), After(service.remind_after))
        match answer:
            case DoorClosed():
                return answer
            case TimeUp() if reminders < service.reminders:
                reminders += 1
                screen = reminder
            case TimeUp():
                back = await Park(door)
                match back:
                    case DoorClosed():
                        return back
                    case Resumed():
                        reminders = 0
                    case _:
                        assert_never(back)
            case _:
                assert_never(answer)


def broken(visit: VisitId, label: str) -> tuple[Event, ...]:
    """The lock was told to open and did not: out of use until somebody has looked at it."""
    task = TaskId(f"{visit}.{label}")
    return (
        MarkedBroken(label, Why.JAMMED),
        TaskMade(task, TaskKind.REPAIR, label, INSPECTORS),
    )


def unknown(desk: Desk, label: str, why: Why) -> tuple[Event, ...]:
    """Nobody can say what lies there: out of use until somebody has looked."""
    return (MarkedUnknown(label, why), inspection(desk.visit, label))


async def explain(desk: Desk, label: str, outcome: Opening, *, kept: bool) -> None:
    """Records what an opening that failed means for the compartment, and tells the person."""
    match outcome:
        case Opened():
            return
        case Jammed():
            await Record(*broken(desk.visit.id, label))
            kind = SorryKind.JAMMED
        case OutcomeUnknown():
            await Record(*unknown(desk, label, Why.OUTCOME_UNKNOWN))
            kind = SorryKind.UNKNOWN
        case Refused():
            kind = SorryKind.REFUSED
        case NotSent():
            return
        case _:
            assert_never(outcome)
    await ask(Sorry(kind, label, kept=kept))
