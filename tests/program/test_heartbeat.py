"""The watchdog is fed for a kiosk that is alive from screen to bus, and for no other."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.locks.bus import Bus
from hardware.outcomes.locks import Pong
from kiosk.journeys.front.screens import OutOfService, OutReason
from kiosk.program import life, machine
from kiosk.program.heartbeat import Heartbeat
from kiosk.program.notify import sd_notify
from kiosk.visits.house import House
from kiosk.visits.scene import ScreenPong
from tests.helpers.inbox import Inbox
from tests.program.rig import Running


class Systemd:
    """The datagram socket that `NOTIFY_SOCKET` names."""

    def __init__(self, address: str) -> None:
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.settimeout(20)
        self.socket.bind(address)

    def hears(self) -> str:
        return self.socket.recv(4096).decode()

    def until(self, wanted: str) -> None:
        while self.hears() != wanted:
            pass

    def has_heard(self) -> list[str]:
        """Everything that has come and was not waited for."""
        heard = []
        self.socket.settimeout(0)
        try:
            while True:
                heard.append(self.hears())
        except BlockingIOError:
            return heard
        finally:
            self.socket.settimeout(20)


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Systemd]:
    address = str(tmp_path / "notify")
    monkeypatch.setenv("NOTIFY_SOCKET", address)
    listener = Systemd(address)
    yield listener
    listener.socket.close()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A heart that beats fifty times a second."""
    monkeypatch.setattr(life, "BEAT", 0.02)
    monkeypatch.setattr(machine, "BEAT", 0.02)


class Patient:
    """A heart whose screen and two buses are the test."""

    def __init__(self) -> None:
        self.screen: list[int] = []
        self.buses: list[tuple[str, int]] = []
        self.fed = 0
        self.heart = Heartbeat(
            self.screen.append, lambda *ping: self.buses.append(ping), ("left", "right"), self._feed
        )

    def _feed(self) -> None:
        self.fed += 1


def test_it_is_fed_once_screen_and_every_bus_have_answered() -> None:
    one = Patient()
    one.heart.beat()
    assert (one.screen, one.buses) == ([1], [])
    one.heart.screen_answered(1)
    assert sorted(one.buses) == [("left", 1), ("right", 1)]
    one.heart.bus_answered("left", 1)
    one.heart.bus_answered("left", 1)
    assert one.fed == 0
    one.heart.bus_answered("right", 1)
    assert one.fed == 1
    one.heart.bus_answered("right", 1)
    assert one.fed == 1


def test_an_answer_of_an_earlier_round_feeds_nobody() -> None:
    one = Patient()
    one.heart.beat()
    one.heart.screen_answered(1)
    one.heart.bus_answered("left", 1)
    one.heart.beat()
    one.heart.bus_answered("right", 1)
    one.heart.screen_answered(1)
    one.heart.bus_answered("left", 2)
    one.heart.bus_answered("right", 2)
    assert one.fed == 0
    one.heart.screen_answered(2)
    one.heart.bus_answered("left", 2)
    one.heart.bus_answered("right", 2)
    assert one.fed == 1


def test_without_a_window_the_buses_decide() -> None:
    fed: list[int] = []
    heart = Heartbeat(None, lambda _bus, _ticket: None, ("only",), lambda: fed.append(1))
    heart.beat()
    assert fed == []
    heart.bus_answered("only", 1)
    assert fed == [1]


@pytest.mark.usefixtures("quick")
def test_a_living_kiosk_feeds_and_says_when_it_stops(tmp_path: Path, systemd: Systemd) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
        systemd.until("WATCHDOG=1")
        systemd.until("WATCHDOG=1")
    assert systemd.has_heard()[-1] == "STOPPING=1"


def _rounds(kiosk: Running, count: int) -> None:
    """Wait until so many pings were sent to the screen."""
    for _ in range(count):
        kiosk.pings.wait(int)


@pytest.mark.usefixtures("quick")
def test_a_silent_screen_starves_it(tmp_path: Path, systemd: Systemd) -> None:
    with Running(tmp_path, answers_pings=False) as kiosk:
        kiosk.home()
        _rounds(kiosk, 10)
        assert systemd.has_heard() == []


@pytest.mark.usefixtures("quick")
def test_a_stuck_bus_starves_it(tmp_path: Path, systemd: Systemd, monkeypatch: pytest.MonkeyPatch) -> None:
    pinged = Inbox()
    monkeypatch.setattr(Bus, "ping", lambda _bus, ticket: pinged.put(ticket))
    with Running(tmp_path) as kiosk:
        kiosk.home()
        for _ in range(10):
            pinged.wait(int)
        assert systemd.has_heard() == []


@pytest.mark.usefixtures("quick")
def test_a_stuck_kiosk_starves_it(tmp_path: Path, systemd: Systemd, monkeypatch: pytest.MonkeyPatch) -> None:
    """The window and the buses may go on answering: nobody is there to feed."""
    reached, free = Inbox(), Inbox()

    def hang(_house: object) -> float | None:
        reached.put("stuck")
        free.wait("go on")
        return 0.0

    with Running(tmp_path) as kiosk:
        kiosk.home()
        systemd.until("WATCHDOG=1")
        with monkeypatch.context() as patch:
            patch.setattr(House, "tick", hang)
            reached.wait("stuck")
        systemd.has_heard()
        last = kiosk.pings.history[-1]
        try:
            for bus in kiosk.site.buses:
                kiosk.machine.post(Pong(bus.name, last))
            kiosk.machine.post(ScreenPong(last))
            assert systemd.has_heard() == []
            assert kiosk.pings.history[-1] == last
        finally:
            free.put("go on")
        systemd.until("WATCHDOG=1")


@pytest.mark.usefixtures("quick")
def test_a_kiosk_whose_disk_failed_is_alive_and_is_not_started_again_and_again(
    tmp_path: Path, systemd: Systemd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with Running(tmp_path, try_again=30.0) as kiosk:
        kiosk.shows(OutOfService, lambda screen: screen.reason is OutReason.STORAGE)
        systemd.until("WATCHDOG=1")
        systemd.until("WATCHDOG=1")
        assert "STOPPING=1" not in systemd.has_heard()


def test_whoever_does_not_ask_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    monkeypatch.setattr(socket, "socket", _refuses)
    sd_notify("READY=1")


def _refuses(*_how: object) -> None:
    raise AssertionError("a socket was made")


def test_systemd_may_listen_at_an_abstract_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"cubby-{tmp_path.name}"
    listener = Systemd(f"\0{name}")
    monkeypatch.setenv("NOTIFY_SOCKET", f"@{name}")
    sd_notify("READY=1")
    assert listener.hears() == "READY=1"
    listener.socket.close()


def test_a_systemd_that_is_gone_or_does_not_listen_holds_nobody_up(
    systemd: Systemd, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    said = 0
    while "could not be told" not in caplog.text:
        sd_notify("WATCHDOG=1")
        said += 1
    assert len(systemd.has_heard()) == said - 1
    monkeypatch.setenv("NOTIFY_SOCKET", "/nowhere/at/all")
    caplog.clear()
    sd_notify("READY=1")
    assert "could not be told READY=1" in caplog.text
