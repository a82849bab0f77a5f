"""What every screen is: a value that says what it can be answered with."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Generic, Never, TypeVar

A_co = TypeVar("A_co", covariant=True)


class Back(StrEnum):
    """What the back button of the row at the bottom does."""

    NONE = "none"
    LEAVES = "leaves"
    """It ends the visit, as walking away does."""
    ANSWERS = "answers"
    """It is an answer of this screen, named `back`."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed. Kept out of logs: it may be a PIN."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Picked:
    """One of several things offered, by its label or id."""

    which: str


class Screen(Generic[A_co]):
    """What a visitor sees. `idle`: whether nobody touching it for a while ends the visit."""

    __slots__ = ()
    back: ClassVar[Back] = Back.LEAVES
    idle: ClassVar[bool] = True

    def answers(self) -> tuple[A_co, ...]:
        """Everything it can answer; for free text and picks, one sample of each kind."""
        raise AssertionError(f"{type(self).__name__} does not say what it can answer")


class Firm(Screen[A_co]):
    """A screen that nothing ends but its own answers: a door is open, or the machine is at work."""

    __slots__ = ()
    back: ClassVar[Back] = Back.NONE
    idle: ClassVar[bool] = False


class Standing(Screen[Never]):
    """A screen without an answer: it stands until something else happens."""

    __slots__ = ()
    back: ClassVar[Back] = Back.NONE
    idle: ClassVar[bool] = False

    def answers(self) -> tuple[Never, ...]:
        return ()


# --- answers that several screens have ------------------------------------------------------------


class BackChoice(StrEnum):
    BACK = "back"


class YesNo(StrEnum):
    YES = "yes"
    NO = "no"


class OkChoice(StrEnum):
    OK = "ok"
