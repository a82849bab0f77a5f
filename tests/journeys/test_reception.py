"""Home, who is it, and on to what they came for."""

from __future__ import annotations

from dataclasses import replace

from kiosk.access.credentials import Proved, TooSoon, Unproved, Verdict
from kiosk.custody.doors.events import DoorFoundOpen, DoorsDown, VisitBegan, VisitParked
from kiosk.custody.ids import VisitId
from kiosk.custody.proofs.events import StaffRemoved
from kiosk.custody.things.services import PinScheme
from kiosk.custody.words import Audience
from kiosk.journeys.desk import Settings
from kiosk.journeys.doors.screens import DoorLeftOpen
from kiosk.journeys.front.screens import (
    Home,
    HomeChoice,
    OutChoice,
    OutOfService,
    OutReason,
    Sorry,
    SorryKind,
)
from kiosk.journeys.handover.screens import ScanParcel, TakeParcel
from kiosk.journeys.screen import BackChoice, Picked, Typed
from kiosk.journeys.who.screens import (
    CodeChoice,
    EnterCode,
    EnterPhoneEnd,
    EnterPin,
    PinChoice,
    PinProblem,
    ScanCode,
)
from kiosk.journeys.work.screens import StaffTasks, Workshop, WorkshopChoice
from tests.journeys.scenes.scenes import COURIER, RECIPIENT, TECHNICIAN, cabinet, ledger, lying, scene, staff
from tests.journeys.steps import Visit

CODE = "CUBBY:token"


def visit(
    *verdicts: Verdict,
    settings: Settings | None = None,
    out: OutReason | None = None,
    who: Proved | None = None,
) -> Visit:
    home = scene("home", ledger(*staff(), *lying("p1", "1")), cabinet("S", "S"), settings)
    people = {Audience.VISITOR: RECIPIENT, Audience.STAFF: COURIER}
    if who is not None:
        people = {who.audience: who.party}
    return Visit(replace(home, out=out, people=people), verdicts=verdicts)


def test_a_pin_opens_the_door() -> None:
    here = visit()
    here.sees(Home, open_doors=())
    here.presses(HomeChoice.PICK_UP)
    here.sees(EnterPin, audience=Audience.VISITOR, digits=8, problem=PinProblem.NONE)
    here.presses(Typed("00000000"))
    here.sees(TakeParcel, label="1")


def test_a_code_held_out_at_home_opens_the_door_without_a_touch() -> None:
    here = visit()
    here.scans(CODE)
    here.sees(TakeParcel, label="1")


def test_a_door_that_nobody_looks_after_is_to_be_closed_by_whoever_is_there() -> None:
    book = ledger(*staff(), *lying("p1", "1"), DoorFoundOpen("1"))
    here = Visit(scene("home", book, cabinet("S", "S")))
    here.sees(Home, open_doors=("1",))
    here.presses(Picked("1"))
    here.sees(DoorLeftOpen, label="1")
    here.presses(BackChoice.BACK)
    here.sees(Home, open_doors=("1",))
    here.presses(Picked("1"))
    here.closes("1")
    here.sees(Home, open_doors=())
    assert here.opened == []


def test_a_door_that_can_not_be_seen_is_not_called_open() -> None:
    book = ledger(DoorFoundOpen("1"), DoorsDown(("1",), "line down"), DoorFoundOpen("9"))
    Visit(scene("home", book, cabinet("S", "S"))).sees(Home, open_doors=())


def test_nobodys_pin_and_nobodys_code_look_the_same() -> None:
    here = visit(Unproved(), Unproved())
    here.scans(CODE)
    here.sees(EnterPin, problem=PinProblem.NOT_FOUND)
    here.presses(Typed("00000000"))
    here.sees(EnterPin, problem=PinProblem.NOT_FOUND)
    assert here.opened == []


def test_too_soon_says_how_long_and_lets_the_next_one_try() -> None:
    here = visit(TooSoon(60))
    here.presses(HomeChoice.PICK_UP)
    here.presses(Typed("00000000"))
    here.sees(EnterPin, problem=PinProblem.WAIT, wait=60)
    here.waits()
    here.sees(EnterPin, problem=PinProblem.NONE, wait=0)
    here.presses(Typed("00000000"))
    here.sees(TakeParcel)


def test_six_digits_and_the_end_of_the_phone() -> None:
    here = visit(settings=Settings(pins=(PinScheme.SIX_AND_PHONE,)))
    here.presses(HomeChoice.PICK_UP)
    here.sees(EnterPin, digits=6)
    here.presses(Typed("000000"))
    here.sees(EnterPhoneEnd)
    here.presses(BackChoice.BACK)
    here.sees(EnterPin, digits=6)
    here.presses(Typed("000000"))
    here.presses(Typed("0000"))
    here.sees(TakeParcel)


def test_where_pins_are_of_two_kinds_each_can_be_typed() -> None:
    both = visit(settings=Settings(pins=(PinScheme.EIGHT, PinScheme.SIX_AND_PHONE)))
    both.presses(HomeChoice.PICK_UP)
    both.sees(EnterPin, digits=8, or_digits=6)
    both.presses(Typed("000000"))
    both.sees(EnterPhoneEnd)
    both.presses(BackChoice.BACK)
    both.presses(Typed("00000000"))
    both.sees(TakeParcel)


def test_staff_type_eight_digits_whatever_visitors_do() -> None:
    here = visit(settings=Settings(pins=(PinScheme.SIX_AND_PHONE,)))
    here.presses(HomeChoice.STAFF)
    here.sees(EnterPin, audience=Audience.STAFF, digits=8)
    here.presses(Typed("00000000"))
    here.sees(ScanParcel)


def test_the_camera_reads_a_code_and_can_be_left() -> None:
    here = visit(settings=Settings(camera=True))
    here.presses(HomeChoice.PICK_UP)
    here.presses(PinChoice.SCAN)
    here.sees(ScanCode, audience=Audience.VISITOR)
    here.presses(BackChoice.BACK)
    here.sees(EnterPin)
    here.presses(PinChoice.SCAN)
    here.scans(CODE)
    here.sees(TakeParcel)


def test_a_couriers_badge_is_welcome_at_home() -> None:
    here = visit(Proved(COURIER, Audience.STAFF))
    here.scans(CODE)
    here.sees(ScanParcel)


def test_a_technician_sees_the_tasks() -> None:
    here = visit(who=Proved(TECHNICIAN, Audience.STAFF))
    here.presses(HomeChoice.STAFF)
    here.presses(Typed("00000000"))
    here.sees(EnterCode, digits=6)
    here.presses(Typed("000000"))
    here.sees(Workshop, tasks=0)
    here.presses(WorkshopChoice.TASKS)
    here.sees(StaffTasks, tasks=())


def test_a_lost_phone_is_stood_for_by_another_code() -> None:
    here = visit(who=Proved(TECHNICIAN, Audience.STAFF))
    here.scans(CODE)
    here.presses(CodeChoice.LOST_PHONE)
    here.sees(EnterCode, digits=16, lost_phone=True)
    here.presses(BackChoice.BACK)
    here.sees(EnterPin, problem=PinProblem.NOT_FOUND)


def test_who_was_dismissed_is_shown_nothing() -> None:
    home = scene("home", ledger(*staff(), StaffRemoved(COURIER)), cabinet("S"))
    here = Visit(replace(home, people={Audience.STAFF: COURIER}))
    here.scans(CODE)
    here.sees(StaffTasks, tasks=())


def test_nothing_waits_for_a_visitor_without_parcels() -> None:
    home = scene("home", ledger(*staff()), cabinet("S"))
    here = Visit(home)
    here.scans(CODE)
    here.sees(Sorry, kind=SorryKind.NOTHING_WAITING)


def test_leaving_at_the_keypad_ends_the_visit() -> None:
    here = visit()
    here.presses(HomeChoice.PICK_UP)
    here.walks_away()
    assert not here.is_over().visits


def test_out_of_service_says_so_and_takes_no_code() -> None:
    here = visit(out=OutReason.LOCKS)
    here.sees(OutOfService, reason=OutReason.LOCKS)
    assert here.offers == (OutChoice.STAFF,)


def test_out_of_service_a_technician_comes_in_and_a_courier_does_not() -> None:
    for who in (TECHNICIAN, COURIER):
        here = visit(out=OutReason.LOCKS, who=Proved(who, Audience.STAFF))
        here.presses(OutChoice.STAFF)
        here.presses(Typed("00000000"))
        if who == TECHNICIAN:
            here.presses(Typed("000000"))
            here.sees(Workshop)
        else:
            here.is_over()


def test_without_a_disk_nobody_can_sign_in() -> None:
    assert OutOfService(OutReason.STORAGE).answers() == ()


def test_a_door_that_was_left_open_is_offered_at_home() -> None:
    other = VisitId("other")
    book = ledger(VisitBegan("collect", "pier"), VisitParked("2"), visit=other, onto=ledger(*staff()))
    here = Visit(scene("home", book, cabinet("S", "S")))
    here.sees(Home, open_doors=("2",))
    here.presses(Picked("2"))
    assert here.result == "2"
    here.is_over()
