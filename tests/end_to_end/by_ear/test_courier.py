"""A courier who does not look drops a parcel off."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt

from kiosk.orders.parcels import Announce
from kiosk.orders.staff import AddStaff
from tests.end_to_end.by_ear.machine import UnseenMachine

Key = Qt.Key
SCANNED, TYPED, PHONE = "JJD0001234567", "4711471147", "+49 30 1234567"

both = pytest.mark.parametrize("language", ["en", "ar"])


@both
def test_drops_off_what_is_scanned_and_what_is_typed(tmp_path: Path, language: str, qapp: QObject) -> None:
    with UnseenMachine(tmp_path, language) as machine:
        person, words = machine.visitor, machine.visitor.words
        pin = machine.told(AddStaff("Bo", "courier"))["pin"]
        for label in (SCANNED, TYPED):
            assert machine.told(Announce(label, PHONE, "S"))["ok"]
        person.press(Key.Key_Down)
        person.hears(words("Home", "Courier or staff"))
        person.chooses(words("Home", "Courier or staff"))
        person.hears(
            words("EnterPin", "Your staff code"), words("Spoken", "Type the digits, then press Enter.")
        )
        person.types(pin)
        person.hears(words("Spoken", "Press Enter to continue."))
        person.press(Key.Key_Return)

        person.hears(words("ScanParcel", "Scan the first parcel"))
        machine.kiosk.scans("JJD0009999999")
        person.hears(words("ScanParcel", "This parcel isn't expected here."))
        machine.kiosk.scans(SCANNED)
        door = person.hears_which(words("PutParcel", "Door %1 is open"))
        machine.kiosk.closes(door)
        person.hears(words("ScanParcel", "Delivered in door %1.", door))

        person.chooses(words("ScanParcel", "Type a label"))
        person.hears(words("TypeLabel", "Type the label"), words("Spoken", "Type, then press Enter."))
        person.types(TYPED)
        person.hears(TYPED[-1])
        person.press(Key.Key_Return)
        door = person.hears_which(words("PutParcel", "Door %1 is open"))
        machine.kiosk.closes(door)
        person.hears(words("ScanParcel", "Delivered in door %1.", door))

        person.chooses(words("ScanParcel", "I am done"))
        person.hears(words("CourierSummary", "%n parcels delivered", n=2))
        person.chooses(words("CourierSummary", "Finish the round"))
        machine.goes_home()
