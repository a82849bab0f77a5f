"""A simulated battery with its charger: the state that every simulated supply reports in its own bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class SimulatedBattery:
    """Batteries of 12 V that last for 100 minutes."""

    on_mains: bool = True
    """the grid is there, or the sun shines"""
    charge: float = 100.0
    """percent"""
    batteries: float = 1.0
    """so many in a row; 2 make 24 V"""

    @property
    def volts(self) -> float:
        return self.batteries * (11.5 + 0.015 * self.charge)

    @property
    def amps(self) -> float:
        """Into the battery."""
        return 2.5 if self.on_mains else -1.5

    @property
    def runtime_s(self) -> int:
        return round(self.charge * 60)

    @property
    def is_low(self) -> bool:
        return self.charge < 20
