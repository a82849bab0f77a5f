"""What every journey does with a door: open it, wait until it is shut, and say so when it won't."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, assert_never

from hardware.outcomes import Jammed, NotSent, Opened, OutcomeUnknown
from kiosk.custody.claims import Refusal
from kiosk.custody.events import Event, OpeningAdded
from kiosk.custody.ids import GrantId
from kiosk.custody.services import Service
from kiosk.custody.settle import out_of_use
from kiosk.custody.words import Act, Why
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


class Company(Enum):
    """Who is at the screen once a door is shut. Only somebody who never left it is the one who was proven."""

    STAYED = auto()
    CAME_BACK = auto()
    """The screen was given to others meanwhile, and somebody took the visit up again."""
    NOBODY = auto()
    """The door was closed while others had the screen."""


@dataclass(frozen=True, slots=True)
class Closed:
    """`quickly`: so soon after the opening that the thing may be where it was."""

    company: Company
    quickly: bool = False


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


async def until_closed(
    door: str,
    service: Service,
    shown: Screen[Any],
    reminder: Screen[Any],
    company: Company = Company.STAYED,
) -> Closed:
    """Waits for the door to be closed: reminds, then gives the screen to others, and waits on."""
    screen = shown
    reminders = 0
    while True:
        answer = await ask(screen, DoorEvents(door), After(service.remind_after))
        match answer:
            case DoorClosed(quickly=quickly):
                return Closed(company, quickly)
            case TimeUp() if reminders < service.reminders:
                reminders += 1
                screen = reminder
            case TimeUp():
                back = await Park(door)
                match back:
                    case DoorClosed():
                        return Closed(Company.NOBODY)
                    case Resumed():
                        company = Company.CAME_BACK
                        reminders = 0
                    case _:
                        assert_never(back)
            case _:
                assert_never(answer)


def doubt(desk: Desk, label: str, why: Why) -> tuple[Event, ...]:
    """Out of use until somebody has looked."""
    return out_of_use(desk.ledger, desk.visit.id, label, why)


def meaning(desk: Desk, label: str, outcome: Opening) -> tuple[Event, ...]:
    """What an opening that failed says of the compartment; nothing where the lock was never told."""
    match outcome:
        case Jammed():
            return doubt(desk, label, Why.JAMMED)
        case OutcomeUnknown():
            return doubt(desk, label, Why.OUTCOME_UNKNOWN)
        case Opened() | NotSent() | Refused():
            return ()
        case _:
            assert_never(outcome)


async def explain(desk: Desk, label: str, outcome: Opening, *, kept: bool) -> None:
    """Records what an opening that failed means for the compartment, and tells the person."""
    match outcome:
        case Opened():
            return
        case Jammed():
            await Record(*meaning(desk, label, outcome))
            kind = SorryKind.JAMMED
        case OutcomeUnknown():
            await Record(*meaning(desk, label, outcome))
            kind = SorryKind.UNKNOWN
        case Refused(reason):
            kind = SorryKind.MORE_PROOF if reason is Refusal.MORE_PROOF else SorryKind.REFUSED
        case NotSent():
            return
        case _:
            assert_never(outcome)
    await ask(Sorry(kind, label, kept=kept))
