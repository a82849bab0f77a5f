"""A whole machine with its real threads and a card terminal on a socket: its state, and its day at night."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hardware.fiscal.simulator import SimulatedFiscal
from hardware.simulator.lines.tcp import ServedTcp
from hardware.simulator.terminals.served import ServedTerminal
from hardware.terminals.registry import TerminalKind
from hardware.terminals.script import Takings
from kiosk.custody.money.events import DaySettled
from kiosk.orders.looks import Examine
from kiosk.program import life
from kiosk.site.loading import load_site
from kiosk.site.whole import Site
from tests.bench.kiosk import site_on
from tests.helpers.inbox import Inbox
from tests.program.rig import Running, events_of


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def served(inbox: Inbox) -> Iterator[ServedTerminal]:
    served = ServedTerminal(TerminalKind.ZVT, tcp=0, think=0.01, tell=inbox.put)
    served.start()
    yield served
    served.stop()


@pytest.fixture
def site(served: ServedTerminal, tmp_path: Path) -> Site:
    file = site_on(str(tmp_path / "locks"), tmp_path).path
    password = tmp_path / "terminal.txt"
    password.write_text("123456\n")
    password.chmod(0o600)
    more = f'[[terminals]]\nkind = "zvt"\nport = "{served.plug()}"\ncurrency = "EUR"\n'
    file.write_text(f'{file.read_text("utf-8")}\n{more}password = "{password.name}"\n', "utf-8")
    return load_site(file)


def keys(found: dict[str, Any]) -> list[str]:
    return [finding["key"] for finding in found["findings"]]


def until(kiosk: Running, fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """What is the matter with the kiosk, once that fits."""
    for _ in range(600):
        found: dict[str, Any] = kiosk.told(Examine())["found"]
        if fits(found):
            return found
        threading.Event().wait(0.05)
    raise AssertionError(found)


def test_the_terminal_is_watched_and_what_it_wants_is_a_finding(
    served: ServedTerminal, site: Site, tmp_path: Path
) -> None:
    with Running(tmp_path, site=site) as kiosk:
        kiosk.home()
        found = until(kiosk, lambda found: found["terminals"]["terminal"]["state"] == "ready")
        assert found["terminals"]["terminal"]["last_receipt"] == 42
        served.becomes(0xC2)
        served.unplug()
        served.plug()
        until(kiosk, lambda found: "terminal:terminal" in keys(found))
        served.unplug()
        until(kiosk, lambda found: "device:terminal" in keys(found))


def test_a_fiscal_device_is_asked_for_its_copy_at_night(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulated = SimulatedFiscal()
    device = ServedTcp(simulated, 0, on_call=simulated.hung_up)
    device.start()
    monkeypatch.setattr(life, "LOOK", 0.5)
    file = site.path
    table = f'[fiscal]\nprofile = "device"\nport = "{device.path}"\n'
    file.write_text(f"{file.read_text('utf-8')}\n{table}", "utf-8")
    copies = tmp_path / "data" / "fiscal"
    try:
        with Running(tmp_path, site=load_site(file)) as kiosk:
            kiosk.home()
            for _ in range(600):
                if list(copies.glob("*.export")):
                    break
                threading.Event().wait(0.05)
        (copy,) = copies.glob("*.export")
        assert copy.read_bytes() == b"[]"
        assert simulated.days == 1
    finally:
        device.stop()


def test_its_day_is_closed_at_night(
    served: ServedTerminal, site: Site, tmp_path: Path, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(life, "LOOK", 0.5)
    with Running(tmp_path, site=site) as kiosk:
        kiosk.home()
        assert inbox.wait(Takings).what == "settled"
        until(kiosk, lambda found: found["terminals"]["terminal"]["day_closed"] is not None)
    assert [
        (day.provider, day.count) for day in events_of(tmp_path / "data") if isinstance(day, DaySettled)
    ] == [("terminal", None)]
