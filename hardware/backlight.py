"""The light behind the screen, where Linux lets it be turned down: /sys/class/backlight."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Final, Self

log = logging.getLogger(__name__)

ROOT: Final = Path("/sys/class/backlight")


class Backlight:
    """One light in a folder of its own with `brightness` and `max_brightness`, as the kernel has it."""

    def __init__(self, folder: Path) -> None:
        self._brightness = folder / "brightness"
        self._most = int((folder / "max_brightness").read_text("ascii"))
        self._failing = False

    @classmethod
    def find(cls, root: Path = ROOT) -> Self | None:
        """The first light that can be turned down by us; None where there is none, which is no fault."""
        for folder in sorted(root.glob("*")):
            if os.access(folder / "brightness", os.W_OK):
                try:
                    return cls(folder)
                except (OSError, ValueError) as problem:
                    log.info("%s is no light that can be turned down: %s", folder.name, problem)
        return None

    def shine(self, percent: int) -> None:
        """Set the brightness, never quite dark. A light that is gone is logged once."""
        wanted = max(1, round(self._most * percent / 100))
        try:
            self._brightness.write_text(f"{wanted}\n", "ascii")
        except OSError as problem:
            if not self._failing:
                log.warning("the screen's light can't be turned: %s", problem)
            self._failing = True
        else:
            if self._failing:
                log.info("the screen's light can be turned again")
            self._failing = False
