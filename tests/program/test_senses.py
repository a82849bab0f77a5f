"""A whole machine with its real threads, on the real bytes of sensors, contacts and a printer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hardware.simulator.boards.board import Timing
from hardware.simulator.happenings import SlipCut
from hardware.simulator.site import SimulatedSite
from kiosk.custody.senses.events import AlarmRaised, ExcursionBegan, ExcursionEnded
from kiosk.custody.things.events import Quarantined
from kiosk.custody.words import Alarm, Why
from kiosk.journeys.front.screens import Sorry, SorryKind
from kiosk.journeys.handover.screens import (
    CourierSummary,
    PutParcel,
    ReceiptWord,
    ScanParcel,
    ScanParcelChoice,
    SummaryChoice,
)
from kiosk.orders.looks import Examine
from kiosk.orders.parcels import Announce, Place
from kiosk.orders.staff import AddStaff
from kiosk.site.loading import load_site
from kiosk.site.ports import write_changed
from tests.helpers.findings import texts
from tests.helpers.inbox import Inbox
from tests.program.rig import Running, events_of
from ui.cabinet.plan import announce, plan_of

CHILLED = Path(__file__).resolve().parents[2] / "assets" / "sites" / "chilled.toml"
QUICK = Timing(unlock=0.02, query=0.01, pull=0.005)


class Machine:
    """A running kiosk in a simulated cabinet; `told` hears what happens in the cabinet."""

    def __init__(self, folder: Path) -> None:
        hasty = folder / "hasty.toml"
        write_changed(CHILLED, hasty, {"temperatures": {"biological": _AT_ONCE}, "sensors": [_SENSORS]})
        site = load_site(hasty)
        self.told = Inbox()
        self.cabinet = SimulatedSite(plan_of(site), folder, self.told.put, timing=QUICK)
        self.cabinet.start()
        there = announce(site, self.cabinet.ports, folder)
        self.kiosk = Running(folder, site=load_site(there.site), plugged=False)

    def until(self, fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """What is the matter with the kiosk, once that fits."""
        for _ in range(600):
            found: dict[str, Any] = self.kiosk.told(Examine())["found"]
            if fits(found):
                return found
            threading.Event().wait(0.05)
        raise AssertionError(f"it never came to that: {found}")


_AT_ONCE = {"least": 2, "most": 8, "grace": 0}
_SENSORS = {
    "name": "sensors",
    "port": "/dev/sensors",
    "climate": [
        {
            "name": "fridge",
            "address": 1,
            "temperature": "biological",
            "compartments": ["9", "10", "11", "12", "13"],
            "every": 1,
        }
    ],
    "contacts": [{"name": "tamper", "kind": "tamper", "address": 9, "channel": 8}],
}


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path)
    yield made
    made.cabinet.stop()


def test_warm_air_keeps_medicine_back_and_says_so_to_its_owner(machine: Machine) -> None:
    with machine.kiosk as kiosk:
        kiosk.home()
        machine.until(lambda found: found["climate"]["fridge"]["celsius"] == 5.0)
        token = kiosk.told(Place("9", "JJD0001234567", "+49 30 1234567", "chilled"))["token"]
        machine.cabinet.senses.warm("fridge", 12.5)
        found = machine.until(lambda found: found["climate"]["fridge"]["outside_s"] >= 1)
        assert any(text.startswith("Door 9: quarantined.") for text in texts(found))
        kiosk.scans(token)
        sorry = kiosk.shows(Sorry)
        assert (sorry.kind, sorry.label) == (SorryKind.TEMPERATURE, "9")
        machine.cabinet.senses.warm("fridge", 5.0)
        machine.until(lambda found: found["climate"]["fridge"]["within"])
    events = events_of(machine.kiosk.data)
    assert Quarantined("9", Why.EXCURSION) in events
    assert [type(event) for event in events if isinstance(event, ExcursionBegan | ExcursionEnded)] == [
        ExcursionBegan,
        ExcursionEnded,
    ]


def test_a_line_of_sensors_that_is_unplugged_is_a_state_and_no_dead_kiosk(machine: Machine) -> None:
    with machine.kiosk as kiosk:
        kiosk.home()
        machine.until(lambda found: found["climate"]["fridge"]["celsius"] == 5.0)
        machine.until(lambda found: found["contacts"]["tamper"] == "shut")
        machine.cabinet.unplug("sensors")
        found = machine.until(lambda found: found["contacts"]["tamper"] == "unknown")
        assert found["climate"]["fridge"]["celsius"] is None
        assert any(text.startswith("Fridge: not connected (") for text in texts(found))
        machine.cabinet.plug("sensors")
        machine.until(lambda found: found["climate"]["fridge"]["celsius"] == 5.0)
        machine.until(lambda found: found["contacts"]["tamper"] == "shut")


def test_somebody_at_the_cabinet_is_an_alarm(machine: Machine) -> None:
    with machine.kiosk as kiosk:
        kiosk.home()
        machine.until(lambda found: found["contacts"]["tamper"] == "shut")
        machine.cabinet.senses.contact("tamper", is_open=True)
        found = machine.until(lambda found: found["contacts"]["tamper"] == "open")
        assert any(text.startswith('Tamper alarm: "tamper" was opened') for text in texts(found))
    assert AlarmRaised(Alarm.TAMPER, "tamper") in events_of(machine.kiosk.data)


def test_a_courier_takes_a_receipt_and_an_empty_printer_holds_nobody_up(machine: Machine) -> None:
    with machine.kiosk as kiosk:
        kiosk.home()
        machine.until(lambda found: found["devices"].get("printer", {}).get("up", False))
        kiosk.told(Announce("JJD0001234567", "+49 30 1234567", "S"))
        kiosk.scans(kiosk.told(AddStaff("Kim", "courier"))["token"])
        kiosk.shows(ScanParcel)
        kiosk.scans("JJD0001234567")
        label = kiosk.shows(PutParcel).label
        machine.cabinet.close(label)
        kiosk.shows(ScanParcel, lambda screen: screen.delivered == 1)
        kiosk.presses(ScanParcelChoice.DONE)
        kiosk.shows(CourierSummary, lambda screen: screen.receipt is ReceiptWord.OFFERED)
        kiosk.presses(SummaryChoice.RECEIPT)
        kiosk.shows(CourierSummary, lambda screen: screen.receipt is ReceiptWord.PRINTED)
        assert f"{label}   JJD0001234567" in machine.told.wait(SlipCut).lines
        kiosk.presses(SummaryChoice.BACK)
        kiosk.shows(ScanParcel)
        machine.cabinet.senses.paper(0)
        kiosk.presses(ScanParcelChoice.DONE)
        kiosk.shows(CourierSummary, lambda screen: screen.receipt is ReceiptWord.OFFERED)
        kiosk.presses(SummaryChoice.RECEIPT)
        kiosk.shows(CourierSummary, lambda screen: screen.receipt is ReceiptWord.NO_PAPER)
        kiosk.presses(SummaryChoice.FINISH)
        kiosk.home()
        found = machine.until(lambda found: not found["devices"]["printer"]["up"])
        assert found["devices"]["printer"]["reason"] == "it has no paper"
