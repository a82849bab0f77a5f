"""Whether pictures come often enough to look at a face at all. Pure."""

from __future__ import annotations

from collections import deque
from typing import Final

LEAST: Final = 1.5
"""Pictures a second. From three on everything works; below this a turn is seen by chance alone."""
WINDOW: Final = 5.0
"""Seconds over which they are counted: a machine that is busy for a moment is not slow."""


class Pace:
    """`see` when each picture was taken; whether too few came, for long enough to be sure."""

    def __init__(self) -> None:
        self._began: float | None = None
        self._lately: deque[float] = deque()

    def see(self, at: float) -> bool:
        self._began = at if self._began is None else self._began
        self._lately.append(at)
        while self._lately[0] <= at - WINDOW:
            self._lately.popleft()
        return at - self._began >= WINDOW and len(self._lately) < LEAST * WINDOW
