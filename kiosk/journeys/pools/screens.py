"""The screens of a pool: what is there and what is lent, is it the right one, is it in order, until when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from hardware.outcomes.reading import ScanHint
from kiosk.journeys.money.screens import Price
from kiosk.journeys.screen import Back, OkChoice, Picked, Screen
from kiosk.journeys.spaces.screens import WallTime


@dataclass(frozen=True, slots=True)
class LentThing:
    """Something that somebody has and is to bring back: its label (`text`), until when; `over`: that has
    passed."""

    id: str
    text: str
    until: WallTime | None = None
    over: bool = False


class PoolChoice(StrEnum):
    TAKE = "take"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class PoolPage(Screen[PoolChoice | Picked]):
    """One of many may be taken, and what was taken is brought back: one is picked by its id.

    `service`: the digest of its rules. `free`: so many are here. `enough`: they have as many as one may.
    `until`: when it would have to be back; None where nobody waits for it. `lent`: what they have. `takes`:
    the machine takes in what comes back.
    """

    service: str
    free: int
    enough: bool = False
    until: WallTime | None = None
    lent: tuple[LentThing, ...] = ()
    takes: bool = True
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[PoolChoice | Picked, ...]:
        take = (PoolChoice.TAKE,) if self.free and not self.enough else ()
        return (*take, *(Picked(one.id) for one in self.lent if self.takes), PoolChoice.DONE)


class ScanBackChoice(StrEnum):
    TYPE = "type"
    WITHOUT = "without"
    """Its label is gone, or can't be read."""


@dataclass(frozen=True, slots=True)
class ScanBack(Screen[ScanBackChoice]):
    """The label of what comes back is scanned or typed. `text`: what was read last, which is another's."""

    service: str
    text: str = ""
    can_scan: bool = True
    camera: bool = False
    hint: ScanHint | None = None

    def answers(self) -> tuple[ScanBackChoice, ...]:
        return tuple(ScanBackChoice)


class OrderChoice(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class IsItRight(Screen[OrderChoice]):
    """Is it as the service says that it should be? `returning`: it is about to be put in."""

    service: str
    returning: bool = False
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[OrderChoice, ...]:
        return tuple(OrderChoice)


@dataclass(frozen=True, slots=True)
class TakenAlong(Screen[OkChoice]):
    """They have it now, until when. `keeps`: it does not come back. Home comes by itself in `seconds`."""

    service: str
    until: WallTime | None = None
    keeps: bool = False
    seconds: int = 0
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[OkChoice, ...]:
        return tuple(OkChoice)


@dataclass(frozen=True, slots=True)
class BroughtBack(Screen[OkChoice]):
    """It is back. `repaid`: so much of their deposit goes back to them; `kept`: so much does not."""

    service: str
    repaid: Price | None = None
    kept: Price | None = None
    seconds: int = 0
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[OkChoice, ...]:
        return tuple(OkChoice)
