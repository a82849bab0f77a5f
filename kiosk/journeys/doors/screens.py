"""The screens at a door: it opens, is to be closed, sticks, or is open."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kiosk.custody.cabinet.cabinet import DoorPlace
from kiosk.journeys.screen import Back, BackChoice, Firm, Screen, Standing, YesNo


class Purpose(StrEnum):
    TAKE = "take"
    PUT = "put"
    LOOK = "look"


class PressChoice(StrEnum):
    TRY_AGAIN = "try_again"
    GIVE_UP = "give_up"


@dataclass(frozen=True, slots=True)
class PressDoor(Screen[PressChoice]):
    """The lock was told to open and surely held: pressing the door often frees it."""

    label: str
    place: DoorPlace
    purpose: Purpose
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[PressChoice, ...]:
        return tuple(PressChoice)


@dataclass(frozen=True, slots=True)
class CanYouClose(Firm[YesNo]):
    """Somebody cannot reach what is behind a door that is open; maybe they cannot reach the door either."""

    label: str
    place: DoorPlace

    def answers(self) -> tuple[YesNo, ...]:
        return tuple(YesNo)


class HelpChoice(StrEnum):
    OTHERS = "others"
    """Others may use the screen meanwhile."""


@dataclass(frozen=True, slots=True)
class HelpAtDoor(Firm[HelpChoice]):
    """The door stays open, help was asked for, and this stands until somebody has closed the door."""

    label: str
    place: DoorPlace

    def answers(self) -> tuple[HelpChoice, ...]:
        return tuple(HelpChoice)


@dataclass(frozen=True, slots=True)
class DoorOpening(Standing):
    """Shown while the lock is at work."""

    label: str
    place: DoorPlace
    purpose: Purpose


class CloseWhy(StrEnum):
    CANNOT_REACH = "cannot_reach"
    EMPTY = "empty"
    NOT_MINE = "not_mine"
    OCCUPIED = "occupied"
    TOO_SMALL = "too_small"
    CHANGED_MIND = "changed_mind"
    LOOKED = "looked"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class CloseDoor(Standing):
    """Said what is wrong; now the door is to be closed, with the thing back in where it was not theirs."""

    label: str
    place: DoorPlace
    why: CloseWhy
    reminded: bool = False


class OpenWhy(StrEnum):
    """Why a door is open that is not this visit's."""

    LEFT = "left"
    OPERATOR = "operator"
    """The operator opened it from afar."""
    EXPECTS = "expects"
    """An earlier visit opened it for the parcel that was just scanned, and nobody closed it."""


@dataclass(frozen=True, slots=True)
class DoorLeftOpen(Screen[BackChoice]):
    """Another visit's door, or nobody's: it is to be closed, by whoever is there."""

    label: str
    place: DoorPlace
    why: OpenWhy = OpenWhy.LEFT
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[BackChoice, ...]:
        return (BackChoice.BACK,)
