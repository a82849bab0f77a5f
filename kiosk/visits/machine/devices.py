"""Which devices are there, by their own word: a scanner, sensors, a supply. Kept for whoever examines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hardware.outcomes.devices import DeviceDown, DeviceUp
from kiosk.visits.part import Hears, Performs


@dataclass(frozen=True, slots=True)
class DeviceStanding:
    """`reason` is why a device is not there, for technicians; empty while it is."""

    up: bool
    since: datetime
    reason: str = ""


class Devices:
    """`standing` by the device's name; one that has not spoken yet is not in it."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.standing: dict[str, DeviceStanding] = {}
        self.performs: Performs = {}
        self.hears: Hears = {DeviceUp: self.on_device, DeviceDown: self.on_device}

    def gone(self, device: str) -> str | None:
        """Why it is not there; None while it is, or has not spoken yet."""
        standing = self.standing.get(device)
        return None if standing is None or standing.up else standing.reason

    def on_device(self, report: DeviceUp | DeviceDown) -> None:
        now = self._now()
        match report:
            case DeviceUp(device):
                self.standing[device] = DeviceStanding(up=True, since=now)
            case DeviceDown(device, reason):
                self.standing[device] = DeviceStanding(up=False, since=now, reason=reason)
