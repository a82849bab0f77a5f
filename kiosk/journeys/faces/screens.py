"""The screens about faces: consent, enrolment, a look into the camera, and what came of it.

While one of them stands, the camera's reports change what it shows (`told`), without a new question.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, ClassVar, Final

from hardware.outcomes.faces import (
    FaceAsk,
    FaceAsked,
    FaceCollected,
    FaceProblem,
    FaceRefusal,
    FaceReport,
    FaceSeen,
)
from kiosk.journeys.screen import Back, BackChoice, OkChoice, Screen

WANTED: Final = 5
"""Good looks that make a template."""


class ConsentChoice(StrEnum):
    MORE = "more"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class FaceConsent(Screen[ConsentChoice | BackChoice]):
    """What keeping a face means, in two parts; on the second one can agree, on both decline.

    `keep_days`: after so many days without use it is destroyed.
    """

    part: int
    keep_days: int
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[ConsentChoice | BackChoice, ...]:
        here = (ConsentChoice.MORE,) if self.part == 1 else (ConsentChoice.YES,)
        return (*here, ConsentChoice.NO, BackChoice.BACK)


@dataclass(frozen=True, slots=True)
class FaceEnrol(Screen[BackChoice]):
    """The camera's picture with an oval: `have` of `wanted` looks are good; `hints`: what the next lacks."""

    have: int = 0
    wanted: int = WANTED
    hints: tuple[FaceProblem, ...] = ()
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[BackChoice, ...]:
        return (BackChoice.BACK,)


class FaceWord(StrEnum):
    KEPT = "kept"
    NOT_KEPT = "not_kept"
    """Nothing was stored: too little time, or the camera is not connected."""
    TOO_SLOW = "too_slow"
    """Nothing was stored: too few pictures come."""
    FORGOTTEN = "forgotten"
    FORGOTTEN_TONIGHT = "forgotten_tonight"
    """Destroyed; a backup still has it until the next night."""


@dataclass(frozen=True, slots=True)
class FaceNote(Screen[OkChoice]):
    word: FaceWord
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[OkChoice, ...]:
        return tuple(OkChoice)


class LookChoice(StrEnum):
    CODE = "code"
    WITHOUT_FLASHES = "without_flashes"


@dataclass(frozen=True, slots=True)
class LookHere(Screen[LookChoice | BackChoice]):
    """Somebody looks into the camera and does what `asked` says; `colour` (red, green, blue) fills it all.

    `flashes`: colours may come, and there is a way without. `hints`: what is wrong with the picture.
    """

    asked: FaceAsk = FaceAsk.LOOK_AHEAD
    colour: tuple[int, ...] = ()
    hints: tuple[FaceProblem, ...] = ()
    flashes: bool = True
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[LookChoice | BackChoice, ...]:
        without = (LookChoice.WITHOUT_FLASHES,) if self.flashes else ()
        return (LookChoice.CODE, *without, BackChoice.BACK)


class LookOverChoice(StrEnum):
    AGAIN = "again"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class LookOver(Screen[LookOverChoice]):
    """Why a look came to nothing, and what to do: try again, where that may help, or the code."""

    why: FaceRefusal
    again: bool
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[LookOverChoice, ...]:
        return tuple(LookOverChoice) if self.again else (LookOverChoice.CODE,)


def begun_anew(screen: Screen[Any]) -> Screen[Any]:
    """The same screen before the camera has told anything."""
    match screen:
        case FaceEnrol():
            return replace(screen, have=0, hints=())
        case LookHere():
            return replace(screen, asked=FaceAsk.LOOK_AHEAD, colour=(), hints=())
        case _:
            return screen


def told(screen: Screen[Any], report: FaceReport) -> Screen[Any]:
    """The same screen after what the camera has just told; itself where that is nothing to it."""
    match screen, report:
        case FaceEnrol(), FaceCollected(_, have, wanted):
            return replace(screen, have=have, wanted=wanted, hints=())
        case FaceEnrol() | LookHere(), FaceSeen(_, problems):
            return replace(screen, hints=problems)
        case LookHere(), FaceAsked(_, what, colour):
            return replace(screen, asked=what, colour=colour or (), hints=())
        case _:
            return screen
