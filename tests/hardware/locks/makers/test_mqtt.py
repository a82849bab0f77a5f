"""Relays at a real broker: nothing is switched on that the device would not switch off by itself."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import pytest

from hardware.locks.bridge.line import open_bridge
from hardware.locks.bridge.relays import RelayBoard, Unreachable
from hardware.locks.bus import Bus
from hardware.locks.driver import Bank
from hardware.locks.mqtt.relays import EsphomeRelays, TasmotaRelays
from hardware.locks.mqtt.settings import Broker, broker_of
from hardware.locks.mqtt.simulator import SimulatedEsphome, SimulatedTasmota
from hardware.outcomes.locks import (
    BankSilent,
    BusReady,
    DoorState,
    Jammed,
    LockAddress,
    NotSent,
    Opened,
    UnlockDone,
)
from tests.helpers.inbox import Inbox

CHANNELS = 4


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a broker on the loopback address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("broker")
    settings = folder / "mosquitto.conf"
    settings.write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\npersistence false\nuser root\n")
    process = subprocess.Popen(
        ["/usr/sbin/mosquitto", "-c", str(settings)], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    with process.stderr as said:
        assert any("running" in line for line in said), "mosquitto did not start"
        yield port
        process.terminate()
        process.wait()


@dataclass
class Doors:
    """Contacts are closed while a door is shut."""

    shut: set[int] = field(default_factory=lambda: set(range(1, CHANNELS + 1)))
    jammed: set[int] = field(default_factory=set)

    def short(self, lock: int) -> bool:
        return lock in self.shut

    def pull(self, lock: int) -> None:
        if lock not in self.jammed:
            self.shut.discard(lock)


@dataclass
class Cabinet:
    """A bus on a bridge on the broker."""

    port: int
    board: str
    topic: str

    def __enter__(self) -> Self:
        self.inbox = Inbox()
        bank = Bank("A", self.board, 1, CHANNELS, settings={"topic": self.topic, "pulse_ms": 200})
        url = f"mqtt://127.0.0.1:{self.port}"
        self.bus = Bus("locks", lambda: open_bridge(url, [bank]), [bank], self.inbox.put, window=1.0)
        self.bus.start()
        self.ready: BusReady = self.inbox.wait(BusReady)
        return self

    def __exit__(self, *_: object) -> None:
        self.bus.stop()

    def unlock(self, lock: int) -> object:
        self.bus.unlock(lock, LockAddress("A", lock))
        return self.inbox.wait(UnlockDone).outcome


@pytest.fixture
def doors() -> Doors:
    return Doors()


@pytest.fixture
def tasmota(broker: int, doors: Doors, request: pytest.FixtureRequest) -> Iterator[SimulatedTasmota]:
    device = SimulatedTasmota(broker, request.node.name, CHANNELS, doors.short, doors.pull)
    device.start()
    yield device
    device.stop()


@pytest.fixture
def esphome(broker: int, doors: Doors, request: pytest.FixtureRequest) -> Iterator[SimulatedEsphome]:
    device = SimulatedEsphome(broker, request.node.name, CHANNELS, doors.short, doors.pull)
    device.start()
    yield device
    device.stop()


def test_a_tasmota_relay_opens_its_door(broker: int, tasmota: SimulatedTasmota, doors: Doors) -> None:
    doors.jammed.add(3)
    with Cabinet(broker, "tasmota", tasmota.topic) as cabinet:
        assert set(cabinet.ready.doors.values()) == {DoorState.CLOSED}
        assert isinstance(cabinet.unlock(2), Opened)
        assert cabinet.unlock(3) == Jammed()
    assert not tasmota.stuck
    assert tasmota.pulses == {2: 2, 3: 2}
    ons = [topic for topic, text in tasmota.heard if text == "ON"]
    assert [topic.rsplit("/", 1)[1] for topic in ons] == ["Power2", "Power3"]


def test_a_tasmota_without_pulse_times_is_never_switched_on(broker: int, doors: Doors) -> None:
    device = SimulatedTasmota(broker, "no-pulses", CHANNELS, doors.short, doors.pull, knows_pulses=False)
    device.start()
    try:
        with Cabinet(broker, "tasmota", "no-pulses") as cabinet:
            assert cabinet.unlock(2) == Jammed()
    finally:
        device.stop()
    assert 2 in doors.shut
    assert not device.stuck
    assert not [text for _, text in device.heard if text == "ON"]


def test_a_tasmota_that_says_nothing_is_a_silent_board(broker: int, tasmota: SimulatedTasmota) -> None:
    tasmota.silent = True
    with Cabinet(broker, "tasmota", tasmota.topic) as cabinet:
        assert set(cabinet.ready.doors.values()) == {DoorState.UNKNOWN}
        cabinet.inbox.wait(BankSilent)
        assert isinstance(cabinet.unlock(1), NotSent)
    assert not [text for _, text in tasmota.heard if text == "ON"]


def test_a_tasmota_that_came_back_is_asked_for_its_pulse_again(
    broker: int, tasmota: SimulatedTasmota
) -> None:
    relays = TasmotaRelays.open(
        f"mqtt://127.0.0.1:{broker}", [RelayBoard(1, CHANNELS, {"topic": tasmota.topic, "pulse_ms": 200})]
    )
    try:
        assert relays.on(1, 1)
        tasmota.silent = True
        tasmota.pulses.clear()  # another device, or one that was reset
        assert relays.states(1) is None
        assert not relays.on(1, 1)
        tasmota.silent = False
        assert relays.on(1, 1)
        assert tasmota.pulses == {1: 2}
    finally:
        relays.close()
    assert not tasmota.stuck


def test_an_esphome_button_opens_its_door(broker: int, esphome: SimulatedEsphome) -> None:
    with Cabinet(broker, "esphome", esphome.topic) as cabinet:
        assert set(cabinet.ready.doors.values()) == {DoorState.CLOSED}
        assert isinstance(cabinet.unlock(2), Opened)
    assert [topic.split("/")[-2:] for topic, _ in esphome.heard] == [["door-2", "command"]]


def test_an_esphome_that_is_away_is_not_believed_by_what_it_said_before(
    broker: int, esphome: SimulatedEsphome
) -> None:
    relays = EsphomeRelays.open(
        f"mqtt://127.0.0.1:{broker}", [RelayBoard(1, CHANNELS, {"topic": esphome.topic})]
    )
    try:
        talk = relays._talk
        assert talk.wait(f"{esphome.topic}/status", lambda said: said == b"online", 0, 30)
        assert relays.states(1) is not None
        esphome.say(f"{esphome.topic}/status", "offline", retain=True)
        assert talk.wait(f"{esphome.topic}/status", lambda said: said == b"offline", 0, 30)
        assert relays.states(1) is None
        assert not relays.on(1, 1)
    finally:
        relays.close()


def test_a_broker_that_is_not_there_is_named() -> None:
    with pytest.raises(Unreachable, match=r"broker 127\.0\.0\.1:1"):
        TasmotaRelays.open("mqtt://127.0.0.1:1", [RelayBoard(1, CHANNELS, {})])


def test_a_login_is_read_from_a_file_and_never_from_the_site_file(tmp_path: Path) -> None:
    login = tmp_path / "login"
    login.write_text("cubby\nsecret\n")
    assert broker_of(f"mqtts://broker.example?login={login}") == Broker(
        "broker.example", 8883, True, "cubby", "secret"
    )
    assert broker_of("mqtt://broker.example") == Broker("broker.example", 1883, False, None, None)
    for wrong in (
        "mqtt://user:secret@broker.example",
        "mqtt://",
        "mqtt://broker.example:many",
        "http://broker.example",
        f"mqtt://broker.example?login={tmp_path / 'none'}",
    ):
        with pytest.raises(Unreachable):
            broker_of(wrong)
