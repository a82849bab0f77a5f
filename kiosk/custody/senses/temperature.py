"""Classes of temperature: between which limits what is in a compartment has to be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class TemperatureClass:
    """Limits in tenths of a degree Celsius, both still good; None is no limit. At least one is set.

    `grace`: seconds for which the air may be outside before that is an excursion (a door that was open).
    `unwatched`: seconds without a reading after which somebody is asked to see to the sensor.
    """

    name: str
    least: int | None
    most: int | None
    grace: int = 600
    unwatched: int = 1800

    def off(self, tenths: int) -> int:
        """How far outside of the limits, in tenths of a degree; 0 within them."""
        if self.least is not None and tenths < self.least:
            return self.least - tenths
        if self.most is not None and tenths > self.most:
            return tenths - self.most
        return 0


KNOWN: Final[Mapping[str, TemperatureClass]] = {
    kind.name: kind
    for kind in (
        TemperatureClass("room", 180, 220),
        TemperatureClass("fresh", 0, 40),
        TemperatureClass("biological", 20, 80),
        TemperatureClass("frozen", None, -180),
    )
}
"""What parcel lockers with chilled compartments commonly offer; a site file may change and add some."""
