"""What crosses between the kiosk's thread and the screen: one scene down, small answers up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.custody.services.rules import ServiceRules
from kiosk.custody.wishes.wishes import Wishes
from kiosk.custody.words import Level
from kiosk.custody.work.levels import USUAL
from kiosk.journeys.screen import Screen


@dataclass(frozen=True, slots=True)
class Scene:
    """All that the screen has to know to be drawn.

    `turn` numbers the question; an answer carries it back. The same turn with another screen of the same
    class updates what is shown and leaves alone what the person is typing. `visit` and `word` are 0 and ""
    while no visit has begun. `still_there`: seconds until the visit ends for want of a touch, 0 without.
    `doors_open`: labels of the doors that are open, whoever opened them. `camera`: whether it is on.
    `dim`: power is short, so the screen is dark while nobody is there.
    `brightness`: percent, as somebody has set it; night and scarce power darken that.
    `volumes`: how loud by day and at night, in steps (`kiosk.custody.work.levels`).
    `wishes`: kept by whoever stands there, who was just recognised; None without. The screen takes them over
    once, when they come or differ from those of the scene before: what is chosen afterwards counts.
    `rules`: by digest, those whose texts a screen may name.
    """

    turn: int
    screen: Screen[Any]
    visit: int = 0
    word: str = ""
    still_there: int = 0
    doors_open: tuple[str, ...] = ()
    camera: bool = False
    dim: bool = False
    brightness: int = 100
    volumes: tuple[int, int] = (USUAL[Level.DAY], USUAL[Level.NIGHT])
    wishes: Wishes | None = None
    rules: Mapping[str, ServiceRules] = field(default_factory=dict, hash=False, repr=False)


@dataclass(frozen=True, slots=True)
class Answered:
    turn: int
    answer: object


@dataclass(frozen=True, slots=True)
class WantsToLeave:
    """The back button of a screen whose `back` is LEAVES, or "I am done" at the idle warning."""

    turn: int


@dataclass(frozen=True, slots=True)
class Touched:
    """Somebody touched the screen or a key: the idle clock starts again."""


@dataclass(frozen=True, slots=True)
class Wished:
    """What whoever is there wishes now.

    Sent after each change by touch, key or `Scene.wishes`, and when the screen goes back to the usual.
    """

    wishes: Wishes


@dataclass(frozen=True, slots=True)
class ScreenPong:
    """The window's own loop has seen the ping with this ticket."""

    ticket: int


FromScreen = Answered | WantsToLeave | Touched | Wished | ScreenPong
