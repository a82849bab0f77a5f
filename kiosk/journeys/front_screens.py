"""The front: home, and why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kiosk.custody.cabinet.cabinet import Place
from kiosk.journeys.screen import Back, BackChoice, Firm, Picked, Screen


class HomeChoice(StrEnum):
    PICK_UP = "pick_up"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Home(Firm[HomeChoice | Picked]):
    """`open_doors`: doors that stand open; picking one resumes its visit, or asks to close it.

    `by_operator`: those of them that the operator opened from afar. Without `deposits` the machine gives out
    and takes nothing in: its battery has to last.
    """

    open_doors: tuple[str, ...] = ()
    can_scan: bool = True
    deposits: bool = True
    by_operator: tuple[str, ...] = ()

    def answers(self) -> tuple[HomeChoice | Picked, ...]:
        return (*HomeChoice, *(Picked(label) for label in self.open_doors))


class OpenWhy(StrEnum):
    """Why a door stands open that is not this visit's."""

    LEFT = "left"
    OPERATOR = "operator"
    """The operator opened it from afar."""
    EXPECTS = "expects"
    """An earlier visit opened it for the parcel that was just scanned, and nobody closed it."""


@dataclass(frozen=True, slots=True)
class DoorLeftOpen(Screen[BackChoice]):
    """Another visit's door, or nobody's: it is to be closed, by whoever is there."""

    label: str
    place: Place
    why: OpenWhy = OpenWhy.LEFT
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[BackChoice, ...]:
        return (BackChoice.BACK,)


class OutReason(StrEnum):
    LOCKS = "locks"
    STORAGE = "storage"
    MAINTENANCE = "maintenance"
    STARTING = "starting"
    RESTING = "resting"
    """Its battery has to be charged first."""
    BATTERY = "battery"
    """Its battery is low: it is about to switch off."""


_NOBODY_COMES_IN = (OutReason.STORAGE, OutReason.BATTERY)


class OutChoice(StrEnum):
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class OutOfService(Firm[OutChoice]):
    """The machine takes nothing in and gives nothing out; the claims of those who wait are kept.

    Staff may sign in to put it right, unless there is nothing to write on, or it is switching off.
    """

    reason: OutReason

    def answers(self) -> tuple[OutChoice, ...]:
        return () if self.reason in _NOBODY_COMES_IN else tuple(OutChoice)
