"""The screens on which a technician tries the machine's devices and sees how the machine itself does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kiosk.custody.words import Leaving
from kiosk.journeys.screen import Back, BackChoice, OkChoice, Screen, Standing


class Group(StrEnum):
    DEVICES = "devices"
    MACHINE = "machine"


class GroupChoice(StrEnum):
    RESTART = "restart"
    SHUT_DOWN = "shut_down"


@dataclass(frozen=True, slots=True)
class WorkGroup(Screen[GroupChoice | BackChoice]):
    """What one entry of the workshop leads to."""

    group: Group
    offered: tuple[GroupChoice, ...]
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[GroupChoice | BackChoice, ...]:
        return (*self.offered, BackChoice.BACK)


@dataclass(frozen=True, slots=True)
class ConfirmLeave(Screen[OkChoice | BackChoice]):
    """Before the machine stops. `open_doors`: labels; `parked`: those at which a visitor is awaited."""

    how: Leaving
    open_doors: tuple[str, ...] = ()
    parked: tuple[str, ...] = ()
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[OkChoice | BackChoice, ...]:
        return (OkChoice.OK, BackChoice.BACK)


@dataclass(frozen=True, slots=True)
class GoodBye(Standing):
    """The machine is about to stop."""

    how: Leaving
