"""The words between those of a screen, asked of the window's `Spoken`."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible

from kiosk.custody.cabinet.cabinet import DoorPlace
from ui.accessible import Control


class SpokenWords:
    """As `SpeechWords`, in the language that the window speaks now; lives in the window's thread.

    `view` is the window's `StageView`.
    """

    def __init__(self, view: QObject) -> None:
        spoken = view.findChild(QObject, "spoken")
        if spoken is None:
            raise RuntimeError("the window has no words to be spoken")
        self._spoken = spoken

    def choices(self, count: int) -> str:
        return self.say("choices", count=count)

    def more(self, count: int) -> str:
        return self.say("more", count=count)

    def place(self, number: int, count: int) -> str:
        return self.say("position", number=number, count=count)

    def state(self, control: Control) -> str:
        if not control.enabled:
            return self.say("unavailable")
        if control.checked is None:
            return ""
        if control.role == QAccessible.Role.RadioButton:
            return self.say("chosen") if control.checked else ""
        return self.say("on" if control.checked else "off")

    def how(self, way: str, name: str = "") -> str:
        return self.say(way, name=name)

    def door(self, label: str, place: DoorPlace | None) -> tuple[str, ...]:
        """That a door is open, and where it is."""
        opened = self.say("doorOpen", label=label)
        if place is None:
            return (opened,)
        where = {"side": str(place.side), "height": str(place.height)}
        return (opened, self.say("where", place=where))

    def say(self, sentence: str, **about: object) -> str:
        """The sentence of this name, once what it is about has been set."""
        for name, value in about.items():
            self._spoken.setProperty(name, value)
        return str(self._spoken.property(sentence))
