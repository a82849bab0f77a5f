"""Pose of a face from its five points. Pure geometry."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pose:
    """`shift`: how far the nose is beside the middle of the eyes, in eye distances, positive to the right
    of the picture (the person's own left). `slimness`: the eyes' distance over the height from eyes to nose,
    about 1.33 from the front. `roll`: degrees that the eyes' line is tilted, clockwise in the picture.
    """

    shift: float
    slimness: float
    roll: float


def pose_of(points: Sequence[Sequence[float]]) -> Pose:
    """`points` as `Models.points` gives them: two corners of either eye, then the nose."""
    (ax, ay), (bx, by) = _middle(points[2], points[3]), _middle(points[0], points[1])
    across, along = bx - ax, by - ay
    eyes = math.hypot(across, along) or 1.0
    ux, uy = across / eyes, along / eyes
    dx, dy = points[4][0] - (ax + bx) / 2, points[4][1] - (ay + by) / 2
    height = -dx * uy + dy * ux
    return Pose((dx * ux + dy * uy) / eyes, eyes / max(height, eyes / 10), math.degrees(math.atan2(uy, ux)))


def _middle(one: Sequence[float], other: Sequence[float]) -> tuple[float, float]:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
