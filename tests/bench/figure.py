"""A figure, what it should be, and how a spread is summed up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Better = Literal["lower", "higher"]


@dataclass(frozen=True, slots=True)
class Figure:
    """`target` None: only told."""

    name: str
    value: float
    unit: str
    target: float | None
    better: Better

    @property
    def met(self) -> bool | None:
        if self.target is None:
            return None
        return self.value <= self.target if self.better == "lower" else self.value >= self.target

    def plain(self) -> dict[str, object]:
        return {"value": self.value, "unit": self.unit, "target": self.target, "better": self.better}


def percentile(values: Sequence[float], of_hundred: float) -> float:
    """The smallest of the values that so many of a hundred do not exceed."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, round(of_hundred / 100 * len(ranked) + 0.5) - 1)]
