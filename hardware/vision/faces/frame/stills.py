"""The face on one picture file, judged as a frame of the camera is, but for the pose."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from hardware.cameras.camera import Gray
from hardware.cameras.folder import fit, load
from hardware.vision.faces.frame import quality
from hardware.vision.faces.frame.box import Box
from hardware.vision.faces.frame.pose import Pose, pose_of
from hardware.vision.faces.frame.quality import Limits, Measures
from hardware.vision.faces.models import Models
from hardware.vision.faces.templates import Encoding

_WIDTHS = (480, 960, 1920)  # in which a face is looked for; the smallest that shows one is enough
_LARGER = 2.0  # what a small picture is made, where it shows none: the detector finds 65 pixels and more
# a picture is what it is: nobody can be asked to turn, only what would be guessing is refused
_LIMITS = Limits(
    width=40,
    share=2.0,
    shift=0.5,
    roll=60.0,
    light=(25.0, 235.0),
    contrast=6.0,
    burnt=0.5,
    drowned=0.7,
    sides=6.0,
    sharpness=0.16,
)


@dataclass(frozen=True, slots=True)
class StillFace:
    encoding: Encoding
    pose: Pose
    measures: Measures


@dataclass(frozen=True, slots=True)
class NoFace:
    why: str


def face_in(models: Models, file: Path, limits: Limits = _LIMITS) -> StillFace | NoFace:
    """The widest face of the picture; who stands behind does not matter."""
    loaded = load(file)
    if loaded is None:
        return NoFace("no picture")
    picture = fit(loaded)
    gray = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    box = _widest(models, gray)
    if box is None:
        return NoFace("no face")
    pose = pose_of(models.points(gray, box).tolist())
    chip = models.chip(np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8), box)
    measures = quality.measure(chip, box.width, picture.shape[1], pose)
    wrong = quality.problems(measures, limits)
    if wrong:
        return NoFace(", ".join(problem.value for problem in wrong))
    return StillFace(models.encode(chip), pose, measures)


def _widest(models: Models, gray: Gray) -> Box | None:
    width = gray.shape[1]
    scales = sorted({min(1.0, wanted / width) for wanted in _WIDTHS})
    if width <= _WIDTHS[0]:
        scales.append(_LARGER)
    for scale in scales:
        how = cv2.INTER_AREA if scale < 1.0 else cv2.INTER_CUBIC
        sized = gray if scale == 1.0 else cv2.resize(gray, None, fx=scale, fy=scale, interpolation=how)
        for box in models.faces(np.asarray(sized, np.uint8)):
            left, top, right, bottom = (
                round(side / scale) for side in (box.left, box.top, box.right, box.bottom)
            )
            return Box(left, top, right, bottom)
    return None
