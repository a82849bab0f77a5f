"""A battery that gets scarce, low and well again, under a house with its journal, visits and timers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hardware.outcomes.devices import DeviceDown
from hardware.outcomes.power import PowerSource, PowerState
from hardware.power.nut.words import state as nut_state
from kiosk.custody.doors.events import VisitEnded
from kiosk.custody.event import Event
from kiosk.custody.machine.events import MachineStopped
from kiosk.custody.power.events import BatteryLow, BatteryWell, DepositsPaused, DepositsResumed, SupplyTurned
from kiosk.custody.power.supplies import BELIEVED, SURE, WORN, Supply
from kiosk.custody.words import Ending, TaskKind
from kiosk.doctor.examination import examine
from kiosk.doctor.power import told as told_to_people
from kiosk.journeys.front.screens import Home, OutChoice, OutOfService, OutReason
from kiosk.journeys.handover.screens import (
    CourierSummary,
    PutParcel,
    ScanNotice,
    ScanParcel,
    ScanParcelChoice,
    SummaryChoice,
    TakeParcel,
    ThanksChoice,
    ThankYou,
)
from kiosk.journeys.work.screens import Workshop
from tests.helpers.findings import texts
from tests.visits.rig import DEMO, Kiosk

MAINS, BATTERY, UNKNOWN = PowerSource.MAINS, PowerSource.BATTERY, PowerSource.UNKNOWN
UPS = """
[power]
supplies = [{ name = "ups", kind = "nut", port = "tcp://127.0.0.1:3493", ups = "cabinet" }]
finish_within = "2 min"
"""
SUN = """
[power]
supplies = [{ name = "ups", kind = "victron", port = "/dev/solar" }]
when_low = "rest"
"""

Made = Callable[[str], Kiosk]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """A kiosk at home whose site file says this of its power."""
    running: list[Kiosk] = []

    def make(power: str) -> Kiosk:
        file = tmp_path / "site.toml"
        file.write_text(DEMO.read_text("utf-8") + power, "utf-8")
        kiosk = Kiosk(tmp_path / "data", file)
        kiosk.lines_up()
        running.append(kiosk)
        return kiosk

    yield make
    for kiosk in running:
        kiosk.end()


@pytest.fixture
def kiosk(made: Made) -> Kiosk:
    """One with a UPS that is on mains and full."""
    one = made(UPS)
    says(one, MAINS, 100)
    return one


def says(kiosk: Kiosk, source: PowerSource, charge: int | None = None, *, low: bool = False) -> None:
    """The word of the supply, and enough time for bad news to be sure."""
    kiosk.house.handle(PowerState("ups", source, charge, None, low, "a word"))
    kiosk.waits(SURE)


def told(kiosk: Kiosk) -> list[Event]:
    """What the journal says of the supply."""
    of_power = (SupplyTurned, DepositsPaused, DepositsResumed, BatteryLow, BatteryWell)
    return [event for event in kiosk.events() if isinstance(event, of_power)]


def deposits(kiosk: Kiosk) -> bool:
    return kiosk.sees(Home).deposits


def dim(kiosk: Kiosk) -> bool:
    return kiosk.scene.dim


def sees_codes(kiosk: Kiosk) -> bool:
    return kiosk.camera_on


def dies_and_starts(kiosk: Kiosk) -> None:
    kiosk.die()
    kiosk.start()
    kiosk.lines_up()


# --- the screen and deposits ----------------------------------------------------------------------


def test_a_power_cut_from_its_beginning_to_its_end(kiosk: Kiosk) -> None:
    assert not dim(kiosk)
    says(kiosk, BATTERY, 80)
    assert dim(kiosk)
    assert deposits(kiosk)
    says(kiosk, BATTERY, 29)
    assert not deposits(kiosk)
    says(kiosk, MAINS, 29)
    assert not deposits(kiosk)  # it may go again at once
    kiosk.waits(60)
    assert deposits(kiosk)
    assert not dim(kiosk)
    assert told(kiosk) == [
        SupplyTurned("ups", MAINS, 100),
        SupplyTurned("ups", BATTERY, 80),
        DepositsPaused("ups", 29),
        SupplyTurned("ups", MAINS, 29),
        DepositsResumed("ups", 29),
    ]


def test_mains_that_flutter_are_no_mains(kiosk: Kiosk) -> None:
    says(kiosk, BATTERY, 80)
    for _ in range(20):
        says(kiosk, MAINS, 80)
        kiosk.waits(30)
        says(kiosk, BATTERY, 80)
    assert told(kiosk)[1:] == [SupplyTurned("ups", BATTERY, 80)]


def test_one_lying_answer_does_nothing(kiosk: Kiosk) -> None:
    kiosk.house.handle(PowerState("ups", BATTERY, 0, 0, low=True, detail=""))
    kiosk.waits(SURE - 1)
    says(kiosk, MAINS, 100)
    kiosk.waits(600)
    assert not any(isinstance(event, BatteryLow | DepositsPaused) for event in kiosk.events())
    assert kiosk.is_home()


def test_a_calibration_to_the_last_drop_stops_nothing(kiosk: Kiosk) -> None:
    for charge in (60, 25, 10, 2):
        found = nut_state("ups", {"ups.status": "OB LB CAL", "battery.charge": str(charge)})
        assert isinstance(found, PowerState)
        kiosk.house.handle(found)
        kiosk.waits(SURE + 1)
        assert deposits(kiosk)
        assert not dim(kiosk)
    assert kiosk.is_home()


def test_a_word_of_a_supply_that_the_site_does_not_name_counts_for_nothing(kiosk: Kiosk) -> None:
    kiosk.house.handle(PowerState("other", BATTERY, 1, 0, low=True, detail=""))
    kiosk.waits(60)
    assert deposits(kiosk)
    assert kiosk.ledger.supplies.keys() == {"ups"}


def test_a_site_without_supplies_hears_of_none(tmp_path: Path) -> None:
    kiosk = Kiosk(tmp_path)
    kiosk.lines_up()
    says(kiosk, BATTERY, 1, low=True)
    assert kiosk.is_home()
    assert told(kiosk) == []
    kiosk.end()


def test_a_solar_site_at_night_is_a_site_like_any_other_while_its_battery_lasts(made: Made) -> None:
    kiosk = made(SUN)
    says(kiosk, BATTERY, 90)
    assert deposits(kiosk)
    assert not dim(kiosk)
    says(kiosk, BATTERY, 29)
    assert not deposits(kiosk)
    assert dim(kiosk)
    says(kiosk, MAINS, 30)
    kiosk.waits(3600)
    assert not deposits(kiosk)  # the sun shines, and the battery is still empty
    says(kiosk, MAINS, 40)
    kiosk.waits(60)
    assert deposits(kiosk)


def test_a_supply_that_falls_silent_is_no_battery(kiosk: Kiosk) -> None:
    kiosk.house.handle(DeviceDown("ups", "no answer"))
    says(kiosk, UNKNOWN)
    kiosk.waits(BELIEVED)
    assert deposits(kiosk)
    assert not dim(kiosk)
    assert told(kiosk)[1:] == [SupplyTurned("ups", UNKNOWN)]


def test_what_was_known_is_believed_for_a_while(kiosk: Kiosk) -> None:
    says(kiosk, BATTERY, 25)
    says(kiosk, UNKNOWN)
    kiosk.waits(BELIEVED - SURE - 1)
    assert not deposits(kiosk)
    kiosk.waits(1)
    assert deposits(kiosk)
    assert kiosk.ledger.supplies["ups"].source is UNKNOWN


def test_a_supply_that_is_taken_out_of_the_site_file_rules_no_more(made: Made, tmp_path: Path) -> None:
    kiosk = made(UPS)
    says(kiosk, BATTERY, 5)
    kiosk.end()
    again = Kiosk(tmp_path / "data", DEMO)
    again.lines_up()
    assert deposits(again)
    assert again.ledger.supplies == {}
    again.end()
    kiosk.start = lambda: None  # type: ignore[method-assign]  # it has ended already
    kiosk.end = lambda: None  # type: ignore[method-assign]  # it has ended already


# --- a courier in the middle of a round -----------------------------------------------------------


def test_a_courier_finishes_the_parcel_in_hand_and_is_told(kiosk: Kiosk) -> None:
    for tracking in ("JJD0000000001", "JJD0000000002"):
        kiosk.announced(tracking, "S")
    kiosk.scans(kiosk.staff().token)
    kiosk.scans("JJD0000000001")
    kiosk.lock_says()
    put = kiosk.sees(PutParcel)
    says(kiosk, BATTERY, 20)
    assert kiosk.sees(PutParcel) == put
    kiosk.closes(put.label)
    said = kiosk.sees(ScanParcel)
    assert (said.delivered, said.notice, said.paused) == (1, ScanNotice.DELIVERED, True)
    assert ScanParcelChoice.TYPE not in said.answers()
    kiosk.scans("JJD0000000002")
    assert kiosk.sees(ScanParcel).paused
    assert len(kiosk.told) == 1
    kiosk.presses(ScanParcelChoice.DONE)
    assert kiosk.sees(CourierSummary).delivered == 1
    kiosk.presses(SummaryChoice.FINISH)
    assert not deposits(kiosk)


def test_a_courier_between_two_parcels_is_told_at_once_and_goes_on_when_it_is_over(kiosk: Kiosk) -> None:
    kiosk.announced("JJD0000000001", "S")
    kiosk.scans(kiosk.staff().token)
    says(kiosk, BATTERY, 20)
    assert kiosk.sees(ScanParcel).paused
    assert not sees_codes(kiosk)
    says(kiosk, MAINS, 20)
    kiosk.waits(60)
    assert not kiosk.sees(ScanParcel).paused
    assert sees_codes(kiosk)
    kiosk.scans("JJD0000000001")
    kiosk.lock_says()
    kiosk.sees(PutParcel)


def test_a_recipient_is_served_while_nothing_is_taken_in(kiosk: Kiosk) -> None:
    secrets = kiosk.placed("12")
    says(kiosk, BATTERY, 20)
    kiosk.scans(secrets.token)
    kiosk.lock_says()
    kiosk.closes("12")
    kiosk.sees(ThankYou)


# --- a low battery --------------------------------------------------------------------------------


def test_with_nobody_there_it_stops_at_once(kiosk: Kiosk) -> None:
    says(kiosk, BATTERY, 14)
    assert kiosk.sees(OutOfService).reason is OutReason.BATTERY
    assert kiosk.scene.screen.answers() == ()
    assert kiosk.switched_off == ["the battery is low"]
    kiosk.house.close("the battery is low")
    assert kiosk.events()[-1] == MachineStopped("the battery is low")


def test_who_is_served_is_served_to_the_end_and_nobody_after(kiosk: Kiosk) -> None:
    secrets = kiosk.placed("12")
    kiosk.scans(secrets.token)
    kiosk.lock_says()
    says(kiosk, BATTERY, 10)
    kiosk.sees(TakeParcel)
    assert kiosk.switched_off == []
    kiosk.closes("12")
    kiosk.sees(ThankYou)
    assert kiosk.switched_off == []
    kiosk.presses(ThanksChoice.DONE)
    assert kiosk.sees(OutOfService).reason is OutReason.BATTERY
    assert kiosk.switched_off == ["the battery is low"]
    assert VisitEnded(Ending.FINISHED) in kiosk.events()


def test_a_door_that_nobody_closes_does_not_empty_the_battery(kiosk: Kiosk) -> None:
    secrets = kiosk.placed("12")
    kiosk.scans(secrets.token)
    kiosk.lock_says()
    says(kiosk, BATTERY, 10)
    kiosk.waits(119)
    assert kiosk.switched_off == []
    kiosk.waits(1)
    assert kiosk.switched_off == ["the battery is low"]
    kiosk.waits(600)
    assert kiosk.switched_off == ["the battery is low"]
    kiosk.house.close("the battery is low")
    kiosk.die()
    kiosk.start()
    assert "12" in kiosk.ledger.doors_open
    assert kiosk.ledger.tasks_at("12")


def test_power_that_is_back_in_time_keeps_it_running(kiosk: Kiosk) -> None:
    secrets = kiosk.placed("12")
    kiosk.scans(secrets.token)
    kiosk.lock_says()
    says(kiosk, BATTERY, 10)
    says(kiosk, MAINS, 26)
    kiosk.waits(60)
    kiosk.closes("12")
    kiosk.presses(ThanksChoice.DONE)
    assert kiosk.is_home()
    kiosk.waits(600)
    assert kiosk.switched_off == []


def test_the_order_to_shut_down_is_followed_on_mains_too(kiosk: Kiosk) -> None:
    says(kiosk, MAINS, 100, low=True)
    assert kiosk.switched_off == ["the battery is low"]


def test_after_the_start_it_rests_until_the_battery_is_charged(kiosk: Kiosk) -> None:
    says(kiosk, BATTERY, 10)
    kiosk.house.close("the battery is low")
    kiosk.switched_off.clear()
    dies_and_starts(kiosk)
    for charge in (10, 15, 24):
        says(kiosk, MAINS, charge)
        kiosk.waits(120)
        assert kiosk.sees(OutOfService).reason is OutReason.RESTING
    says(kiosk, BATTERY, 9)  # and another cut
    assert kiosk.sees(OutOfService).reason is OutReason.RESTING
    says(kiosk, MAINS, 25)
    kiosk.waits(60)
    assert kiosk.is_home()
    assert deposits(kiosk)
    assert kiosk.switched_off == []  # it never switched itself off again


def test_a_technician_comes_in_while_it_rests_and_nobody_else(kiosk: Kiosk) -> None:
    technician, courier = kiosk.staff("technician"), kiosk.staff("courier")
    says(kiosk, BATTERY, 10)
    dies_and_starts(kiosk)
    kiosk.scans(courier.token)
    kiosk.sees(OutOfService)
    kiosk.presses(OutChoice.STAFF)
    kiosk.signs_in(technician)
    kiosk.sees(Workshop)


def test_a_worn_battery_does_not_close_a_machine_for_ever(kiosk: Kiosk) -> None:
    says(kiosk, BATTERY, 5)
    dies_and_starts(kiosk)
    says(kiosk, MAINS, 3)
    kiosk.waits(WORN - SURE - 1)
    assert kiosk.sees(OutOfService).reason is OutReason.RESTING
    kiosk.waits(1)
    assert kiosk.is_home()


def test_a_supply_that_never_speaks_again_does_not_close_it_for_ever_either(kiosk: Kiosk) -> None:
    says(kiosk, BATTERY, 5)
    dies_and_starts(kiosk)
    kiosk.waits(BELIEVED)
    assert kiosk.is_home()
    assert kiosk.ledger.supplies["ups"] == Supply(UNKNOWN, charge=None, since=kiosk.clock.now())


def test_a_site_that_rests_stays_on(made: Made) -> None:
    kiosk = made(SUN)
    says(kiosk, BATTERY, 10)
    assert kiosk.sees(OutOfService).reason is OutReason.RESTING
    assert dim(kiosk)
    kiosk.waits(3600)
    assert kiosk.switched_off == []
    says(kiosk, MAINS, 25)
    kiosk.waits(60)
    assert not deposits(kiosk)
    says(kiosk, MAINS, 40)
    kiosk.waits(60)
    assert deposits(kiosk)


# --- who examines it ------------------------------------------------------------------------------


def test_the_doctor_says_what_carries_the_cabinet_and_since_when(kiosk: Kiosk) -> None:
    began = kiosk.clock.now() - timedelta(seconds=SURE - 1)  # the timers are looked at once a second
    found = examine(kiosk.site, kiosk.book, None, None, None, kiosk.house.power.told)
    assert found["findings"] == []
    assert found["supplies"]["ups"] == {
        "kind": "nut",
        "grid": True,
        "source": "mains",
        "since": began.isoformat(),
        "paused": False,
        "low": False,
        "charge": 100,
        "runtime_s": None,
        "detail": "a word",
    }
    assert list(told_to_people(found)) == [f"supply ups: mains since {began:%Y-%m-%dT%H:%M}, 100 % (a word)"]


def test_a_battery_in_use_is_a_finding_also_in_data_at_rest(kiosk: Kiosk) -> None:
    says(kiosk, BATTERY, 29)
    found = examine(kiosk.site, kiosk.book, None)
    paused, on_battery = (finding["what"] for finding in found["findings"])
    assert paused.startswith('Battery of "ups" has to last')
    assert on_battery.startswith('The cabinet runs on the battery of "ups"')
    assert found["findings"][1]["since"] == "2026-01-01T12:00:11+00:00"
    assert list(told_to_people(found)) == ["supply ups: battery since 2026-01-01T12:00, 29 %"]
    says(kiosk, BATTERY, 14)
    found = examine(kiosk.site, kiosk.book, None)
    assert any("Nobody is served until it is charged." in text for text in texts(found))


@pytest.mark.parametrize("seconds", [2.0, 45.0, 75.0])
def test_mains_that_come_and_go_fill_no_journal(kiosk: Kiosk, seconds: float) -> None:
    before, hours = len(kiosk.events()), 4
    for _ in range(round(hours * 3600 / seconds / 2)):
        for source in (BATTERY, MAINS):
            kiosk.house.handle(PowerState("ups", source, 90, None, low=False, detail=""))
            kiosk.waits(seconds)
    assert len(kiosk.events()) - before <= 16 * hours
    asked = [task.note for task in kiosk.ledger.tasks.values() if task.kind is TaskKind.FLAPPING]
    assert asked == ["supply ups"]
    kiosk.house.handle(PowerState("ups", BATTERY, 90, None, low=False, detail=""))
    kiosk.waits(SURE)
    assert dim(kiosk), "that the mains are away is never late"
