"""The interface of a source of pictures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
"""Height x width x 3, blue first, as OpenCV has it."""
Gray = npt.NDArray[np.uint8]
"""Height x width, 0 is black."""

MOST_WIDTH = 1920


class CameraKind(Enum):
    LIVE = "live"  # never shows the same picture twice, unless it is frozen
    FILM = "film"
    STILLS = "stills"  # shows one picture for long


@dataclass(frozen=True, slots=True)
class CameraLost:
    """There are no pictures from here, and why."""

    reason: str


class Camera(Protocol):
    """Used by one thread; after `CameraLost` it is closed, and may be opened again."""

    kind: CameraKind

    def find(self) -> CameraLost | None:
        """Say whether it is there, without switching it on."""
        ...

    def open(self) -> CameraLost | None: ...

    def read(self) -> Picture | CameraLost | None:
        """Block for the next picture, some seconds at most; None if nothing new came."""
        ...

    def hold_light(self, *, wanted: bool) -> None:
        """Keep exposure and white balance as they are at this moment, or let them go; as far as it can."""
        ...

    def close(self) -> None: ...
