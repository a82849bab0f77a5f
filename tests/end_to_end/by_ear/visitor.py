"""Somebody who does not look: they know what was said, and press six keys and digits."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from tests.end_to_end.by_ear.voice import PatientVoice
from tests.helpers.words import Words

Key = Qt.Key
_WAIT_S: Final = 30.0


class Visitor:
    """Hears `voice`, and has the keypad of `window`; speaks the language of `words`."""

    def __init__(self, window: QQuickWindow, voice: PatientVoice, words: Words) -> None:
        self._window = window
        self._voice = voice
        self.words = words
        self._known = 0
        self._at_key = 0

    def press(self, *keys: Qt.Key) -> None:
        self._at_key = len(self._voice.heard)
        for key in keys:
            QTest.keyClick(self._window, key)

    def types(self, digits: str) -> None:
        self.press(*(Key(Key.Key_0.value + int(one)) for one in digits))

    def hears(self, *wanted: str) -> list[str]:
        """Listen until each of these words was heard; all that was heard since the last time."""
        self._until(lambda: all(any(one in said for said in self._new()) for one in wanted), str(wanted))
        said = self._new()
        self._known = len(self._voice.heard)
        return said

    def hears_which(self, sentence: str) -> str:
        """Listen for a sentence with `%1` in it; what is said there."""
        shape = re.compile(".*".join(map(re.escape, sentence.split("%1"))).replace(".*", "(.+?)", 1) + "$")
        found: list[str] = []

        def is_there() -> bool:
            found[:] = [fits[1] for said in self._new() if (fits := shape.match(said))]
            return bool(found)

        self._until(is_there, sentence)
        self._known = len(self._voice.heard)
        return found[0]

    def chooses(self, name: str) -> None:
        """Go to what is called so with the arrows, by what each of them lets be heard, and press Enter."""
        enter = self.words("Spoken", "Press Enter for: %1.", name)
        meant = any(enter in order for order in self._voice.heard[self._at_key :])
        if not meant and not self._goes_to(name):
            raise AssertionError(f"{name!r} is nowhere; heard {self._voice.heard[self._known :]}")
        self._known = len(self._voice.heard)
        self.press(Key.Key_Return)

    def _goes_to(self, name: str) -> bool:
        if self._walks(Key.Key_Down, name) or self._walks(Key.Key_Up, name):
            return True
        row = ""
        while (at := self._moves(Key.Key_Down) if row else self._moves(Key.Key_Up)) != row:
            row = at
            if self._walks(Key.Key_Left, name) or self._walks(Key.Key_Right, name):
                return True
        return False

    def _walks(self, key: Qt.Key, name: str) -> bool:
        """As far as it goes: where nothing more comes, the same is heard again."""
        last = ""
        while (at := self._moves(key)) not in (last, name):
            last = at
        return at == name

    def _moves(self, key: Qt.Key) -> str:
        """Press an arrow; what was heard then, to begin with."""
        before = len(self._voice.heard)
        self.press(key)
        self._until(lambda: len(self._voice.heard) > before, f"something after {key.name}")
        return self._voice.heard[before][0]

    def _new(self) -> list[str]:
        return [said for order in self._voice.heard[self._known :] for said in order]

    def _until(self, what: Callable[[], bool], wanted: str) -> None:
        end = time.monotonic() + _WAIT_S
        while not what():
            if time.monotonic() > end:
                raise AssertionError(f"{wanted} not heard; heard {self._new()}, lost {self._voice.lost}")
            QCoreApplication.processEvents()
            time.sleep(0.002)
