"""A place before the camera where somebody, or something held up, does what the screen asks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
import numpy.typing as npt

from hardware.outcomes.faces import (
    FaceAsk,
    FaceAsked,
    FaceEnrolled,
    FaceKnown,
    FaceRefusal,
    FaceRefused,
    FaceReport,
)
from hardware.vision.faces.enrolment import Enrolment
from hardware.vision.faces.frame.looker import Looker
from hardware.vision.faces.liveness.flash import Colour
from hardware.vision.faces.models import Models
from hardware.vision.faces.recognition import Recognition, RecognitionTask
from tests.helpers.accessible.surfaces import HIGH, WIDE, Floats, linear
from tests.helpers.portraits import Picture

WIDTH, HEIGHT = 640, 360
FRAME = 0.1  # seconds; a modest camera in a modest light
SCREEN_LUX = 64.0  # a white 10-inch screen at arm's length
_LONGEST = 40.0  # seconds
_DELAY = 0.1  # from what is asked to what the screen shows

_FINE = 4095
_GREY = np.round(255 * (np.arange(_FINE + 1) / _FINE) ** (1 / 2.2)).astype(np.uint8)


class Actor(Protocol):
    """Who or what is before the camera."""

    def step(self, asked: FaceAsk | None, now: float) -> None:
        """Move, knowing what the screen asks."""
        ...

    def radiance(self, light: Floats) -> tuple[Floats, npt.NDArray[np.float32]]:
        """What it sends to the camera under `light` (red, green, blue; 1 is the room's), `HIGH` x `WIDE` x 3,
        blue first, linear; and the mask of what belongs to it."""
        ...


@dataclass
class Place:
    """The room: its `lux`, how its noise falls, and who stands in it."""

    actor: Actor
    seed: int
    lux: float = 200.0

    def __post_init__(self) -> None:
        chance = np.random.default_rng(self.seed)
        coarse = chance.integers(40, 170, (5, 9, 3)).astype(np.uint8)
        room = cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
        self._room = linear(np.asarray(room, np.uint8))
        self._left = (WIDTH - WIDE) / 2 + chance.uniform(-30, 30)
        self._top = (HEIGHT - HIGH) / 2 + chance.uniform(-8, 8)
        self._noise = [chance.normal(0, 2.0, self._room.shape).astype(np.int8) for _ in range(5)]
        self._behind: dict[Colour | None, Picture] = {}
        self._frames = 0

    def picture(self, asked: FaceAsk | None, colour: Colour | None, now: float) -> Picture:
        self.actor.step(asked, now)
        screen = (np.array(colour or (235, 235, 235), np.float32) / 255) ** 2.2 * SCREEN_LUX / self.lux
        shown, mask = self.actor.radiance(np.asarray(1.0 + screen, np.float32))
        left = round(self._left + 3 * math.sin(now * 1.7))
        top = round(min(max(self._top + 2 * math.sin(now * 1.1), 0), HEIGHT - HIGH))
        if colour not in self._behind:
            # what is far behind gets little of the screen's light
            self._behind[colour] = self._exposed(
                np.asarray(self._room * (1.0 + 0.15 * screen[::-1]), np.float32)
            )
        seen = self._behind[colour].astype(np.int16)
        part = seen[top : top + HIGH, left : left + WIDE]
        part += ((self._exposed(shown).astype(np.int16) - part) * mask[..., None]).astype(np.int16)
        self._frames += 1
        seen += self._noise[self._frames % len(self._noise)]
        return np.clip(seen, 0, 255).astype(np.uint8)

    def _exposed(self, light: Floats) -> Picture:
        """As a camera gives it whose exposure was chosen under the usual screen and is held."""
        steps = np.clip(light * (_FINE / (1.0 + 0.83 * SCREEN_LUX / self.lux)), 0, _FINE)
        return np.asarray(_GREY[steps.astype(np.uint16)], np.uint8)


def recognise(
    models: Models, place: Place, wanted: RecognitionTask, *, frame: float = FRAME
) -> FaceKnown | FaceRefused:
    """One attempt; TOO_SLOW also where nothing comes of it within `_LONGEST` seconds. `frame`: seconds from
    one picture to the next."""
    task = Recognition(1, wanted)
    end = _play(models, place, task, frame)
    return end if isinstance(end, FaceKnown | FaceRefused) else FaceRefused(1, FaceRefusal.TOO_SLOW)


def enrol(models: Models, place: Place, *, frame: float = FRAME) -> bytes | None:
    """The template of who stands there, or None where no five good looks came."""
    end = _play(models, place, Enrolment(1), frame)
    return end.template if isinstance(end, FaceEnrolled) else None


def _play(models: Models, place: Place, task: Recognition | Enrolment, pause: float) -> FaceReport | None:
    looker = Looker(models)
    asked: list[tuple[float, FaceAsk, Colour | None]] = []
    said: list[FaceReport] = []
    for frame in range(int(_LONGEST / pause)):
        now = frame * pause
        seen = [(what, colour) for at, what, colour in asked if at + _DELAY <= now]
        what, colour = seen[-1] if seen else (None, None)
        picture = place.picture(what, colour, now)
        gray = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
        said = task.see(looker.look(picture, gray, now), now)
        asked += [(now, report.what, report.colour) for report in said if isinstance(report, FaceAsked)]
        if task.done:
            return said[-1]
    return None
