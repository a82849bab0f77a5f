"""What every journey does with a door: open it, wait until it is shut, and say so when it won't."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Literal, assert_never

from hardware.outcomes.locks import Jammed, NotSent, Opened, OutcomeUnknown
from kiosk.custody.doors.claims import Refusal, may_try
from kiosk.custody.doors.events import OpeningAdded
from kiosk.custody.doors.settle import out_of_use
from kiosk.custody.event import Event
from kiosk.custody.ids import GrantId
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act, Why
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.effects import (
    DoorClosed,
    DoorEvents,
    DoorOpened,
    DoorOpens,
    OpenDoor,
    Opening,
    Park,
    Refused,
    Resumed,
)
from kiosk.journeys.doors.screens import DoorOpening, PressChoice, PressDoor, Purpose
from kiosk.journeys.effects import After, Record, Show, TimeUp, ask
from kiosk.journeys.front.screens import Sorry, SorryChoice, SorryKind
from kiosk.journeys.screen import Screen


class Company(Enum):
    """Who is at the screen once a door is shut. Only somebody who never left it is the one who was proven."""

    STAYED = auto()
    CAME_BACK = auto()
    """The screen was given to others meanwhile, and somebody took the visit up again."""
    NOBODY = auto()
    """The door was closed while others had the screen."""


class Then(Enum):
    """What the next step of a pick-up is after a door closed."""

    NEXT = auto()
    OPEN_AGAIN = auto()
    LAST = auto()
    """Whoever stands there now need not be the person who was proven: no further door opens."""
    GONE = auto()


Done = Literal[Then.NEXT, Then.LAST, Then.GONE]


def then(company: Company) -> Done:
    """The next step after a door of a pick-up is shut and accounted for."""
    match company:
        case Company.STAYED:
            return Then.NEXT
        case Company.CAME_BACK:
            return Then.LAST
        case Company.NOBODY:
            return Then.GONE
        case _:
            assert_never(company)


@dataclass(frozen=True, slots=True)
class Closed:
    """`quickly`: so soon after the opening that the thing may be where it was."""

    company: Company
    quickly: bool = False


async def open_door(desk: Desk, grant: GrantId, act: Act, label: str, purpose: Purpose) -> Opening:
    """Opens the front door of a compartment.

    The person may try again where the lock was never told, and a few times where it was and surely held: by
    pressing the door first. One that comes open meanwhile has opened.
    """
    door = desk.front_door(label)
    held = False
    answer: SorryChoice | PressChoice | DoorOpened
    while True:
        await Show(DoorOpening(label, desk.place(label), purpose))
        outcome = await OpenDoor(grant, door)
        match outcome:
            case NotSent():
                answer = await ask(_sorry(desk, SorryKind.NOT_SENT, label, can_retry=True), DoorOpens(door))
            case Jammed() if act is not Act.MAINTAIN and may_try(desk.visit, door):
                held = True
                answer = await ask(PressDoor(label, desk.place(label), purpose), DoorOpens(door))
            case _:
                return Jammed() if held and _is_over(outcome) else outcome
        match answer:
            case DoorOpened():
                return Opened()
            case SorryChoice.TRY_AGAIN | PressChoice.TRY_AGAIN:
                await Record(OpeningAdded(grant, act))
            case _:
                # What was only not sent now does not undo that the lock has held before.
                return Jammed() if held else outcome


def _is_over(outcome: Opening) -> bool:
    """A lock that held may be told no more; but where only money is missing, it may once that is paid."""
    return isinstance(outcome, Refused) and outcome.reason is not Refusal.UNPAID


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


async def explain(desk: Desk, label: str, outcome: Opening, *, kept: bool) -> bool:
    """Tells the person of an opening that failed, and records what it means for the compartment.

    True where the door has come open while they read it: then all goes on as if it had opened at once.
    Whoever walks away leaves the meaning to the settling of the visit.
    """
    match outcome:
        case Opened():
            return True
        case Jammed():
            kind = SorryKind.JAMMED
        case OutcomeUnknown():
            kind = SorryKind.UNKNOWN
        case Refused(reason):
            await ask(_sorry(desk, _refused(reason), label, kept=kept))
            return False
        case NotSent():
            return False
        case _:
            assert_never(outcome)
    read = await ask(_sorry(desk, kind, label, kept=kept), DoorOpens(desk.front_door(label)))
    if isinstance(read, DoorOpened):
        return True
    await Record(*meaning(desk, label, outcome))
    return False


def _sorry(desk: Desk, kind: SorryKind, label: str, *, kept: bool = True, can_retry: bool = False) -> Sorry:
    rented = desk.ledger.holding(label).tenancy is not None
    return Sorry(kind, label, kept, can_retry, space=rented)


def _refused(reason: Refusal) -> SorryKind:
    return SorryKind.MORE_PROOF if reason is Refusal.MORE_PROOF else SorryKind.REFUSED
