"""Simulated devices with Tasmota and ESPHome: their messages at a real broker."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Final

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.reasoncodes import ReasonCode

CONNECT_WITHIN: Final = 10.0


class _Device:
    """One client at the broker. `short` says whether the contact of a door is closed, `pull` opens it."""

    def __init__(
        self,
        port: int,
        topic: str,
        channels: int,
        short: Callable[[int], bool],
        pull: Callable[[int], object],
    ) -> None:
        self.topic = topic
        self.channels = channels
        self.heard: list[tuple[str, str]] = []
        """Every command, in its order."""
        self._short = short
        self._pull = pull
        self._subscribed = threading.Event()
        self._client = Client(CallbackAPIVersion.VERSION2)
        self._client.on_connect = self._connected
        self._client.on_subscribe = lambda *_: self._subscribed.set()
        self._client.on_message = self._message
        self._client.will_set(*self.last_will(), qos=1, retain=True)
        self._port = port

    def start(self) -> None:
        self._client.connect("127.0.0.1", self._port)
        self._client.loop_start()
        if not self._subscribed.wait(CONNECT_WITHIN):
            raise TimeoutError("the broker does not let the simulated device in")

    def stop(self) -> None:
        """Switched off. What a broker says of one that breaks off is said here."""
        self.say(*self.last_will(), retain=True)
        self._client.disconnect()
        self._client.loop_stop()

    def last_will(self) -> tuple[str, str]:
        raise NotImplementedError

    def commands(self) -> str:
        """The filter of topics that it listens to."""
        raise NotImplementedError

    def greet(self) -> None:
        """Publish its messages after connecting."""
        raise NotImplementedError

    def obey(self, what: str, text: str) -> None:
        raise NotImplementedError

    def say(self, topic: str, text: str, *, retain: bool = False) -> None:
        self._client.publish(topic, text, retain=retain)

    def short(self, lock: int) -> bool:
        return self._short(lock)

    def pull(self, lock: int) -> None:
        self._pull(lock)

    def _connected(
        self, client: Client, _data: object, _flags: object, _reason: ReasonCode, _more: object
    ) -> None:
        client.subscribe(self.commands(), qos=1)
        self.greet()

    def _message(self, _client: Client, _data: object, message: MQTTMessage) -> None:
        text = bytes(message.payload).decode(errors="replace")
        self.heard.append((message.topic, text))
        self.obey(message.topic, text)


class SimulatedTasmota(_Device):
    """`Power<n>`, `PulseTime<n>` and `STATUS 10`. A relay without a pulse time stays on: `stuck` has it."""

    def __init__(
        self,
        port: int,
        topic: str,
        channels: int,
        short: Callable[[int], bool],
        pull: Callable[[int], object],
        *,
        knows_pulses: bool = True,
    ) -> None:
        super().__init__(port, topic, channels, short, pull)
        self.stuck: set[int] = set()
        self.silent = False
        self.pulses: dict[int, int] = {}
        self._knows_pulses = knows_pulses

    def last_will(self) -> tuple[str, str]:
        return f"tele/{self.topic}/LWT", "Offline"

    def commands(self) -> str:
        return f"cmnd/{self.topic}/#"

    def greet(self) -> None:
        self.say(f"tele/{self.topic}/LWT", "Online", retain=True)

    def obey(self, what: str, text: str) -> None:
        command = what.rsplit("/", maxsplit=1)[-1].upper()
        if self.silent:
            return
        if command == "STATUS" and text == "10":
            switches = {
                f"Switch{lock}": "ON" if self.short(lock) else "OFF" for lock in range(1, self.channels + 1)
            }
            sensed = {"StatusSNS": {"Time": "2026-01-01T12:00:00"} | switches}
            self.say(f"stat/{self.topic}/STATUS10", json.dumps(sensed))
        elif command.startswith("PULSETIME") and self._knows_pulses:
            lock = int(command.removeprefix("PULSETIME"))
            self.pulses[lock] = int(text)
            told = {f"PulseTime{lock}": {"Set": int(text), "Remaining": 0}}
            self.say(f"stat/{self.topic}/RESULT", json.dumps(told))
        elif command.startswith("PULSETIME"):
            self.say(f"stat/{self.topic}/RESULT", '{"Command":"Unknown"}')
        elif command.startswith("POWER"):
            self._power(int(command.removeprefix("POWER")), on=text == "ON")

    def _power(self, lock: int, *, on: bool) -> None:
        if not on:
            self.stuck.discard(lock)
        elif lock <= self.channels:
            if not self.pulses.get(lock):
                self.stuck.add(lock)
            self.pull(lock)
        self.say(f"stat/{self.topic}/RESULT", json.dumps({f"POWER{lock}": "ON" if on else "OFF"}))


class SimulatedEsphome(_Device):
    """Momentary buttons and binary sensors "door-<n>"; states are retained, as its own are."""

    def last_will(self) -> tuple[str, str]:
        return f"{self.topic}/status", "offline"

    def commands(self) -> str:
        return f"{self.topic}/button/+/command"

    def greet(self) -> None:
        for lock in range(1, self.channels + 1):
            self.tell(lock)
        self.say(f"{self.topic}/status", "online", retain=True)

    def tell(self, lock: int) -> None:
        """Publish the change of a contact."""
        state = "ON" if self.short(lock) else "OFF"
        self.say(f"{self.topic}/binary_sensor/door-{lock}/state", state, retain=True)

    def obey(self, what: str, text: str) -> None:
        door = what.split("/")[-2].removeprefix("door-")
        if text == "PRESS" and door.isdecimal() and int(door) <= self.channels:
            self.pull(int(door))
            self.tell(int(door))
