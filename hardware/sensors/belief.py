"""Plausibility of sensor readings: range and jumps. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Belief:
    """Takes readings from `least` to `most`; one that is `jump` off only when the next confirms it."""

    least: float
    most: float
    jump: float
    _last: float | None = None
    _strange: float | None = None

    def doubt(self, value: float) -> str:
        """The reason against `value`; empty when it is plausible."""
        if not self.least <= value <= self.most:
            return f"{value:.1f} is out of range"
        confirmed = self._strange is not None and abs(value - self._strange) <= self.jump
        if self._last is None or abs(value - self._last) <= self.jump or confirmed:
            self._last, self._strange = value, None
            return ""
        self._strange = value
        return f"{value:.1f} after {self._last:.1f} is a jump that nothing confirms"

    def held(self) -> float | None:
        """The last reading that was believed."""
        return self._last

    def forget(self) -> None:
        self._last = self._strange = None
