"""A courier's round: scan, door, close, next; and every way out of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from hardware.outcomes.locks import Jammed, NotSent, Opened, OutcomeUnknown
from kiosk.access.credentials import Proved
from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.ledger import Ledger
from kiosk.custody.proofs.events import StaffRemoved
from kiosk.custody.things.events import Collected, PersonReported, RoundEnded
from kiosk.custody.words import Audience, Condition, Reported, Stage, TaskKind
from kiosk.journeys.doors.effects import Opening
from kiosk.journeys.doors.screens import CloseDoor, CloseWhy, PressChoice, PressDoor
from kiosk.journeys.front.screens import Sorry, SorryChoice, SorryKind
from kiosk.journeys.handover.courier import courier
from kiosk.journeys.handover.effects import LabelTold
from kiosk.journeys.handover.screens import (
    ChooseSize,
    CourierSummary,
    DidYouTakeIt,
    NothingFree,
    PutChoice,
    PutHint,
    PutParcel,
    ScanNotice,
    ScanParcel,
    ScanParcelChoice,
    SummaryChoice,
    TypeLabel,
    WhichParcel,
)
from kiosk.journeys.screen import BackChoice, OkChoice, Picked, Typed, YesNo
from tests.journeys.scenes.scenes import (
    COURIER,
    alien,
    announced,
    cabinet,
    ledger,
    lying,
    refused,
    scene,
    signed_in,
    staff,
)
from tests.journeys.steps import Visit

P1, P2 = ConsignmentId("p1"), ConsignmentId("p2")
LABELS = {"LABEL-0001": "p1", "LABEL-0002": "p2"}
BOTH = (announced("p1", "S"), announced("p2", "S"))


def visit(
    *events: Event,
    sizes: str = "SSL",
    locks: tuple[Opening, ...] = (),
    book: Ledger | None = None,
    labels: Mapping[str, str | tuple[str, ...]] = LABELS,
    told: Mapping[str, LabelTold] | None = None,
) -> Visit:
    home = scene("round", book or ledger(*staff(), *events), cabinet(*sizes))
    return Visit(
        signed_in(Proved(COURIER, Audience.STAFF), courier, home), locks=locks, labels=labels, told=told
    )


def test_two_parcels_without_a_touch_in_between() -> None:
    here = visit(*BOTH)
    here.sees(ScanParcel, delivered=0, expected=2, can_undo=False)
    here.scans("LABEL-0001")
    here.sees(PutParcel, text="LABEL-0001")
    here.closes("1")
    here.sees(ScanParcel, delivered=1, expected=1, notice=ScanNotice.DELIVERED, label="1", can_undo=True)
    here.scans("LABEL-0002")
    here.closes("2")
    here.sees(ScanParcel, delivered=2, expected=0)
    here.presses(ScanParcelChoice.DONE)
    here.sees(CourierSummary, delivered=2, missing=())
    here.presses(SummaryChoice.FINISH)
    book = here.is_over()
    assert {c.id: (c.stage, c.compartment) for c in book.consignments.values()} == {
        P1: (Stage.WAITING, "1"),
        P2: (Stage.WAITING, "2"),
    }
    assert here.said(RoundEnded) == [RoundEnded(delivered=2, missing=0)]


def test_what_is_in_can_be_fetched_while_the_round_goes_on() -> None:
    here = visit(*BOTH)
    here.scans("LABEL-0001")
    here.closes("1")
    assert here.book.holding("1").held_by is None


def test_a_label_whose_check_digit_does_not_fit_is_to_be_scanned_again() -> None:
    here = visit(*BOTH, told={"RB123456784GB": LabelTold(misread=True)})
    here.scans("RB123456784GB")
    here.sees(ScanParcel, notice=ScanNotice.MISREAD, text="RB123456784GB", delivered=0)
    here.scans("RB123456785GB")
    here.sees(ScanParcel, notice=ScanNotice.UNKNOWN_LABEL)


def test_a_label_whose_check_digit_does_not_fit_is_taken_where_just_it_was_announced() -> None:
    told = {"RB123456784GB": LabelTold(misread=True)}
    here = visit(*BOTH, labels={"RB123456784GB": "p1"}, told=told)
    here.scans("RB123456784GB")
    here.sees(PutParcel, text="RB123456784GB")


def test_whose_label_it_is_stands_beside_a_parcel_that_nobody_announced() -> None:
    here = visit(*BOTH, told={"%008182709980000020033350276C": LabelTold("DPD")})
    here.scans("%008182709980000020033350276C")
    here.sees(ScanParcel, notice=ScanNotice.UNKNOWN_LABEL, carrier="DPD")
    here.scans("LABEL-0001")
    here.closes("1")
    here.sees(ScanParcel, notice=ScanNotice.DELIVERED, carrier="")


def test_another_carriers_parcel_looks_like_one_that_nobody_announced() -> None:
    """Whether it is announced to somebody else is nobody's business."""
    told = {
        "%008182709980000020033350276C": LabelTold("DPD"),
        "%008182709980000020045327276N": LabelTold("DPD"),
    }
    strangers = alien(ledger(*staff(), *BOTH))
    here = visit(book=strangers, labels={"%008182709980000020033350276C": "p1"}, told=told)
    seen = []
    for text in told:
        here.scans(text)
        seen.append(replace(here.question(ScanParcel), text=""))
    assert seen[0] == seen[1]


def test_a_slip_of_the_hand_is_asked_and_never_taken_silently() -> None:
    told = {"LABEL-OOO1": LabelTold(near=(P1,))}
    here = visit(*BOTH, told=told)
    here.scans("LABEL-OOO1")
    here.sees(WhichParcel, text="LABEL-OOO1", labels=("label of p1",))
    here.presses(BackChoice.BACK)
    here.sees(ScanParcel, notice=ScanNotice.NOT_DELIVERED)
    here.scans("LABEL-OOO1")
    here.presses(Picked("label of p1"))
    here.sees(PutParcel, label="1")


def test_who_comes_when_everything_was_delivered_before_is_told_so() -> None:
    brought = ledger(*staff(), *lying("p1", "1"))
    for book, earlier in ((brought, 1), (alien(brought), 0), (ledger(*staff()), 0)):
        here = visit(book=book)
        here.presses(ScanParcelChoice.DONE)
        here.sees(CourierSummary, delivered=0, missing=(), earlier=earlier)


def test_the_summary_names_what_was_not_scanned() -> None:
    here = visit(*BOTH)
    here.scans("LABEL-0001")
    here.closes("1")
    here.presses(ScanParcelChoice.DONE)
    here.sees(CourierSummary, delivered=1, missing=("label of p2",))
    here.presses(SummaryChoice.BACK)
    here.sees(ScanParcel, delivered=1, expected=1)
    here.walks_away()
    assert here.is_over().consignments[P1].stage is Stage.WAITING


def test_a_size_that_nobody_announced_is_asked() -> None:
    here = visit(announced("p1"))
    here.scans("LABEL-0001")
    here.sees(ChooseSize, text="LABEL-0001")
    assert [(s.name, s.free) for s in here.question(ChooseSize).sizes] == [("S", 2), ("L", 1)]
    here.presses(Picked("L"))
    here.sees(PutParcel, label="3")


def test_a_size_that_is_full_can_not_be_picked() -> None:
    here = visit(announced("p1"), *lying("x", "3"))
    here.scans("LABEL-0001")
    assert here.offers == (Picked("S"), BackChoice.BACK)
    here.presses(BackChoice.BACK)
    here.sees(ScanParcel, notice=ScanNotice.NOT_DELIVERED)


def test_labels_can_be_typed() -> None:
    here = visit(*BOTH)
    here.presses(ScanParcelChoice.TYPE)
    here.sees(TypeLabel)
    here.presses(Typed("LABEL-0001"))
    here.sees(PutParcel, text="LABEL-0001")


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("OTHER-0001", ScanNotice.UNKNOWN_LABEL),
        ("\x00", ScanNotice.UNREADABLE),
        ("word " * 400, ScanNotice.TOO_LONG),
        ("CUBBY:ABCDEFGHIJKLMNOPQRSTUVWXYZ", ScanNotice.UNREADABLE),
    ],
)
def test_what_is_no_label_of_ours_opens_nothing(text: str, notice: ScanNotice) -> None:
    here = visit(*BOTH)
    here.scans(text)
    here.sees(ScanParcel, notice=notice)
    assert here.opened == []


def test_a_token_is_never_shown_on_the_screen() -> None:
    here = visit(*BOTH)
    here.scans("CUBBY:ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert "ABCDEF" not in repr(here.screen)


def test_another_carriers_label_looks_like_an_unknown_one() -> None:
    here = visit(book=alien(ledger(*staff(), *BOTH)))
    here.scans("LABEL-0001")
    here.sees(ScanParcel, notice=ScanNotice.UNKNOWN_LABEL)


def test_where_several_parcels_fit_the_bars_it_is_asked_which() -> None:
    here = visit(*BOTH, labels={"BARS-0001": ("p1", "p2")})
    here.scans("BARS-0001")
    here.sees(WhichParcel, text="BARS-0001", labels=("label of p1", "label of p2"))
    here.presses(BackChoice.BACK)
    here.sees(ScanParcel, notice=ScanNotice.NOT_DELIVERED)
    here.scans("BARS-0001")
    here.presses(Picked("label of p2"))
    here.closes("1")
    here.presses(ScanParcelChoice.DONE)
    here.presses(SummaryChoice.FINISH)
    assert here.is_over().consignments[P2].compartment == "1"


def test_of_several_that_fit_only_the_couriers_own_are_offered() -> None:
    book = ledger(announced("p2", "S"), onto=alien(ledger(*staff(), announced("p1", "S"))))
    here = visit(book=book, labels={"BARS-0001": ("p1", "p2")})
    here.scans("BARS-0001")
    here.sees(PutParcel, text="BARS-0001")


def test_who_is_dismissed_in_the_middle_of_a_round_gets_no_further_door() -> None:
    here = visit(*BOTH)
    here.scans("LABEL-0001")
    here.happens(StaffRemoved(COURIER))
    here.closes("1")
    here.sees(ScanParcel, delivered=1, expected=0)
    here.scans("LABEL-0002")
    here.sees(ScanParcel, notice=ScanNotice.UNKNOWN_LABEL)
    assert here.opened == ["1"]


def test_a_label_that_is_in_already_says_where() -> None:
    here = visit(*lying("p1", "1"))
    here.scans("LABEL-0001")
    here.sees(ScanParcel, notice=ScanNotice.ALREADY_IN, label="1")
    assert here.opened == []


def test_an_occupied_compartment_is_marked_and_the_next_door_opens() -> None:
    here = visit(*BOTH)
    here.scans("LABEL-0001")
    here.presses(PutChoice.OCCUPIED)
    here.sees(CloseDoor, label="1", why=CloseWhy.OCCUPIED)
    here.closes("1")
    here.sees(PutParcel, label="2")
    here.closes("2")
    book = here.the_power_fails()
    assert book.holding("1").condition is Condition.UNKNOWN
    assert [(t.kind, t.compartment) for t in book.tasks.values()] == [(TaskKind.INSPECT, "1")]
    assert here.said(PersonReported) == [PersonReported("1", Reported.OCCUPIED)]
    assert book.consignments[P1].compartment == "2"


def test_too_small_opens_a_larger_one() -> None:
    here = visit(*BOTH)
    here.scans("LABEL-0001")
    here.presses(PutChoice.TOO_SMALL)
    here.closes("1")
    here.sees(PutParcel, label="3")


def test_too_small_and_nothing_larger() -> None:
    here = visit(*BOTH, sizes="SS")
    here.scans("LABEL-0001")
    here.presses(PutChoice.TOO_SMALL)
    here.closes("1")
    here.sees(NothingFree, size="S", text="LABEL-0001")
    here.presses(OkChoice.OK)
    here.sees(ScanParcel, notice=ScanNotice.NOT_DELIVERED)


def test_who_changes_their_mind_keeps_the_parcel() -> None:
    here = visit(*BOTH)
    here.scans("LABEL-0001")
    here.presses(PutChoice.CHANGED_MIND)
    here.sees(CloseDoor, why=CloseWhy.CHANGED_MIND)
    here.closes("1")
    here.sees(ScanParcel, notice=ScanNotice.NOT_DELIVERED, delivered=0, expected=2)
    assert here.book.holding("1").held_by is None


def test_the_last_parcel_comes_out_again() -> None:
    here = visit(*BOTH)
    here.scans("LABEL-0001")
    here.closes("1")
    here.presses(ScanParcelChoice.UNDO)
    here.sees(CloseDoor, label="1", why=CloseWhy.UNDO)
    here.closes("1")
    here.sees(ScanParcel, notice=ScanNotice.UNDONE, label="1", delivered=0, expected=2, can_undo=False)
    here.scans("LABEL-0001")
    here.sees(PutParcel, label="1")


def test_an_undo_that_closes_at_once_is_asked_about() -> None:
    here = visit(*BOTH)
    here.scans("LABEL-0001")
    here.closes("1")
    here.presses(ScanParcelChoice.UNDO)
    here.closes("1", quickly=True)
    here.sees(DidYouTakeIt, label="1", undo=True)
    here.presses(YesNo.NO)
    here.sees(ScanParcel, delivered=1)
    assert here.book.consignments[P1].compartment == "1"


def test_an_undo_behind_a_jammed_door_changes_nothing() -> None:
    here = visit(*BOTH, locks=(Opened(), Jammed()))
    here.scans("LABEL-0001")
    here.closes("1")
    here.presses(ScanParcelChoice.UNDO)
    here.presses(PressChoice.GIVE_UP)
    here.sees(Sorry, kind=SorryKind.JAMMED, label="1")
    here.presses(SorryChoice.DONE)
    here.sees(ScanParcel, notice=ScanNotice.DOOR_BROKEN, label="1", delivered=1)
    assert here.book.consignments[P1].stage is Stage.WAITING


def test_what_was_fetched_meanwhile_can_not_be_undone() -> None:
    here = visit(*BOTH)
    here.scans("LABEL-0001")
    here.closes("1")
    here.happens(Collected(P1, "1"))
    here.scans("\x00")
    here.sees(ScanParcel, can_undo=False)


def test_nothing_is_free() -> None:
    here = visit(*BOTH, *lying("x", "1"), *lying("y", "2"), sizes="SS")
    here.scans("LABEL-0001")
    here.sees(NothingFree, size="S")
    here.presses(OkChoice.OK)
    here.sees(ScanParcel, notice=ScanNotice.NOT_DELIVERED, expected=2)


@pytest.mark.parametrize(
    ("outcome", "condition"),
    [(Jammed(), Condition.BROKEN), (OutcomeUnknown("no reply"), Condition.UNKNOWN)],
)
def test_a_door_that_fails_goes_to_the_next_one(outcome: Opening, condition: Condition) -> None:
    here = visit(*BOTH, locks=(outcome,))
    here.scans("LABEL-0001")
    if isinstance(outcome, Jammed):
        here.sees(PressDoor, label="1")
        here.presses(PressChoice.GIVE_UP)
    here.sees(PutParcel, label="2")
    assert here.opened == ["1", "2"]
    assert here.book.holding("1").condition is condition


def test_a_lock_that_can_not_be_told_is_left_alone_if_wanted() -> None:
    here = visit(*BOTH, locks=(NotSent("line down"),))
    here.scans("LABEL-0001")
    here.sees(Sorry, kind=SorryKind.NOT_SENT, can_retry=True)
    here.presses(SorryChoice.DONE)
    here.sees(ScanParcel, notice=ScanNotice.NOT_DELIVERED, delivered=0)
    assert here.book.holding("1").condition is Condition.KNOWN


def test_the_next_label_before_the_door_is_closed_opens_the_next_door_then() -> None:
    here = visit(*BOTH)
    here.scans("LABEL-0001")
    here.scans("LABEL-0002")
    here.sees(PutParcel, text="LABEL-0001", hint=PutHint.NEXT, following="LABEL-0002")
    assert here.opened == ["1"]
    here.closes("1")
    here.sees(PutParcel, text="LABEL-0002", hint=PutHint.NONE, following="")
    assert here.opened == ["1", "2"]
    here.closes("2")
    here.sees(ScanParcel, delivered=2, notice=ScanNotice.DELIVERED, text="LABEL-0002")


def test_the_same_label_again_is_no_next_parcel() -> None:
    here = visit(*BOTH)
    here.scans("LABEL-0001")
    here.scans("LABEL-0001")
    here.sees(PutParcel, text="LABEL-0001", hint=PutHint.NONE)
    here.scans("LABEL-0002")
    here.scans("LABEL-0001")
    here.sees(PutParcel, hint=PutHint.NEXT, following="LABEL-0002")


def test_a_label_that_nobody_announced_is_scanned_again_after_the_door() -> None:
    here = visit(*BOTH)
    here.scans("LABEL-0001")
    here.scans("LABEL-0002")
    here.scans("RB123456785GB")
    here.sees(PutParcel, text="LABEL-0001", hint=PutHint.CLOSE_FIRST, following="")
    here.closes("1")
    here.sees(ScanParcel, delivered=1)


def test_a_parcel_that_stays_out_takes_the_next_one_no_door() -> None:
    here = visit(*BOTH)
    here.scans("LABEL-0001")
    here.scans("LABEL-0002")
    here.presses(PutChoice.CHANGED_MIND)
    here.closes("1")
    here.sees(ScanParcel, delivered=0)
    assert here.opened == ["1"]


def test_whoever_comes_back_to_a_door_brings_no_next_parcel() -> None:
    here = visit(*BOTH)
    here.scans("LABEL-0001")
    here.scans("LABEL-0002")
    here.waits()
    here.waits()
    here.is_taken_up_again()
    here.sees(PutParcel, hint=PutHint.NONE, following="")
    here.closes("1")
    here.is_over()
    assert here.opened == ["1"]


def test_a_door_left_open_ends_the_round_once_it_is_closed() -> None:
    here = visit(*BOTH)
    here.scans("LABEL-0001")
    here.waits()
    here.sees(PutParcel, reminded=True)
    here.waits()
    here.is_parked_at("1")
    here.closes("1")
    assert here.is_over().consignments[P1].compartment == "1"


def test_whoever_takes_the_round_up_again_must_sign_in_for_more() -> None:
    here = visit(*BOTH)
    here.scans("LABEL-0001")
    here.waits()
    here.waits()
    here.is_taken_up_again()
    here.sees(PutParcel, label="1", reminded=False)
    here.presses(PutChoice.OCCUPIED)
    here.closes("1")
    assert here.is_over().holding("1").condition is Condition.UNKNOWN
    assert here.opened == ["1"]


def test_in_reach_goes_to_a_door_in_reach() -> None:
    here = visit(announced("p1", "S", in_reach=True), *lying("x", "2"), sizes="SSSS")
    here.scans("LABEL-0001")
    here.sees(PutParcel, label="3")


def test_a_refused_thing_is_taken_away() -> None:
    here = visit(*refused("r", "1"))
    here.sees(ScanParcel, tasks=1)
    here.presses(ScanParcelChoice.TASKS)
    here.presses(here.offers[0])
    here.closes("1")
    here.presses(YesNo.YES)
    here.presses(BackChoice.BACK)
    here.sees(ScanParcel, tasks=0)
    assert not here.book.consignments
    assert not here.book.tasks


def test_another_carriers_refused_thing_is_not_offered() -> None:
    here = visit(book=alien(ledger(*staff(), *refused("r", "1"))))
    here.sees(ScanParcel, tasks=0)
    assert ScanParcelChoice.TASKS not in here.offers
