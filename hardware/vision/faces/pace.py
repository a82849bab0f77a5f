"""Frame rate check: whether pictures come often enough for faces. Pure."""

from __future__ import annotations

from collections import deque
from typing import Final

LEAST: Final = 1.5
"""Pictures a second that the camera has to give. From three on everything works."""
LEAST_LOOKS: Final = 0.5
"""Pictures a second that the machine has to look at; a busy one leaves some out."""
WINDOW: Final = 6.0
"""Seconds over which they are counted: a camera that stops for a moment is not slow."""


class Pace:
    """`see` each picture that is looked at; whether too few come, for long enough to be sure."""

    def __init__(self) -> None:
        self._began: float | None = None
        self._lately: deque[tuple[float, int]] = deque()

    def see(self, at: float, number: int) -> bool:
        """`at`: when it was taken, in seconds. `number`: how many the camera has given by then."""
        self._began = at if self._began is None else self._began
        self._lately.append((at, number))
        while self._lately[0][0] < at - WINDOW:
            self._lately.popleft()
        if at - self._began < WINDOW:
            return False
        given = number - self._lately[0][1]
        return given < LEAST * WINDOW - 1 or len(self._lately) < LEAST_LOOKS * WINDOW
