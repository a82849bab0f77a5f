"""What comes at the wrong moment, twice, from a former life, or for somebody who is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from hardware.outcomes.locks import (
    DoorState,
    LockAddress,
    NotSent,
    Opened,
    OpenOutcome,
    OutcomeUnknown,
    UnlockDone,
)
from kiosk.custody.doors.claims import Refusal
from kiosk.custody.doors.events import OpeningEnded
from kiosk.custody.ids import PartyId
from kiosk.custody.machine.events import MachineStopped
from kiosk.custody.words import Condition
from kiosk.journeys.doors.effects import Opening, Refused
from kiosk.journeys.doors.screens import DoorOpening
from kiosk.journeys.front.screens import HomeChoice, Sorry, SorryKind
from kiosk.journeys.handover.screens import (
    CourierSummary,
    DidYouTakeIt,
    ScanNotice,
    ScanParcel,
    ScanParcelChoice,
    TakeChoice,
    TakeParcel,
    ThanksChoice,
    ThankYou,
)
from kiosk.journeys.screen import Typed
from kiosk.journeys.who.screens import EnterPin, PinProblem
from kiosk.orders.doors import operator_named
from kiosk.visits.scene import Answered, WantsToLeave
from kiosk.visits.things.deadlines import LOOK
from kiosk.visits.who.verification import Tagged
from tests.visits.rig import Kiosk


class Operator:
    """Opens from afar; `told` is what came back."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk
        self.told: list[Opening] = []
        self._party: PartyId = operator_named(kiosk.means, "Ana")

    def opens(self, label: str) -> None:
        self._kiosk.house.visits.open_from_afar(label, self._party, "to look", self.told.append)


@pytest.fixture
def operator(kiosk: Kiosk) -> Operator:
    return Operator(kiosk)


def lock_of(kiosk: Kiosk, label: str) -> LockAddress:
    compartment = kiosk.site.cabinet.compartment(label)
    assert compartment is not None
    return compartment.front.lock


# --- from a former life -------------------------------------------------------------------------


def test_a_lock_and_a_pin_that_nobody_here_asked_for_are_passed_over(kiosk: Kiosk) -> None:
    before, scene = len(kiosk.events()), kiosk.scene
    kiosk.house.handle(UnlockDone(10**9, lock_of(kiosk, "12"), Opened(40)))
    kiosk.house.handle(Tagged(10**9, b"tag"))
    assert len(kiosk.events()) == before
    assert kiosk.scene == scene


def test_the_answers_to_a_former_life_do_not_fit_the_next(tmp_path: Path) -> None:
    kiosk = Kiosk(tmp_path)
    kiosk.lines_up()
    waiting, other = kiosk.placed("12"), kiosk.placed("11", "JJD0007654321", "+49 30 7654321")
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.presses(Typed(waiting.pin))
    former_tag, _, _ = kiosk.tagging.pop()
    kiosk.scans(other.token)
    kiosk.die()
    kiosk.start()
    kiosk.lines_up()
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.presses(Typed("00000000"))
    kiosk.house.handle(Tagged(former_tag, kiosk.vault.tag_pin(waiting.pin, None)))
    assert kiosk.told == []
    kiosk.finds_tag()
    assert kiosk.sees(EnterPin).problem is PinProblem.NOT_FOUND

    kiosk.scans(other.token)
    former_unlock, address, _ = kiosk.told[-1]
    kiosk.die()
    kiosk.start()
    kiosk.lines_up()
    kiosk.scans(waiting.token)
    assert kiosk.sees(DoorOpening).label == "12"
    kiosk.house.handle(UnlockDone(former_unlock, address, Opened(40)))
    assert kiosk.sees(DoorOpening).label == "12"
    assert kiosk.ledger.doors_open == frozenset()
    kiosk.end()


def test_a_lock_that_answers_twice_is_believed_once(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    kiosk.lock_says()
    kiosk.lock_says(NotSent("the line is down"))
    assert kiosk.sees(TakeParcel).label == "12"
    ends = [event for event in kiosk.events() if isinstance(event, OpeningEnded)]
    assert [end.result.value for end in ends] == ["opened"]


# --- at the wrong moment ------------------------------------------------------------------------


def test_while_a_lock_is_at_work_nothing_a_visitor_does_counts(kiosk: Kiosk) -> None:
    waiting = kiosk.placed("12").token
    kiosk.scans(waiting)
    turn = kiosk.scene.turn
    before = len(kiosk.events())
    kiosk.scans(waiting)
    kiosk.house.handle(WantsToLeave(turn))
    kiosk.house.handle(Answered(turn, TakeChoice.EMPTY))
    kiosk.touches()
    kiosk.waits(300)
    assert len(kiosk.events()) == before
    kiosk.lock_says()
    assert kiosk.sees(TakeParcel).label == "12"
    assert len(kiosk.told) == 1


def test_while_a_pin_is_worked_out_a_scan_does_not_cut_in(kiosk: Kiosk) -> None:
    first = kiosk.placed("12")
    second = kiosk.placed("11", "JJD0007654321", "+49 30 7654321")
    kiosk.presses(HomeChoice.PICK_UP)
    kiosk.presses(Typed(first.pin))
    kiosk.scans(second.token)
    assert kiosk.told == []
    kiosk.finds_tag()
    assert kiosk.sees(DoorOpening).label == "12"


def test_no_timer_of_a_visit_outlives_it(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    kiosk.lock_says()
    kiosk.closes("12")
    kiosk.presses(ThanksChoice.DONE)
    assert kiosk.is_home()
    for looks in (LOOK, "versions", "draining", "money"):
        kiosk.house.timers.cancel(looks)
    assert kiosk.house.timers.next_in() is None
    kiosk.house.deadlines.open()
    before, scene = len(kiosk.events()), kiosk.scene
    kiosk.waits(1000)
    assert len(kiosk.events()) == before
    assert kiosk.scene == scene


def test_a_door_that_is_shut_before_the_lock_has_answered_is_noticed(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    kiosk.moved("12", DoorState.OPEN)
    kiosk.moved("12", DoorState.CLOSED)
    kiosk.lock_says(OutcomeUnknown("the board was silent"))
    assert kiosk.sees(DidYouTakeIt).label == "12"
    assert kiosk.ledger.doors_open == frozenset()
    kiosk.waits(1000)
    assert kiosk.ledger.holding("12").condition is Condition.UNKNOWN


def test_a_stop_settles_a_parked_visit_and_the_one_on_the_screen(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    kiosk.lock_says()
    kiosk.waits(121)
    kiosk.scans(kiosk.placed("3", "JJD0007654321", "+49 30 7654321").token)
    kiosk.lock_says()
    assert len(kiosk.ledger.visits) == 2
    kiosk.house.close("stopped")
    assert kiosk.ledger.visits == {}
    for label in ("12", "3"):
        assert kiosk.ledger.holding(label).condition is Condition.UNKNOWN
    assert kiosk.events()[-1] == MachineStopped("stopped")


def test_an_order_while_a_door_is_open_is_carried_out_beside_it(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    kiosk.lock_says()
    scene = kiosk.scene
    kiosk.announced("JJD0007654321")
    assert kiosk.scene == scene
    kiosk.closes("12")
    assert kiosk.sees(ThankYou).count == 1


# --- from afar ----------------------------------------------------------------------------------


def test_one_compartment_is_opened_from_afar_once_at_a_time(kiosk: Kiosk, operator: Operator) -> None:
    operator.opens("12")
    operator.opens("12")
    assert operator.told == [Refused(Refusal.OTHER_VISIT)]
    assert len(kiosk.told) == 1
    kiosk.lock_says()
    assert operator.told[1:] == [Opened(40)]
    operator.opens("12")
    assert operator.told[2:] == [Refused(Refusal.OTHER_VISIT)]
    kiosk.closes("12")
    assert kiosk.ledger.visits == {}
    operator.opens("12")
    kiosk.lock_says()
    assert operator.told[3:] == [Opened(40)]


def test_what_a_visitor_holds_is_not_opened_from_afar(kiosk: Kiosk, operator: Operator) -> None:
    kiosk.scans(kiosk.placed("12").token)
    for moment in ("the lock is at work", "the door is open"):
        operator.opens("12")
        assert operator.told.pop() == Refused(Refusal.OTHER_VISIT), moment
        if moment == "the lock is at work":
            kiosk.lock_says()
    assert len(kiosk.told) == 1
    assert kiosk.sees(TakeParcel).label == "12"


def test_what_is_open_from_afar_is_not_handed_out(kiosk: Kiosk, operator: Operator) -> None:
    code = kiosk.placed("12").token
    operator.opens("12")
    kiosk.lock_says()
    kiosk.scans(code)
    assert kiosk.sees(Sorry).kind is SorryKind.REFUSED
    assert len(kiosk.told) == 1


def test_each_opening_from_afar_is_answered_once_whatever_comes_of_it(
    kiosk: Kiosk, operator: Operator
) -> None:
    outcomes: list[OpenOutcome] = [
        NotSent("the line is down"),
        OutcomeUnknown("the board was silent"),
        Opened(40),
    ]
    for label, outcome in zip(("1", "2", "3"), outcomes, strict=True):
        operator.opens(label)
        kiosk.lock_says(outcome)
    kiosk.house.close("stopped")
    assert operator.told == outcomes
    assert kiosk.ledger.visits == {}


def test_an_opening_from_afar_makes_the_locks_look_more_often_at_once(
    kiosk: Kiosk, operator: Operator
) -> None:
    assert kiosk.busy is False
    operator.opens("12")
    assert kiosk.busy is True


# --- for somebody who is gone -------------------------------------------------------------------


def test_a_parcel_whose_label_was_erased_is_unknown_and_has_no_name(kiosk: Kiosk) -> None:
    badge = kiosk.staff().token
    kiosk.announced("JJD0001234567", size="S")
    kiosk.vault.erase(consignments=kiosk.ledger.consignments)
    kiosk.scans(badge)
    assert kiosk.expected == ()
    kiosk.scans("JJD0001234567")
    assert kiosk.sees(ScanParcel).notice is ScanNotice.UNKNOWN_LABEL
    kiosk.presses(ScanParcelChoice.DONE)
    assert kiosk.sees(CourierSummary).missing == ("",)


def test_codes_of_somebody_who_was_erased_are_nobodys(kiosk: Kiosk) -> None:
    code = kiosk.placed("12").token
    kiosk.vault.erase(parties=[person.party for person in kiosk.vault.persons()])
    kiosk.scans(code)
    assert kiosk.sees(EnterPin).problem is PinProblem.NOT_FOUND
    assert kiosk.told == []


def test_people_are_told_apart_by_their_digits_and_by_nothing_less(kiosk: Kiosk) -> None:
    kiosk.placed("12", "JJD0000000001", "+49 30 1234567")
    kiosk.placed("11", "JJD0000000002", "0049/301234567"[2:])
    kiosk.placed("10", "JJD0000000003", "+49 30 1234568")
    parties = [c.legs[-1].parties for c in kiosk.ledger.consignments.values()]
    assert parties[0] == parties[1] != parties[2]
    assert len(kiosk.vault.persons()) == 2
