"""Who cannot reach what is behind an open door: help at once, and a low door the next time."""

from __future__ import annotations

from kiosk.custody.things.events import Collected
from kiosk.custody.words import Condition, TaskKind
from kiosk.doctor.doors import findings
from kiosk.journeys.doors.screens import CanYouClose, HelpAtDoor, HelpChoice
from kiosk.journeys.front.screens import Home, Sorry, SorryChoice, SorryKind
from kiosk.journeys.handover.screens import PutParcel, TakeChoice, ThanksChoice
from kiosk.journeys.screen import Picked, YesNo
from kiosk.orders.persons import Forget, forget
from tests.visits.rig import Kiosk

PHONE = "+49 30 1234567"


def needs_help(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("11").token)
    kiosk.lock_says()
    kiosk.presses(TakeChoice.CANNOT_REACH)
    assert kiosk.sees(CanYouClose).label == "11"
    kiosk.presses(YesNo.NO)


def test_help_is_asked_for_at_once_and_the_visit_stays_with_its_number(kiosk: Kiosk) -> None:
    needs_help(kiosk)
    kiosk.waits(300)
    assert kiosk.sees(HelpAtDoor).label == "11"
    assert kiosk.scene.visit == 1
    assert [(t.kind, t.compartment) for t in kiosk.ledger.tasks.values()] == [(TaskKind.HELP, "11")]
    assert "help:11" in {found.key for found in findings(kiosk.site, kiosk.book, None)}


def test_others_may_have_the_screen_and_one_touch_brings_it_back(kiosk: Kiosk) -> None:
    needs_help(kiosk)
    kiosk.presses(HelpChoice.OTHERS)
    assert kiosk.sees(Home).open_doors == ("11",)
    kiosk.presses(Picked("11"))
    assert kiosk.sees(HelpAtDoor).label == "11"
    assert kiosk.scene.visit == 1


def test_nobody_has_the_screen_for_ever(kiosk: Kiosk) -> None:
    needs_help(kiosk)
    kiosk.waits(601)
    assert kiosk.sees(Home).open_doors == ("11",)


def test_the_power_fails_meanwhile(kiosk: Kiosk) -> None:
    needs_help(kiosk)
    kiosk.die()
    kiosk.start()
    kiosk.lines_up()
    assert [t.kind for t in kiosk.ledger.tasks.values()] == [TaskKind.INSPECT]
    assert kiosk.ledger.holding("11").condition is Condition.UNKNOWN
    assert len(kiosk.ledger.consignments) == 1


def asks_for_a_low_door(kiosk: Kiosk) -> None:
    needs_help(kiosk)
    kiosk.closes("11")
    kiosk.presses(YesNo.YES)
    kiosk.presses(ThanksChoice.DONE)
    kiosk.scans(kiosk.placed("11", "JJD0007654321").token)
    kiosk.lock_says()
    kiosk.presses(TakeChoice.CANNOT_REACH)
    kiosk.presses(YesNo.YES)
    kiosk.closes("11")
    assert kiosk.sees(Sorry).can_ask_low
    kiosk.presses(SorryChoice.LOW_DOOR)
    assert kiosk.sees(Sorry).kind is SorryKind.LOW_DOOR
    kiosk.presses(SorryChoice.DONE)


def test_the_next_parcel_of_whoever_asked_goes_behind_a_low_door(kiosk: Kiosk) -> None:
    asks_for_a_low_door(kiosk)
    kiosk.announced("JJD0000000001", size="S", phone=PHONE)
    kiosk.announced("JJD0000000002", size="S", phone="+49 30 7654321")
    kiosk.scans(kiosk.staff().token)
    reached = {}
    for label in ("JJD0000000001", "JJD0000000002"):
        kiosk.scans(label)
        kiosk.lock_says()
        door = kiosk.sees(PutParcel).label
        given = kiosk.site.cabinet.compartment(door)
        assert given is not None
        reached[label] = given.in_reach
        kiosk.closes(door)
    assert reached == {"JJD0000000001": True, "JJD0000000002": False}


def test_the_wish_is_forgotten_with_the_person(kiosk: Kiosk) -> None:
    asks_for_a_low_door(kiosk)
    assert kiosk.ledger.low_doors
    for thing in tuple(kiosk.ledger.consignments.values()):
        kiosk.book.record(Collected(thing.id, thing.compartment or ""))
    forget(kiosk.book, Forget(PHONE))
    assert not kiosk.ledger.low_doors
