"""Measures the person in one frame: place, pose, quality, light. Encodings only on request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from hardware.cameras.camera import Gray, Picture
from hardware.outcomes.faces import FaceProblem
from hardware.vision.faces.frame import quality
from hardware.vision.faces.frame.box import Box
from hardware.vision.faces.frame.finder import Finder
from hardware.vision.faces.frame.pose import Pose, pose_of
from hardware.vision.faces.frame.quality import Limits
from hardware.vision.faces.frame.tracker import Tracker
from hardware.vision.faces.liveness.flash import Light
from hardware.vision.faces.models import Models
from hardware.vision.faces.templates import Encoding


@dataclass(frozen=True, slots=True)
class Seen:
    """The nearest face of one frame. `encode` takes 64 ms of processor time."""

    box: Box
    track: int
    pose: Pose
    problems: tuple[FaceProblem, ...]
    face_light: Light
    around_light: Light
    encode: Callable[[], Encoding]


class Looker:
    def __init__(self, models: Models, limits: Limits | None = None) -> None:
        self._models = models
        self._limits = limits or Limits()
        self._finder = Finder(models)
        self._tracker = Tracker()

    def look(self, picture: Picture, gray: Gray, now: float) -> Seen | FaceProblem:
        """The person in this frame of a stream; NOBODY or SEVERAL where there is not exactly one near."""
        followed = self._tracker.follow(self._finder.find(gray, self._tracker.near), now)
        if isinstance(followed, FaceProblem):
            return followed
        box = followed.box
        pose = pose_of(self._models.points(gray, box).tolist())
        chip = self._models.chip(np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8), box)
        measures = quality.measure(chip, box.width, picture.shape[1], pose)
        return Seen(
            box=box,
            track=followed.track,
            pose=pose,
            problems=quality.problems(measures, self._limits),
            face_light=_light(picture, _inner(box)),
            around_light=_light(picture, _below(box, picture.shape[0])),
            encode=lambda: self._models.encode(chip),
        )


def _inner(box: Box) -> Box:
    """Cheeks and nose: skin, and no hair."""
    side, top = box.width // 5, box.height // 4
    return Box(box.left + side, box.top + top, box.right - side, box.bottom - box.height // 8)


def _below(box: Box, height: int) -> Box:
    """The chest, or what is left of it in the picture."""
    top = min(box.bottom + box.height // 3, height - 2)
    return Box(box.left - box.width // 4, top, box.right + box.width // 4, top + box.height // 2)


def _light(picture: Picture, box: Box) -> Light:
    part = picture[max(0, box.top) : max(1, box.bottom), max(0, box.left) : max(1, box.right)]
    if not part.size:
        return 0.0, 0.0, 0.0
    small = part[:: max(1, part.shape[0] // 32), :: max(1, part.shape[1] // 32)]
    blue, green, red = np.mean((small / 255.0) ** 2.2, axis=(0, 1)).tolist()
    return red, green, blue
