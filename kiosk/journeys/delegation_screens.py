"""The screens on which a recipient lets somebody else collect, and takes that back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from kiosk.journeys.screen import Back, OkChoice, Screen


class PickUpChoice(StrEnum):
    OPEN = "open"
    GIVE = "give"
    """Make a code for somebody else."""
    TAKE_BACK = "take_back"
    """The code that was made opens nothing any more."""


@dataclass(frozen=True, slots=True)
class PickUpOrGive(Screen[PickUpChoice]):
    """`count` things wait. `given`: somebody has a code for them; `can_give`: one may be made now."""

    count: int
    given: bool = False
    can_give: bool = True

    def answers(self) -> tuple[PickUpChoice, ...]:
        give = (PickUpChoice.GIVE,) if self.can_give and not self.given else ()
        back = (PickUpChoice.TAKE_BACK,) if self.given else ()
        return (PickUpChoice.OPEN, *give, *back)


@dataclass(frozen=True, slots=True)
class DelegateCode(Screen[OkChoice]):
    """`code` for `count` things, once, within `hours`. Shown to the recipient and to nobody else."""

    code: str = field(repr=False)
    count: int
    hours: int
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[OkChoice, ...]:
        return tuple(OkChoice)
