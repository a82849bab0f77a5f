"""A lock that held is told once more after the door was pressed; and a stuck door is not shut for ever."""

from __future__ import annotations

from hardware.outcomes.locks import Jammed, OutcomeUnknown
from kiosk.custody.doors.events import OpeningIntended
from kiosk.custody.words import Condition, TaskKind
from kiosk.journeys.doors.screens import DoorOpening, PressChoice, PressDoor
from kiosk.journeys.front.screens import Sorry, SorryChoice, SorryKind
from kiosk.journeys.handover.screens import DidYouTakeIt, TakeParcel, ThankYou
from tests.visits.rig import Kiosk


def gives_up(kiosk: Kiosk, code: str) -> None:
    """Three tries, and the lock held each time."""
    kiosk.scans(code)
    for _ in range(2):
        kiosk.lock_says(Jammed())
        assert kiosk.sees(PressDoor).label == "12"
        kiosk.presses(PressChoice.TRY_AGAIN)
    kiosk.lock_says(Jammed())
    assert kiosk.sees(Sorry).kind is SorryKind.JAMMED
    kiosk.presses(SorryChoice.DONE)


def test_each_try_is_an_intent_of_its_own_and_there_are_three(kiosk: Kiosk) -> None:
    gives_up(kiosk, kiosk.placed("12").token)
    intents = [event.intent for event in kiosk.events() if isinstance(event, OpeningIntended)]
    assert len(set(intents)) == len(intents) == len(kiosk.told) == 3
    assert all(on_disk for _, _, on_disk in kiosk.told)
    assert kiosk.ledger.holding("12").condition is Condition.BROKEN
    assert [t.kind for t in kiosk.ledger.tasks.values()] == [TaskKind.REPAIR]


def test_its_owner_may_try_again_in_a_later_visit(kiosk: Kiosk) -> None:
    code = kiosk.placed("12").token
    gives_up(kiosk, code)
    kiosk.scans(code)
    kiosk.lock_says()
    assert kiosk.sees(TakeParcel).label == "12"
    kiosk.closes("12")
    assert kiosk.sees(ThankYou).count == 1
    assert kiosk.ledger.holding("12").condition is Condition.BROKEN
    assert [t.kind for t in kiosk.ledger.tasks.values()] == [TaskKind.REPAIR]


def test_an_owner_who_tries_again_and_does_not_say_what_came_of_it_leaves_it_in_doubt(kiosk: Kiosk) -> None:
    code = kiosk.placed("12").token
    gives_up(kiosk, code)
    kiosk.scans(code)
    kiosk.lock_says()
    kiosk.closes("12", after=1)
    kiosk.sees(DidYouTakeIt)
    kiosk.waits(60)
    assert kiosk.ledger.holding("12").condition is Condition.UNKNOWN
    assert {t.kind for t in kiosk.ledger.tasks.values()} == {TaskKind.REPAIR, TaskKind.INSPECT}
    told = len(kiosk.told)
    kiosk.scans(code)
    assert kiosk.sees(Sorry).kind is SorryKind.REFUSED
    assert len(kiosk.told) == told


def test_nobody_presses_where_nobody_knows_what_the_lock_did(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    kiosk.lock_says(Jammed())
    kiosk.presses(PressChoice.TRY_AGAIN)
    kiosk.lock_says(OutcomeUnknown("no reply"))
    assert kiosk.sees(Sorry).kind is SorryKind.UNKNOWN
    kiosk.presses(SorryChoice.DONE)
    assert kiosk.ledger.holding("12").condition is Condition.UNKNOWN
    assert len(kiosk.told) == 2


def test_who_walks_away_from_a_stuck_door_leaves_it_for_repair(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    kiosk.lock_says(Jammed())
    kiosk.waits(61)
    assert kiosk.is_home()
    assert kiosk.ledger.holding("12").condition is Condition.BROKEN
    assert len(kiosk.ledger.consignments) == 1


def test_a_courier_presses_too_or_takes_the_next_door(kiosk: Kiosk) -> None:
    kiosk.announced("JJD0000000001", size="S")
    kiosk.scans(kiosk.staff().token)
    kiosk.scans("JJD0000000001")
    kiosk.lock_says(Jammed())
    first = kiosk.sees(PressDoor).label
    kiosk.presses(PressChoice.TRY_AGAIN)
    kiosk.lock_says(Jammed())
    kiosk.presses(PressChoice.GIVE_UP)
    assert kiosk.sees(DoorOpening).label != first
    assert kiosk.ledger.holding(first).condition is Condition.BROKEN
