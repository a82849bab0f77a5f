"""Every opening is an event: also of a door whose lock was given up; and the visit goes on with it."""

from __future__ import annotations

import pytest

from hardware.outcomes.locks import BankBack, DoorState, Jammed, Opened, OpenOutcome, OutcomeUnknown
from kiosk.custody.doors.events import DoorForced, DoorFoundOpen, DoorOpenedLate, DoorShut, OpeningIntended
from kiosk.custody.event import Event
from kiosk.custody.words import Condition, TaskKind
from kiosk.journeys.doors.screens import DoorOpening, PressChoice, PressDoor
from kiosk.journeys.front.screens import Home, SorryChoice
from kiosk.journeys.handover.screens import (
    DidYouTakeIt,
    ScanNotice,
    ScanParcel,
    TakeParcel,
    ThanksChoice,
    ThankYou,
)
from tests.visits.rig import Kiosk

FAILED = (Jammed(), OutcomeUnknown("no reply"))


def at(kiosk: Kiosk, outcome: OpenOutcome, label: str = "12") -> None:
    """A recipient stands before a door whose lock was told and did not open it."""
    kiosk.scans(kiosk.placed(label).token)
    kiosk.lock_says(outcome)


def opens(kiosk: Kiosk, label: str = "12", *, commanded: bool = True) -> None:
    kiosk.moved(label, DoorState.OPEN, commanded=commanded)


def kinds(kiosk: Kiosk, kind: type[Event]) -> list[Event]:
    return [event for event in kiosk.events() if type(event) is kind]


@pytest.mark.parametrize("outcome", FAILED)
@pytest.mark.parametrize("commanded", [True, False])
@pytest.mark.parametrize("seconds", [1, 7, 30])
def test_a_door_that_opens_late_goes_on_as_open(
    kiosk: Kiosk, outcome: OpenOutcome, seconds: int, *, commanded: bool
) -> None:
    at(kiosk, outcome)
    kiosk.waits(seconds)
    opens(kiosk, commanded=commanded)
    (late,) = kinds(kiosk, DoorOpenedLate)
    (intent,) = kinds(kiosk, OpeningIntended)
    assert isinstance(late, DoorOpenedLate)
    assert isinstance(intent, OpeningIntended)
    assert (late.door, late.intent) == ("12", intent.intent)
    assert kiosk.ledger.doors_open == {"12"}
    assert kiosk.sees(TakeParcel).label == "12"
    kiosk.closes("12")
    assert kiosk.sees(ThankYou).count == 1
    kiosk.presses(ThanksChoice.DONE)
    assert kiosk.ledger.holdings == {}
    assert not kiosk.ledger.tasks


@pytest.mark.parametrize("outcome", FAILED)
def test_a_late_door_whose_visit_is_over_is_told_at_home_and_has_to_be_looked_at(
    kiosk: Kiosk, outcome: OpenOutcome
) -> None:
    at(kiosk, outcome)
    if isinstance(outcome, Jammed):
        kiosk.presses(PressChoice.GIVE_UP)
    kiosk.presses(SorryChoice.DONE)
    assert kiosk.is_home()
    kiosk.waits(5)
    opens(kiosk)
    assert kinds(kiosk, DoorOpenedLate)
    assert kiosk.sees(Home).open_doors == ("12",)
    assert kiosk.ledger.holding("12").condition is Condition.UNKNOWN
    assert TaskKind.INSPECT in {task.kind for task in kiosk.ledger.tasks.values()}
    assert len(kiosk.ledger.consignments) == 1
    kiosk.moved("12", DoorState.CLOSED)
    assert DoorShut("12") in kiosk.events()
    assert kiosk.sees(Home).open_doors == ()


def test_a_door_that_opens_long_after_was_forced(kiosk: Kiosk) -> None:
    at(kiosk, Jammed())
    kiosk.presses(PressChoice.GIVE_UP)
    kiosk.presses(SorryChoice.DONE)
    kiosk.waits(600)
    opens(kiosk, commanded=False)
    assert DoorForced("12") in kiosk.events()
    assert kiosk.ledger.doors_open == {"12"}


def test_it_opens_while_its_lock_is_told_once_more(kiosk: Kiosk) -> None:
    at(kiosk, Jammed())
    kiosk.presses(PressChoice.TRY_AGAIN)
    opens(kiosk)
    assert kiosk.sees(DoorOpening).label == "12"
    kiosk.lock_says()
    assert kiosk.sees(TakeParcel).label == "12"
    assert not kinds(kiosk, DoorOpenedLate)
    assert kiosk.ledger.doors_open == {"12"}


def test_it_opened_and_shut_before_the_lock_said_that_nobody_knows(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    opens(kiosk)
    kiosk.moved("12", DoorState.CLOSED)
    kiosk.lock_says(OutcomeUnknown("for a while nobody could see the door"))
    assert kinds(kiosk, DoorOpenedLate)
    assert DoorShut("12") in kiosk.events()
    kiosk.sees(DidYouTakeIt)


def test_a_board_that_comes_back_with_the_door_open_before_its_answer(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.placed("12").token)
    compartment = kiosk.site.cabinet.compartment("12")
    assert compartment is not None
    lock = compartment.front.lock
    kiosk.house.handle(BankBack(kiosk.site.buses[0].name, lock.bank, {lock: DoorState.OPEN}))
    assert not kinds(kiosk, DoorFoundOpen)
    kiosk.lock_says(Opened(900))
    assert kiosk.sees(TakeParcel).label == "12"
    assert kiosk.ledger.holding("12").condition is Condition.KNOWN


def test_one_that_was_given_up_opens_while_the_next_parcel_is_fetched(kiosk: Kiosk) -> None:
    code = kiosk.placed("12").token
    kiosk.placed("3", "JJD0009999999")
    kiosk.scans(code)
    kiosk.lock_says(Jammed())
    first = kiosk.sees(PressDoor).label
    kiosk.presses(PressChoice.GIVE_UP)
    kiosk.presses(SorryChoice.DONE)
    kiosk.lock_says()
    second = kiosk.sees(TakeParcel).label
    opens(kiosk, first)
    assert kiosk.sees(TakeParcel).label == second
    assert kiosk.ledger.holding(first).condition is Condition.UNKNOWN
    kiosk.closes(second)
    assert kiosk.sees(TakeParcel).label == first
    kiosk.closes(first)
    assert kiosk.sees(ThankYou).count == 2
    assert kiosk.ledger.holding(first).condition is Condition.UNKNOWN


def test_a_courier_s_first_door_opens_late_and_is_not_offered_as_free(kiosk: Kiosk) -> None:
    kiosk.announced("JJD0000000001", size="S")
    kiosk.scans(kiosk.staff().token)
    kiosk.scans("JJD0000000001")
    kiosk.lock_says(OutcomeUnknown("no reply"))
    second = kiosk.sees(DoorOpening).label
    first = next(label for label, h in kiosk.ledger.holdings.items() if h.condition is Condition.UNKNOWN)
    kiosk.lock_says()
    opens(kiosk, first)
    kiosk.closes(second)
    kiosk.moved(first, DoorState.CLOSED)
    assert kiosk.ledger.holding(first).condition is Condition.UNKNOWN
    assert kiosk.sees(ScanParcel).notice is ScanNotice.DELIVERED


def test_a_restart_in_between_loses_nothing(kiosk: Kiosk) -> None:
    at(kiosk, Jammed())
    kiosk.die()
    kiosk.start()
    kiosk.lines_up()
    assert kiosk.ledger.holding("12").condition is Condition.BROKEN
    opens(kiosk)
    assert kinds(kiosk, DoorOpenedLate)
    assert kiosk.sees(Home).open_doors == ("12",)
    assert kiosk.ledger.holding("12").condition is Condition.UNKNOWN
