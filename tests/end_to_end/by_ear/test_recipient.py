"""A recipient who does not look: collects, hears a wrong code, a jam, and that time runs out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt

from kiosk.orders.parcels import Place
from tests.end_to_end.by_ear.machine import UnseenMachine

Key = Qt.Key
LABEL, PHONE = "JJD0001234567", "+49 30 1234567"

both = pytest.mark.parametrize("language", ["en", "ar"])


def begins(machine: UnseenMachine) -> None:
    """The first key reads home; then to where the code is typed."""
    person, words = machine.visitor, machine.visitor.words
    person.press(Key.Key_Down)
    person.hears(words("Spoken", "Press Enter for: %1.", words("Home", "Pick up")))
    person.chooses(words("Home", "Pick up"))
    person.hears(words("Spoken", "Type the digits, then press Enter."))


def types(machine: UnseenMachine, code: str) -> None:
    person, words = machine.visitor, machine.visitor.words
    person.types(code)
    person.hears(words("Spoken", "Press Enter to continue."))
    person.press(Key.Key_Return)


def takes(machine: UnseenMachine) -> None:
    """The door that is said to be open is closed at once, so that the machine asks; then home."""
    person, words = machine.visitor, machine.visitor.words
    door = person.hears_which(words("TakeParcel", "Door %1 is open"))
    machine.kiosk.closes(door)
    person.hears(words("DidYouTakeIt", "Did you take your parcel?"))
    person.chooses(words("DidYouTakeIt", "Yes, I have it"))
    person.hears(words("ThankYou", "Thank you"))
    person.chooses(words("ThankYou", "Done"))
    machine.goes_home()


@both
def test_collects(tmp_path: Path, language: str, qapp: QObject) -> None:
    with UnseenMachine(tmp_path, language) as machine:
        pin = machine.told(Place("12", LABEL, PHONE))["pin"]
        begins(machine)
        types(machine, pin)
        takes(machine)


@both
def test_hears_a_wrong_code_and_types_the_right_one(tmp_path: Path, language: str, qapp: QObject) -> None:
    with UnseenMachine(tmp_path, language) as machine:
        person, words = machine.visitor, machine.visitor.words
        pin = machine.told(Place("12", LABEL, PHONE))["pin"]
        begins(machine)
        types(machine, "00000000" if pin != "00000000" else "11111111")
        said = person.hears(words("Spoken", "Type the digits, then press Enter."))
        wrong = (
            words("EnterPin", "We don't know this code."),
            words("EnterPin", "Check it, and that this is the right locker."),
        )
        assert " ".join(wrong) in said
        types(machine, pin)
        takes(machine)


@both
def test_hears_that_the_door_is_stuck_and_the_parcel_safe(
    tmp_path: Path, language: str, qapp: QObject
) -> None:
    with UnseenMachine(tmp_path, language) as machine:
        person, words = machine.visitor, machine.visitor.words
        pin = machine.told(Place("12", LABEL, PHONE))["pin"]
        machine.kiosk.jams("12")
        begins(machine)
        types(machine, pin)
        person.hears(words("PressDoor", "Door %1 is stuck", "12"))
        person.chooses(words("PressDoor", "The door doesn't open"))
        said = person.hears(words("Sorry", "OK"))
        for one in (
            words("Sorry", "Door %1 did not open", "12"),
            words("Sorry", "Your parcel is safe"),
            words("Sorry", "We have been told. Please call us."),
        ):
            assert one in said, f"{one!r} not in {said}"
        person.chooses(words("Sorry", "OK"))
        person.hears(words("Spoken", "Press Enter for: %1.", words("Home", "Pick up")))


@both
def test_hears_that_time_runs_out_and_stays(tmp_path: Path, language: str, qapp: QObject) -> None:
    with UnseenMachine(tmp_path, language) as machine:
        person, words = machine.visitor, machine.visitor.words
        begins(machine)
        person.types("12")
        machine.until_it_asks()
        person.hears(words("StillThere", "Are you still there?"))
        machine.count_down(to=20)
        person.hears(words("Spoken", "%n seconds left.", n=20))
        person.chooses(words("StillThere", "Yes, I need more time"))
        person.hears(words("EnterPin", "Your code"))
        machine.until_it_asks()
        person.hears(words("StillThere", "Are you still there?"))
        machine.count_down(to=10)
        person.hears(words("Spoken", "%n seconds left.", n=10))
        machine.count_down(to=0)
        person.hears(words("Spoken", "Press Enter for: %1.", words("Home", "Pick up")))
