"""Screens shown over a visit by the stage: no journey asks for them, and none hears of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.journeys.screen import OkChoice, Picked, Screen


@dataclass(frozen=True, slots=True)
class Help(Screen[OkChoice]):
    """What the help person asks for: machine, the visit's number and word (0 and "" before a visit)."""

    machine: str
    visit: int
    word: str
    phone: str

    def answers(self) -> tuple[OkChoice, ...]:
        return tuple(OkChoice)


@dataclass(frozen=True, slots=True)
class Languages(Screen[Picked]):
    """`codes`: BCP 47; each is shown in its own language. `current` is marked."""

    codes: tuple[str, ...]
    current: str

    def answers(self) -> tuple[Picked, ...]:
        return tuple(Picked(code) for code in self.codes)


class AppearanceChoice(StrEnum):
    CONTRAST = "contrast"
    LARGE_TEXT = "large_text"
    REACH = "reach"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Appearance(Screen[AppearanceChoice]):
    """How the screen is drawn for this visit; the choices toggle."""

    contrast: bool = False
    large_text: bool = False
    reach: bool = False

    def answers(self) -> tuple[AppearanceChoice, ...]:
        return tuple(AppearanceChoice)


class StillThereChoice(StrEnum):
    STAY = "stay"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class StillThere(Screen[StillThereChoice]):
    """Nobody has touched the screen; in `seconds` the visit ends."""

    seconds: int

    def answers(self) -> tuple[StillThereChoice, ...]:
        return tuple(StillThereChoice)
