"""Sensors on a real pseudo-terminal: several on a line, damaged bytes, silence, and cables pulled out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.senses import Climate, Contact
from hardware.sensors.climate import XyMd02
from hardware.sensors.contacts import ContactBoard, Wired
from hardware.sensors.line import InstrumentLine
from hardware.simulator.lines.modbus import SlaveTiming
from hardware.simulator.senses.climate import SimulatedClimate
from hardware.transport.base import LineSettings
from tests.helpers.inbox import Inbox

FRIDGE, FREEZER, INPUTS = 1, 2, 9


@pytest.fixture
def cabinet(tmp_path: Path) -> Iterator[SimulatedClimate]:
    cabinet = SimulatedClimate(
        (FRIDGE, FREEZER), {INPUTS: 8}, link=tmp_path / "sensors", timing=SlaveTiming(think=0.001, byte=0)
    )
    cabinet.start()
    yield cabinet
    cabinet.stop()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def line(cabinet: SimulatedClimate, tmp_path: Path, inbox: Inbox) -> Iterator[InstrumentLine]:
    cabinet.warm(FRIDGE, 5.0, 45.0)
    cabinet.warm(FREEZER, -18.5, 60.2)
    line = InstrumentLine(
        str(tmp_path / "sensors"),
        LineSettings(),
        [
            XyMd02("fridge", FRIDGE, every=0.05),
            XyMd02("freezer", FREEZER, every=0.05),
            ContactBoard("inputs", INPUTS, [Wired("back door", 1), Wired("tamper", 8)], every=0.05),
        ],
        inbox.put,
        within=0.1,
        again=0.02,
        rarely=0.05,
        back_off=(0.02,),
    )
    line.start()
    yield line
    line.stop()


@pytest.mark.usefixtures("line")
def test_all_on_the_line_are_read(inbox: Inbox) -> None:
    inbox.wait(Contact("tamper", True))
    assert set(inbox.history) == {
        DeviceUp("fridge"),
        Climate("fridge", 5.0, 45.0),
        DeviceUp("freezer"),
        Climate("freezer", -18.5, 60.2),
        DeviceUp("inputs"),
        Contact("back door", True),
        Contact("tamper", True),
    }


@pytest.mark.usefixtures("line")
def test_what_changes_is_told(cabinet: SimulatedClimate, inbox: Inbox) -> None:
    inbox.wait(Climate("freezer", -18.5, 60.2))
    cabinet.warm(FREEZER, -17.9)
    inbox.wait(Climate("freezer", -17.9, 60.2))
    cabinet.warm(FREEZER, 4.0)
    inbox.wait(Climate("freezer", 4.0, 60.2))
    cabinet.contact(INPUTS, 8, on=False)
    inbox.wait(Contact("tamper", False))
    cabinet.contact(INPUTS, 8, on=True)
    inbox.wait(Contact("tamper", True))


@pytest.mark.usefixtures("line")
def test_one_that_falls_silent_is_told_once_and_the_others_go_on(
    cabinet: SimulatedClimate, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "hardware.sensors")
    inbox.wait(Climate("fridge", 5.0, 45.0))
    cabinet.silence(FRIDGE, on=True)
    assert inbox.wait(DeviceDown) == DeviceDown("fridge", "no answer")
    for celsius in (-18.0, -17.5, -17.0):
        cabinet.warm(FREEZER, celsius)
        inbox.wait(Climate("freezer", celsius, 60.2))
    cabinet.warm(FRIDGE, 30.0)
    cabinet.silence(FRIDGE, on=False)
    inbox.wait(DeviceUp("fridge"))
    inbox.wait(Climate("fridge", 30.0, 45.0))
    assert len([report for report in inbox.history if isinstance(report, DeviceDown)]) == 1
    assert [record.getMessage() for record in caplog.records] == [
        "fridge is not connected: no answer",
        "fridge is connected again",
    ]


@pytest.mark.usefixtures("line")
def test_damaged_answers_give_no_readings(cabinet: SimulatedClimate, inbox: Inbox) -> None:
    inbox.wait(Climate("fridge", 5.0, 45.0))
    cabinet.spoil("corrupt", 1.0)
    down = [inbox.wait(DeviceDown) for _ in range(3)]
    assert {report.device for report in down} == {"fridge", "freezer", "inputs"}
    cabinet.spoil("corrupt", 0.0)
    back = {inbox.wait(Climate).sensor}
    while back != {"fridge", "freezer"}:
        back.add(inbox.wait(Climate).sensor)
    believed = {report for report in inbox.history if isinstance(report, Climate)}
    assert believed == {Climate("fridge", 5.0, 45.0), Climate("freezer", -18.5, 60.2)}


@pytest.mark.usefixtures("line")
@pytest.mark.parametrize(("fault", "value"), [("echo", True), ("split", 0.002), ("late", 0.05)])
def test_echo_and_slow_bytes_do_no_harm(
    cabinet: SimulatedClimate, inbox: Inbox, fault: str, value: float | bool
) -> None:
    cabinet.spoil(fault, value)
    cabinet.warm(FRIDGE, 6.5)
    inbox.wait(Climate("fridge", 6.5, 45.0))


@pytest.mark.usefixtures("line")
@pytest.mark.parametrize(("fault", "value"), [("lose", 0.2), ("truncate", 0.2), ("duplicate", 0.3)])
def test_a_bad_line_invents_nothing(
    cabinet: SimulatedClimate, inbox: Inbox, fault: str, value: float
) -> None:
    cabinet.spoil(fault, value)
    for celsius in (5.5, 6.0, 6.5):
        cabinet.warm(FRIDGE, celsius)
        inbox.wait(lambda seen, c=celsius: isinstance(seen, Climate) and seen.celsius == c)
    felt = {report.celsius for report in inbox.history if isinstance(report, Climate)}
    assert felt <= {5.0, 5.5, 6.0, 6.5, -18.5}
    assert not any(isinstance(report, Contact) and not report.closed for report in inbox.history)


@pytest.mark.usefixtures("line")
def test_a_line_that_babbles_is_not_believed(cabinet: SimulatedClimate, inbox: Inbox) -> None:
    inbox.wait(Contact("tamper", True))
    known = set(inbox.history)
    cabinet.spoil("babble", True)
    inbox.wait(DeviceDown)
    cabinet.spoil("babble", False)
    inbox.wait(DeviceUp)
    assert {report for report in inbox.history if isinstance(report, Climate | Contact)} <= known


@pytest.mark.usefixtures("line")
def test_unplugged_and_plugged_in_again(cabinet: SimulatedClimate, inbox: Inbox) -> None:
    inbox.wait(Contact("tamper", True))
    for _ in range(2):
        cabinet.unplug()
        down = [inbox.wait(DeviceDown) for _ in range(3)]
        assert {report.device for report in down} == {"fridge", "freezer", "inputs"}
        cabinet.plug()
        inbox.wait(Contact("tamper", True))
    assert len([report for report in inbox.history if isinstance(report, DeviceDown)]) == 6


def test_it_can_be_stopped_when_nothing_is_there(tmp_path: Path, inbox: Inbox) -> None:
    line = InstrumentLine(
        str(tmp_path / "nothing"), LineSettings(), [XyMd02("fridge")], inbox.put, back_off=(3600.0,)
    )
    line.start()
    inbox.wait(DeviceDown)
    line.stop()
    line.stop()
    assert inbox.rest() == []


def test_two_of_one_name_are_a_mistake(inbox: Inbox) -> None:
    with pytest.raises(ValueError, match="one name"):
        InstrumentLine("/dev/null", LineSettings(), [XyMd02("a", 1), XyMd02("a", 2)], inbox.put)
