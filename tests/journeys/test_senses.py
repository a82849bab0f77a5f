"""Chilled parcels, alarms and receipts, as those see them who stand before the machine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.access.credentials import Proved
from kiosk.custody.ids import ConsignmentId, TaskId
from kiosk.custody.senses.events import ExcursionBegan
from kiosk.custody.things.events import Quarantined
from kiosk.custody.words import Audience, Stage, TaskKind, Why
from kiosk.custody.work.events import TaskDone
from kiosk.journeys.front.screens import Sorry, SorryChoice, SorryKind
from kiosk.journeys.handover.collect import collect
from kiosk.journeys.handover.courier import courier
from kiosk.journeys.handover.receipts import PrintEnded, PrintReceipt, Prints, RoundSlip
from kiosk.journeys.handover.screens import (
    ChooseSize,
    CourierSummary,
    NothingFree,
    PutParcel,
    ReceiptWord,
    ScanNotice,
    ScanParcel,
    ScanParcelChoice,
    SummaryChoice,
    TakeParcel,
)
from kiosk.journeys.machine.screens import MachineTask
from kiosk.journeys.screen import BackChoice, OkChoice, Picked
from kiosk.journeys.work.screens import StaffTasks
from kiosk.journeys.work.tasks import tasks
from tests.journeys.moment import Scene
from tests.journeys.scenes.scenes import (
    COURIER,
    TECHNICIAN,
    VISITOR,
    announced,
    at_the_machine,
    cabinet,
    chilled,
    ledger,
    lying,
    scene,
    signed_in,
    spoiled,
    staff,
    task,
)
from tests.journeys.steps import Visit

BOOK = ledger(*staff())
KIM = Proved(COURIER, Audience.STAFF)


def delivering(home: Scene) -> Visit:
    return Visit(signed_in(KIM, courier, home), labels={"LABEL-0001": "p1"})


# --- who comes for it -----------------------------------------------------------------------------


def test_whose_parcel_was_too_warm_is_told_why_and_keeps_the_claim() -> None:
    home = scene("too warm", ledger(*spoiled("p1", "1"), onto=BOOK), cabinet("S"))
    visit = Visit(signed_in(VISITOR, collect, home))
    visit.sees(Sorry, kind=SorryKind.TEMPERATURE, label="1", kept=True)
    visit.presses(SorryChoice.DONE)
    book = visit.is_over()
    assert visit.opened == []
    assert book.consignments[ConsignmentId("p1")].stage is Stage.QUARANTINED


def test_another_parcel_of_the_same_person_is_handed_over() -> None:
    book = ledger(*spoiled("p1", "1"), *lying("p2", "2"), onto=BOOK)
    visit = Visit(signed_in(VISITOR, collect, scene("two", book, cabinet("S", "S"))))
    visit.sees(Sorry, kind=SorryKind.TEMPERATURE)
    visit.presses(SorryChoice.DONE)
    visit.sees(TakeParcel, label="2", index=1, of=1)


def test_what_somebody_refused_is_not_called_too_warm() -> None:
    refused = (*lying("p1", "1"), Quarantined("1", Why.REPORTED), task(TaskKind.TAKE_AWAY, "1", "courier"))
    visit = Visit(signed_in(VISITOR, collect, scene("refused", ledger(*refused, onto=BOOK), cabinet("S"))))
    visit.sees(Sorry, kind=SorryKind.NOTHING_WAITING)


def test_a_parcel_that_gets_too_warm_while_its_recipient_is_here() -> None:
    book = ledger(*lying("p1", "1"), *lying("p2", "2"), onto=BOOK)
    visit = Visit(signed_in(VISITOR, collect, scene("two", book, cabinet("S", "S"))))
    visit.sees(TakeParcel, label="1")
    visit.happens(
        ExcursionBegan("fridge", "biological", ("2",), 600, 125),
        Quarantined("2", Why.EXCURSION),
        task(TaskKind.TAKE_AWAY, "2", "courier"),
    )
    visit.closes("1")
    visit.sees(Sorry, kind=SorryKind.TEMPERATURE, label="2")
    assert visit.opened == ["1"]


# --- who brings it --------------------------------------------------------------------------------


def test_a_chilled_parcel_goes_where_it_is_cool() -> None:
    visit = delivering(chilled(scene("chilled", ledger(announced("p1", "S"), onto=BOOK), cabinet("S", "S"))))
    visit.scans("LABEL-0001")
    visit.sees(PutParcel, label="1")


def test_no_chilled_parcel_goes_where_it_is_not_cool_now() -> None:
    home = scene("chilled", ledger(announced("p1", "S"), onto=BOOK), cabinet("S", "S"))
    visit = delivering(chilled(home, frozenset({"1"})))
    visit.scans("LABEL-0001")
    visit.sees(NothingFree, chilled=True)
    assert visit.opened == []


def test_other_parcels_leave_chilled_compartments_alone() -> None:
    home = chilled(scene("others", ledger(announced("p1", "S"), onto=BOOK), cabinet("S", "S")))
    usual = replace(
        home, services={name: replace(one, temperature="") for name, one in home.services.items()}
    )
    visit = delivering(usual)
    visit.scans("LABEL-0001")
    visit.sees(PutParcel, label="2")


def test_sizes_are_offered_as_they_are_free_for_a_chilled_parcel() -> None:
    home = scene("chilled", ledger(announced("p1"), onto=BOOK), cabinet("S", "L"))
    visit = delivering(chilled(home))
    visit.scans("LABEL-0001")
    assert {offer.name: offer.free for offer in visit.question(ChooseSize).sizes} == {"S": 1, "L": 0}


def test_where_no_size_would_do_that_is_said_at_once() -> None:
    home = scene("chilled", ledger(announced("p1"), onto=BOOK), cabinet("S", "L"))
    visit = delivering(chilled(home, frozenset({"1"})))
    visit.scans("LABEL-0001")
    visit.sees(NothingFree, size="", chilled=True)
    visit.presses(OkChoice.OK)
    visit.sees(ScanParcel, notice=ScanNotice.NOT_DELIVERED)


# --- receipts -------------------------------------------------------------------------------------


def delivered_with_printer(*, printer: bool = True) -> Visit:
    home = scene("print", ledger(announced("p1", "S"), announced("p2", "S"), onto=BOOK), cabinet("S", "S"))
    visit = delivering(replace(home, printer=printer))
    visit.scans("LABEL-0001")
    visit.closes("1")
    visit.presses(ScanParcelChoice.DONE)
    return visit


def test_a_receipt_is_offered_only_where_there_is_a_printer() -> None:
    visit = delivered_with_printer(printer=False)
    visit.sees(CourierSummary, receipt=ReceiptWord.NONE)
    assert SummaryChoice.RECEIPT not in visit.offers


def test_nothing_delivered_is_no_receipt() -> None:
    visit = delivering(replace(scene("print", BOOK, cabinet("S")), printer=True))
    visit.presses(ScanParcelChoice.DONE)
    visit.sees(CourierSummary, receipt=ReceiptWord.NONE)


def test_a_receipt_is_printed_while_the_courier_may_go() -> None:
    visit = delivered_with_printer()
    visit.presses(SummaryChoice.RECEIPT)
    visit.sees(CourierSummary, receipt=ReceiptWord.PRINTING)
    assert visit.printed == [RoundSlip((("1", "label of p1"),), missing=1)]
    visit.presses(SummaryChoice.FINISH)
    visit.is_over()


@pytest.mark.parametrize("word", [ReceiptWord.NO_PAPER, ReceiptWord.OFFLINE, ReceiptWord.FAILED])
def test_a_receipt_that_fails_is_said_and_may_be_tried_again(word: ReceiptWord) -> None:
    visit = delivered_with_printer()
    visit.presses(SummaryChoice.RECEIPT)
    visit.prints(word)
    visit.sees(CourierSummary, receipt=word)
    visit.presses(SummaryChoice.RECEIPT)
    visit.prints(ReceiptWord.PRINTED)
    visit.sees(CourierSummary, receipt=ReceiptWord.PRINTED)
    assert SummaryChoice.RECEIPT not in visit.offers


def test_an_effect_and_its_source_know_what_they_can_come_to() -> None:
    assert PrintReceipt(RoundSlip((), 0)).outcomes() == (None,)
    assert PrintEnded(ReceiptWord.NO_PAPER) in Prints().outcomes()


# --- work at no door --------------------------------------------------------------------------------


def at_work() -> Visit:
    warm = ExcursionBegan("fridge", "biological", ("1",), 600, 125)
    book = ledger(warm, *at_the_machine(), onto=BOOK)
    return Visit(signed_in(Proved(TECHNICIAN, Audience.STAFF), tasks, scene("work", book, cabinet("S"))))


def test_an_alarm_is_over_when_somebody_says_that_they_looked() -> None:
    visit = at_work()
    visit.presses(Picked("to alarm"))
    visit.sees(MachineTask, kind=TaskKind.ALARM, name="fridge", can_finish=True)
    visit.presses(OkChoice.OK)
    assert visit.said(TaskDone) == [TaskDone(TaskId("to alarm"))]


def test_what_is_measured_is_not_over_because_somebody_says_so() -> None:
    visit = at_work()
    visit.presses(Picked("to climate"))
    visit.sees(MachineTask, kind=TaskKind.CLIMATE, labels=("1",), worst=125, can_finish=False)
    assert visit.offers == (BackChoice.BACK,)
    visit.presses(BackChoice.BACK)
    visit.presses(Picked("to watch"))
    visit.sees(MachineTask, kind=TaskKind.WATCH, can_finish=False)
    visit.presses(BackChoice.BACK)
    visit.sees(StaffTasks)
