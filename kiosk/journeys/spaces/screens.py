"""The screens of rented spaces: how large, what opens it, put in, mine, give it back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from kiosk.custody.cabinet.cabinet import DoorPlace
from kiosk.journeys.handover.screens import ReceiptWord, SizeOffer
from kiosk.journeys.money.screens import Price
from kiosk.journeys.screen import Back, BackChoice, Firm, OkChoice, Picked, Screen, Standing, YesNo


@dataclass(frozen=True, slots=True)
class WallTime:
    """A moment as the clock on the wall shows it (`at`, such as "14:32"), and in how many days that is;
    below 0 where it is over."""

    days: int
    at: str


@dataclass(frozen=True, slots=True)
class ChooseSpace(Screen[Picked | BackChoice]):
    """How large a space? `digest`: of the service, whose terms stand there. `until`: None where no end is
    agreed."""

    digest: str
    sizes: tuple[SizeOffer, ...]
    until: WallTime | None
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[Picked | BackChoice, ...]:
        return (*(Picked(s.name) for s in self.sizes if s.free), BackChoice.BACK)


class SpaceCodeChoice(StrEnum):
    OPEN = "open"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class SpaceCode(Screen[SpaceCodeChoice]):
    """What door `label` opens with from now on. Shown to whoever rents it, and to nobody else.

    `price`: what is to be paid before it opens.
    """

    label: str
    code: str = field(repr=False)
    token: str = field(repr=False)
    receipt: ReceiptWord = ReceiptWord.NONE
    price: Price | None = None

    def answers(self) -> tuple[SpaceCodeChoice, ...]:
        busy = self.receipt in (ReceiptWord.NONE, ReceiptWord.PRINTING, ReceiptWord.PRINTED)
        return tuple(c for c in SpaceCodeChoice if c is not SpaceCodeChoice.PRINT or not busy)


class PutThingsChoice(StrEnum):
    OCCUPIED = "occupied"
    TOO_SMALL = "too_small"


@dataclass(frozen=True, slots=True)
class PutThings(Firm[PutThingsChoice]):
    """Door `label` is open for whoever has just rented the space."""

    label: str
    place: DoorPlace
    reminded: bool = False

    def answers(self) -> tuple[PutThingsChoice, ...]:
        return tuple(PutThingsChoice)


@dataclass(frozen=True, slots=True)
class SpaceOpen(Standing):
    """The door of somebody's own space is open. `leaving`: they take everything out."""

    label: str
    place: DoorPlace
    leaving: bool = False
    reminded: bool = False


class MySpaceChoice(StrEnum):
    OPEN = "open"
    LONGER = "longer"
    END = "end"
    PARCELS = "parcels"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class MySpace(Screen[MySpaceChoice]):
    """Somebody's own space. `until`: None where no end is agreed; `over`: that has passed.

    `fresh`: they have just rented it. `longer`: it can be kept for one more term, at no charge. `parcels`: so
    many wait for them, too.
    """

    label: str
    place: DoorPlace
    until: WallTime | None = None
    over: bool = False
    fresh: bool = False
    longer: bool = False
    parcels: int = 0
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[MySpaceChoice, ...]:
        offered = {MySpaceChoice.LONGER: self.longer, MySpaceChoice.PARCELS: self.parcels > 0}
        return tuple(c for c in MySpaceChoice if offered.get(c, True))


@dataclass(frozen=True, slots=True)
class SpaceLine:
    """One of several spaces; `over`: what was agreed has ended."""

    label: str
    size: str
    until: WallTime | None = None
    over: bool = False


@dataclass(frozen=True, slots=True)
class WhichSpace(Screen[Picked]):
    """Somebody rents several: which one, by its door?"""

    spaces: tuple[SpaceLine, ...]

    def answers(self) -> tuple[Picked, ...]:
        return tuple(Picked(one.label) for one in self.spaces)


@dataclass(frozen=True, slots=True)
class IsSpaceEmpty(Firm[YesNo]):
    """Somebody gives their space back; the door is shut. `quickly`: so soon that something may be inside."""

    label: str
    place: DoorPlace
    quickly: bool = False

    def answers(self) -> tuple[YesNo, ...]:
        return tuple(YesNo)


@dataclass(frozen=True, slots=True)
class SpaceReturned(Screen[OkChoice]):
    """Door `label` is nobody's any more. Home comes by itself in `seconds`."""

    label: str
    seconds: int = 0
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[OkChoice, ...]:
        return tuple(OkChoice)


@dataclass(frozen=True, slots=True)
class NoSpace(Screen[OkChoice]):
    """None is free; `tried`: others did not open, or were no good."""

    tried: bool = False
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[OkChoice, ...]:
        return tuple(OkChoice)


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
