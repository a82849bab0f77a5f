"""A thing is in one visit's hands until that visit has accounted for it, as a compartment is."""

from __future__ import annotations

import pytest

from hardware.outcomes.locks import DoorState
from kiosk.custody.doors.claims import Refusal
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.words import Condition, Stage
from kiosk.journeys.doors.effects import Opening, Refused
from kiosk.journeys.doors.screens import DoorLeftOpen, OpenWhy
from kiosk.journeys.front.screens import Home
from kiosk.journeys.handover.screens import (
    PutChoice,
    PutParcel,
    ScanNotice,
    ScanParcel,
    ScanParcelChoice,
    TakeParcel,
    ThankYou,
)
from kiosk.journeys.screen import BackChoice, Picked
from kiosk.orders.doors import operator_named
from kiosk.orders.parcels import Place
from kiosk.orders.persons import Forget, forget
from kiosk.orders.procedure import Secrets
from kiosk.orders.refusal import OrderRefused
from tests.visits.rig import Kiosk

LABEL = "JJD0000000001"


def left_in_hand(kiosk: Kiosk) -> tuple[Secrets, str]:
    """A courier opens a door for a parcel and walks away with it; the visit parks."""
    kiosk.announced(LABEL, size="S")
    who = kiosk.staff()
    kiosk.scans(who.token)
    kiosk.scans(LABEL)
    kiosk.lock_says()
    label = kiosk.sees(PutParcel).label
    kiosk.waits(400)
    assert kiosk.sees(Home).open_doors == (label,)
    return who, label


def lies_in(kiosk: Kiosk) -> str | None:
    (thing,) = kiosk.ledger.consignments.values()
    return thing.compartment


def test_the_courier_who_comes_back_is_told_where_the_parcel_is_expected(kiosk: Kiosk) -> None:
    who, first = left_in_hand(kiosk)
    kiosk.scans(who.token)
    kiosk.scans(LABEL)
    told = kiosk.sees(DoorLeftOpen)
    assert (told.label, told.why) == (first, OpenWhy.EXPECTS)
    assert len(kiosk.told) == 1
    kiosk.closes(first)
    done = kiosk.sees(ScanParcel)
    assert (done.notice, done.label) == (ScanNotice.DELIVERED, first)
    assert lies_in(kiosk) == first
    assert [label for label, h in kiosk.ledger.holdings.items() if h.things] == [first]


def test_somebody_shuts_the_first_door_and_the_book_still_has_the_parcel_once(kiosk: Kiosk) -> None:
    who, first = left_in_hand(kiosk)
    kiosk.scans(who.token)
    kiosk.scans(LABEL)
    kiosk.presses(BackChoice.BACK)
    assert kiosk.sees(ScanParcel).notice is ScanNotice.NOT_DELIVERED
    kiosk.moved(first, DoorState.CLOSED)
    kiosk.scans(LABEL)
    assert kiosk.sees(ScanParcel).notice is ScanNotice.ALREADY_IN
    assert lies_in(kiosk) == first
    assert len(kiosk.told) == 1


def test_another_courier_with_the_same_label_gets_no_second_door(kiosk: Kiosk) -> None:
    _, first = left_in_hand(kiosk)
    kiosk.scans(kiosk.staff().token)
    kiosk.scans(LABEL)
    assert kiosk.sees(DoorLeftOpen).label == first
    assert len(kiosk.told) == 1


def test_who_left_their_own_door_open_and_shows_the_code_again_is_at_that_door_again(kiosk: Kiosk) -> None:
    code = kiosk.placed("12").token
    kiosk.scans(code)
    kiosk.lock_says()
    kiosk.waits(121)
    kiosk.scans(code)
    assert kiosk.sees(TakeParcel).label == "12"
    assert len(kiosk.ledger.visits) == 1
    kiosk.closes("12")
    assert kiosk.sees(ThankYou).count == 1
    assert len(kiosk.told) == 1


def test_orders_meanwhile_neither_place_it_elsewhere_nor_open_its_door_nor_forget_its_owner(
    kiosk: Kiosk,
) -> None:
    _, first = left_in_hand(kiosk)
    with pytest.raises(OrderRefused):
        kiosk.placed("12", LABEL)
    with pytest.raises(OrderRefused):
        kiosk.gives(Place(first, "JJD0000000002", "+49 30 7654321"))
    told: list[Opening] = []
    kiosk.house.visits.open_from_afar(first, operator_named(kiosk.means, "Olga"), "look", told.append)
    assert told == [Refused(Refusal.OTHER_VISIT)]
    with pytest.raises(OrderRefused):
        forget(kiosk.book, Forget("+49 30 1234567"))


def test_an_undo_that_nobody_is_there_to_confirm_leaves_the_compartment_in_doubt(kiosk: Kiosk) -> None:
    kiosk.announced(LABEL, size="S")
    who = kiosk.staff()
    kiosk.scans(who.token)
    kiosk.scans(LABEL)
    kiosk.lock_says()
    label = kiosk.sees(PutParcel).label
    kiosk.closes(label)
    kiosk.presses(ScanParcelChoice.UNDO)
    kiosk.lock_says()
    kiosk.waits(400)
    kiosk.scans(who.token)
    kiosk.scans(LABEL)
    assert kiosk.sees(ScanParcel).notice is ScanNotice.ALREADY_IN
    kiosk.moved(label, DoorState.CLOSED)
    thing = next(iter(kiosk.ledger.consignments.values()))
    assert (thing.stage, thing.compartment) == (Stage.WAITING, label)
    assert kiosk.ledger.holding(label).condition is Condition.UNKNOWN


def test_a_thing_leaves_the_hand_when_its_visit_says_what_became_of_it(kiosk: Kiosk) -> None:
    _, first = left_in_hand(kiosk)
    thing = ConsignmentId(next(iter(kiosk.ledger.consignments)))
    held = kiosk.ledger.in_hand(thing)
    assert held is not None
    assert held.compartment == first
    kiosk.presses(Picked(first))
    kiosk.presses(PutChoice.CHANGED_MIND)
    assert kiosk.ledger.in_hand(thing) is not None
    kiosk.closes(first)
    assert kiosk.ledger.in_hand(thing) is None
