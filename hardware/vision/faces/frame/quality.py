"""Quality of a face in a frame, and what the person can change."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from hardware.outcomes.faces import FaceProblem
from hardware.vision.faces.frame.pose import Pose
from hardware.vision.faces.models import Rgb


@dataclass(frozen=True, slots=True)
class Measures:
    """`width` in pixels and as a `share` of the picture's; `light` and `contrast` of 255; `burnt` and
    `drowned`: shares of white and black; `sides`: the lighter half over the darker; `sharpness` is 0.3 to 1.1
    in focus.
    """

    width: int
    share: float
    pose: Pose
    light: float
    contrast: float
    burnt: float
    drowned: float
    sides: float
    sharpness: float


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of quality; the defaults pass all 57 measuring portraits, and refuse them blurred."""

    width: int = 80
    share: float = 0.7
    shift: float = 0.10
    roll: float = 18.0
    light: tuple[float, float] = (55.0, 205.0)
    contrast: float = 12.0
    burnt: float = 0.10
    drowned: float = 0.35
    sides: float = 2.5
    sharpness: float = 0.26


def measure(chip: Rgb, width: int, picture_width: int, pose: Pose) -> Measures:
    """`chip` is upright, 150 pixels a side; `width` the face's in the picture, in pixels."""
    face = cv2.cvtColor(chip, cv2.COLOR_RGB2GRAY)[25:135, 30:120].astype(np.float32)
    halves = float(face[:, :45].mean()) + 1.0, float(face[:, 45:].mean()) + 1.0
    contrast = float(face.std())
    # noise is no sharpness: it is taken out first
    edges = cv2.Laplacian(cv2.GaussianBlur(face, (0, 0), 0.8), cv2.CV_32F, ksize=3)
    return Measures(
        width=width,
        share=width / picture_width,
        pose=pose,
        light=float(face.mean()),
        contrast=contrast,
        burnt=float((face > 250).mean()),
        drowned=float((face < 25).mean()),
        sides=max(halves) / min(halves),
        sharpness=float(edges.std()) / (contrast + 1.0),
    )


def problems(measures: Measures, limits: Limits) -> tuple[FaceProblem, ...]:
    """Problems that the person can change, the most important first; none if the frame is good."""
    m = measures
    dark, bright = limits.light
    found = (
        (FaceProblem.TOO_FAR, m.width < limits.width),
        (FaceProblem.TOO_CLOSE, m.share > limits.share),
        (FaceProblem.TOO_DARK, m.light < dark or m.drowned > limits.drowned),
        (FaceProblem.TOO_BRIGHT, m.light > bright or m.burnt > limits.burnt),
        (FaceProblem.UNEVEN_LIGHT, m.sides > limits.sides),
        (FaceProblem.TURNED, abs(m.pose.shift) > limits.shift),
        (FaceProblem.TILTED, abs(m.pose.roll) > limits.roll),
        (FaceProblem.BLURRED, m.sharpness < limits.sharpness or m.contrast < limits.contrast),
    )
    return tuple(problem for problem, is_there in found if is_there)
