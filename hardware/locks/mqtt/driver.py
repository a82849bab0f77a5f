"""Driver of locks on relays with MQTT."""

from __future__ import annotations

from hardware.locks.bridge.driver import PULSE_MS, BridgeDriver
from hardware.locks.mqtt.settings import TOPIC


class MqttDriver(BridgeDriver):
    settings = (PULSE_MS, TOPIC)
