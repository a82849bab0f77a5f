"""When to try again: full jitter, so that a hundred thousand kiosks don't come back in one second."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

from kiosk.wire.names import LEAST_SPREAD, MOST_SPREAD

_LONGEST: Final = 3600.0
"""Seconds that a hub can ask to be left alone at most: whoever answers in its place shuts nobody out."""


class Jitter:
    """`draw` gives a number between 0 and 1."""

    def __init__(self, draw: Callable[[], float] = random.random) -> None:
        self._draw = draw
        self._failures = 0
        self._spread = float(LEAST_SPREAD)

    def heard(self, spread: str) -> None:
        """The hub has answered; `spread` as its header says it, believed between its limits."""
        self._failures = 0
        if spread.isascii() and spread.isdigit() and len(spread) < 6:
            self._spread = float(min(MOST_SPREAD, max(LEAST_SPREAD, int(spread))))

    def failed(self, retry_after: str = "") -> float:
        """Seconds until the next try. `retry_after`: the header of a hub that is busy."""
        window = min(float(MOST_SPREAD), self._spread * 2.0 ** min(self._failures, 20))
        self._failures += 1
        asked = float(retry_after) if retry_after.isascii() and retry_after.isdigit() else 0.0
        return min(asked, _LONGEST) + self._draw() * window
