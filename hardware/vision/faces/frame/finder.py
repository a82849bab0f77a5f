"""Face detector for a stream: the whole picture now and then, near the last face otherwise."""

from __future__ import annotations

import cv2
import numpy as np

from hardware.cameras.camera import Gray
from hardware.vision.faces.frame.box import Box
from hardware.vision.faces.models import Models

_SEARCH_WIDTH = 480  # a person at arm's length has 80 pixels and more in it
_FACE_WIDTH = 84  # what a known face is made as wide as; the detector finds 65 always, 55 not always
_EVERYWHERE_EVERY = 5  # frames
_ROOM = 0.8  # around the last place, in face widths
_MOST = 1.0
_HALF_TURNED = -0.4  # where a face was a moment ago, less is sure enough


class Finder:
    def __init__(self, models: Models) -> None:
        self._models = models
        self._frames = 0

    def find(self, picture: Gray, last: Box | None = None) -> list[Box]:
        """The faces in `picture`, the widest first; near `last` only, except on every fifth call."""
        self._frames += 1
        if last is not None and self._frames % _EVERYWHERE_EVERY:
            return self._near(picture, last)
        everywhere = self._in(picture, 0, 0, _SEARCH_WIDTH / picture.shape[1])
        return everywhere or (self._near(picture, last) if last is not None else [])

    def _near(self, picture: Gray, last: Box) -> list[Box]:
        height, width = picture.shape
        room_x, room_y = round(last.width * _ROOM), round(last.height * _ROOM)
        left, top = max(0, last.left - room_x), max(0, last.top - room_y)
        part = picture[top : min(height, last.bottom + room_y), left : min(width, last.right + room_x)]
        if not part.size:
            return []
        found = self._in(np.ascontiguousarray(part), left, top, _FACE_WIDTH / last.width, _HALF_TURNED)
        return [max(found, key=last.overlap)] if found else []

    def _in(self, picture: Gray, left: int, top: int, scale: float, sure: float = 0.0) -> list[Box]:
        """Search `picture`, which is at (left, top) of the whole, made smaller by `scale`."""
        height, width = picture.shape
        scale = min(scale, _MOST)
        size = max(1, round(width * scale)), max(1, round(height * scale))
        small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA) if scale < _MOST else picture
        return [
            Box(
                left + round(box.left / scale),
                top + round(box.top / scale),
                left + round(box.right / scale),
                top + round(box.bottom / scale),
            )
            for box in self._models.faces(np.asarray(small, np.uint8), sure=sure)
        ]
