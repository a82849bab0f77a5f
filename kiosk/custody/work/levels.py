"""How loud and how bright the machine is, in steps, as somebody set it at the machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kiosk.custody.words import Level

MOST: Final = 5
LEAST: Final[Mapping[Level, int]] = {Level.DAY: 0, Level.NIGHT: 0, Level.BRIGHTNESS: 1}
USUAL: Final[Mapping[Level, int]] = {Level.DAY: 4, Level.NIGHT: 2, Level.BRIGHTNESS: MOST}
"""Where nobody has set anything."""


def within(level: Level, step: int) -> int:
    """The step, or the nearest that there is."""
    return max(LEAST[level], min(step, MOST))
