"""A recipient at the machine: every way in, every way out."""

from __future__ import annotations

from hardware.outcomes.locks import Jammed, NotSent, Opened, OutcomeUnknown
from kiosk.custody.doors.events import DoorsDown
from kiosk.custody.ids import ConsignmentId, VisitId
from kiosk.custody.ledger import Ledger
from kiosk.custody.things.events import Collected, LeftInside, PersonReported, Reserved
from kiosk.custody.words import Condition, Reported, Stage, TaskKind
from kiosk.journeys.doors.effects import Opening
from kiosk.journeys.doors.screens import (
    CanYouClose,
    CloseDoor,
    CloseWhy,
    HelpAtDoor,
    HelpChoice,
    PressChoice,
    PressDoor,
)
from kiosk.journeys.front.screens import Sorry, SorryChoice, SorryKind
from kiosk.journeys.handover.collect import collect
from kiosk.journeys.handover.screens import DidYouTakeIt, TakeChoice, TakeParcel, ThanksChoice, ThankYou
from kiosk.journeys.screen import YesNo
from tests.journeys.scenes.scenes import RECIPIENT, VISITOR, cabinet, ledger, lying, scene, signed_in, staff
from tests.journeys.steps import Visit

P1, P2 = ConsignmentId("p1"), ConsignmentId("p2")


def visit(*parcels: str, locks: tuple[Opening, ...] = ()) -> Visit:
    """Of a recipient whose parcels p1, p2 ... are in these compartments."""
    things = [event for n, label in enumerate(parcels) for event in lying(f"p{n + 1}", label)]
    home = scene("collect", ledger(*staff(), *things), cabinet("S", "S", "S"))
    return Visit(signed_in(VISITOR, collect, home), locks=locks)


def waiting(book: Ledger) -> list[str]:
    return [thing.id for thing in book.waiting_for(RECIPIENT)]


def tasks(book: Ledger) -> list[tuple[TaskKind, str]]:
    return [(task.kind, task.compartment) for task in book.tasks.values()]


def test_one_parcel_is_taken() -> None:
    here = visit("1")
    here.sees(TakeParcel, label="1", index=1, of=1)
    here.closes("1")
    here.sees(ThankYou, count=1, reopen="1")
    here.presses(ThanksChoice.DONE)
    assert waiting(here.is_over()) == []
    assert here.said(Collected) == [Collected(P1, "1")]


def test_two_parcels_are_taken_one_after_the_other() -> None:
    here = visit("1", "3")
    here.sees(TakeParcel, label="1", index=1, of=2)
    here.closes("1")
    here.sees(TakeParcel, label="3", index=2, of=2)
    here.closes("3")
    here.sees(ThankYou, count=2, reopen="3")
    here.waits()
    here.is_over()
    assert here.opened == ["1", "3"]


def test_nothing_waits() -> None:
    here = visit()
    here.sees(Sorry, kind=SorryKind.NOTHING_WAITING, kept=False)
    here.presses(SorryChoice.DONE)
    here.is_over()


def test_who_cannot_reach_keeps_the_claim() -> None:
    here = visit("1")
    here.presses(TakeChoice.CANNOT_REACH)
    here.sees(CanYouClose, label="1")
    here.presses(YesNo.YES)
    here.sees(CloseDoor, label="1", why=CloseWhy.CANNOT_REACH)
    here.closes("1")
    here.sees(Sorry, kind=SorryKind.CANNOT_REACH, kept=True)
    here.presses(SorryChoice.DONE)
    book = here.is_over()
    assert waiting(book) == [P1]
    assert book.holding("1").condition is Condition.KNOWN
    assert here.said(PersonReported) == [PersonReported("1", Reported.CANNOT_REACH)]


def test_who_can_not_close_it_either_gets_help_and_the_visit_stays() -> None:
    here = visit("1")
    here.presses(TakeChoice.CANNOT_REACH)
    here.presses(YesNo.NO)
    here.sees(HelpAtDoor, label="1")
    assert [t.kind for t in here.book.tasks.values()] == [TaskKind.HELP]
    here.closes("1")
    here.sees(DidYouTakeIt, label="1")
    assert not here.book.tasks
    here.presses(YesNo.NO)
    here.sees(Sorry, kind=SorryKind.CANNOT_REACH, kept=True)
    here.presses(SorryChoice.DONE)
    assert waiting(here.is_over()) == [P1]


def test_who_was_helped_has_their_parcel() -> None:
    here = visit("1")
    here.presses(TakeChoice.CANNOT_REACH)
    here.presses(YesNo.NO)
    here.closes("1")
    here.presses(YesNo.YES)
    here.sees(ThankYou, count=1)


def test_help_that_comes_while_others_have_the_screen_leaves_the_content_in_doubt() -> None:
    here = visit("1")
    here.presses(TakeChoice.CANNOT_REACH)
    here.waits()
    here.presses(HelpChoice.OTHERS)
    here.is_parked_at("1")
    here.closes("1")
    book = here.is_over()
    assert waiting(book) == [P1]
    assert book.holding("1").condition is Condition.UNKNOWN
    assert tasks(book) == [(TaskKind.INSPECT, "1")]


def test_an_empty_compartment_is_out_of_use_until_somebody_looked() -> None:
    here = visit("1", "2")
    here.presses(TakeChoice.EMPTY)
    here.closes("1")
    here.sees(Sorry, kind=SorryKind.EMPTY)
    here.presses(SorryChoice.DONE)
    here.sees(TakeParcel, label="2", index=2, of=2)
    here.closes("2")
    here.presses(ThanksChoice.DONE)
    book = here.is_over()
    assert waiting(book) == [P1]
    assert book.holding("1").condition is Condition.UNKNOWN
    assert tasks(book) == [(TaskKind.INSPECT, "1")]


def test_what_is_not_mine_goes_back_and_a_courier_is_asked_to_fetch_it() -> None:
    here = visit("1")
    here.presses(TakeChoice.NOT_MINE)
    here.sees(CloseDoor, why=CloseWhy.NOT_MINE)
    here.closes("1")
    here.sees(Sorry, kind=SorryKind.NOT_MINE)
    here.presses(SorryChoice.DONE)
    book = here.is_over()
    assert book.holding("1").condition is Condition.QUARANTINED
    assert book.consignments[P1].stage is Stage.QUARANTINED
    assert [(t.kind, t.role) for t in book.tasks.values()] == [(TaskKind.TAKE_AWAY, "courier")]


def test_the_door_may_be_opened_once_more() -> None:
    here = visit("1")
    here.closes("1")
    here.presses(ThanksChoice.OPEN_AGAIN)
    here.sees(CloseDoor, label="1", why=CloseWhy.LOOKED)
    here.closes("1")
    here.sees(ThankYou, count=1, reopen="")
    assert ThanksChoice.OPEN_AGAIN not in here.offers
    here.presses(ThanksChoice.DONE)
    here.is_over()
    assert here.opened == ["1", "1"]


def test_an_opening_that_was_not_sent_does_not_use_up_the_second_look() -> None:
    here = visit("1", locks=(Opened(), NotSent("line down"), Opened()))
    here.closes("1")
    here.presses(ThanksChoice.OPEN_AGAIN)
    here.sees(Sorry, kind=SorryKind.NOT_SENT, can_retry=True)
    here.presses(SorryChoice.TRY_AGAIN)
    here.sees(CloseDoor, why=CloseWhy.LOOKED)


def test_once_the_grace_is_over_nothing_opens_again() -> None:
    here = visit("1")
    here.closes("1")
    here.too_late()
    here.presses(ThanksChoice.OPEN_AGAIN)
    here.sees(Sorry, kind=SorryKind.REFUSED)
    assert here.opened == ["1"]


def test_a_jammed_door_keeps_the_claim_and_is_repaired() -> None:
    here = visit("1", locks=(Jammed(), Jammed(), Jammed()))
    for _ in range(2):
        here.sees(PressDoor, label="1")
        here.presses(PressChoice.TRY_AGAIN)
    here.sees(Sorry, kind=SorryKind.JAMMED, label="1", kept=True, can_retry=False)
    here.presses(SorryChoice.DONE)
    book = here.is_over()
    assert waiting(book) == [P1]
    assert book.holding("1").condition is Condition.BROKEN
    assert tasks(book) == [(TaskKind.REPAIR, "1")]
    assert here.opened == ["1", "1", "1"]


def test_a_door_that_is_pressed_and_opens_is_like_any_other() -> None:
    here = visit("1", locks=(Jammed(), Opened()))
    here.presses(PressChoice.TRY_AGAIN)
    here.sees(TakeParcel, label="1")
    here.closes("1")
    here.sees(ThankYou, count=1)
    here.presses(ThanksChoice.DONE)
    assert here.is_over().holding("1").condition is Condition.KNOWN


def test_after_a_jam_a_lock_that_is_not_told_counts_as_jammed() -> None:
    here = visit("1", locks=(Jammed(), NotSent("line down")))
    here.presses(PressChoice.TRY_AGAIN)
    here.presses(SorryChoice.DONE)
    here.presses(SorryChoice.DONE)
    assert here.is_over().holding("1").condition is Condition.BROKEN


def test_nobody_tells_the_lock_twice_when_the_outcome_is_unknown() -> None:
    here = visit("1", locks=(OutcomeUnknown("no reply"),))
    here.sees(Sorry, kind=SorryKind.UNKNOWN, kept=True, can_retry=False)
    here.presses(SorryChoice.DONE)
    book = here.is_over()
    assert waiting(book) == [P1]
    assert book.holding("1").condition is Condition.UNKNOWN
    assert here.opened == ["1"]


def test_what_was_not_sent_may_be_tried_again() -> None:
    here = visit("1", locks=(NotSent("line down"), NotSent("line down"), Opened()))
    here.presses(SorryChoice.TRY_AGAIN)
    here.presses(SorryChoice.TRY_AGAIN)
    here.sees(TakeParcel, label="1")
    here.closes("1")
    here.sees(ThankYou, count=1)


def test_who_gives_up_after_not_sent_keeps_the_claim() -> None:
    here = visit("1", locks=(NotSent("line down"),))
    here.presses(SorryChoice.DONE)
    book = here.is_over()
    assert waiting(book) == [P1]
    assert tasks(book) == []


def test_a_quick_close_is_asked_about_and_yes_means_taken() -> None:
    here = visit("1")
    here.closes("1", quickly=True)
    here.sees(DidYouTakeIt, label="1")
    assert here.said(Collected) == []
    here.presses(YesNo.YES)
    here.sees(ThankYou, count=1)


def test_a_quick_close_and_no_opens_the_door_again() -> None:
    here = visit("1")
    here.closes("1", quickly=True)
    here.presses(YesNo.NO)
    here.sees(TakeParcel, label="1")
    assert here.said(LeftInside) == [LeftInside(P1, "1")]
    here.closes("1")
    here.sees(ThankYou, count=1)
    assert here.opened == ["1", "1"]


def test_a_quick_close_and_silence_leaves_a_doubt_and_the_claim() -> None:
    here = visit("1", "2")
    here.closes("1", quickly=True)
    here.waits()
    book = here.is_over()
    assert waiting(book) == [P1, P2]
    assert book.holding("1").condition is Condition.UNKNOWN
    assert tasks(book) == [(TaskKind.INSPECT, "1")]
    assert here.opened == ["1"]


def test_a_door_nobody_closes_is_reminded_of_and_then_parks_the_visit() -> None:
    here = visit("1")
    here.sees(TakeParcel, reminded=False)
    here.waits()
    here.sees(TakeParcel, reminded=True)
    here.waits()
    here.is_parked_at("1")
    here.is_taken_up_again()
    here.sees(TakeParcel, label="1", reminded=False)
    here.closes("1")
    here.sees(ThankYou, count=1, reopen="")


def test_whoever_closes_a_forgotten_door_gets_no_other_one_opened() -> None:
    here = visit("1", "2")
    here.waits()
    here.waits()
    here.is_parked_at("1")
    here.closes("1")
    assert waiting(here.is_over()) == [P2]
    assert here.opened == ["1"]


def test_whoever_takes_a_parked_visit_up_gets_no_other_door_opened() -> None:
    here = visit("1", "2")
    here.waits()
    here.waits()
    here.is_taken_up_again()
    here.presses(TakeChoice.CANNOT_REACH)
    here.closes("1")
    here.presses(SorryChoice.DONE)
    assert waiting(here.is_over()) == [P1, P2]
    assert here.opened == ["1"]


def test_a_door_that_is_to_be_closed_is_reminded_of_and_parks_the_visit_too() -> None:
    here = visit("1")
    here.presses(TakeChoice.NOT_MINE)
    here.waits()
    here.sees(CloseDoor, reminded=True)
    here.waits()
    here.is_parked_at("1")
    here.closes("1")
    assert here.is_over().holding("1").condition is Condition.QUARANTINED


def test_a_door_that_is_down_is_said_to_be_and_the_next_one_opens() -> None:
    down = ledger(*staff(), *lying("p1", "1"), *lying("p2", "2"), DoorsDown(("1",), "line down"))
    here = Visit(signed_in(VISITOR, collect, scene("down", down, cabinet("S", "S"))))
    here.sees(Sorry, kind=SorryKind.REFUSED, label="1", kept=True)
    here.presses(SorryChoice.DONE)
    here.sees(TakeParcel, label="2")


def test_a_compartment_that_another_visit_has_stays_shut() -> None:
    book = ledger(*staff(), *lying("p1", "1"))
    book = ledger(Reserved("1"), visit=VisitId("other"), onto=book)
    here = Visit(signed_in(VISITOR, collect, scene("held", book, cabinet("S"))))
    here.sees(Sorry, kind=SorryKind.REFUSED)
    here.walks_away()
    assert here.opened == []
    assert here.is_over().holding("1").held_by == "other"


def test_a_parcel_that_is_fetched_while_another_is_taken_stays_out_of_it() -> None:
    here = visit("1", "2")
    here.happens(Collected(P2, "2"))
    here.closes("1")
    here.sees(Sorry, kind=SorryKind.REFUSED, label="2")
    assert here.opened == ["1"]


def test_a_power_cut_at_an_open_door_leaves_a_doubt_and_the_claim() -> None:
    here = visit("1")
    book = here.the_power_fails()
    assert waiting(book) == [P1]
    assert book.holding("1").condition is Condition.UNKNOWN
    assert tasks(book) == [(TaskKind.INSPECT, "1")]
