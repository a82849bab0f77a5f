"""Events about supplies and batteries."""

from __future__ import annotations

from dataclasses import dataclass

from hardware.outcomes.power import PowerSource
from kiosk.custody.event import Event


@dataclass(frozen=True, slots=True)
class SupplyTurned(Event):
    """What carries the cabinet changed, or nobody knows it any more. `charge`: percent of the battery."""

    supply: str
    source: PowerSource
    charge: int | None = None


@dataclass(frozen=True, slots=True)
class DepositsPaused(Event):
    """The battery is to last: things go out and none come in."""

    supply: str
    charge: int | None = None


@dataclass(frozen=True, slots=True)
class DepositsResumed(Event):
    supply: str
    charge: int | None = None


@dataclass(frozen=True, slots=True)
class BatteryLow(Event):
    """What runs is finished, then the machine rests until `BatteryWell`."""

    supply: str
    charge: int | None = None


@dataclass(frozen=True, slots=True)
class BatteryWell(Event):
    supply: str
    charge: int | None = None


@dataclass(frozen=True, slots=True)
class SupplyGone(Event):
    """The site file does not name it any more."""

    supply: str
