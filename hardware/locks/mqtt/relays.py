"""Relays with Tasmota or ESPHome: the device itself ends each pulse, otherwise none is begun."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final, Self

from hardware.locks.bridge.driver import PULSE_MS
from hardware.locks.bridge.frames import States
from hardware.locks.bridge.relays import RelayBoard
from hardware.locks.mqtt.settings import TOPIC, broker_of
from hardware.locks.mqtt.talk import Talk

ANSWERS_WITHIN: Final = 1.0
"""Seconds that a device on the radio gets."""
SHORT: Final = "ON"


def topic_of(board: RelayBoard) -> str:
    return TOPIC.of(board.settings)


class TasmotaRelays:
    """Relay n is `Power<n>`, the contact of its door `Switch<n>`. See `Relays`.

    `PulseTime<n>` is set and read back before a relay is first switched on: without one it would stay on.
    """

    def __init__(self, boards: Sequence[RelayBoard], talk: Talk) -> None:
        self._boards = {board.address: board for board in boards}
        self._talk = talk
        self._pulsing: set[tuple[int, int]] = set()

    @classmethod
    def open(cls, port: str, boards: Sequence[RelayBoard]) -> Self:
        """Raises Unreachable."""
        topics = [
            f"{kind}/{topic_of(board)}/{what}"
            for board in boards
            for kind, what in (("stat", "STATUS10"), ("stat", "RESULT"), ("tele", "LWT"))
        ]
        return cls(boards, Talk.with_broker(broker_of(port), topics))

    def pulse_seconds(self, address: int) -> float:
        return PULSE_MS.of(self._boards[address].settings) / 1000

    def states(self, address: int) -> States | None:
        board = self._boards[address]
        topic = topic_of(board)
        if self._talk.last(f"tele/{topic}/LWT") == b"Offline":
            self._forget(address)
            return None
        since = self._talk.say(f"cmnd/{topic}/STATUS", "10")
        said = self._talk.wait(f"stat/{topic}/STATUS10", lambda _: True, since, ANSWERS_WITHIN)
        if said is None:
            self._forget(address)
            return None
        switches = _object(_object(_parsed(said)).get("StatusSNS"))
        short = seen = 0
        for lock in range(1, board.channels + 1):
            state = switches.get(f"Switch{lock}")
            if state in {"ON", "OFF"}:
                seen |= 1 << (lock - 1)
                short |= (state == SHORT) << (lock - 1)
        return States(short, seen)

    def on(self, address: int, lock: int) -> bool:
        topic = topic_of(self._boards[address])
        if not self._ends_by_itself(address, lock):
            return False
        self._talk.say(f"cmnd/{topic}/Power{lock}", "ON")
        return True

    def off(self, address: int, lock: int) -> None:
        """The device has done it."""

    def all_off(self, address: int) -> None:
        board = self._boards[address]
        for lock in range(1, board.channels + 1):
            self._talk.say(f"cmnd/{topic_of(board)}/Power{lock}", "OFF")

    def close(self) -> None:
        self._talk.close()

    def _ends_by_itself(self, address: int, lock: int) -> bool:
        """Whether the device has said that it switches this relay off after the pulse."""
        if (address, lock) in self._pulsing:
            return True
        topic = topic_of(self._boards[address])
        tenths = round(self.pulse_seconds(address) * 10)
        since = self._talk.say(f"cmnd/{topic}/PulseTime{lock}", str(tenths))
        said = self._talk.wait(
            f"stat/{topic}/RESULT", lambda text: _pulse_time(text, lock) is not None, since, ANSWERS_WITHIN
        )
        if said is None or _pulse_time(said, lock) != tenths:
            return False
        self._pulsing.add((address, lock))
        return True

    def _forget(self, address: int) -> None:
        """A device that was away may have been reset, or be another."""
        self._pulsing = {known for known in self._pulsing if known[0] != address}


class EsphomeRelays:
    """Relay n is the momentary `button` "door-<n>", the contact the `binary_sensor` "door-<n>". See `Relays`.

    ESPHome has no way to ask how long an output is held, and so only its buttons are pressed: they end by
    the device's own configuration. A switch would not.
    """

    def __init__(self, boards: Sequence[RelayBoard], talk: Talk) -> None:
        self._boards = {board.address: board for board in boards}
        self._talk = talk
        self._heard: set[int] = set()

    @classmethod
    def open(cls, port: str, boards: Sequence[RelayBoard]) -> Self:
        """Raises Unreachable."""
        topics = [f"{topic_of(board)}/status" for board in boards]
        topics += [
            f"{topic_of(board)}/binary_sensor/door-{lock}/state"
            for board in boards
            for lock in range(1, board.channels + 1)
        ]
        return cls(boards, Talk.with_broker(broker_of(port), topics))

    def pulse_seconds(self, address: int) -> float:
        return PULSE_MS.of(self._boards[address].settings) / 1000

    def states(self, address: int) -> States | None:
        board = self._boards[address]
        self._hear_first(board)
        if not self._talk.connected or self._talk.last(f"{topic_of(board)}/status") != b"online":
            return None
        short = seen = 0
        for lock in range(1, board.channels + 1):
            state = self._talk.last(f"{topic_of(board)}/binary_sensor/door-{lock}/state")
            if state in {b"ON", b"OFF"}:
                seen |= 1 << (lock - 1)
                short |= (state == SHORT.encode()) << (lock - 1)
        return States(short, seen)

    def _hear_first(self, board: RelayBoard) -> None:
        """Once: what the broker has kept takes a moment to come."""
        if board.address not in self._heard:
            self._heard.add(board.address)
            last = f"{topic_of(board)}/binary_sensor/door-{board.channels}/state"
            for topic in (f"{topic_of(board)}/status", last):
                self._talk.wait(topic, lambda _: True, 0, ANSWERS_WITHIN / 2)

    def on(self, address: int, lock: int) -> bool:
        topic = topic_of(self._boards[address])
        if self._talk.last(f"{topic}/status") != b"online":
            return False
        self._talk.say(f"{topic}/button/door-{lock}/command", "PRESS")
        return True

    def off(self, address: int, lock: int) -> None:
        """The device has done it."""

    def all_off(self, address: int) -> None:
        """Buttons have no other end than their own."""

    def close(self) -> None:
        self._talk.close()


def _pulse_time(said: bytes, lock: int) -> int | None:
    told = _object(_parsed(said)).get(f"PulseTime{lock}")
    value = told.get("Set") if isinstance(told, dict) else None
    return value if isinstance(value, int) else None


def _parsed(said: bytes) -> object:
    try:
        parsed: object = json.loads(said)
    except (ValueError, RecursionError):
        return None
    return parsed


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
