"""Which devices are there, by their own word: a scanner, sensors, a supply. Kept for whoever examines."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from hardware.outcomes.devices import DeviceDown, DeviceUp


@dataclass(frozen=True, slots=True)
class Standing:
    """`reason` is why a device is not there, for technicians; empty while it is."""

    up: bool
    since: datetime
    reason: str = ""


@dataclass(slots=True)
class Devices:
    """By the device's name; one that has not spoken yet is not in it."""

    standing: dict[str, Standing] = field(default_factory=dict)

    def gone(self, device: str) -> str | None:
        """Why it is not there; None while it is, or has not spoken yet."""
        standing = self.standing.get(device)
        return None if standing is None or standing.up else standing.reason

    def told(self, report: DeviceUp | DeviceDown, now: datetime) -> None:
        match report:
            case DeviceUp(device):
                self.standing[device] = Standing(up=True, since=now)
            case DeviceDown(device, reason):
                self.standing[device] = Standing(up=False, since=now, reason=reason)
