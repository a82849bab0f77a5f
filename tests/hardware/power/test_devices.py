"""Supplies on real sockets and pseudo-terminals: cut, drained, silent, garbled, unplugged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.power import PowerSource, PowerState
from hardware.power.epever import SETTINGS, EpeverTracer
from hardware.power.nut.ups import NutUps
from hardware.power.victron import VictronPort
from hardware.sensors.line import InstrumentLine
from hardware.simulator.lines.modbus import SlaveTiming
from hardware.simulator.power.epever import SimulatedEpever
from hardware.simulator.power.nut import SimulatedUps
from hardware.simulator.power.victron import SimulatedVictron
from tests.helpers.inbox import Inbox

MAINS, BATTERY, UNKNOWN = PowerSource.MAINS, PowerSource.BATTERY, PowerSource.UNKNOWN


def said(source: PowerSource, charge: int | None = None, low: bool = False) -> Callable[[Any], bool]:
    def fits(report: Any) -> bool:
        return isinstance(report, PowerState) and (report.source, report.charge, report.low) == (
            source,
            charge,
            low,
        )

    return fits


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


# --- upsd ---------------------------------------------------------------------------------------


@pytest.fixture
def ups() -> Iterator[SimulatedUps]:
    ups = SimulatedUps()
    ups.start()
    yield ups
    ups.stop()


@pytest.fixture
def nut(ups: SimulatedUps, inbox: Inbox) -> Iterator[NutUps]:
    nut = NutUps(ups.path, "cabinet", inbox.put, every=0.02, within=0.5, back_off=(0.02,))
    nut.start()
    yield nut
    nut.stop()


@pytest.mark.usefixtures("nut")
def test_a_power_cut_from_its_beginning_to_its_end(ups: SimulatedUps, inbox: Inbox) -> None:
    assert inbox.wait(PowerState) == PowerState("ups", MAINS, 100, 6000, low=False, detail="OL CHRG")
    ups.mains(on=False)
    inbox.wait(PowerState("ups", BATTERY, 100, 6000, low=False, detail="OB DISCHRG"))
    ups.drain(50)
    inbox.wait(PowerState("ups", BATTERY, 50, 3000, low=False, detail="OB DISCHRG"))
    ups.drain(10)
    inbox.wait(PowerState("ups", BATTERY, 10, 600, low=True, detail="OB DISCHRG LB"))
    ups.mains(on=True)
    inbox.wait(PowerState("ups", MAINS, 10, 600, low=False, detail="OL CHRG LB"))
    assert [report for report in inbox.history if not isinstance(report, PowerState)] == [DeviceUp("ups")]


@pytest.mark.usefixtures("nut")
def test_a_calibration_to_the_last_drop_is_mains(ups: SimulatedUps, inbox: Inbox) -> None:
    ups.calibrate()
    ups.drain(50)
    inbox.wait(said(MAINS, 50))
    ups.drain(3)
    inbox.wait(PowerState("ups", MAINS, 3, 180, low=False, detail="OB DISCHRG CAL LB"))
    ups.order_shutdown()
    inbox.wait(PowerState("ups", MAINS, 3, 180, low=True, detail="OB DISCHRG CAL LB FSD"))


@pytest.mark.usefixtures("nut")
def test_an_order_to_shut_down_is_low(ups: SimulatedUps, inbox: Inbox) -> None:
    inbox.wait(said(MAINS, 100))
    ups.order_shutdown()
    inbox.wait(said(MAINS, 100, low=True))


@pytest.mark.usefixtures("nut")
@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"error": "DATA-STALE"}, "upsd says DATA-STALE"),
        ({"error": "DRIVER-NOT-CONNECTED"}, "upsd says DRIVER-NOT-CONNECTED"),
        ({"silent": True}, "upsd doesn't answer"),
        ({"garbled": True}, "upsd gives no whole answer"),
        ({"halved": True}, "upsd gives no whole answer"),
    ],
)
def test_a_supply_nobody_knows_of_is_told_once(
    ups: SimulatedUps, inbox: Inbox, caplog: pytest.LogCaptureFixture, fault: dict[str, Any], reason: str
) -> None:
    caplog.set_level("INFO", "hardware.power")
    inbox.wait(said(MAINS, 100))
    ups.fail(**fault)
    inbox.wait(DeviceDown("ups", reason))
    inbox.wait(PowerState("ups", UNKNOWN, None, None, low=False, detail=reason))
    ups.drain(70)
    ups.fail()
    inbox.wait(DeviceUp("ups"))
    inbox.wait(said(MAINS, 70))
    assert [record.getMessage() for record in caplog.records] == [
        f"ups is not connected: {reason}",
        "ups is connected again",
    ]


@pytest.mark.usefixtures("nut")
def test_upsd_goes_away_and_comes_back(ups: SimulatedUps, inbox: Inbox) -> None:
    inbox.wait(said(MAINS, 100))
    for _ in range(2):
        ups.unplug()
        inbox.wait(DeviceDown)
        inbox.wait(said(UNKNOWN))
        ups.plug()
        inbox.wait(said(MAINS, 100))


def test_a_ups_that_upsd_does_not_know(ups: SimulatedUps, inbox: Inbox) -> None:
    nut = NutUps(ups.path, "other", inbox.put, every=3600.0)
    nut.start()
    inbox.wait(DeviceDown("ups", "upsd says UNKNOWN-UPS"))
    nut.stop()
    nut.stop()


def test_an_address_that_is_none_is_a_mistake(inbox: Inbox) -> None:
    with pytest.raises(ValueError, match="tcp://"):
        NutUps("localhost", "cabinet", inbox.put)


# --- VE.Direct ----------------------------------------------------------------------------------


@pytest.fixture(params=[False, True], ids=["charger", "monitor"])
def victron(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SimulatedVictron]:
    victron = SimulatedVictron(monitor=request.param, every=0.02, link=tmp_path / "victron")
    victron.start()
    yield victron
    victron.stop()


@pytest.fixture
def listening(victron: SimulatedVictron, tmp_path: Path, inbox: Inbox) -> Iterator[VictronPort]:
    port = VictronPort(str(tmp_path / "victron"), inbox.put, silence=0.6, back_off=(0.02,))
    port.start()
    yield port
    port.stop()


def shows(source: PowerSource, *, low: bool = False) -> Callable[[Any], bool]:
    return lambda report: isinstance(report, PowerState) and (report.source, report.low) == (source, low)


@pytest.mark.usefixtures("listening")
def test_the_sun_goes_and_the_battery_runs_down(victron: SimulatedVictron, inbox: Inbox) -> None:
    inbox.wait(DeviceUp("solar"))
    inbox.wait(shows(MAINS))
    victron.sun(on=False)
    inbox.wait(shows(BATTERY))
    victron.drain(10)
    inbox.wait(shows(BATTERY, low=True))
    victron.sun(on=True)
    inbox.wait(shows(MAINS, low=True))
    victron.drain(90)
    inbox.wait(shows(MAINS))


@pytest.mark.usefixtures("listening")
def test_hex_frames_between_and_inside_its_lines_do_no_harm(victron: SimulatedVictron, inbox: Inbox) -> None:
    inbox.wait(shows(MAINS))
    victron.interleave(on=True)
    victron.sun(on=False)
    inbox.wait(shows(BATTERY))
    victron.sun(on=True)
    inbox.wait(shows(MAINS))


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize("victron", [False], indirect=True, ids=["charger"])
@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"silent": True}, "it says nothing of its battery"),
        ({"damaged": True}, "it sends only damaged blocks"),
    ],
)
def test_silence_and_damage_are_told_once(
    victron: SimulatedVictron, inbox: Inbox, fault: dict[str, bool], reason: str
) -> None:
    inbox.wait(shows(MAINS))
    victron.fail(**fault)
    inbox.wait(DeviceDown("solar", reason))
    inbox.wait(shows(UNKNOWN))
    victron.sun(on=False)
    victron.fail()
    inbox.wait(DeviceUp("solar"))
    inbox.wait(shows(BATTERY))
    assert len([report for report in inbox.history if isinstance(report, DeviceDown)]) == 1


@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize("victron", [True], indirect=True, ids=["monitor"])
@pytest.mark.parametrize("fault", ["corrupt", "truncate", "lose"])
def test_a_bad_cable_changes_nothing(victron: SimulatedVictron, inbox: Inbox, fault: str) -> None:
    inbox.wait(shows(MAINS))
    victron.spoil(fault, 0.4)
    victron.drain(50)
    victron.sun(on=False)
    inbox.wait(shows(BATTERY))
    assert {report.source for report in inbox.history if isinstance(report, PowerState)} <= {
        MAINS,
        BATTERY,
        UNKNOWN,
    }
    assert not any(isinstance(report, PowerState) and report.low for report in inbox.history)


@pytest.mark.usefixtures("listening")
def test_its_cable_is_pulled_and_put_in_again(victron: SimulatedVictron, inbox: Inbox) -> None:
    inbox.wait(shows(MAINS))
    for _ in range(2):
        victron.unplug()
        inbox.wait(DeviceDown)
        victron.plug()
        inbox.wait(shows(MAINS))


def test_listening_can_be_stopped_while_it_says_nothing(tmp_path: Path, inbox: Inbox) -> None:
    quiet = SimulatedVictron(every=3600.0, link=tmp_path / "quiet")
    port = VictronPort(str(tmp_path / "quiet"), inbox.put, silence=3600.0)
    port.start()
    port.stop()
    quiet.stop()
    assert inbox.rest() == []


# --- EPever -------------------------------------------------------------------------------------


@pytest.fixture
def epever(tmp_path: Path) -> Iterator[SimulatedEpever]:
    epever = SimulatedEpever(link=tmp_path / "epever", timing=SlaveTiming(think=0.001, byte=0))
    epever.start()
    yield epever
    epever.stop()


@pytest.fixture
def asking(epever: SimulatedEpever, tmp_path: Path, inbox: Inbox) -> Iterator[InstrumentLine]:
    line = InstrumentLine(
        str(tmp_path / "epever"),
        SETTINGS,
        [EpeverTracer(every=0.02)],
        inbox.put,
        within=0.1,
        again=0.02,
        rarely=0.05,
        back_off=(0.02,),
    )
    line.start()
    yield line
    line.stop()


@pytest.mark.usefixtures("asking")
def test_a_tracer_by_day_and_by_night(epever: SimulatedEpever, inbox: Inbox) -> None:
    inbox.wait(PowerState("solar", MAINS, 100, None, low=False, detail="13.0 V, +2.5 A"))
    epever.sun(on=False)
    inbox.wait(said(BATTERY, 100))
    epever.drain(15)
    inbox.wait(said(BATTERY, 15, low=True))


@pytest.mark.usefixtures("asking")
def test_a_tracer_falls_silent_is_unplugged_and_comes_back(epever: SimulatedEpever, inbox: Inbox) -> None:
    inbox.wait(said(MAINS, 100))
    epever.silence(on=True)
    inbox.wait(DeviceDown("solar", "no answer"))
    inbox.wait(said(UNKNOWN))
    epever.silence(on=False)
    inbox.wait(said(MAINS, 100))
    epever.unplug()
    inbox.wait(DeviceDown)
    inbox.wait(said(UNKNOWN))
    epever.plug()
    inbox.wait(said(MAINS, 100))


@pytest.mark.usefixtures("asking")
def test_a_tracers_damaged_answers_are_no_state(epever: SimulatedEpever, inbox: Inbox) -> None:
    inbox.wait(said(MAINS, 100))
    epever.spoil("corrupt", 0.15)
    epever.drain(60)
    inbox.wait(said(MAINS, 60))
    assert {report.charge for report in inbox.history if isinstance(report, PowerState)} <= {100, 60, None}
