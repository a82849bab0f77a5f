"""A technician sees to the machine itself, through the real journal, vault and ledger."""

from __future__ import annotations

import pytest

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.locks import DoorState
from hardware.outcomes.printing import NotPrinted, PrintDone, Printed, PrintFault
from hardware.outcomes.reading import BLACK_PICTURE, CodeRead, ReadRefused, ScanHelp, ScanHint, Symbology
from kiosk.custody.doors.events import VisitEnded
from kiosk.custody.event import Event
from kiosk.custody.proofs.events import CredentialTried, StaffAdded
from kiosk.custody.words import Ending, Leaving
from kiosk.custody.work.events import DeviceTried, JournalExported, JournalVerified, LevelSet, StopAsked
from kiosk.journal.copies import backup
from kiosk.journeys.handover.screens import ReceiptWord
from kiosk.journeys.machine.screens import (
    CameraSight,
    CameraTest,
    ConfirmLeave,
    DeviceChoice,
    DeviceMenu,
    ExportChoice,
    ExportPage,
    GoodBye,
    LevelChoice,
    MachineChoice,
    MachineMenu,
    NetworkPage,
    PrintChoice,
    PrinterTest,
    ReaderState,
    ScannerTest,
    SoundLevels,
    StopChoice,
    StoragePage,
    Underway,
)
from kiosk.journeys.machine.seen import (
    Errand,
    ErrandAt,
    ErrandEnd,
    ErrandWord,
    NetworkSeen,
    StorageSeen,
    Unread,
)
from kiosk.journeys.screen import BackChoice, OkChoice
from kiosk.journeys.work.screens import Workshop, WorkshopChoice
from tests.visits.rig import Kiosk


def goes_to(kiosk: Kiosk, entry: WorkshopChoice, role: str = "technician") -> str:
    """Signs in and touches an entry of the workshop; the technician's id."""
    kiosk.signs_in(kiosk.staff(role))
    kiosk.presses(entry)
    return [x.staff for x in kiosk.events() if isinstance(x, StaffAdded)][-1]


def by(kiosk: Kiosk, kind: type[Event]) -> list[str | None]:
    """Under whose id the events of this kind stand."""
    return [row.actor for row in kiosk.journal.rows() if isinstance(row.event, kind)]


# --- scanner and camera -------------------------------------------------------------------------


def read(kiosk: Kiosk, text: str, device: str = "scanner", kind: Symbology = Symbology.CODE128) -> None:
    kiosk.house.handle(CodeRead(text, kind, device))


def test_what_the_scanner_reads_is_shown_and_kept_nowhere(kiosk: Kiosk) -> None:
    technician = goes_to(kiosk, WorkshopChoice.DEVICES)
    kiosk.presses(DeviceChoice.SCANNER)
    assert kiosk.sees(ScannerTest).standing is ReaderState.WAITS
    read(kiosk, "JJD0001234567")
    shown = kiosk.sees(ScannerTest)
    assert (shown.text, shown.length, shown.kind) == ("JJD0001234567", 13, "code128")
    read(kiosk, "second")
    kiosk.presses(BackChoice.BACK)
    kiosk.sees(DeviceMenu)
    assert [x for x in kiosk.events() if isinstance(x, DeviceTried)] == [DeviceTried("scanner", worked=True)]
    assert by(kiosk, DeviceTried) == [technician]
    assert "JJD0001234567" not in repr(kiosk.events())


def test_a_badge_that_is_scanned_in_the_test_signs_nobody_in(kiosk: Kiosk) -> None:
    badge = kiosk.staff("courier")
    goes_to(kiosk, WorkshopChoice.DEVICES)
    kiosk.presses(DeviceChoice.SCANNER)
    tried = len(by(kiosk, CredentialTried))
    read(kiosk, badge.token)
    kiosk.sees(ScannerTest)
    assert len(by(kiosk, CredentialTried)) == tried


def test_a_scanner_that_sends_garbage_or_goes_says_so(kiosk: Kiosk) -> None:
    goes_to(kiosk, WorkshopChoice.DEVICES)
    kiosk.presses(DeviceChoice.SCANNER)
    kiosk.house.handle(ReadRefused("scanner", "not UTF-8"))
    assert kiosk.sees(ScannerTest).standing is ReaderState.UNREADABLE
    kiosk.house.handle(DeviceDown("scanner", "unplugged"))
    assert kiosk.sees(ScannerTest).standing is ReaderState.GONE
    kiosk.house.handle(DeviceUp("scanner"))
    assert kiosk.sees(ScannerTest).standing is ReaderState.WAITS
    kiosk.presses(BackChoice.BACK)
    assert DeviceTried("scanner", worked=False) in kiosk.events()


def test_a_scanner_that_was_gone_before_is_known_to_be(kiosk: Kiosk) -> None:
    kiosk.house.handle(DeviceDown("scanner", "unplugged"))
    goes_to(kiosk, WorkshopChoice.DEVICES)
    kiosk.presses(DeviceChoice.SCANNER)
    assert kiosk.sees(ScannerTest).standing is ReaderState.GONE


def test_a_scanner_that_has_to_be_told_looks_while_it_is_tried(kiosk: Kiosk) -> None:
    goes_to(kiosk, WorkshopChoice.DEVICES)
    kiosk.wand.told.clear()
    kiosk.presses(DeviceChoice.SCANNER)
    assert kiosk.wand.told == [True]
    kiosk.presses(BackChoice.BACK)
    assert kiosk.wand.told == [True, False]


def test_the_camera_works_while_it_is_tried_and_says_what_is_in_the_way(kiosk: Kiosk) -> None:
    goes_to(kiosk, WorkshopChoice.DEVICES)
    assert [kiosk.camera_on] == [False]
    kiosk.presses(DeviceChoice.CAMERA)
    assert [kiosk.camera_on] == [True]
    kiosk.house.handle(ScanHelp("camera", ScanHint.TOO_DARK))
    assert kiosk.sees(CameraTest).sight is CameraSight.TOO_DARK
    kiosk.house.handle(ScanHelp("camera", None))
    assert kiosk.sees(CameraTest).sight is CameraSight.GOOD
    read(kiosk, "of the scanner")
    assert kiosk.sees(CameraTest).text == ""
    read(kiosk, "4006381333931", "camera", Symbology.EAN13)
    assert kiosk.sees(CameraTest).text == "4006381333931"
    kiosk.house.handle(DeviceDown("camera", BLACK_PICTURE))
    assert kiosk.sees(CameraTest).standing is ReaderState.BLACK
    kiosk.house.handle(DeviceDown("camera", "unplugged"))
    assert kiosk.sees(CameraTest).standing is ReaderState.GONE
    kiosk.presses(BackChoice.BACK)
    assert [kiosk.camera_on] == [False]


# --- printer ------------------------------------------------------------------------------------


def test_a_test_page_is_printed_and_nobody_waits_for_it(kiosk: Kiosk) -> None:
    goes_to(kiosk, WorkshopChoice.DEVICES)
    kiosk.presses(DeviceChoice.PRINTER)
    assert kiosk.sees(PrinterTest).receipt is ReceiptWord.OFFERED
    kiosk.presses(PrintChoice.PRINT)
    assert kiosk.sees(PrinterTest).receipt is ReceiptWord.PRINTING
    [(ticket, page)] = kiosk.receipts
    assert kiosk.site.id in repr(page)
    kiosk.house.handle(PrintDone(ticket, Printed()))
    assert kiosk.sees(PrinterTest).receipt is ReceiptWord.PRINTED
    assert DeviceTried("printer", worked=True) in kiosk.events()


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        (PrintFault.OFFLINE, ReceiptWord.OFFLINE),
        (PrintFault.NO_PAPER, ReceiptWord.NO_PAPER),
        (PrintFault.BUSY, ReceiptWord.FAILED),
        (PrintFault.LETTERS, ReceiptWord.FAILED),
    ],
)
def test_a_page_that_does_not_come_is_explained_and_may_be_asked_for_again(
    kiosk: Kiosk, fault: PrintFault, word: ReceiptWord
) -> None:
    goes_to(kiosk, WorkshopChoice.DEVICES)
    kiosk.presses(DeviceChoice.PRINTER)
    kiosk.presses(PrintChoice.PRINT)
    kiosk.house.handle(PrintDone(kiosk.receipts[-1][0], NotPrinted(fault)))
    assert kiosk.sees(PrinterTest).receipt is word
    kiosk.presses(PrintChoice.PRINT)
    assert len(kiosk.receipts) == 2
    assert DeviceTried("printer", worked=False) in kiosk.events()


def test_a_printer_that_is_gone_is_known_to_be_and_comes_back(kiosk: Kiosk) -> None:
    kiosk.house.handle(DeviceDown("printer", "it is offline"))
    goes_to(kiosk, WorkshopChoice.DEVICES)
    kiosk.presses(DeviceChoice.PRINTER)
    assert kiosk.sees(PrinterTest).receipt is ReceiptWord.OFFLINE
    kiosk.house.handle(DeviceUp("printer"))
    assert kiosk.sees(PrinterTest).receipt is ReceiptWord.OFFERED


# --- sound --------------------------------------------------------------------------------------


def test_volumes_are_heard_at_once_and_kept_through_a_power_cut(kiosk: Kiosk) -> None:
    technician = goes_to(kiosk, WorkshopChoice.DEVICES)
    kiosk.presses(DeviceChoice.SOUND)
    assert kiosk.sees(SoundLevels) == SoundLevels(day=4, night=2)
    kiosk.presses(LevelChoice.NIGHT_DOWN)
    kiosk.presses(LevelChoice.NIGHT_DOWN)
    kiosk.presses(LevelChoice.NIGHT_DOWN)
    assert kiosk.sees(SoundLevels) == SoundLevels(day=4, night=0, playing="open", by_night=True)
    assert kiosk.scene.volumes == (4, 0)
    kiosk.presses(LevelChoice.HEAR_DONE)
    assert kiosk.sees(SoundLevels).playing == "done"
    assert set(by(kiosk, LevelSet)) == {technician}
    kiosk.die()
    kiosk.start()
    assert kiosk.scene.volumes == (4, 0)


def test_a_machine_without_a_backlight_offers_none(kiosk: Kiosk) -> None:
    goes_to(kiosk, WorkshopChoice.DEVICES)
    kiosk.presses(DeviceChoice.SOUND)
    assert kiosk.sees(SoundLevels).brightness == 0
    kiosk.presses(LevelChoice.BRIGHTER)
    assert by(kiosk, LevelSet) == []


def test_the_screen_is_as_bright_as_it_was_set_also_after_a_start(kiosk: Kiosk) -> None:
    kiosk.backlight = True
    kiosk.die()
    kiosk.start()
    kiosk.lines_up()
    goes_to(kiosk, WorkshopChoice.DEVICES)
    kiosk.presses(DeviceChoice.SOUND)
    for _ in range(9):
        kiosk.presses(LevelChoice.DARKER)
    assert kiosk.sees(SoundLevels) == SoundLevels(4, 2, 1)
    assert kiosk.scene.brightness == 20
    kiosk.die()
    kiosk.start()
    assert kiosk.scene.brightness == 20


# --- network, disk and journal ------------------------------------------------------------------


def test_the_network_is_looked_at_outside_the_kiosks_thread(kiosk: Kiosk) -> None:
    goes_to(kiosk, WorkshopChoice.MACHINE)
    kiosk.presses(MachineChoice.NETWORK)
    kiosk.sees(MachineMenu)
    kiosk.looks_around()
    assert isinstance(kiosk.sees(NetworkPage).seen, NetworkSeen)
    kiosk.presses(OkChoice.OK)
    kiosk.looks_around()
    kiosk.presses(BackChoice.BACK)
    kiosk.sees(MachineMenu)


def test_a_disk_that_hangs_is_waited_for_a_moment_only(kiosk: Kiosk) -> None:
    goes_to(kiosk, WorkshopChoice.MACHINE)
    kiosk.presses(MachineChoice.STORAGE)
    kiosk.waits(6)
    assert kiosk.sees(StoragePage).seen == Unread()
    kiosk.looks_around()  # too late, and nobody's any more
    assert kiosk.sees(StoragePage).seen == Unread()


def test_the_journal_says_how_it_does(kiosk: Kiosk) -> None:
    backup.make(kiosk.journal)
    goes_to(kiosk, WorkshopChoice.MACHINE)
    kiosk.presses(MachineChoice.STORAGE)
    kiosk.looks_around()
    seen = kiosk.sees(StoragePage).seen
    assert isinstance(seen, StorageSeen)
    assert seen.rows == kiosk.journal.head.seq
    assert seen.last_backup == "2026-01-01 13:00"
    assert seen.last_checkpoint == "2026-01-01 13:00"
    assert seen.free > 0
    assert seen.journal > 0


def test_days_without_a_backup_are_shown_where_a_technician_looks(kiosk: Kiosk) -> None:
    backup.make(kiosk.journal)
    kiosk.house.unsaved = 90
    kiosk.signs_in(kiosk.staff("technician"))
    assert kiosk.sees(Workshop).unsaved == 90
    kiosk.presses(WorkshopChoice.MACHINE)
    kiosk.presses(MachineChoice.STORAGE)
    kiosk.looks_around()
    seen = kiosk.sees(StoragePage).seen
    assert isinstance(seen, StorageSeen)
    assert seen.unsaved == 90


def test_one_day_without_a_backup_is_nothing_to_speak_of(kiosk: Kiosk) -> None:
    kiosk.house.unsaved = 1
    kiosk.signs_in(kiosk.staff("technician"))
    assert kiosk.sees(Workshop).unsaved == 0


def test_verifying_reports_and_what_it_came_to_is_in_the_journal(kiosk: Kiosk) -> None:
    technician = goes_to(kiosk, WorkshopChoice.MACHINE)
    kiosk.presses(MachineChoice.STORAGE)
    kiosk.looks_around()
    kiosk.presses(OkChoice.OK)
    assert [errand for _, errand in kiosk.errands.sent] == [Errand.VERIFY]
    kiosk.errand_says(ErrandAt(40))
    assert kiosk.sees(Underway).percent == 40
    kiosk.errand_says(ErrandEnd(ErrandWord.BROKEN, seq=7))
    kiosk.looks_around()
    assert kiosk.sees(StoragePage).verdict == ErrandEnd(ErrandWord.BROKEN, seq=7)
    assert JournalVerified("broken", 0, 7) in kiosk.events()
    assert by(kiosk, JournalVerified) == [technician]


def test_a_long_errand_signs_nobody_out_and_can_be_stopped(kiosk: Kiosk) -> None:
    goes_to(kiosk, WorkshopChoice.MACHINE)
    kiosk.presses(MachineChoice.EXPORT)
    kiosk.presses(ExportChoice.WRITE)
    kiosk.waits(600)
    kiosk.sees(Underway)
    kiosk.presses(StopChoice.STOP)
    assert kiosk.errands.called_back == 1
    assert kiosk.sees(ExportPage).verdict == Unread()
    assert JournalExported("stopped", 0) in kiosk.events()
    kiosk.errand_says(ErrandEnd(ErrandWord.DONE, 5))  # it was faster, and nobody wants to know any more
    assert kiosk.sees(ExportPage).verdict == Unread()


def test_what_was_written_onto_the_stick_is_told_and_recorded(kiosk: Kiosk) -> None:
    technician = goes_to(kiosk, WorkshopChoice.MACHINE)
    kiosk.presses(MachineChoice.EXPORT)
    kiosk.presses(ExportChoice.WRITE)
    kiosk.errand_says(ErrandEnd(ErrandWord.BROKEN, seq=3))
    assert kiosk.sees(ExportPage).answers() == (ExportChoice.WRITE_BROKEN, BackChoice.BACK)
    kiosk.presses(ExportChoice.WRITE_BROKEN)
    kiosk.errand_says(ErrandEnd(ErrandWord.DONE, 12, 3, "cubby-DEMO-1"))
    kiosk.sees(ExportPage)
    assert [errand for _, errand in kiosk.errands.sent] == [Errand.EXPORT, Errand.EXPORT_BROKEN]
    exported = [x for x in kiosk.events() if isinstance(x, JournalExported)]
    assert exported == [JournalExported("broken", 0), JournalExported("done", 12)]
    assert set(by(kiosk, JournalExported)) == {technician}


def test_an_errand_ends_with_the_kiosk_that_sent_it(kiosk: Kiosk) -> None:
    goes_to(kiosk, WorkshopChoice.MACHINE)
    kiosk.presses(MachineChoice.EXPORT)
    kiosk.presses(ExportChoice.WRITE)
    kiosk.house.close("the test says so")
    kiosk.errand_says(ErrandEnd(ErrandWord.DONE, 5))
    assert not [x for x in kiosk.events() if isinstance(x, JournalExported)]


def test_a_subcontractor_carries_nothing_out(kiosk: Kiosk) -> None:
    goes_to(kiosk, WorkshopChoice.MACHINE, "subcontractor")
    assert MachineChoice.EXPORT not in kiosk.sees(MachineMenu).offered
    kiosk.presses(MachineChoice.EXPORT)
    kiosk.sees(MachineMenu)
    assert kiosk.errands.sent == []


# --- restart and shut down ----------------------------------------------------------------------


@pytest.mark.parametrize("how", Leaving)
def test_the_machine_stops_when_a_technician_has_said_it_twice(kiosk: Kiosk, how: Leaving) -> None:
    technician = goes_to(kiosk, WorkshopChoice.MACHINE)
    kiosk.presses(MachineChoice(how.value))
    assert kiosk.sees(ConfirmLeave) == ConfirmLeave(how)
    assert kiosk.left_off == []
    kiosk.presses(OkChoice.OK)
    assert kiosk.left_off == [how]
    assert by(kiosk, StopAsked) == [technician]
    assert kiosk.events()[-1] == VisitEnded(Ending.FINISHED)
    assert kiosk.sees(GoodBye).how is how


def test_who_thinks_better_of_it_is_back_at_the_machine_s_page(kiosk: Kiosk) -> None:
    goes_to(kiosk, WorkshopChoice.MACHINE)
    kiosk.presses(MachineChoice.SHUT_DOWN)
    kiosk.presses(BackChoice.BACK)
    kiosk.sees(MachineMenu)
    assert kiosk.left_off == []
    assert by(kiosk, StopAsked) == []


def test_doors_that_stand_open_are_named_before(kiosk: Kiosk) -> None:
    collector = kiosk.placed("12")
    kiosk.scans(collector.token)
    kiosk.lock_says()
    kiosk.waits(400)
    kiosk.moved("3", DoorState.OPEN, commanded=False)
    goes_to(kiosk, WorkshopChoice.MACHINE)
    kiosk.presses(MachineChoice.RESTART)
    assert kiosk.sees(ConfirmLeave) == ConfirmLeave(Leaving.RESTART, ("3", "12"), ("12",))
