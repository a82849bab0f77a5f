"""Visitors bring something along: through the real journal and vault, from home to the receipt."""

from __future__ import annotations

import pytest

from hardware.outcomes.devices import DeviceUp
from hardware.outcomes.locks import OutcomeUnknown
from hardware.printers.receipt import Qr, Text
from kiosk.custody.services.verbs import Verb
from kiosk.custody.things.events import Announced, Deposited
from kiosk.custody.words import Condition, Stage, TaskKind
from kiosk.journeys.dropoff.screens import (
    AgreeChoice,
    CollectorChoice,
    DidYouPutItIn,
    DropOffChoice,
    DropOffDone,
    FindDropOff,
    NameCollector,
    PassOn,
    PutInAnswer,
    ReadTerms,
    SayChoice,
    SayProblem,
    SayWhat,
    WhereItIs,
    WriteNumber,
)
from kiosk.journeys.front.screens import ChooseService, Home, HomeChoice
from kiosk.journeys.handover.screens import (
    ChooseSize,
    PutParcel,
    ReceiptWord,
    ScanParcel,
    ScanParcelChoice,
    TakeParcel,
    ThankYou,
    TypeLabel,
)
from kiosk.journeys.screen import OkChoice, Picked, Typed, YesNo
from kiosk.journeys.who.screens import EnterPin
from kiosk.journeys.work.screens import IsItEmpty, StaffTasks, WorkshopChoice
from tests.visits.rig import Kiosk

LABEL = "RETOUR-0815"


@pytest.fixture
def shop(kiosk: Kiosk) -> Kiosk:
    """A machine at which one returns, sends and leaves things."""
    return kiosk


def chooses(kiosk: Kiosk, service: str) -> None:
    kiosk.presses(Verb.BRING)
    kiosk.sees(ChooseService)
    kiosk.presses(Picked(service))


def brings(kiosk: Kiosk, label: str = LABEL) -> str:
    """A return with its label, up to the open door. Returns that door."""
    chooses(kiosk, "return")
    kiosk.sees(SayWhat)
    kiosk.scans(label)
    return opens(kiosk)


def opens(kiosk: Kiosk, size: str = "S") -> str:
    kiosk.sees(ChooseSize)
    kiosk.presses(Picked(size))
    return door(kiosk)


def door(kiosk: Kiosk) -> str:
    kiosk.lock_says()
    return kiosk.sees(PutParcel).label


def test_a_return_is_scanned_put_in_and_receipted(shop: Kiosk) -> None:
    label = brings(shop)
    shop.closes(label)
    done = shop.sees(DropOffDone)
    assert (done.parcel, done.label, done.size) == (LABEL, label, "S")
    head = shop.journal.head
    assert done.reference == f"DEMO-1 {LABEL} {head.seq} {head.hash.hex()}"
    shop.presses(DropOffChoice.DONE)
    assert shop.is_home()
    (thing,) = shop.ledger.consignments.values()
    rules = shop.site.services["return"].rules
    assert rules is not None
    assert (thing.service, thing.rules, thing.stage) == ("return", rules.digest, Stage.WAITING)
    assert thing.leg.roles == ("courier",)


def test_a_courier_takes_it_along(shop: Kiosk) -> None:
    label = brings(shop)
    shop.closes(label)
    shop.presses(DropOffChoice.DONE)
    shop.scans(shop.staff("courier").token)
    assert shop.sees(ScanParcel).tasks == 1
    shop.presses(ScanParcelChoice.TASKS)
    (line,) = shop.sees(StaffTasks).tasks
    shop.presses(Picked(line.id))
    shop.lock_says()
    assert shop.sees(TakeParcel).label == label
    shop.closes(label)
    assert shop.ledger.consignments == {}


def test_what_has_no_label_gets_a_number_to_write_on_it(shop: Kiosk) -> None:
    chooses(shop, "return")
    shop.presses(SayChoice.NO_LABEL)
    shop.sees(ChooseSize)
    shop.presses(Picked("M"))
    number = shop.sees(WriteNumber).parcel
    assert len(number) == 10
    shop.presses(OkChoice.OK)
    label = door(shop)
    shop.closes(label)
    assert shop.sees(DropOffDone).parcel == number


def test_what_is_sent_is_declared_first(shop: Kiosk) -> None:
    chooses(shop, "send")
    shop.scans(LABEL)
    shop.sees(ReadTerms)
    shop.presses(AgreeChoice.AGREE)
    shop.closes(opens(shop))
    shop.sees(DropOffDone)


def test_what_is_left_for_somebody_opens_for_them_by_the_code(shop: Kiosk) -> None:
    chooses(shop, "handover")
    shop.sees(ChooseSize)
    shop.presses(Picked("S"))
    shop.sees(NameCollector)
    shop.presses(CollectorChoice.CODE_ONLY)
    shop.finds_tag()
    shop.finds_tag()
    passed = shop.sees(PassOn)
    assert len(passed.code) == 8
    shop.presses(OkChoice.OK)
    label = door(shop)
    shop.closes(label)
    own = shop.sees(DropOffDone).own
    assert len(own) == 8
    assert own != passed.code
    shop.presses(DropOffChoice.DONE)
    shop.scans(passed.token)
    shop.lock_says()
    assert shop.sees(TakeParcel).label == label
    shop.closes(label)
    shop.sees(ThankYou)
    assert shop.ledger.consignments == {}


def test_whoever_left_it_takes_it_back_by_their_own_code(shop: Kiosk) -> None:
    chooses(shop, "handover")
    shop.presses(Picked("S"))
    shop.presses(Typed("0301234567"))
    shop.finds_tag()
    shop.finds_tag()
    shop.presses(OkChoice.OK)
    label = door(shop)
    shop.closes(label)
    own = shop.sees(DropOffDone).own
    shop.presses(DropOffChoice.DONE)
    shop.presses(HomeChoice.PICK_UP)
    shop.presses(Typed(own))
    shop.finds_tag()
    shop.lock_says()
    assert shop.sees(TakeParcel).label == label


def test_a_number_that_is_no_phones_is_asked_again(shop: Kiosk) -> None:
    chooses(shop, "handover")
    shop.presses(Picked("S"))
    shop.presses(Typed("00999123456"))
    assert shop.sees(NameCollector).refused


def test_whoever_leaves_before_it_is_in_has_it_still(shop: Kiosk) -> None:
    chooses(shop, "return")
    shop.presses(SayChoice.NO_LABEL)
    shop.presses(Picked("S"))
    shop.sees(WriteNumber)
    assert len(shop.ledger.consignments) == 1
    shop.goes_back()
    assert shop.is_home()
    assert shop.ledger.consignments == {}
    assert shop.ledger.holdings == {}


def test_a_door_that_was_open_only_briefly_is_asked_about(shop: Kiosk) -> None:
    label = brings(shop)
    shop.closes(label, after=1.0)
    shop.sees(DidYouPutItIn)
    shop.presses(PutInAnswer.AGAIN)
    shop.lock_says()
    assert shop.sees(PutParcel).label == label
    shop.closes(label)
    shop.sees(DropOffDone)


@pytest.mark.parametrize("empty", [False, True])
def test_after_a_power_cut_at_the_open_door_a_person_looks(shop: Kiosk, *, empty: bool) -> None:
    label = brings(shop)
    shop.die()
    shop.start()
    shop.lines_up()
    (task,) = shop.ledger.tasks.values()
    (thing,) = shop.ledger.consignments.values()
    assert (task.kind, task.about, thing.stage) == (TaskKind.INSPECT, thing.id, Stage.ANNOUNCED)
    looks(shop, task.id, empty=empty)
    assert shop.ledger.holding(label).condition is Condition.KNOWN
    if empty:
        assert shop.ledger.consignments == {}
    else:
        assert shop.ledger.consignments[thing.id].compartment == label
        assert shop.ledger.consignments[thing.id].depositor == thing.holder
    assert not [t for t in shop.ledger.tasks.values() if t.kind is TaskKind.INSPECT]


def looks(kiosk: Kiosk, task: str, *, empty: bool) -> None:
    kiosk.signs_in(kiosk.staff("technician"))
    kiosk.presses(WorkshopChoice.TASKS)
    kiosk.presses(Picked(task))
    kiosk.lock_says()
    kiosk.closes(kiosk.scene.doors_open[0])
    kiosk.sees(IsItEmpty)
    kiosk.presses(YesNo.YES if empty else YesNo.NO)


def test_where_nobody_can_tell_whether_a_door_opened_somebody_looks_and_the_next_one_opens(
    shop: Kiosk,
) -> None:
    chooses(shop, "return")
    shop.scans(LABEL)
    shop.presses(Picked("S"))
    shop.lock_says(OutcomeUnknown("no reply"))
    label = door(shop)
    (task,) = shop.ledger.tasks.values()
    assert task.about in shop.ledger.consignments
    shop.closes(label)
    shop.sees(DropOffDone)


# --- held out at home -------------------------------------------------------------------------------


def test_a_label_held_out_at_home_begins_what_takes_labels(shop: Kiosk) -> None:
    shop.scans(LABEL)
    cards = shop.sees(ChooseService).services
    assert [card.name for card in cards] == ["return", "send"]
    shop.presses(Picked("return"))
    shop.closes(opens(shop))
    assert shop.sees(DropOffDone).parcel == LABEL


def test_the_label_of_what_waits_for_somebody_proves_nobody(shop: Kiosk) -> None:
    shop.placed("12", tracking=LABEL)
    shop.scans(LABEL)
    shop.sees(EnterPin)
    assert shop.told == []


def test_a_label_that_is_here_already_is_not_taken_twice(shop: Kiosk) -> None:
    shop.closes(brings(shop))
    shop.presses(DropOffChoice.DONE)
    chooses(shop, "return")
    shop.scans(LABEL)
    assert shop.sees(SayWhat).problem is SayProblem.ALREADY_IN


def test_the_receipt_held_out_at_home_says_where_it_is(shop: Kiosk) -> None:
    label = brings(shop)
    shop.closes(label)
    receipt = shop.sees(DropOffDone).reference
    shop.presses(DropOffChoice.DONE)
    shop.scans(receipt)
    found = shop.sees(WhereItIs)
    assert (found.parcel, found.label) == (LABEL, label)
    shop.presses(OkChoice.OK)
    assert shop.is_home()


def test_by_the_help_one_finds_it_by_its_number_also_when_it_was_taken_out(shop: Kiosk) -> None:
    test_a_courier_takes_it_along(shop)
    shop.goes_back()
    shop.presses(ScanParcelChoice.DONE)
    shop.presses("finish")
    assert shop.sees(Home).finds
    shop.presses(HomeChoice.FIND)
    shop.presses(SayChoice.TYPE)
    shop.sees(TypeLabel)
    shop.presses(Typed(LABEL))
    assert shop.sees(WhereItIs).label == ""


def test_of_what_nobody_put_in_and_of_couriers_parcels_a_number_tells_nothing(shop: Kiosk) -> None:
    shop.placed("12", tracking="JJD0001234567")
    chooses(shop, "return")
    shop.scans(LABEL)
    shop.presses(Picked("S"))
    shop.lock_says()
    shop.presses("changed_mind")
    shop.closes(shop.scene.doors_open[0])
    for number in ("JJD0001234567", LABEL, "4711 0815"):
        shop.presses(HomeChoice.FIND)
        shop.scans(number)
        assert shop.sees(FindDropOff).unknown
        shop.goes_back()


def test_the_receipt_is_printed_with_the_same_code(shop: Kiosk) -> None:
    shop.house.handle(DeviceUp("printer"))
    label = brings(shop)
    shop.closes(label)
    done = shop.sees(DropOffDone)
    assert done.receipt is ReceiptWord.OFFERED
    shop.presses(DropOffChoice.RECEIPT)
    (_, paper) = shop.receipts[-1]
    assert [part.content for part in paper.parts if isinstance(part, Qr)] == [done.reference]
    said = [part.text for part in paper.parts if isinstance(part, Text)]
    assert {LABEL, label, "S", done.time} <= set(said)


def test_what_is_announced_and_what_is_put_in_belong_to_the_services_principal(shop: Kiosk) -> None:
    shop.closes(brings(shop))
    rows = [row for row in shop.journal.rows() if isinstance(row.event, Announced | Deposited)]
    assert {row.principal for row in rows} == {"demo"}
    assert len({row.actor for row in rows}) == 1


def test_23_a_sender_without_a_phone_finds_it_by_its_number_after_a_power_cut(shop: Kiosk) -> None:
    """The power goes while the receipt is on the screen."""
    chooses(shop, "return")
    shop.presses(SayChoice.NO_LABEL)
    shop.presses(Picked("S"))
    number = shop.sees(WriteNumber).parcel
    shop.presses(OkChoice.OK)
    label = door(shop)
    shop.closes(label)
    receipt = shop.sees(DropOffDone).reference
    shop.die()
    shop.start()
    shop.lines_up()
    shop.presses(HomeChoice.FIND)
    shop.presses(SayChoice.TYPE)
    shop.presses(Typed(number))
    found = shop.sees(WhereItIs)
    assert (found.parcel, found.label) == (number, label)
    shop.presses(OkChoice.OK)
    shop.scans(receipt)
    assert shop.sees(WhereItIs).label == label
