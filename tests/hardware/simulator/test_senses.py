"""The senses of a simulated site, heard by the real devices on the other end of its lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.locks.driver import Bank
from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.locks import LockAddress
from hardware.outcomes.printing import NotPrinted, PrintDone, Printed
from hardware.outcomes.printing import PrintFault as Fault
from hardware.outcomes.senses import Climate, Contact
from hardware.printers.printer import ReceiptPrinter
from hardware.printers.receipt import Receipt, Text
from hardware.sensors.climate import XyMd02
from hardware.sensors.contacts import ContactBoard, Wired
from hardware.sensors.line import InstrumentLine
from hardware.simulator.happenings import ContactMoved, PaperLeft, PlugMoved, SlipCut, Warmed, as_line
from hardware.simulator.senses.cabinet import ContactPlan, LinePlan, ProbePlan, SensesPlan
from hardware.simulator.site import SimulatedSite, SitePlan
from hardware.simulator.words import obey
from hardware.transport.base import LineSettings
from tests.helpers.inbox import Inbox

AIR = LinePlan(
    {"fridge": ProbePlan(1, 5.0), "freezer": ProbePlan(2, -20.0)},
    {"tamper": ContactPlan(9, 8), "service-door": ContactPlan(9, 1, closed_when_on=False)},
)
PLAN = SitePlan(
    buses={"locks": (Bank("A", "shuoming", 1, 1),)},
    compartments={"1": {"1": LockAddress("A", 1)}},
    senses=SensesPlan({"air": AIR}, printer=True),
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


@pytest.fixture
def heard(site: SimulatedSite) -> Iterator[Inbox]:
    """What the kiosk's own devices hear on that line."""
    inbox = Inbox()
    wired = [Wired("tamper", 8), Wired("service-door", 1, closed_when_on=False)]
    line = InstrumentLine(
        str(site.ports.sensors["air"]),
        LineSettings(9600),
        [
            XyMd02("fridge", 1, every=0.2),
            XyMd02("freezer", 2, every=0.2),
            ContactBoard("inputs", 9, wired, every=0.05),
        ],
        inbox.put,
        rarely=0.1,
        back_off=(0.05,),
    )
    line.start()
    yield inbox
    line.stop()


def test_it_is_cool_and_everything_is_shut_at_first(site: SimulatedSite, heard: Inbox) -> None:
    heard.wait(lambda one: one == Climate("fridge", 5.0, 45.0))
    heard.wait(lambda one: one == Climate("freezer", -20.0, 45.0))


def test_contacts_are_shut_whichever_way_they_are_wired(site: SimulatedSite, heard: Inbox) -> None:
    heard.wait(lambda one: one == Contact("tamper", closed=True))
    heard.wait(lambda one: one == Contact("service-door", closed=True))


def test_a_hand_warms_a_zone_and_opens_a_contact(site: SimulatedSite, heard: Inbox, told: Inbox) -> None:
    heard.wait(lambda one: one == Climate("fridge", 5.0, 45.0))
    assert obey(site, "warm fridge 12.5") == ""
    heard.wait(lambda one: one == Climate("fridge", 12.5, 45.0))
    assert obey(site, "contact service-door open") == ""
    heard.wait(lambda one: one == Contact("service-door", closed=False))
    assert obey(site, "contact service-door shut") == ""
    heard.wait(lambda one: one == Contact("service-door", closed=True))
    assert told.wait(lambda one: isinstance(one, Warmed)) == Warmed("fridge", 12.5)
    assert told.wait(lambda one: isinstance(one, ContactMoved)) == ContactMoved("service-door", is_open=True)


def test_a_line_that_is_unplugged_is_gone_and_comes_back(
    site: SimulatedSite, heard: Inbox, told: Inbox
) -> None:
    heard.wait(lambda one: one == DeviceUp("fridge"))
    assert obey(site, "unplug air") == ""
    heard.wait(lambda one: isinstance(one, DeviceDown) and one.device == "fridge")
    assert obey(site, "plug air") == ""
    heard.wait(lambda one: one == DeviceUp("fridge"))
    assert told.wait(lambda one: isinstance(one, PlugMoved)) == PlugMoved("air", plugged=False)


def test_the_printer_prints_and_says_when_its_paper_is_out(site: SimulatedSite, told: Inbox) -> None:
    done = Inbox()
    printer = ReceiptPrinter(str(site.ports.printer), done.put)
    printer.start()
    try:
        done.wait(lambda one: one == DeviceUp("printer"))
        printer.print(1, Receipt((Text("Compartment 12"),)))
        assert done.wait(lambda one: isinstance(one, PrintDone)) == PrintDone(1, Printed())
        cut = told.wait(lambda one: isinstance(one, SlipCut))
        assert "Compartment 12" in cut.lines
        assert obey(site, "paper 0") == ""
        printer.print(2, Receipt((Text("Compartment 12"),)))
        assert done.wait(lambda one: isinstance(one, PrintDone)) == PrintDone(2, NotPrinted(Fault.NO_PAPER))
        assert obey(site, "unplug printer") == ""
        printer.print(3, Receipt((Text("Compartment 12"),)))
        assert done.wait(lambda one: isinstance(one, PrintDone)) == PrintDone(3, NotPrinted(Fault.OFFLINE))
    finally:
        printer.stop()


@pytest.mark.parametrize(
    "line",
    [
        "warm cellar 5",
        "warm fridge",
        "warm fridge hot",
        "warm fridge inf",
        "warm fridge nan",
        "contact attic open",
        "contact tamper ajar",
        "paper",
        "paper much",
    ],
)
def test_what_makes_no_sense_is_a_sentence_and_nothing_happens(
    site: SimulatedSite, told: Inbox, line: str
) -> None:
    assert obey(site, line).startswith("not understood")


def test_a_site_without_senses_has_no_ports_for_them(tmp_path: Path) -> None:
    bare = SimulatedSite(SitePlan(PLAN.buses, PLAN.compartments), tmp_path, lambda _: None)
    bare.start()
    try:
        assert (bare.ports.sensors, bare.ports.printer) == ({}, None)
        assert obey(bare, "paper 5").startswith("not understood")
    finally:
        bare.stop()


def test_what_happens_has_its_line_of_json() -> None:
    assert as_line(Warmed("fridge", 12.5)) == {"zone": "fridge", "celsius": 12.5}
    assert as_line(ContactMoved("tamper", is_open=True)) == {"contact": "tamper", "state": "open"}
    assert as_line(PaperLeft(0)) == {"paper": 0}
    assert as_line(SlipCut(("Receipt",), 1)) == {"printed": ["Receipt"], "pictures": 1}
