"""The scanner in the house, where it has to be told: it looks while a question wants a code, not at home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.journeys.front.screens import Home
from kiosk.journeys.machine.effects import Readings
from kiosk.journeys.who.effects import Proofs, Scans

if TYPE_CHECKING:
    from kiosk.visits.outside import Wand
    from kiosk.visits.run import Run


class Aiming:
    def __init__(self, wand: Wand | None) -> None:
        self._wand = wand
        self._on = False

    def follow(self, run: Run) -> None:
        """`run` has the stage."""
        wanted = not isinstance(run.screen, Home) and any(map(run.listens, (Scans, Proofs, Readings)))
        if self._wand is not None and wanted is not self._on:
            self._on = wanted
            self._wand.active(wanted)
