"""A film as a camera: it plays at its own pace, again and again."""

from __future__ import annotations

import time
from pathlib import Path

import cv2
import numpy as np

from hardware.cameras.camera import CameraKind, CameraLost, Picture
from hardware.cameras.folder import fit

_USUAL_RATE = 25.0


class FilmCamera:
    """`file` is anything that OpenCV's own FFmpeg reads: mp4, avi, mkv."""

    kind = CameraKind.FILM

    def __init__(self, file: Path) -> None:
        self._file = file
        self._film: cv2.VideoCapture | None = None
        self._pause = 1.0 / _USUAL_RATE
        self._next_at = 0.0

    def find(self) -> CameraLost | None:
        return None if self._file.is_file() else CameraLost(f"there is no film {self._file}")

    def open(self) -> CameraLost | None:
        self._film = cv2.VideoCapture(str(self._file))
        if not self._film.isOpened():
            self.close()
            return CameraLost(f"{self._file} is no film")
        rate = self._film.get(cv2.CAP_PROP_FPS)
        self._pause = 1.0 / (rate if 1.0 <= rate <= 120.0 else _USUAL_RATE)
        self._next_at = time.monotonic()
        return None

    def read(self) -> Picture | CameraLost | None:
        if self._film is None:
            return CameraLost("the film is not open")
        time.sleep(max(0.0, self._next_at - time.monotonic()))
        self._next_at = max(self._next_at + self._pause, time.monotonic())
        good, picture = self._film.read()
        if not good:
            self._film.set(cv2.CAP_PROP_POS_FRAMES, 0)
            good, picture = self._film.read()
        if not good:
            return CameraLost(f"{self._file} has no pictures")
        return fit(np.asarray(picture, np.uint8))

    def hold_light(self, *, wanted: bool) -> None:
        """Its light is what it is."""

    def close(self) -> None:
        if self._film is not None:
            self._film.release()
            self._film = None
