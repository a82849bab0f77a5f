"""Reports of any device: connected, or lost with the reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeviceUp:
    device: str


@dataclass(frozen=True, slots=True)
class DeviceDown:
    device: str
    reason: str
