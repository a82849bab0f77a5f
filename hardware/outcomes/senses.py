"""Reports of sensors: climate and contacts."""

from __future__ import annotations

from dataclasses import dataclass

from hardware.outcomes.devices import DeviceDown, DeviceUp


@dataclass(frozen=True, slots=True)
class Climate:
    """The air at one sensor: degrees Celsius and percent of relative humidity, both to a tenth."""

    sensor: str
    celsius: float
    percent: float


@dataclass(frozen=True, slots=True)
class Contact:
    """A tamper or cabinet-door contact, bounce removed. `closed` is how it should be: shut, untouched."""

    name: str
    closed: bool


SensorReport = Climate | Contact | DeviceUp | DeviceDown
