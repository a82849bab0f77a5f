"""What the readers send while somebody is at the screen: every read that is none gets a word."""

from __future__ import annotations

import pytest

from hardware.outcomes.reading import CodeRead, ReaderReport, ReadRefused, Symbology
from hardware.scanners.connection import ScannerConnection
from hardware.scanners.cutter import LineCutter, TooLong
from hardware.scanners.text import Reading, reading_from
from kiosk.custody.doors.events import VisitEnded
from kiosk.custody.words import Ending
from kiosk.journeys.doors.screens import DoorOpening
from kiosk.journeys.front.screens import HomeChoice
from kiosk.journeys.handover.screens import PutParcel, ScanNotice, ScanParcel
from tests.visits.rig import Kiosk


def read(line: bytes) -> list[ReaderReport]:
    """What a scanner's bytes become on their way to the kiosk."""
    found: list[ReaderReport] = []
    for each in ScannerConnection(LineCutter(), None).hear(line, 1.0):
        assert not isinstance(each, TooLong)
        reading = reading_from(each)
        match reading:
            case Reading(text, symbology):
                found.append(CodeRead(text, symbology, "scanner"))
            case _:
                found.append(ReadRefused("scanner", reading.reason))
    return found


@pytest.mark.parametrize(
    "line",
    [
        b"ABC123\x1dDEF456\r",
        "Größe-0001\r".encode("latin-1"),
        "Größe-0001\r".encode(),
        b"JJD\x00123456\r",
        b"]I112345678\r",
        b"!!!!!!\r",
    ],
)
def test_a_label_that_can_not_be_read_always_says_so(kiosk: Kiosk, line: bytes) -> None:
    kiosk.scans(kiosk.staff().token)
    assert kiosk.sees(ScanParcel).notice is ScanNotice.NONE
    (report,) = read(line)
    kiosk.house.handle(report)
    assert kiosk.sees(ScanParcel).notice is ScanNotice.UNREADABLE


@pytest.mark.parametrize("end", [b"\t\r", b"\t", b"\t\r\n", b" \t\r"])
def test_a_tab_behind_a_code_is_no_part_of_it(kiosk: Kiosk, end: bytes) -> None:
    kiosk.announced("HERE-0001", "S")
    kiosk.scans(kiosk.staff().token)
    (report,) = read(b"HERE-0001" + end)
    kiosk.house.handle(report)
    assert kiosk.sees(DoorOpening)


def test_a_visitors_own_code_with_a_tab_behind_it_is_that_code(kiosk: Kiosk) -> None:
    token = kiosk.placed("12").token
    (report,) = read(token.encode() + b"\t\r")
    kiosk.house.handle(report)
    assert kiosk.sees(DoorOpening).label == "12"


def test_the_same_from_a_camera(kiosk: Kiosk) -> None:
    token = kiosk.placed("12").token
    kiosk.house.handle(CodeRead(f"{token}\t", Symbology.QR, "camera"))
    assert kiosk.sees(DoorOpening).label == "12"


def test_a_code_as_long_as_a_page_is_told_to_be_no_label(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.staff().token)
    kiosk.scans("a" * 2000)
    assert kiosk.sees(ScanParcel).notice is ScanNotice.TOO_LONG


def test_noise_keeps_nobody_signed_in(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.staff().token)
    for _ in range(int(kiosk.site.staff.idle) + 1):
        kiosk.house.handle(ReadRefused("scanner", "not UTF-8"))
        kiosk.waits(1)
    assert kiosk.is_home()
    assert VisitEnded(Ending.IDLE) in kiosk.events()


def test_noise_keeps_nobody_at_the_code_either(kiosk: Kiosk) -> None:
    kiosk.presses(HomeChoice.PICK_UP)
    for _ in range(int(kiosk.site.timers.idle) + 1):
        kiosk.house.handle(ReadRefused("scanner", "not UTF-8"))
        kiosk.waits(1)
    assert kiosk.is_home()


def test_noise_does_not_hold_up_a_reminder(kiosk: Kiosk) -> None:
    kiosk.announced("HERE-0001", "S")
    kiosk.scans(kiosk.staff().token)
    kiosk.scans("HERE-0001")
    kiosk.lock_says()
    for _ in range(120):
        kiosk.house.handle(ReadRefused("scanner", "not UTF-8"))
        if kiosk.sees(PutParcel).reminded:
            return
        kiosk.waits(1)
    pytest.fail("nobody was reminded to close the door")


def test_a_badge_that_can_not_be_read_is_no_label(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.staff().token)
    kiosk.house.handle(ReadRefused("badge reader", "not a badge's number"))
    assert kiosk.sees(ScanParcel).notice is ScanNotice.NONE


def test_noise_at_home_is_nobody(kiosk: Kiosk) -> None:
    kiosk.house.handle(ReadRefused("scanner", "not UTF-8"))
    assert kiosk.is_home()


def test_a_scanner_that_has_to_be_told_looks_while_a_code_is_asked_for(kiosk: Kiosk) -> None:
    kiosk.presses(HomeChoice.PICK_UP)
    assert kiosk.wand.told == [True]
    kiosk.goes_back()
    assert kiosk.wand.told == [True, False]
