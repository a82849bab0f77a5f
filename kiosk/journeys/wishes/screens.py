"""The screens about wishes: whether to keep them for the next time, and that they are deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kiosk.custody.wishes.wishes import WishKind
from kiosk.journeys.screen import Back, OkChoice, Screen, YesNo


@dataclass(frozen=True, slots=True)
class KeepForNextTime(Screen[YesNo]):
    """Whether `wishes` are to be so from the start the next time: what for, where, how long, how to delete.

    `again`: something else is kept, and goes.
    """

    wishes: tuple[WishKind, ...]
    again: bool = False
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[YesNo, ...]:
        return tuple(YesNo)


@dataclass(frozen=True, slots=True)
class WishesDeleted(Screen[OkChoice]):
    """Nothing is kept any more."""

    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[OkChoice, ...]:
        return tuple(OkChoice)
