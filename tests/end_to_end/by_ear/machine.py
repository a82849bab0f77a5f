"""The real machine on simulated locks with its real window, in this process, and somebody before it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible

from hardware.speech.client import SpeechNews
from kiosk.clock import SystemClock
from kiosk.custody.wishes.wishes import SLOWER
from kiosk.orders.order import Order
from kiosk.program.life import Window
from kiosk.visits.scene import ScreenPong
from tests.bench.kiosk import site_on
from tests.end_to_end.by_ear.visitor import Visitor
from tests.end_to_end.by_ear.voice import PatientVoice
from tests.helpers.words import Words
from tests.program.rig import Running
from ui.app import App, WindowPlan
from ui.run import look
from ui.shown import Shown
from ui.stage import WindowStage

SIZE: Final = (1080, 1920)
_PATIENCE_S: Final = 60.0
_NUDGE_S: Final = 0.3


class HurriedClock(SystemClock):
    """The machine's clock, which a test sets ahead so that nobody waits."""

    def __init__(self) -> None:
        super().__init__()
        self._ahead = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self._ahead

    def trusted(self) -> bool:
        return True

    def hurry(self, seconds: float) -> None:
        self._ahead += seconds


class UnseenMachine:
    """From `with` on it serves. `language`: spoken first; `visitor` speaks it too."""

    def __init__(self, folder: Path, language: str = "en") -> None:
        QAccessible.setActive(True)
        site = site_on(str(folder / "locks"), folder)
        self.clock = HurriedClock()
        seen = replace(look(site, language), motion=False)
        self._stage = WindowStage(lambda said: self.kiosk.machine.post(said), self.clock, seen)  # noqa: PLW0108  made below
        made: list[PatientVoice] = []

        def make(news: Callable[[SpeechNews], None]) -> PatientVoice:
            made.append(PatientVoice(news))
            return made[0]

        self._app = App(self._stage, WindowPlan(size=SIZE, sounds=False, speech=make))
        self.voice = made[0]
        self.visitor = Visitor(self._app.root, self.voice, Words(language))
        window = Window(self._stage.show, self._stage.ping)
        self.kiosk = Running(folder, site=site, clock=self.clock, window=window)

    def goes_home(self) -> None:
        """Whoever was read to is asked whether that is to be kept, says no, and hears home."""
        person, words = self.visitor, self.visitor.words
        person.hears(words("KeepForNextTime", "Keep this for next time?"))
        person.chooses(words("KeepForNextTime", "No, thank you"))
        person.hears(words("Spoken", "Press Enter for: %1.", words("Home", "Pick up")))

    def until_it_asks(self) -> None:
        """Nobody does anything until the machine asks whether somebody is still there."""
        self._let_pass(SLOWER * self.kiosk.site.timers.idle, lambda shown: shown.still_there > 0)

    def count_down(self, *, to: int) -> None:
        """Nobody does anything until so many seconds are left; 0: until the visit is over."""
        self._let_pass(1.0, lambda shown: shown.still_there <= to and (to > 0 or shown.visit == 0))

    def _let_pass(self, seconds: float, until: Callable[[Shown], bool]) -> None:
        """So many seconds at once, again and again: what was touched before may begin the time anew."""
        end = time.monotonic() + _PATIENCE_S
        while not until(self._stage.shown):
            assert time.monotonic() < end, f"the window stays at {self._stage.shown}"
            self.clock.hurry(seconds)
            self.kiosk.machine.post(ScreenPong(0))  # so that the machine looks at its clock
            before, soon = self._stage.shown, time.monotonic() + _NUDGE_S
            while self._stage.shown == before and time.monotonic() < soon:
                QCoreApplication.processEvents()

    def _until(self, what: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE_S
        while not what():
            assert time.monotonic() < end, f"the window stays at {self._stage.shown}"
            QCoreApplication.processEvents()

    def told(self, order: Order) -> dict[str, Any]:
        """What the operator's office orders, and the machine's answer."""
        return self.kiosk.told(order)

    def __enter__(self) -> Self:
        self.kiosk.__enter__()
        self._until(lambda: self._stage.shown.screen_name == "Home")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kiosk.__exit__(kind, value, trace)
        self._app.close()
        QCoreApplication.processEvents()
        assert self._app.warnings == []
