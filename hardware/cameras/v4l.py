"""A camera of the machine, by Video4Linux."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np

from hardware.cameras.camera import CameraKind, CameraLost, Picture

_AUTOMATIC, _MANUAL = 3, 1  # Video4Linux: aperture priority, and by hand


class Capture(Protocol):
    """The part of `cv2.VideoCapture` that is used."""

    def isOpened(self) -> bool: ...  # noqa: N802  OpenCV's name

    def read(self) -> tuple[bool, Any]: ...

    def get(self, propId: int, /) -> float: ...  # noqa: N803  OpenCV's name

    def set(self, propId: int, value: float, /) -> bool: ...  # noqa: N803  OpenCV's name

    def release(self) -> None: ...


def open_capture(path: str) -> Capture:
    """Open at 1280x720 in MJPG, which leaves a USB 2 bus room for 30 pictures a second."""
    capture = cv2.VideoCapture(path, cv2.CAP_V4L2)
    capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, 1280)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, 720)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return capture


class V4lCamera:
    """`path` is a stable one ("/dev/v4l/by-path/...-video-index0"), resolved at each opening."""

    kind = CameraKind.LIVE

    def __init__(self, path: str, open_capture: Callable[[str], Capture] = open_capture) -> None:
        self._path = path
        self._open_capture = open_capture
        self._capture: Capture | None = None

    def find(self) -> CameraLost | None:
        return None if Path(self._path).exists() else CameraLost(f"there is no camera at {self._path}")

    def open(self) -> CameraLost | None:
        if missing := self.find():
            return missing
        self._capture = self._open_capture(self._path)
        if self._capture.isOpened():
            return None
        self.close()
        return CameraLost(f"the camera at {self._path} does not open; another program may use it")

    def read(self) -> Picture | CameraLost | None:
        if self._capture is None:
            return CameraLost("the camera is not open")
        if not Path(self._path).exists():  # read() may go on reporting success
            return CameraLost("the camera was unplugged")
        good, picture = self._capture.read()
        if not good or picture is None:
            return CameraLost("the camera sends no picture")
        return np.ascontiguousarray(picture, dtype=np.uint8)

    def hold_light(self, *, wanted: bool) -> None:
        """Lock exposure and white balance; many cameras forget the exposure when locked, so it is set."""
        capture = self._capture
        if capture is None:
            return
        if not wanted:
            capture.set(cv2.CAP_PROP_AUTO_EXPOSURE, _AUTOMATIC)
            capture.set(cv2.CAP_PROP_AUTO_WB, 1)
            return
        exposure, temperature = capture.get(cv2.CAP_PROP_EXPOSURE), capture.get(cv2.CAP_PROP_WB_TEMPERATURE)
        if capture.set(cv2.CAP_PROP_AUTO_EXPOSURE, _MANUAL) and exposure > 0:
            capture.set(cv2.CAP_PROP_EXPOSURE, exposure)
        if capture.set(cv2.CAP_PROP_AUTO_WB, 0) and temperature > 0:
            capture.set(cv2.CAP_PROP_WB_TEMPERATURE, temperature)

    def close(self) -> None:
        if self._capture is not None:
            self._capture.release()
            self._capture = None
