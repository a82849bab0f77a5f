"""A whole machine with its real threads, on the real bytes of every kind of supply."""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hardware.outcomes.power import PowerSource
from hardware.simulator.boards.board import Timing
from hardware.simulator.site import SimulatedSite
from kiosk.custody.machine.events import MachineStopped
from kiosk.custody.power import supplies
from kiosk.custody.power.events import BatteryLow, SupplyTurned
from kiosk.journeys.front.screens import Home, OutOfService, OutReason
from kiosk.orders.looks import Examine
from kiosk.site.loading import load_site
from kiosk.site.parts.power import WhenLow
from kiosk.site.ports import write_changed
from kiosk.site.whole import Site
from tests.helpers.findings import texts
from tests.helpers.inbox import Inbox
from tests.program.rig import Running, events_of
from ui.cabinet.plan import announce, plan_of

SITES = Path(__file__).resolve().parents[2] / "assets" / "sites"
QUICK = Timing(unlock=0.02, query=0.01, pull=0.005)
OF_KIND: dict[str, dict[str, object]] = {
    "nut": {"port": "tcp://127.0.0.1:3493", "ups": "cabinet"},
    "victron": {"port": "/dev/solar", "low_volts": 23.6, "well_volts": 25.2},
    "epever": {"port": "/dev/solar", "address": 3},
}

Made = Callable[..., "Machine"]


class Machine:
    """A running kiosk in a simulated cabinet."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.cabinet = SimulatedSite(plan_of(site), folder, Inbox().put, timing=QUICK)
        self.cabinet.start()
        self.file = announce(site, self.cabinet.ports, folder).site
        self.kiosk = Running(folder, site=load_site(self.file), plugged=False)

    def homes(self, *, deposits: bool) -> None:
        self.kiosk.shows(Home, lambda home: home.deposits is deposits)

    def until(self, fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """What is the matter with the kiosk, once that fits."""
        for _ in range(600):
            found: dict[str, Any] = self.kiosk.told(Examine())["found"]
            if fits(found):
                return found
            threading.Event().wait(0.05)
        raise AssertionError(f"it never came to that: {found}")

    def rests(self) -> None:
        self.kiosk.shows(OutOfService, lambda out: out.reason is OutReason.RESTING)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Made]:
    """A machine with this kind of supply, which is sure of bad news soon."""
    monkeypatch.setattr(supplies, "SURE", 0.1)
    running: list[Machine] = []

    def make(kind: str, **changes: object) -> Machine:
        supply = {"name": "supply", "kind": kind, **OF_KIND[kind]}
        power = {"supplies": [supply], "settle": 0, **changes}
        write_changed(SITES / "solar.toml", tmp_path / "made.toml", {"power": power})
        running.append(Machine(tmp_path, load_site(tmp_path / "made.toml")))
        return running[-1]

    yield make
    for machine in running:
        machine.cabinet.stop()


@pytest.mark.parametrize("kind", OF_KIND)
def test_a_battery_gets_scarce_and_empty_and_is_charged_again(made: Made, kind: str) -> None:
    machine = made(kind)
    hand = machine.cabinet.supplies
    with machine.kiosk:
        machine.homes(deposits=True)
        hand.mains("supply", on=False)
        hand.charge("supply", 25)
        machine.homes(deposits=False)
        hand.charge("supply", 10)
        machine.rests()
        hand.charge("supply", 90)
        hand.mains("supply", on=True)
        machine.homes(deposits=True)
        found: dict[str, Any] = machine.kiosk.told(Examine())["found"]["supplies"]["supply"]
        assert (found["charge"], found["paused"], found["low"]) == (90, False, False)
    told = [event for event in events_of(machine.kiosk.data) if isinstance(event, BatteryLow)]
    assert told == [BatteryLow("supply", 10)]


def test_a_supply_that_is_pulled_out_is_a_finding_and_no_battery(made: Made) -> None:
    machine = made("victron")
    with machine.kiosk:
        machine.homes(deposits=True)
        machine.until(lambda found: "supply" in found["devices"])
        machine.cabinet.unplug("supply")
        found = machine.until(lambda found: not found["devices"]["supply"]["up"])
        assert any(text.startswith("Supply: not connected (") for text in texts(found))
        machine.cabinet.plug("supply")
        machine.until(lambda found: found["devices"]["supply"]["up"])
    assert not any(isinstance(event, BatteryLow) for event in events_of(machine.kiosk.data))


def test_a_machine_that_may_switches_itself_off_and_wakes_when_it_is_charged(made: Made) -> None:
    machine = made("nut")
    write_changed(machine.file, machine.file, {"power": _stopping(machine.file)})
    site = load_site(machine.file)
    assert site.power is not None
    assert site.power.when_low is WhenLow.STOP
    first = Running(machine.kiosk.data.parent / "again", site=site, plugged=False)
    with first:
        first.home()
        machine.cabinet.supplies.mains("supply", on=False)
        machine.cabinet.supplies.charge("supply", 10)
        first.scenes.wait(lambda scene: scene.screen == OutOfService(OutReason.BATTERY))
        assert first.ended.wait(20)
        assert first.machine.drained
    assert events_of(first.data)[-1] == MachineStopped("the battery is low")
    second = Running(machine.kiosk.data.parent / "again", site=site, plugged=False)
    with second:
        second.scenes.wait(lambda scene: scene.screen == OutOfService(OutReason.RESTING))
        machine.cabinet.supplies.charge("supply", 40)
        machine.cabinet.supplies.mains("supply", on=True)
        second.home()
    assert SupplyTurned("supply", PowerSource.MAINS, 40) in events_of(second.data)
    machine.kiosk.__exit__(None, None, None)


def _stopping(file: Path) -> dict[str, object]:
    power: dict[str, object] = tomllib.loads(file.read_text("utf-8"))["power"]
    return power | {"when_low": "stop"}
