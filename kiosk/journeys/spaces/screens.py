"""The screens of rented spaces."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kiosk.custody.cabinet.cabinet import DoorPlace
from kiosk.journeys.screen import Back, Firm, OkChoice, Screen


class FoundChoice(StrEnum):
    NOTHING = "nothing"
    TAKEN_OUT = "taken_out"
    STILL_INSIDE = "still_inside"


@dataclass(frozen=True, slots=True)
class WhatWasInside(Firm[FoundChoice]):
    """Staff opened a space whose rent ended long ago, and closed it again."""

    label: str
    place: DoorPlace

    def answers(self) -> tuple[FoundChoice, ...]:
        return tuple(FoundChoice)


@dataclass(frozen=True, slots=True)
class MarkFind(Screen[OkChoice]):
    """`code`: the number that is to be written on what was taken out of door `label`."""

    code: str
    label: str
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[OkChoice, ...]:
        return tuple(OkChoice)
