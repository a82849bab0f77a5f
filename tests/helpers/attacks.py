"""Visitors and impostors for `stage.py`: everything that a thief with a photo or a phone would try.

All of it is simulated: it ranks the checks, and says little about a thief with time and money.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from hardware.outcomes.faces import FaceAsk
from tests.helpers.accessible.surfaces import HIGH, WIDE, Floats, Surface, bent, flat, head_of, photo_of
from tests.helpers.portraits import Picture
from tests.helpers.stage import FRAME, Actor

Mask = npt.NDArray[np.float32]

_GOALS = {FaceAsk.TURN_LEFT: 1.0, FaceAsk.TURN_RIGHT: -1.0}


class Turning:
    """A surface that does what is asked, `reach` degrees to the side, after a person's time to understand."""

    def __init__(self, surface: Surface, chance: np.random.Generator, reach: tuple[float, float]) -> None:
        self._surface = surface
        self._reach = chance.uniform(*reach)
        self._delay = chance.uniform(0.3, 0.9)
        self._speed = chance.uniform(35, 75)
        self._sway = chance.uniform(0, 6)
        self._yaw = self._goal = 0.0
        self._asked: FaceAsk | None = None
        self._asked_at = 0.0

    def step(self, asked: FaceAsk | None, now: float) -> None:
        if asked is not self._asked:
            self._asked, self._asked_at = asked, now
        if now - self._asked_at >= self._delay:
            side = 0.0 if asked is None else _GOALS.get(asked, 0.0)
            # nobody holds perfectly still, least before the five looks of an enrolment
            self._goal = side * self._reach + (4.5 * np.sin(now * 1.3 + self._sway) if asked is None else 0.0)
        way = self._goal - self._yaw
        self._yaw += float(np.clip(way, -self._speed * FRAME, self._speed * FRAME))

    def radiance(self, light: Floats) -> tuple[Floats, Mask]:
        reflected, mask = self._surface.at(self._yaw)
        return reflected * light[::-1], mask


class Still(Turning):
    """Somebody or something that does not answer."""

    def step(self, asked: FaceAsk | None, now: float) -> None:
        del asked
        super().step(None, now)


@dataclass
class Phone:
    """A phone that shows `film`, an actor of its own. `mirror`: the share of the kiosk's light that its glass
    throws back, against the room's at 1; a matte one gives 0.01, a mirror 0.08."""

    film: Actor
    mirror: float

    def step(self, asked: FaceAsk | None, now: float) -> None:
        self.film.step(asked, now)

    def radiance(self, light: Floats) -> tuple[Floats, Mask]:
        own, within = self.film.radiance(np.full(3, 1.25, np.float32))  # its own lamp, whatever the room does
        whole = np.zeros((HIGH, WIDE), np.float32)
        whole[8:-8, 8:-8] = 1.0
        shown = 0.05 + (own - 0.05) * within[..., None]
        return shown + self.mirror * light[::-1], whole


class Recorded:
    """A film of a genuine visit: ahead, left, ahead, right, again and again, whatever is asked today."""

    def __init__(self, surface: Surface, chance: np.random.Generator) -> None:
        self._visitor = Turning(surface, chance, (30, 38))
        self._late = chance.uniform(0, 2)

    def step(self, asked: FaceAsk | None, now: float) -> None:
        if asked is None:
            self._visitor.step(FaceAsk.LOOK_AHEAD, now)
            return
        script = (FaceAsk.LOOK_AHEAD, FaceAsk.TURN_LEFT, FaceAsk.LOOK_AHEAD, FaceAsk.TURN_RIGHT)
        self._visitor.step(script[int((now + self._late) / 1.6) % len(script)], now)

    def radiance(self, light: Floats) -> tuple[Floats, Mask]:
        return self._visitor.radiance(light)


def printed(picture: Picture) -> Picture:
    """As a home printer has it: softer, flatter, with a dot pattern."""
    soft = cv2.GaussianBlur(picture, (0, 0), 0.6).astype(np.float64) * 0.82 + 22
    rows, columns = np.indices(picture.shape[:2])
    dots = 5.0 * ((rows + columns) % 3 == 0)
    return np.asarray(np.clip(soft - dots[..., None], 0, 255), np.uint8)


def with_closed_eyes(picture: Picture, points: npt.NDArray[np.float64]) -> Picture:
    """Skin over both eyes and a dark line of lashes; `points` are the five landmarks."""
    asleep = picture.copy()
    for one, other in ((points[0], points[1]), (points[2], points[3])):
        middle, width = (one + other) / 2, float(np.hypot(*(one - other)))
        skin = picture[round(middle[1] + width * 0.75), round(middle[0])].tolist()
        at, size = (round(middle[0]), round(middle[1])), (round(width * 0.62), round(width * 0.36))
        cv2.ellipse(asleep, at, size, 0, 0, 360, skin, -1, cv2.LINE_AA)
        lashes = (round(middle[0]), round(middle[1] + width * 0.12))
        cv2.ellipse(
            asleep, lashes, (round(width * 0.5), round(width * 0.12)), 0, 0, 180, (40, 40, 50), 2, cv2.LINE_AA
        )
    mask = cv2.GaussianBlur((asleep != picture).any(axis=2).astype(np.float32), (0, 0), 1.0)[..., None]
    return np.asarray(asleep * mask + picture * (1 - mask), np.uint8)


Cast = Callable[[Picture, Picture, np.random.Generator], Actor]
"""From a portrait, the same with closed eyes, and chance, to who stands before the camera."""

GENUINE: Mapping[str, Cast] = {
    "a visitor": lambda awake, _, chance: Turning(head_of(awake), chance, (29, 38)),
}

ATTACKS: Mapping[str, Cast] = {
    "flat photo": lambda awake, _, chance: Still(photo_of(printed(awake), flat), chance, (0, 1)),
    "tilted photo": lambda awake, _, chance: Turning(photo_of(printed(awake), flat), chance, (30, 55)),
    "bent photo": lambda awake, _, chance: Turning(
        photo_of(printed(awake), bent(chance.uniform(0.6, 1.6))), chance, (25, 50)
    ),
    "photo on a matte phone": lambda awake, _, chance: Phone(
        Turning(photo_of(awake, flat), chance, (30, 55)), mirror=0.01
    ),
    "photo on a mirroring phone": lambda awake, _, chance: Phone(
        Turning(photo_of(awake, flat), chance, (30, 55)), mirror=0.08
    ),
    "replay on a matte phone": lambda awake, _, chance: Phone(Recorded(head_of(awake), chance), mirror=0.01),
    "replay on a mirroring phone": lambda awake, _, chance: Phone(
        Recorded(head_of(awake), chance), mirror=0.08
    ),
    "obeying replay on a matte phone": lambda awake, _, chance: Phone(
        Turning(head_of(awake), chance, (29, 38)), mirror=0.01
    ),
    "obeying replay on a mirroring phone": lambda awake, _, chance: Phone(
        Turning(head_of(awake), chance, (29, 38)), mirror=0.08
    ),
    "somebody asleep": lambda _, asleep, chance: Still(head_of(asleep), chance, (0, 1)),
    "somebody asleep, turned by a hand": lambda _, asleep, chance: Turning(head_of(asleep), chance, (29, 38)),
}
