"""People before the camera, for the tests of faces."""

from __future__ import annotations

import numpy as np

from hardware.vision.faces.models import Models
from tests.helpers.accessible.surfaces import cut, head_of
from tests.helpers.attacks import Turning
from tests.helpers.portraits import Picture, portrait
from tests.helpers.stage import FRAME, Place


def standing(models: Models, name: str, frames: int) -> list[Picture]:
    """That portrait's person before the machine, a little restless; `FRAME` seconds from frame to frame."""
    visitor = Turning(head_of(cut(models, portrait(name))), np.random.default_rng(1), (30, 34))
    place = Place(visitor, 1)
    return [place.picture(None, None, frame * FRAME) for frame in range(frames)]
