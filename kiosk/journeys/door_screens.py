"""Screens at a door that is not as it should be: stuck, or open and out of somebody's reach."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kiosk.custody.cabinet.cabinet import Place
from kiosk.journeys.screen import Back, Firm, Screen, YesNo


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
    place: Place
    purpose: Purpose
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[PressChoice, ...]:
        return tuple(PressChoice)


@dataclass(frozen=True, slots=True)
class CanYouClose(Firm[YesNo]):
    """Somebody cannot reach what is behind a door that is open; maybe they cannot reach the door either."""

    label: str
    place: Place

    def answers(self) -> tuple[YesNo, ...]:
        return tuple(YesNo)


class HelpChoice(StrEnum):
    OTHERS = "others"
    """Others may use the screen meanwhile."""


@dataclass(frozen=True, slots=True)
class HelpAtDoor(Firm[HelpChoice]):
    """The door stays open, help was asked for, and this stands until somebody has closed the door."""

    label: str
    place: Place

    def answers(self) -> tuple[HelpChoice, ...]:
        return tuple(HelpChoice)
