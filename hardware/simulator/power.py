"""A battery with something that charges it, or not: what every simulated supply shows in its own bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Supply:
    """A battery of 12 V that lasts for 100 minutes; hands turn the knobs while nobody else looks."""

    on_mains: bool = True
    """the grid is there, or the sun shines"""
    charge: float = 100.0
    """percent"""

    @property
    def volts(self) -> float:
        return 11.5 + 0.015 * self.charge

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
