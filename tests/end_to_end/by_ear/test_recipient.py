"""A recipient who does not look collects a parcel."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt

from kiosk.orders.parcels import Place
from tests.end_to_end.by_ear.machine import UnseenMachine

Key = Qt.Key
LABEL, PHONE = "JJD0001234567", "+49 30 1234567"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_recipient_collects(tmp_path: Path, language: str, qapp: QObject) -> None:
    with UnseenMachine(tmp_path, language) as machine:
        person, words = machine.visitor, machine.visitor.words
        pin = machine.told(Place("12", LABEL, PHONE))["pin"]
        person.press(Key.Key_Down)
        person.hears(words("Spoken", "Press Enter for: %1.", words("Home", "Pick up")))
        person.chooses(words("Home", "Pick up"))
        person.hears(words("Spoken", "Type the digits, then press Enter."))
        person.types(pin)
        person.hears(words("Spoken", "Press Enter to continue."))
        person.press(Key.Key_Return)
        door = person.hears_which(words("TakeParcel", "Door %1 is open"))
        machine.kiosk.closes(door)
        person.hears(words("DidYouTakeIt", "Did you take your parcel?"))
        person.chooses(words("DidYouTakeIt", "Yes, I have it"))
        person.hears(words("ThankYou", "Thank you"))
        person.chooses(words("ThankYou", "Done"))
        person.hears(words("KeepForNextTime", "Keep this for next time?"))
        person.chooses(words("KeepForNextTime", "No, thank you"))
        person.hears(words("Home", "Pick up"))
