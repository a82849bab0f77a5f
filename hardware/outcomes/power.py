"""Reports of power supplies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hardware.outcomes.devices import DeviceDown, DeviceUp


class PowerSource(StrEnum):
    MAINS = "mains"
    """what comes from outside carries the cabinet: the grid or the sun"""
    BATTERY = "battery"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PowerState:
    """State of a supply. `charge` is percent of the battery, `runtime_s` seconds that it will last.

    `low`: the battery, or whoever guards it, says that it is time to finish and shut down. `detail` is for
    technicians, like "OB DISCHRG" or "12.4 V, -1.3 A".
    """

    device: str
    source: PowerSource
    charge: int | None
    runtime_s: int | None
    low: bool
    detail: str


PowerReport = PowerState | DeviceUp | DeviceDown
