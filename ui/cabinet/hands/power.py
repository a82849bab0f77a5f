"""What the cabinet's window knows of the supplies, and what hands do to them."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from hardware.simulator.happenings import SupplyMoved
from hardware.simulator.power.supplies import SimulatedSupplies
from kiosk.site.whole import Site

STEP: Final = 20.0
"""Percent by which a click drains or charges."""


class PowerHands(QObject):
    """Lives in the main thread."""

    changed = Signal()

    def __init__(self, site: Site, simulated: SimulatedSupplies, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._simulated = simulated
        supplies = site.power.supplies if site.power is not None else ()
        self._grid = {supply.name: supply.grid for supply in supplies}
        self._now = {supply.name: SupplyMoved(supply.name, mains=True, charge=100.0) for supply in supplies}

    @Slot(str)
    def cut(self, supply: str) -> None:
        """Cut the mains or cover the sun, or put it back."""
        self._simulated.mains(supply, on=not self._now[supply].mains)

    @Slot(str, float)
    def charge(self, supply: str, percent: float) -> None:
        """So much more in the battery, or less."""
        self._simulated.charge(supply, max(0.0, min(100.0, self._now[supply].charge + percent)))

    def hear(self, happening: SupplyMoved) -> None:
        self._now[happening.supply] = happening
        self.changed.emit()

    def _supplies(self) -> list[dict[str, Any]]:
        return [
            {"name": name, "grid": self._grid[name], "mains": now.mains, "charge": now.charge}
            for name, now in self._now.items()
        ]

    supplies = Property(list, _supplies, notify=changed)
    any = Property(bool, lambda self: bool(self._now), notify=changed)
    step = Property(float, lambda _self: STEP, notify=changed)


def sentence(happening: SupplyMoved) -> str:
    """What happened, for a person who watches."""
    carried = "carried from outside" if happening.mains else "on its battery"
    return f"{happening.supply} is {carried}, and the battery has {happening.charge:.0f} %."
