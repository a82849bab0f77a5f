"""Somebody who does not look and speaks another language than the machine finds theirs by ear."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt

from tests.end_to_end.by_ear.machine import UnseenMachine
from tests.helpers.words import Words


def test_a_language_is_chosen_by_ear(tmp_path: Path, qapp: QObject) -> None:
    arabic = Words("ar")
    with UnseenMachine(tmp_path, "en") as machine:
        person = machine.visitor
        person.press(Qt.Key.Key_Down)
        person.hears("العربية")
        person.chooses("العربية")
        person.hears(arabic("Home", "Pick up"), arabic("Home", "Courier or staff"))
        assert ("العربية", "ar") in machine.voice.spoken
