"""Receipts: offered where a printer is well, printed beside the visit, and never in its way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.printing import NotPrinted, PrintDone, Printed, PrintFault, PrintOutcome
from hardware.printers.receipt import MOST_PARTS, Qr, Text
from kiosk.custody.things.events import RoundEnded
from kiosk.journeys.handover.receipts import RoundSlip
from kiosk.journeys.handover.screens import (
    CourierSummary,
    PutParcel,
    ReceiptWord,
    ScanParcel,
    ScanParcelChoice,
    SummaryChoice,
)
from kiosk.site.loading import load_site
from kiosk.visits.receipts.slips import Phrase, Printing, receipt, word_of
from tests.visits.rig import DEMO, Kiosk

AT = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    """A courier at the summary of a round of one parcel, with a printer that is well."""
    one = Kiosk(tmp_path)
    one.lines_up()
    one.house.handle(DeviceUp("printer"))
    one.announced("JJD0001234567", "S")
    one.scans(one.staff().token)
    one.scans("JJD0001234567")
    one.lock_says()
    one.closes(one.sees(PutParcel).label)
    one.presses(ScanParcelChoice.DONE)
    yield one
    one.end()


def printer_says(kiosk: Kiosk, outcome: PrintOutcome) -> None:
    ticket, _ = kiosk.receipts[-1]
    kiosk.house.handle(PrintDone(ticket, outcome))


def words(kiosk: Kiosk) -> list[str]:
    return [part.text for part in kiosk.receipts[-1][1].parts if isinstance(part, Text)]


def test_a_receipt_says_what_was_put_where(kiosk: Kiosk) -> None:
    label = next(iter(kiosk.ledger.consignments.values())).compartment
    kiosk.presses(SummaryChoice.RECEIPT)
    assert kiosk.sees(CourierSummary).receipt is ReceiptWord.PRINTING
    assert f"{label}   JJD0001234567" in words(kiosk)
    assert "DEMO-1   2026-01-01 13:00" in words(kiosk)
    assert "Visit: 1 harbour" in words(kiosk)
    printer_says(kiosk, Printed())
    assert kiosk.sees(CourierSummary).receipt is ReceiptWord.PRINTED


def test_the_visit_goes_on_while_it_prints(kiosk: Kiosk) -> None:
    kiosk.presses(SummaryChoice.RECEIPT)
    kiosk.presses(SummaryChoice.FINISH)
    assert kiosk.is_home()
    printer_says(kiosk, Printed())
    assert kiosk.is_home()
    assert RoundEnded(1, 0) in kiosk.events()


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        (PrintFault.NO_PAPER, ReceiptWord.NO_PAPER),
        (PrintFault.OFFLINE, ReceiptWord.OFFLINE),
        (PrintFault.LETTERS, ReceiptWord.FAILED),
        (PrintFault.BUSY, ReceiptWord.FAILED),
        (PrintFault.STOPPED, ReceiptWord.FAILED),
    ],
)
def test_what_went_wrong_is_said_and_the_round_is_over_all_the_same(
    kiosk: Kiosk, fault: PrintFault, word: ReceiptWord
) -> None:
    kiosk.presses(SummaryChoice.RECEIPT)
    printer_says(kiosk, NotPrinted(fault, begun=True))
    assert kiosk.sees(CourierSummary).receipt is word
    kiosk.presses(SummaryChoice.FINISH)
    assert kiosk.is_home()


def test_what_came_of_it_while_the_courier_was_elsewhere_is_no_answer_to_anything(kiosk: Kiosk) -> None:
    kiosk.presses(SummaryChoice.RECEIPT)
    kiosk.presses(SummaryChoice.BACK)
    printer_says(kiosk, Printed())
    kiosk.sees(ScanParcel)
    kiosk.presses(ScanParcelChoice.DONE)
    assert kiosk.sees(CourierSummary).receipt is ReceiptWord.OFFERED
    kiosk.presses(SummaryChoice.RECEIPT)
    assert kiosk.sees(CourierSummary).receipt is ReceiptWord.PRINTING
    assert len(kiosk.receipts) == 2


def test_a_late_word_of_an_earlier_receipt_is_not_the_later_ones(kiosk: Kiosk) -> None:
    kiosk.presses(SummaryChoice.RECEIPT)
    printer_says(kiosk, NotPrinted(PrintFault.NO_PAPER))
    kiosk.presses(SummaryChoice.RECEIPT)
    first, _ = kiosk.receipts[0]
    kiosk.house.handle(PrintDone(first, Printed()))
    assert kiosk.sees(CourierSummary).receipt is ReceiptWord.PRINTING


def test_a_printer_that_is_not_well_is_not_offered(kiosk: Kiosk) -> None:
    kiosk.presses(SummaryChoice.BACK)
    kiosk.house.handle(DeviceDown("printer", "it has no paper"))
    kiosk.presses(ScanParcelChoice.DONE)
    assert kiosk.sees(CourierSummary).receipt is ReceiptWord.NONE


# --- the paper itself -----------------------------------------------------------------------------


def test_a_round_of_hundreds_fits_on_a_receipt() -> None:
    parcels = tuple((str(n), f"LABEL-{n:04}") for n in range(400))
    made = receipt(RoundSlip(parcels, 3), load_site(DEMO), Printing(7, "otter", AT, "reference"), str)
    assert len(made.parts) <= MOST_PARTS
    said = [part.text for part in made.parts if isinstance(part, Text)]
    assert f"{Phrase.DELIVERED}: 400" in said
    assert Phrase.MORE in said
    assert f"{Phrase.MISSING}: 3" in said
    assert made.parts[-1] == Qr("reference")


def test_what_was_erased_meanwhile_leaves_a_gap() -> None:
    made = receipt(RoundSlip((("", ""),), 0), load_site(DEMO), Printing(7, "otter", AT, "r"), str)
    assert "-   -" in [part.text for part in made.parts if isinstance(part, Text)]


def test_every_fault_has_a_word_that_screens_know() -> None:
    words = {word_of(NotPrinted(fault)) for fault in PrintFault} | {word_of(Printed())}
    assert words.isdisjoint({ReceiptWord.NONE, ReceiptWord.OFFERED, ReceiptWord.PRINTING})
