"""Temperatures and contacts through the real journal, ledger and visits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.senses import Climate, Contact
from kiosk.custody.event import Event
from kiosk.custody.senses.events import (
    AlarmRaised,
    ContactOpened,
    ContactShut,
    ExcursionBegan,
    ExcursionEnded,
    ExcursionRuns,
    SenseRemoved,
    ZoneUnwatched,
    ZoneWatched,
)
from kiosk.custody.things.events import Quarantined
from kiosk.custody.words import Alarm, Condition, Stage, TaskKind, Why
from kiosk.doctor.examination import examine
from kiosk.doctor.senses import states
from kiosk.journal import book as journal_book
from kiosk.journal import projections
from kiosk.journeys.front.screens import Sorry, SorryChoice, SorryKind
from kiosk.journeys.handover.screens import ScanParcelChoice, TakeChoice, TakeParcel
from kiosk.journeys.machine.screens import MachineTask
from kiosk.journeys.screen import OkChoice, Picked, YesNo
from kiosk.journeys.work.screens import StaffTasks, WorkshopChoice
from kiosk.orders.parcels import Place
from kiosk.site.loading import load_site
from kiosk.visits.machine.unsteady import OFTEN
from kiosk.visits.senses.senses import SHUT_FOR
from tests.helpers.findings import texts
from tests.visits.rig import Kiosk

CHILLED = Path(__file__).resolve().parents[3] / "assets" / "sites" / "chilled.toml"
GRACE = 15
FELT = (
    ExcursionBegan,
    ExcursionRuns,
    ExcursionEnded,
    ZoneUnwatched,
    ZoneWatched,
    ContactOpened,
    ContactShut,
    AlarmRaised,
    SenseRemoved,
)


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    """A kiosk with two cool zones, everything shut."""
    one = Kiosk(tmp_path / "data", CHILLED)
    one.lines_up()
    cool(one)
    for contact in ("tamper", "service-door"):
        one.house.handle(Contact(contact, closed=True))
    yield one
    one.end()


def cool(kiosk: Kiosk) -> None:
    air(kiosk, 5.0)
    air(kiosk, -20.0, "freezer")


def air(kiosk: Kiosk, celsius: float, zone: str = "fridge") -> None:
    kiosk.house.handle(Climate(zone, celsius, 45.0))


def warm_for_too_long(kiosk: Kiosk) -> None:
    air(kiosk, 12.5)
    kiosk.waits(GRACE + 1)


def felt(kiosk: Kiosk) -> list[Event]:
    return [event for event in kiosk.events() if isinstance(event, FELT)]


def tasks(kiosk: Kiosk) -> set[tuple[TaskKind, str, str]]:
    return {(t.kind, t.compartment, t.note) for t in kiosk.ledger.tasks.values()}


def chilled(kiosk: Kiosk, label: str = "9", tracking: str = "JJD0001234567") -> Any:
    return kiosk.gives(Place(label, tracking, "+49 30 1234567", service="chilled"))


def found(kiosk: Kiosk) -> dict[str, Any]:
    now = states(kiosk.house.senses, kiosk.clock.monotonic())
    return examine(kiosk.site, kiosk.book, None, kiosk.house.devices.standing, now)


# --- excursions -----------------------------------------------------------------------------------


def test_readings_do_not_fill_the_journal(kiosk: Kiosk) -> None:
    rows = kiosk.journal.head.seq
    for tenth in range(21, 79):
        air(kiosk, tenth / 10)
        kiosk.waits(60)
    assert kiosk.journal.head.seq == rows
    assert found(kiosk)["climate"]["fridge"]["celsius"] == 7.8


def test_too_warm_for_too_long_is_an_event_a_task_and_a_finding_until_it_is_cool_again(kiosk: Kiosk) -> None:
    warm_for_too_long(kiosk)
    assert felt(kiosk) == [ExcursionBegan("fridge", "biological", ("9", "10", "11"), GRACE, 125)]
    assert tasks(kiosk) == {(TaskKind.CLIMATE, "", "fridge")}
    (finding,) = found(kiosk)["findings"]
    assert finding["what"] == 'Zone "fridge": outside its limits (biological), at worst 12.5 °C'
    assert finding["consequence"] == "What is in doors 9, 10, 11 may spoil."
    assert finding["since"]
    kiosk.waits(100)
    air(kiosk, 4.0)
    assert felt(kiosk)[-1] == ExcursionEnded("fridge", GRACE + 101, 125)
    assert tasks(kiosk) == set()
    assert found(kiosk)["findings"] == []


def test_what_its_service_says_so_of_is_quarantined_and_everything_else_is_handed_out(kiosk: Kiosk) -> None:
    pills = chilled(kiosk, "9")
    kiosk.placed("10", "JJD0007654321")
    warm_for_too_long(kiosk)
    assert Quarantined("9", Why.EXCURSION) in kiosk.events()
    assert kiosk.ledger.holding("9").condition is Condition.QUARANTINED
    assert kiosk.ledger.holding("10").condition is Condition.KNOWN
    assert (TaskKind.TAKE_AWAY, "9", "excursion") in tasks(kiosk)
    kiosk.scans(pills.token)
    assert kiosk.sees(Sorry) == Sorry(SorryKind.TEMPERATURE, "9")
    kiosk.presses(SorryChoice.DONE)
    kiosk.lock_says()
    assert kiosk.sees(TakeParcel).label == "10"


def test_the_claim_is_kept_when_it_is_cool_again(kiosk: Kiosk) -> None:
    chilled(kiosk)
    warm_for_too_long(kiosk)
    air(kiosk, 5.0)
    (thing,) = kiosk.ledger.consignments.values()
    assert thing.stage is Stage.QUARANTINED
    assert thing.leg.parties
    assert kiosk.ledger.exposed == {thing.id}


def test_what_a_recipient_has_in_hand_is_not_taken_from_under_them(kiosk: Kiosk) -> None:
    kiosk.scans(chilled(kiosk).token)
    kiosk.lock_says()
    warm_for_too_long(kiosk)
    assert kiosk.sees(TakeParcel).label == "9"
    kiosk.closes("9")
    assert kiosk.ledger.holding("9").condition is Condition.KNOWN
    assert kiosk.ledger.exposed == frozenset()


def test_what_is_left_there_after_all_is_quarantined_then(kiosk: Kiosk) -> None:
    kiosk.scans(chilled(kiosk).token)
    kiosk.lock_says()
    warm_for_too_long(kiosk)
    kiosk.presses(TakeChoice.CANNOT_REACH)
    air(kiosk, 5.0)
    kiosk.closes("9")
    kiosk.presses(SorryChoice.DONE)
    assert kiosk.is_home()
    assert kiosk.ledger.holding("9").condition is Condition.QUARANTINED


def test_what_was_put_there_during_an_excursion_is_quarantined_as_well(kiosk: Kiosk) -> None:
    warm_for_too_long(kiosk)
    kiosk.scans(chilled(kiosk).token)
    assert kiosk.sees(Sorry).kind is SorryKind.TEMPERATURE
    assert kiosk.ledger.holding("9").condition is Condition.QUARANTINED


def test_a_restart_in_the_middle_changes_nothing(kiosk: Kiosk) -> None:
    chilled(kiosk)
    warm_for_too_long(kiosk)
    kiosk.die()
    kiosk.clock.advance(100)
    kiosk.start()
    kiosk.lines_up()
    assert (TaskKind.CLIMATE, "", "fridge") in tasks(kiosk)
    assert found(kiosk)["climate"]["fridge"]["celsius"] is None
    air(kiosk, 5.0)
    assert felt(kiosk)[-1] == ExcursionEnded("fridge", GRACE + 101, 125)
    assert [type(event) for event in felt(kiosk)].count(ExcursionBegan) == 1


def test_a_snapshot_keeps_excursions_and_silences(kiosk: Kiosk) -> None:
    chilled(kiosk)
    warm_for_too_long(kiosk)
    kiosk.house.handle(DeviceDown("freezer", "no answer"))
    kiosk.house.handle(Contact("tamper", closed=False))
    kiosk.waits(61)
    before = kiosk.ledger
    projections.save(kiosk.journal, journal_book.ledger(), before)
    assert projections.present(kiosk.journal, journal_book.ledger()) == before
    assert before.excursions.keys() == {"fridge"}
    assert before.unwatched.keys() == {"freezer"}


def test_somebody_takes_the_spoiled_thing_away(kiosk: Kiosk) -> None:
    chilled(kiosk)
    warm_for_too_long(kiosk)
    kiosk.scans(kiosk.staff().token)
    kiosk.presses(ScanParcelChoice.TASKS)
    (line,) = kiosk.sees(StaffTasks).tasks
    assert (line.label, line.kind, line.note) == ("9", TaskKind.TAKE_AWAY, "excursion")
    kiosk.presses(Picked(line.id))
    kiosk.lock_says()
    kiosk.closes("9")
    kiosk.presses(YesNo.YES)
    assert kiosk.ledger.holdings == {}
    assert kiosk.ledger.exposed == frozenset()


def test_a_zone_that_the_site_file_no_longer_has_is_forgotten(kiosk: Kiosk) -> None:
    warm_for_too_long(kiosk)
    kiosk.house.handle(Contact("tamper", closed=False))
    kiosk.die()
    kiosk.file = Path(__file__).resolve().parents[3] / "assets" / "sites" / "demo.toml"
    kiosk.site = load_site(kiosk.file)
    kiosk.start()
    assert felt(kiosk)[-2:] == [SenseRemoved("fridge"), SenseRemoved("tamper")]
    assert kiosk.ledger.excursions == {}
    assert {kind for kind, _, _ in tasks(kiosk)} == {TaskKind.ALARM}


# --- sensors that are silent ------------------------------------------------------------------------


def test_a_sensor_that_dies_is_not_warm(kiosk: Kiosk) -> None:
    chilled(kiosk)
    kiosk.house.handle(DeviceDown("fridge", "no answer"))
    kiosk.waits(61)
    assert felt(kiosk) == [ZoneUnwatched("fridge", 60, "no answer")]
    assert kiosk.ledger.holding("9").condition is Condition.KNOWN
    assert any(text.startswith('No temperature from "fridge" (no answer).') for text in texts(found(kiosk)))
    assert tasks(kiosk) == set()
    kiosk.waits(60)
    assert tasks(kiosk) == {(TaskKind.WATCH, "", "fridge")}
    named = 'No temperature from "fridge", for longer than its class allows (no answer).'
    assert any(text.startswith(named) for text in texts(found(kiosk)))
    kiosk.house.handle(DeviceUp("fridge"))
    air(kiosk, 5.0)
    assert felt(kiosk)[-1] == ZoneWatched("fridge", 121)
    assert tasks(kiosk) == set()
    assert found(kiosk)["findings"] == []


def test_a_plug_that_is_put_back_at_once_is_no_event(kiosk: Kiosk) -> None:
    for _ in range(20):
        kiosk.house.handle(DeviceDown("fridge", "no answer"))
        kiosk.waits(5)
        air(kiosk, 5.0)
    assert felt(kiosk) == []


def test_reports_of_devices_that_nobody_knows_mean_nothing(kiosk: Kiosk) -> None:
    rows = kiosk.journal.head.seq
    kiosk.house.handle(Climate("cellar", 99.0, 45.0))
    kiosk.house.handle(Contact("attic", closed=False))
    kiosk.house.handle(DeviceDown("cellar", "no answer"))
    kiosk.waits(500)
    assert kiosk.journal.head.seq == rows


# --- contacts ---------------------------------------------------------------------------------------


def test_tamper_raises_an_alarm_that_a_technician_sees_to(kiosk: Kiosk) -> None:
    kiosk.house.handle(Contact("tamper", closed=False))
    assert felt(kiosk) == [ContactOpened("tamper", allowed=False), AlarmRaised(Alarm.TAMPER, "tamper")]
    assert found(kiosk)["contacts"]["tamper"] == "open"
    assert [finding["what"] for finding in found(kiosk)["findings"]] == [
        'Contact "tamper" is open',
        'Tamper alarm: "tamper" was opened, and no technician has seen to it',
    ]
    kiosk.house.handle(Contact("tamper", closed=True))
    assert found(kiosk)["contacts"]["tamper"] == "shut"
    kiosk.waits(SHUT_FOR)
    assert felt(kiosk)[-1] == ContactShut("tamper")
    assert tasks(kiosk) == {(TaskKind.ALARM, "", "tamper")}
    kiosk.signs_in(kiosk.staff("technician"))
    kiosk.presses(WorkshopChoice.TASKS)
    (line,) = kiosk.sees(StaffTasks).tasks
    kiosk.presses(Picked(line.id))
    assert kiosk.sees(MachineTask).name == "tamper"
    kiosk.presses(OkChoice.OK)
    assert kiosk.sees(StaffTasks).tasks == ()
    assert found(kiosk)["findings"] == []


def test_one_alarm_that_nobody_has_seen_to_is_enough_of_a_task(kiosk: Kiosk) -> None:
    for _ in range(3):
        kiosk.house.handle(Contact("tamper", closed=False))
        kiosk.house.handle(Contact("tamper", closed=True))
        kiosk.waits(SHUT_FOR)
    assert [type(event) for event in felt(kiosk)] == [
        *(ContactOpened, AlarmRaised, ContactShut),
        *(ContactOpened, ContactShut) * 2,
    ]
    assert tasks(kiosk) == {(TaskKind.ALARM, "", "tamper")}


def test_a_loose_contact_does_not_fill_the_journal(kiosk: Kiosk) -> None:
    for _ in range(500):
        kiosk.house.handle(Contact("tamper", closed=False))
        kiosk.waits(0.3)
        kiosk.house.handle(Contact("tamper", closed=True))
        kiosk.waits(0.3)
    assert [type(event) for event in felt(kiosk)] == [ContactOpened, AlarmRaised]
    assert (TaskKind.FLAPPING, "", "contact tamper") in tasks(kiosk)


def test_a_sensor_that_comes_and_goes_is_somebodys_task(kiosk: Kiosk) -> None:
    air(kiosk, 5.0)
    for _ in range(OFTEN):
        kiosk.house.handle(DeviceDown("fridge", "no answer"))
        kiosk.waits(400)
        kiosk.house.handle(DeviceUp("fridge"))
        air(kiosk, 5.0)
        kiosk.waits(60)
    assert (TaskKind.FLAPPING, "", "zone fridge") in tasks(kiosk)


def test_who_comes_right_after_the_technician_is_an_alarm_all_the_same(kiosk: Kiosk) -> None:
    kiosk.signs_in(kiosk.staff("technician"))
    kiosk.house.handle(Contact("service-door", closed=False))
    kiosk.house.handle(Contact("service-door", closed=True))
    kiosk.presses(WorkshopChoice.DONE)
    kiosk.waits(5)
    kiosk.house.handle(Contact("service-door", closed=False))
    assert felt(kiosk) == [
        ContactOpened("service-door", allowed=True),
        ContactShut("service-door"),
        ContactOpened("service-door", allowed=False),
        AlarmRaised(Alarm.CABINET_DOOR, "service-door"),
    ]


def test_a_cabinet_that_was_shut_before_its_time_is_no_alarm(kiosk: Kiosk) -> None:
    kiosk.signs_in(kiosk.staff("technician"))
    kiosk.house.handle(Contact("service-door", closed=False))
    kiosk.presses(WorkshopChoice.DONE)
    kiosk.waits(110)
    kiosk.house.handle(Contact("service-door", closed=True))
    kiosk.waits(500)
    assert felt(kiosk) == [ContactOpened("service-door", allowed=True), ContactShut("service-door")]


def test_what_a_contact_says_again_after_a_restart_is_no_news(kiosk: Kiosk) -> None:
    kiosk.house.handle(Contact("tamper", closed=False))
    kiosk.die()
    kiosk.start()
    kiosk.house.handle(Contact("tamper", closed=False))
    assert sum(isinstance(event, AlarmRaised) for event in felt(kiosk)) == 1


def test_a_technician_opens_the_cabinet_and_nobody_else_does(kiosk: Kiosk) -> None:
    kiosk.signs_in(kiosk.staff("technician"))
    kiosk.house.handle(Contact("service-door", closed=False))
    kiosk.house.handle(Contact("service-door", closed=True))
    kiosk.waits(SHUT_FOR)
    assert felt(kiosk) == [ContactOpened("service-door", allowed=True), ContactShut("service-door")]
    kiosk.presses(WorkshopChoice.DONE)
    kiosk.house.handle(Contact("service-door", closed=False))
    assert felt(kiosk)[-1] == AlarmRaised(Alarm.CABINET_DOOR, "service-door")


def test_a_cabinet_that_is_left_open_is_an_alarm_some_time_after_the_technician_left(kiosk: Kiosk) -> None:
    kiosk.signs_in(kiosk.staff("technician"))
    kiosk.house.handle(Contact("service-door", closed=False))
    kiosk.presses(WorkshopChoice.DONE)
    kiosk.waits(110)
    assert felt(kiosk)[-1] == ContactOpened("service-door", allowed=True)
    kiosk.waits(15)
    assert felt(kiosk)[-1] == AlarmRaised(Alarm.CABINET_DOOR, "service-door")
    kiosk.waits(500)
    assert sum(isinstance(event, AlarmRaised) for event in felt(kiosk)) == 1


def test_a_contact_whose_board_goes_is_not_called_shut(kiosk: Kiosk) -> None:
    kiosk.house.handle(Contact("tamper", closed=False))
    kiosk.house.handle(Contact("tamper", closed=True))
    kiosk.house.handle(DeviceDown("sensors-inputs-9", "no answer"))
    kiosk.waits(100)
    assert kiosk.ledger.contacts_open == {"tamper"}
    kiosk.house.handle(Contact("tamper", closed=True))
    kiosk.waits(SHUT_FOR)
    assert kiosk.ledger.contacts_open == frozenset()


def test_contacts_on_a_board_that_is_gone_are_unknown_and_not_open(kiosk: Kiosk) -> None:
    kiosk.house.handle(DeviceDown("sensors-inputs-9", "no answer"))
    assert found(kiosk)["contacts"] == {"tamper": "unknown", "service-door": "unknown"}
    assert felt(kiosk) == []
    assert any("ensors-inputs-9: not connected (no answer)." in text for text in texts(found(kiosk)))


@pytest.mark.parametrize("seconds", [1.0, 33.0, 75.0])
def test_a_contact_and_a_sensor_that_come_and_go_fill_no_journal(kiosk: Kiosk, seconds: float) -> None:
    before, hours = len(kiosk.events()), 4
    zone = next(iter(kiosk.house.senses.watches))
    for _ in range(round(hours * 3600 / seconds / 2)):
        kiosk.house.handle(Contact("tamper", closed=False))
        kiosk.house.handle(DeviceDown(zone, "no answer"))
        kiosk.waits(seconds)
        kiosk.house.handle(Contact("tamper", closed=True))
        kiosk.house.handle(Climate(zone, 5.0, 50.0))
        kiosk.waits(seconds)
    assert len(kiosk.events()) - before <= 16 * hours
    kiosk.waits(900)
    assert zone not in kiosk.ledger.unwatched
    assert "tamper" not in kiosk.ledger.contacts_open


def test_gates_of_services_ask_whether_a_compartment_is_as_its_class_wants(kiosk: Kiosk) -> None:
    def fridge() -> bool | None:
        return kiosk.house.ground.facts().around.in_band["9"]

    air(kiosk, 5.0)
    assert fridge() is True
    air(kiosk, 12.5)
    assert fridge() is False
    air(kiosk, 5.0)
    kiosk.house.handle(DeviceDown("fridge", "silent"))
    assert fridge() is None
    assert "1" not in kiosk.house.ground.facts().around.in_band
