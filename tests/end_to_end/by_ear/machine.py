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
from ui.stage import WindowStage

SIZE: Final = (1080, 1920)
_STARTS_S: Final = 30.0


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

    def pass_time(self, seconds: float) -> None:
        """So many seconds pass for the machine at once."""
        self.clock.hurry(seconds)
        self.kiosk.machine.post(ScreenPong(0))  # so that it looks at its clock

    def told(self, order: Order) -> dict[str, Any]:
        """What the operator's office orders, and the machine's answer."""
        return self.kiosk.told(order)

    def __enter__(self) -> Self:
        self.kiosk.__enter__()
        end = time.monotonic() + _STARTS_S
        while self._stage.shown.screen_name != "Home":
            assert time.monotonic() < end, "it never serves"
            QCoreApplication.processEvents()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kiosk.__exit__(kind, value, trace)
        self._app.close()
        QCoreApplication.processEvents()
        assert self._app.warnings == []
