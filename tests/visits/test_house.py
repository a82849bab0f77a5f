"""Whole visits through the real journal, vault and ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from hardware.outcomes.locks import BusDown, DoorState, Jammed, NotSent, OutcomeUnknown
from hardware.outcomes.reading import Symbology
from kiosk.custody.doors.events import DoorForced, OpeningEnded, OpeningIntended, VisitEnded
from kiosk.custody.machine.events import MachineStopped
from kiosk.custody.wishes.wishes import Wishes
from kiosk.custody.words import Condition, Ending, TaskKind
from kiosk.journeys.doors.screens import DoorOpening, PressChoice, PressDoor
from kiosk.journeys.front.screens import (
    Home,
    HomeChoice,
    OutOfService,
    OutReason,
    Sorry,
    SorryChoice,
    SorryKind,
)
from kiosk.journeys.handover.screens import (
    CourierSummary,
    DidYouTakeIt,
    PutParcel,
    ScanParcel,
    ScanParcelChoice,
    SummaryChoice,
    TakeChoice,
    TakeParcel,
    ThanksChoice,
    ThankYou,
)
from kiosk.journeys.screen import BackChoice, Picked, Typed, YesNo
from kiosk.journeys.who.screens import EnterPin, PinProblem
from kiosk.journeys.work.screens import IsItEmpty, StaffTasks, WorkshopChoice
from kiosk.visits.scene import Answered, Wished
from tests.visits.rig import Kiosk


def test_a_code_scanned_at_home_opens_the_door_without_a_touch(kiosk: Kiosk) -> None:
    code = kiosk.placed("12").token
    kiosk.scans(code)
    assert kiosk.sees(DoorOpening).label == "12"
    kiosk.lock_says()
    assert kiosk.sees(TakeParcel).label == "12"
    assert kiosk.scene.doors_open == ("12",)
    kiosk.closes("12")
    assert kiosk.sees(ThankYou).count == 1
    kiosk.presses(ThanksChoice.DONE)
    assert kiosk.is_home()
    assert kiosk.ledger.visits == {}
    assert kiosk.ledger.holdings == {}


def test_the_intent_is_on_the_disk_before_the_lock_is_told(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    assert [on_disk for _, _, on_disk in kiosk.told] == [True]
    assert kiosk.journal.writing.db.conn.in_transaction is False


def test_a_pin_is_typed_and_found_by_a_thread_that_takes_its_time(kiosk: Kiosk) -> None:
    pin = kiosk.placed("12").pin
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.presses(Typed(pin))
    assert kiosk.told == []
    kiosk.finds_tag()
    assert kiosk.sees(DoorOpening).label == "12"


def test_a_pin_that_is_found_after_its_owner_left_opens_nothing(kiosk: Kiosk) -> None:
    pin = kiosk.placed("12").pin
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.presses(Typed(pin))
    kiosk.house.close("stopped")
    kiosk.finds_tag()
    assert kiosk.told == []


def test_unknown_and_collected_and_not_yet_delivered_look_the_same(kiosk: Kiosk) -> None:
    collected = kiosk.placed("12")
    kiosk.scans(collected.token)
    kiosk.lock_says()
    kiosk.closes("12")
    kiosk.presses(ThanksChoice.DONE)
    coming = kiosk.announced("JJD0007654321")
    for pin in (collected.pin, coming.pin, "00000000"):
        kiosk.presses(HomeChoice.PICK_UP)
        kiosk.presses(Typed(pin))
        kiosk.finds_tag()
        assert kiosk.sees(EnterPin).problem is PinProblem.NOT_FOUND
        kiosk.goes_back()


def test_doors_within_reach_stay_asked_for_back_at_home(kiosk: Kiosk) -> None:
    kiosk.house.handle(Wished(Wishes(reach=True)))
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.goes_back()
    assert kiosk.is_home()
    assert kiosk.house.wishes.now.reach
    kiosk.house.handle(Wished(Wishes()))
    assert not kiosk.house.wishes.now.reach


def test_a_double_tap_does_not_answer_the_next_screen(kiosk: Kiosk) -> None:
    turn = kiosk.scene.turn
    kiosk.presses(HomeChoice.PICK_UP)
    asked = kiosk.scene
    kiosk.house.handle(Answered(turn, HomeChoice.PICK_UP))
    assert kiosk.scene == asked


def test_an_answer_that_the_screen_can_not_give_is_dropped(kiosk: Kiosk) -> None:
    before = kiosk.scene
    kiosk.presses(TakeChoice.EMPTY)
    assert kiosk.scene == before


def test_guessing_slows_the_typing_down_and_locks_nobody_out(kiosk: Kiosk) -> None:
    waiting = kiosk.placed("12")
    kiosk.presses(HomeChoice.PICK_UP)
    for guess in range(5):
        kiosk.presses(Typed(f"{guess:08}"))
        kiosk.finds_tag()
    kiosk.presses(Typed(waiting.pin))
    slow = kiosk.sees(EnterPin)
    assert (slow.problem, slow.wait) == (PinProblem.WAIT, 120)
    assert kiosk.tagging == []
    kiosk.scans(waiting.token)
    assert kiosk.sees(DoorOpening).label == "12"


def test_the_slowing_down_survives_a_restart(tmp_path: Path) -> None:
    kiosk = Kiosk(tmp_path)
    kiosk.lines_up()
    kiosk.presses(HomeChoice.PICK_UP)
    for guess in range(5):
        kiosk.presses(Typed(f"{guess:08}"))
        kiosk.finds_tag()
    kiosk.die()
    kiosk.start()
    kiosk.lines_up()
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.presses(Typed("12345678"))
    assert kiosk.sees(EnterPin).problem is PinProblem.WAIT
    kiosk.end()


def test_nobody_touches_it_and_the_visit_ends_after_a_warning(kiosk: Kiosk) -> None:
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.waits(40)
    assert kiosk.scene.still_there == 20
    kiosk.waits(5)
    assert kiosk.scene.still_there == 15
    kiosk.waits(15)
    assert kiosk.is_home()
    assert VisitEnded(Ending.IDLE) in kiosk.events()


def test_one_tap_at_the_warning_gives_the_whole_time_again(kiosk: Kiosk) -> None:
    kiosk.presses(HomeChoice.PICK_UP)
    for _ in range(12):
        kiosk.waits(50)
        assert kiosk.scene.still_there == 10
        kiosk.touches()
        assert kiosk.scene.still_there == 0
    assert not kiosk.is_home()


def test_nothing_ends_a_visit_while_its_door_is_open(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    kiosk.lock_says()
    kiosk.waits(89)
    kiosk.goes_back()
    assert kiosk.sees(TakeParcel).reminded


def test_a_door_nobody_closes_is_parked_and_the_machine_serves_others(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    kiosk.lock_says()
    kiosk.waits(121)
    assert kiosk.sees(Home).open_doors == ("12",)

    kiosk.scans(kiosk.placed("3", "JJD0007654321", "+49 30 7654321").token)
    kiosk.lock_says()
    kiosk.closes("3")
    kiosk.presses(ThanksChoice.DONE)

    kiosk.presses(Picked("12"))
    assert kiosk.sees(TakeParcel).label == "12"
    kiosk.closes("12")
    assert kiosk.sees(ThankYou).count == 1


def test_a_parked_door_that_somebody_closes_ends_its_visit_by_itself(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    kiosk.lock_says()
    kiosk.waits(121)
    kiosk.closes("12")
    kiosk.waits(15)
    assert kiosk.sees(Home).open_doors == ()
    assert kiosk.ledger.visits == {}
    assert kiosk.ledger.consignments == {}


def test_a_door_that_closes_at_once_is_asked_about(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    kiosk.lock_says()
    kiosk.closes("12", after=1)
    kiosk.sees(DidYouTakeIt)
    kiosk.waits(60)
    assert kiosk.is_home()
    holding = kiosk.ledger.holding("12")
    assert holding.condition is Condition.UNKNOWN
    assert len(holding.things) == 1


def test_a_jam_keeps_the_claim_and_asks_for_a_repair(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    kiosk.lock_says(Jammed())
    kiosk.sees(PressDoor)
    kiosk.presses(PressChoice.GIVE_UP)
    assert kiosk.sees(Sorry).kind is SorryKind.JAMMED
    kiosk.presses(SorryChoice.DONE)
    assert kiosk.ledger.holding("12").condition is Condition.BROKEN
    assert [t.kind for t in kiosk.ledger.tasks.values()] == [TaskKind.REPAIR]
    assert len(kiosk.ledger.consignments) == 1
    assert len(kiosk.told) == 1


def test_only_an_unlock_that_never_left_may_be_tried_again(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    kiosk.lock_says(NotSent("the line is down"))
    assert kiosk.sees(Sorry).can_retry
    kiosk.presses(SorryChoice.TRY_AGAIN)
    kiosk.lock_says()
    assert kiosk.sees(TakeParcel).label == "12"
    assert len({e_.intent for e_ in kiosk.events() if isinstance(e_, OpeningIntended)}) == 2


def test_a_lock_that_answers_after_the_end_of_its_visit_is_written_down(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    kiosk.house.close("stopped")
    kiosk.lock_says()
    assert isinstance(kiosk.events()[-1], OpeningEnded)


def test_a_door_that_opens_by_itself_is_an_alarm_and_its_content_is_in_doubt(kiosk: Kiosk) -> None:
    kiosk.placed("12")
    kiosk.moved("12", DoorState.OPEN, commanded=False)
    assert DoorForced("12") in kiosk.events()
    assert kiosk.ledger.holding("12").condition is Condition.UNKNOWN
    kiosk.moved("12", DoorState.CLOSED)
    assert kiosk.ledger.doors_open == frozenset()


def test_without_locks_it_is_out_of_service_and_comes_back_by_itself(kiosk: Kiosk) -> None:
    kiosk.placed("12")
    kiosk.house.handle(BusDown(kiosk.site.buses[0].name, "unplugged"))
    assert kiosk.sees(OutOfService).reason is OutReason.LOCKS
    clock = next(iter(kiosk.ledger.consignments.values())).clock
    assert clock is not None
    assert clock.standing_since is not None
    kiosk.lines_up()
    assert kiosk.is_home()
    clock = next(iter(kiosk.ledger.consignments.values())).clock
    assert clock is not None
    assert clock.standing_since is None


def test_a_courier_scans_closes_and_goes_on_without_a_touch(kiosk: Kiosk) -> None:
    badge = kiosk.staff().token
    for n in range(3):
        kiosk.announced(f"JJD000000000{n}", size="S")
    kiosk.scans(badge)
    for n in range(3):
        assert kiosk.sees(ScanParcel).delivered == n
        kiosk.scans(f"JJD000000000{n}")
        kiosk.lock_says()
        label = kiosk.sees(PutParcel).label
        kiosk.closes(label)
    assert kiosk.sees(ScanParcel).delivered == 3
    kiosk.presses(ScanParcelChoice.DONE)
    assert kiosk.sees(CourierSummary) == CourierSummary(3, ())
    kiosk.presses(SummaryChoice.FINISH)
    assert kiosk.is_home()
    assert len([c for c in kiosk.ledger.consignments.values() if c.compartment]) == 3


def test_what_was_announced_and_not_scanned_is_named_at_the_end(kiosk: Kiosk) -> None:
    badge = kiosk.staff().token
    kiosk.announced("JJD0000000001", size="S")
    kiosk.scans(badge)
    kiosk.presses(ScanParcelChoice.DONE)
    assert kiosk.sees(CourierSummary).missing == ("JJD0000000001",)


def test_the_camera_works_only_while_a_code_is_wanted(kiosk: Kiosk) -> None:
    assert kiosk.camera_on is False
    kiosk.announced("JJD0000000001", size="S")
    kiosk.scans(kiosk.staff().token)
    assert kiosk.camera_on is True
    assert kiosk.expected == ("JJD0000000001",)
    assert kiosk.symbologies == ()
    kiosk.presses(ScanParcelChoice.DONE)
    assert kiosk.camera_on is False


def test_stripes_are_no_code_for_whoever_picks_up(kiosk: Kiosk) -> None:
    kiosk.presses(HomeChoice.PICK_UP)
    assert kiosk.camera_on is True
    assert Symbology.QR in kiosk.symbologies
    assert Symbology.CODE128 not in kiosk.symbologies


def test_a_scanner_is_told_to_look_while_a_code_is_wanted_and_not_at_home(kiosk: Kiosk) -> None:
    assert kiosk.wand.told == []
    kiosk.scans(kiosk.staff().token)
    kiosk.sees(ScanParcel)
    assert kiosk.wand.told == [True]
    kiosk.presses(ScanParcelChoice.DONE)
    assert kiosk.wand.told == [True, False]


@pytest.mark.parametrize("moment", ["before the lock answered", "while the door was open"])
def test_after_a_power_cut_nothing_is_opened_again_and_a_person_is_asked(tmp_path: Path, moment: str) -> None:
    kiosk = Kiosk(tmp_path)
    kiosk.lines_up()
    code = kiosk.placed("12").token
    kiosk.scans(code)
    if moment == "while the door was open":
        kiosk.lock_says()
    kiosk.die()
    kiosk.start()
    kiosk.lines_up()
    assert len(kiosk.told) == 1
    assert kiosk.ledger.visits == {}
    assert kiosk.ledger.holding("12").condition is Condition.UNKNOWN
    assert [t.kind for t in kiosk.ledger.tasks.values()] == [TaskKind.INSPECT]
    kiosk.scans(code)
    assert kiosk.sees(Sorry).kind is SorryKind.REFUSED
    assert len(kiosk.told) == 1
    kiosk.end()


def test_a_technician_looks_and_the_parcel_is_handed_out_after_all(kiosk: Kiosk) -> None:
    code = kiosk.placed("12").token
    kiosk.moved("12", DoorState.OPEN, commanded=False)
    kiosk.moved("12", DoorState.CLOSED)
    kiosk.signs_in(kiosk.staff("technician"))
    kiosk.presses(WorkshopChoice.TASKS)
    task = kiosk.sees(StaffTasks).tasks[0]
    kiosk.presses(Picked(task.id))
    kiosk.lock_says()
    kiosk.closes("12")
    kiosk.sees(IsItEmpty)
    kiosk.presses(YesNo.NO)
    assert kiosk.sees(StaffTasks).tasks == ()
    kiosk.presses(BackChoice.BACK)
    kiosk.presses(WorkshopChoice.DONE)
    kiosk.scans(code)
    assert kiosk.sees(DoorOpening).label == "12"


def test_closing_a_running_kiosk_settles_every_visit(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    kiosk.lock_says()
    kiosk.house.close("asked to")
    assert kiosk.ledger.visits == {}
    assert kiosk.events()[-1] == MachineStopped("asked to")


def test_a_choice_that_this_screen_does_not_offer_is_dropped(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    kiosk.lock_says(OutcomeUnknown("no reply"))
    before = kiosk.scene
    kiosk.presses(SorryChoice.TRY_AGAIN)
    assert kiosk.scene == before
    assert len(kiosk.told) == 1


def test_a_courier_who_asks_for_low_doors_gets_one(kiosk: Kiosk) -> None:
    kiosk.announced("JJD0000000001", size="S")
    kiosk.scans(kiosk.staff().token)
    kiosk.house.handle(Wished(Wishes(reach=True)))
    kiosk.scans("JJD0000000001")
    given = kiosk.site.cabinet.compartment(kiosk.sees(DoorOpening).label)
    assert given is not None
    assert given.in_reach
