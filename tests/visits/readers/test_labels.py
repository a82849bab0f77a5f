"""Labels whose bars hold more than was announced, through the real vault and ledger."""

from __future__ import annotations

import pytest

from hardware.outcomes.reading import CodeRead
from hardware.scanners.text import Reading, reading_from
from kiosk.journeys.doors.screens import DoorOpening
from kiosk.journeys.handover.screens import PutParcel, ScanNotice, ScanParcel, WhichParcel
from kiosk.journeys.screen import BackChoice, Picked
from tests.labels.test_forms import SCANNED
from tests.visits.rig import Kiosk


def scans(kiosk: Kiosk, line: str) -> None:
    read = reading_from(line.encode())
    assert isinstance(read, Reading)
    kiosk.house.handle(CodeRead(read.text, read.symbology, "scanner"))


@pytest.mark.parametrize(("scanned", "announced"), SCANNED)
def test_a_parcel_is_found_by_what_follows_the_routing(kiosk: Kiosk, scanned: str, announced: str) -> None:
    kiosk.announced("OTHER-0001", "S")
    kiosk.announced(announced, "S")
    kiosk.scans(kiosk.staff().token)
    scans(kiosk, scanned)
    assert kiosk.sees(DoorOpening)


USPS, SHORT, LONG = "420787459400111899223856928499", "111899223856928499", "9400111899223856928499"


def test_where_several_fit_the_person_is_asked(kiosk: Kiosk) -> None:
    kiosk.announced(LONG, "S")
    kiosk.announced(SHORT, "S")
    kiosk.scans(kiosk.staff().token)
    kiosk.scans(USPS)
    asked = kiosk.sees(WhichParcel)
    assert asked.labels == (LONG, SHORT)
    assert asked.text == USPS
    kiosk.presses(BackChoice.BACK)
    assert kiosk.sees(ScanParcel).notice is ScanNotice.NOT_DELIVERED
    kiosk.scans(USPS)
    kiosk.presses(Picked(SHORT))
    kiosk.lock_says()
    kiosk.closes(kiosk.sees(PutParcel).label)
    assert kiosk.sees(ScanParcel).notice is ScanNotice.DELIVERED
    kiosk.scans(USPS)
    assert kiosk.sees(DoorOpening), "only one is still to come"


def test_what_was_announced_just_so_is_it_whatever_else_fits(kiosk: Kiosk) -> None:
    kiosk.announced(SHORT, "S")
    kiosk.announced(USPS, "S")
    kiosk.scans(kiosk.staff().token)
    kiosk.scans(USPS)
    kiosk.sees(DoorOpening)
    kiosk.lock_says()
    assert kiosk.sees(PutParcel).text == USPS


def test_what_lies_here_already_is_said_to(kiosk: Kiosk) -> None:
    kiosk.placed("12", LONG)
    kiosk.scans(kiosk.staff().token)
    kiosk.scans(USPS)
    seen = kiosk.sees(ScanParcel)
    assert (seen.notice, seen.label) == (ScanNotice.ALREADY_IN, "12")


def test_nothing_is_found_by_less_than_the_whole_number(kiosk: Kiosk) -> None:
    kiosk.announced("6928499", "S")
    kiosk.announced("420787", "S")
    kiosk.scans(kiosk.staff().token)
    kiosk.scans(USPS)
    assert kiosk.sees(ScanParcel).notice is ScanNotice.UNKNOWN_LABEL
