"""A folder of pictures as a camera, for demos and tests."""

from __future__ import annotations

import time
from collections import deque
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from hardware.cameras.camera import MOST_WIDTH, CameraKind, CameraLost, Picture

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".webp", ".pgm", ".ppm", ".tif", ".tiff"})
HOLD = 2.0
_LEAST_HOLD = 0.5
_POLL = 0.1
_PATIENCE = 10  # polls for a file that is still being written
_MOST_BYTES = 2**28
_SCENE = 720, 1280
_JPEG = b"\xff\xd8"  # which knows no transparency
_NEARLY_WHITE, _HALF = 200, 0.5


class FolderCamera:
    """Each picture that arrives in the folder is held before the camera for two seconds, or half of one when
    the next waits; otherwise there is an empty grey scene.

    What was there when this was made is never shown; of what arrived while it was closed, the newest. A file
    that is written anew counts as new.
    """

    kind = CameraKind.STILLS

    def __init__(self, folder: Path, *, hold: float = HOLD) -> None:
        self._folder = folder
        self._hold = hold
        self._known: dict[Path, int] = {}
        self._arrivals()
        self._waiting: deque[Path] = deque()
        self._polls = 0
        self._shown_at = -hold
        self._empty = True

    def find(self) -> CameraLost | None:
        return None if self._folder.is_dir() else CameraLost(f"there is no folder {self._folder}")

    def open(self) -> CameraLost | None:
        arrived = self._arrivals()
        if isinstance(arrived, CameraLost):
            return arrived
        self._waiting = deque(arrived[-1:])
        self._shown_at = -self._hold
        self._empty = False
        return None

    def read(self) -> Picture | CameraLost | None:
        arrived = self._arrivals()
        if isinstance(arrived, CameraLost):
            return arrived
        self._waiting += arrived
        shown_for = time.monotonic() - self._shown_at
        if self._waiting and shown_for >= min(_LEAST_HOLD, self._hold):
            if (picture := self._next()) is not None:
                self._shown_at = time.monotonic()
                self._empty = False
                return picture
        elif shown_for >= self._hold and not self._empty:
            self._empty = True
            return np.full((*_SCENE, 3), 128, np.uint8)
        time.sleep(_POLL)
        return None

    def hold_light(self, *, wanted: bool) -> None:
        """Its light is what it is."""

    def close(self) -> None:
        self._waiting.clear()

    def _arrivals(self) -> list[Path] | CameraLost:
        """The pictures that are new or newly written, the oldest first."""
        try:
            present = {
                path: path.stat().st_mtime_ns
                for path in self._folder.iterdir()
                if path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
            }
        except OSError as failure:
            return CameraLost(f"the folder of pictures can't be read: {failure}")
        new = [path for path, changed in present.items() if self._known.get(path) != changed]
        self._known = present
        return sorted(new, key=lambda path: (present[path], path))

    def _next(self) -> Picture | None:
        """The picture that waits first; None while it is still being written."""
        picture = load(self._waiting[0])
        self._polls += 1
        if picture is None and self._polls < _PATIENCE:
            return None
        self._polls = 0
        self._waiting.popleft()
        return None if picture is None else fit(picture)


def load(file: Path, flags: int = cv2.IMREAD_COLOR) -> Picture | None:
    """The picture in `file`; None where there is none, or one of more than a hundred million pixels."""
    try:
        # by its bytes, for OpenCV crashes at a name that is no UTF-8
        with file.open("rb") as opened:
            packed = opened.read(_MOST_BYTES)
        if not packed:
            return None
        raw = np.frombuffer(packed, np.uint8)
        grounded = None if packed.startswith(_JPEG) else _on_a_ground(raw, flags)
        if grounded is not None:
            return grounded
        picture = cv2.imdecode(raw, flags)
    except (OSError, cv2.error):
        return None
    return None if picture is None else np.asarray(picture, np.uint8)


def _on_a_ground(raw: npt.NDArray[np.uint8], flags: int) -> Picture | None:
    """A picture with a transparent ground, laid on white; on black where white would swallow what it shows.

    None where it has no transparency. OpenCV alone shows what is under it, which is mostly black.
    """
    found = cv2.imdecode(raw, cv2.IMREAD_UNCHANGED)
    if found is None or found.ndim != 3 or found.shape[2] != 4:
        return None
    full = {"uint8": 255, "uint16": 65535}.get(found.dtype.name, 1)
    colours = found[..., :3].astype(np.float32) * (255.0 / full)
    cover = found[..., 3:].astype(np.float32) / full
    white = np.asarray(colours * cover + 255.0 * (1.0 - cover), np.uint8)
    swallowed = white.min() > _NEARLY_WHITE and cover.min() < _HALF < cover.max()
    picture = np.asarray(colours * cover, np.uint8) if swallowed else white
    if flags == cv2.IMREAD_GRAYSCALE:
        return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    return picture


def fit(picture: Picture, most: int = MOST_WIDTH) -> Picture:
    """`picture`, made smaller if one of its sides has more than `most` pixels (a camera's, as it is)."""
    height, width = picture.shape[:2]
    scale = most / max(height, width)
    if scale >= 1.0:
        return picture
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
