"""Where a reader of codes is, for a person before the screen: what an arrow on the screen points to."""

from __future__ import annotations

from enum import StrEnum


class Beside(StrEnum):
    """On which side of the screen."""

    LEFT = "left"
    RIGHT = "right"
    ABOVE = "above"
    BELOW = "below"
