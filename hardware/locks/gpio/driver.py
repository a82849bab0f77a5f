"""Locks on the pins of a small computer."""

from __future__ import annotations

from hardware.locks.bridge.driver import PULSE_MS, BridgeDriver
from hardware.locks.gpio.settings import ACTIVE, INPUTS, OUTPUTS


class GpioDriver(BridgeDriver):
    settings = (PULSE_MS, ACTIVE, OUTPUTS, INPUTS)
