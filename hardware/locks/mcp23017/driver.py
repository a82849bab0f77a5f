"""Locks on port expanders."""

from __future__ import annotations

from hardware.locks.bridge.driver import PULSE_MS, BridgeDriver
from hardware.locks.gpio.settings import ACTIVE


class McpDriver(BridgeDriver):
    settings = (PULSE_MS, ACTIVE)
