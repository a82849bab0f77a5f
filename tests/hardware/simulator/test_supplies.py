"""The supplies of a simulated site: played by words, told as happenings, found at their ports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.outcomes.power import PowerSource, PowerState
from hardware.power.victron import VictronPort
from hardware.simulator.happenings import PlugMoved, SupplyMoved, as_line
from hardware.simulator.power.supplies import Speaks, SupplyPlan
from hardware.simulator.site import SimulatedSite, SitePlan
from hardware.simulator.words import obey
from tests.helpers.inbox import Inbox

PLAN = SitePlan(
    buses={},
    compartments={},
    supplies={"ups": SupplyPlan(Speaks.NUT, "cabinet"), "sun": SupplyPlan(Speaks.VICTRON, batteries=2)},
)


@pytest.fixture
def told() -> Inbox:
    return Inbox()


@pytest.fixture
def site(tmp_path: Path, told: Inbox) -> Iterator[SimulatedSite]:
    made = SimulatedSite(PLAN, tmp_path, told.put)
    made.start()
    yield made
    made.stop()


def test_words_cut_drain_and_unplug(site: SimulatedSite, told: Inbox) -> None:
    for line in ("mains ups off", "charge ups 40", "charge sun 12.5", "unplug sun", "plug sun"):
        assert obey(site, line) == ""
    assert told.rest() == [
        SupplyMoved("ups", mains=False, charge=100.0),
        SupplyMoved("ups", mains=False, charge=40.0),
        SupplyMoved("sun", mains=True, charge=12.5),
        PlugMoved("sun", plugged=False),
        PlugMoved("sun", plugged=True),
    ]


@pytest.mark.parametrize(
    "line", ["mains ups maybe", "mains other on", "charge ups 101", "charge ups", "charge sun x"]
)
def test_words_that_make_no_sense_do_nothing(site: SimulatedSite, told: Inbox, line: str) -> None:
    assert obey(site, line).startswith(f"not understood: {line}")
    assert told.rest() == []


def test_a_happening_is_a_line() -> None:
    assert as_line(SupplyMoved("ups", mains=False, charge=40.0)) == {
        "supply": "ups",
        "mains": "off",
        "charge": 40.0,
    }


def test_a_driver_hears_it_at_its_port(site: SimulatedSite) -> None:
    inbox = Inbox()
    port = VictronPort(site.ports.supplies["sun"], inbox.put, name="sun")
    port.start()
    try:
        site.supplies.mains("sun", on=False)
        site.supplies.charge("sun", 50)
        heard = inbox.wait(lambda one: isinstance(one, PowerState) and one.charge == 50)
        assert (heard.source, heard.detail) == (PowerSource.BATTERY, "24.5 V, -1.5 A")
    finally:
        port.stop()
