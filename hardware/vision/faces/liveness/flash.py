"""The screen's colours on the face: an echo that neither a phone nor a recording gives. A pure state machine.

Two steps a second at most (three flashes a second may harm), and pale colours only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from hardware.outcomes.faces import FaceRefusal

Colour = tuple[int, int, int]
Light = tuple[float, float, float]
"""Red, green and blue as the camera measured them, linear, of any unit."""

PASTELS: tuple[Colour, ...] = (
    (255, 168, 168),
    (168, 255, 168),
    (168, 168, 255),
    (255, 255, 168),
    (168, 255, 255),
    (255, 168, 255),
)
STEPS = 8
STEP = 0.5  # seconds a colour, at least
SETTLED = 0.28  # after which screen and camera show it
LONGEST = 2.0  # seconds that a colour waits to be seen
_ON_TIME = 0.12  # seconds that a colour may begin late and keep the beat
CORRELATION, DEPTH = 0.75, 0.03
_LEAST_CHANGE = 0.45  # of a channel's light, squared and summed; a quarter of all walks have less


@dataclass(frozen=True, slots=True)
class Echo:
    """`correlation` of what was shown and seen, -1 to 1; `depth`: the share of the light that followed it;
    `swing`: the share by which the light changed at all."""

    correlation: float
    depth: float
    swing: float


class FlashChallenge:
    """`see` the light on the face and around it; it says which colour to show now, None when it is passed, or
    why it failed.

    A colour stays until it was seen: two a second from five frames a second on, slower where frames are rare.
    `heard` is when what it says reaches the screen, where that is later than the frame.
    """

    def __init__(self, colours: Sequence[Colour]) -> None:
        self._colours = tuple(colours)
        self._face: list[list[Light]] = [[] for _ in colours]
        self._around: list[list[Light]] = [[] for _ in colours]
        self._step = 0
        self._shown_at: float | None = None

    def see(
        self, face: Light, around: Light, at: float, heard: float | None = None
    ) -> Colour | FaceRefusal | None:
        now = at if heard is None else heard
        if self._shown_at is None:
            self._shown_at = now
        since = at - self._shown_at
        seen = bool(self._face[self._step])
        if since >= LONGEST and not seen:
            return FaceRefusal.LOST
        if since >= SETTLED and (since < STEP or not seen):
            self._face[self._step].append(face)
            self._around[self._step].append(around)
        if since >= STEP:
            self._step += 1
            if self._step == len(self._colours):
                return self._judge()
            late = now - (self._shown_at + STEP)
            self._shown_at = now if late > _ON_TIME else self._shown_at + STEP
        return self._colours[self._step]

    def _judge(self) -> FaceRefusal | None:
        on_face = echo(self._colours, [_mean(lights) for lights in self._face])
        if on_face.correlation > CORRELATION and on_face.depth > DEPTH:
            return None
        beside = echo(self._colours, [_mean(lights) for lights in self._around])
        if beside.depth > DEPTH and beside.correlation > CORRELATION:
            return FaceRefusal.NO_ECHO  # the colours reached the body and not the face
        return FaceRefusal.TOO_LIGHT_HERE if on_face.swing <= DEPTH else FaceRefusal.NO_ECHO


def echo(shown: Sequence[Colour], seen: Sequence[Light]) -> Echo:
    """Correlation of `seen` with `shown`, channel by channel, each relative to its own mean and slow drift.

    A channel counts by its light: of blue, which skin in warm light hardly gives back, a camera sees noise.
    """
    across, up, along, spread, swing = 0.0, 0.0, 0.0, 0.0, 0.0
    for channel in range(3):
        light = _shown(shown, channel)
        answer = [value[channel] for value in seen]
        mean = sum(answer) / len(answer) or 1.0
        answer = _level([value / mean for value in answer])
        weight = mean * mean
        across += weight * sum(x * x for x in light)
        up += weight * sum(y * y for y in answer)
        along += weight * sum(x * y for x, y in zip(light, answer, strict=True))
        spread = max(spread, max(light) - min(light))
        swing = max(swing, max(answer) - min(answer))
    if across <= 0 or up <= 0:
        return Echo(0.0, 0.0, swing)
    return Echo(along / math.sqrt(across * up), along / across * spread, swing)


def tells_enough(colours: Sequence[Colour]) -> bool:
    """Whether each channel of this walk changes so much that an answer stands out from a camera's noise."""
    return all(sum(x * x for x in _shown(colours, channel)) >= _LEAST_CHANGE for channel in range(3))


def _shown(colours: Sequence[Colour], channel: int) -> list[float]:
    return _level([(colour[channel] / 255) ** 2.2 for colour in colours])


def _level(values: Sequence[float]) -> list[float]:
    """Without the mean and the straight line through them: the sun moves, and so does the person."""
    count = len(values)
    middle, mean = (count - 1) / 2, sum(values) / count
    wide = sum((n - middle) ** 2 for n in range(count)) or 1.0
    slope = sum((n - middle) * value for n, value in enumerate(values)) / wide
    return [value - mean - slope * (n - middle) for n, value in enumerate(values)]


def _mean(lights: Sequence[Light]) -> Light:
    count = len(lights)
    red, green, blue = (sum(light[channel] for light in lights) / count for channel in range(3))
    return red, green, blue
