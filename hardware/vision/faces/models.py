"""dlib and its model files, loaded only when somebody asks for faces."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from hardware.cameras.camera import Gray
from hardware.vision.faces.frame.box import Box
from hardware.vision.faces.templates import Encoding

Rgb = npt.NDArray[np.uint8]
Points = npt.NDArray[np.float64]

CHIP = 150  # pixels a side of an upright face, as the encoder takes it
_PADDING = 0.25
_PACKAGE = "face_recognition_models"
_LANDMARKS = "shape_predictor_5_face_landmarks.dat"
_ENCODER = "dlib_face_recognition_resnet_model_v1.dat"


@dataclass(frozen=True, slots=True)
class Missing:
    """Faces can't be used here, and why."""

    reason: str


class Models:
    """Made by `load`. Used by one thread; dlib holds the interpreter while it works."""

    def __init__(self, dlib: Any, folder: Path) -> None:  # noqa: ANN401  it has no types
        self._dlib = dlib
        self._detector = dlib.get_frontal_face_detector()
        self._landmarks = dlib.shape_predictor(str(folder / _LANDMARKS))
        self._encoder = dlib.face_recognition_model_v1(str(folder / _ENCODER))

    def faces(self, picture: Gray, *, sure: float = 0.0) -> list[Box]:
        """Faces of 65 pixels and more, the widest first; never made larger to find smaller ones.

        `sure` below 0 finds half-turned faces too, and faces where there are none.
        """
        boxes, _, _ = self._detector.run(picture, 0, sure)
        found = [Box(r.left(), r.top(), r.right() + 1, r.bottom() + 1) for r in boxes]
        return sorted(found, key=lambda box: -box.width)

    def points(self, picture: Gray | Rgb, box: Box) -> Points:
        """Five points (x, y): the outer and inner corner of the eye at the picture's right, the same of the
        other eye, and where the nose ends above the lip."""
        return np.array([(p.x, p.y) for p in self._shape(picture, box).parts()], float)

    def chip(self, picture: Rgb, box: Box) -> Rgb:
        """The face, turned upright, `CHIP` pixels a side."""
        shape = self._shape(picture, box)
        return np.asarray(self._dlib.get_face_chip(picture, shape, CHIP, _PADDING), np.uint8)

    def encode(self, chip: Rgb) -> Encoding:
        return tuple(map(float, self._encoder.compute_face_descriptor(chip)))

    def _shape(self, picture: Gray | Rgb, box: Box) -> Any:  # noqa: ANN401  it has no types
        rectangle = self._dlib.rectangle(box.left, box.top, box.right - 1, box.bottom - 1)
        return self._landmarks(picture, rectangle)


def load() -> Models | Missing:
    """Takes about a second of processor time and 45 MiB.

    The package of the models is found and not imported: it imports `pkg_resources`, which newer setuptools
    don't have, and `face_recognition` then ends the whole process with status 0.
    """
    package = find_spec(_PACKAGE)
    if package is None or not package.submodule_search_locations:
        return Missing("the models of faces are not installed (packaging/faces.txt)")
    folder = Path(package.submodule_search_locations[0]) / "models"
    try:
        import dlib  # noqa: PLC0415  11 MB that a site without faces never loads

        return Models(dlib, folder)
    except (ImportError, RuntimeError) as failure:
        return Missing(f"the models of faces can't be loaded: {failure}")
