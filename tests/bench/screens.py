"""From a touch to the next screen, on the software renderer, with the real kiosk behind it."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kiosk.clock import SystemClock
from kiosk.journal.lock import own
from kiosk.program.life import Window
from kiosk.program.machine import Machine
from tests.bench.figure import Figure, percentile
from tests.bench.kiosk import boards, site_on

TOUCHES = 100


def measure() -> Sequence[Figure]:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_QUICK_BACKEND"] = "software"
    from PySide6.QtCore import QEventLoop  # noqa: PLC0415  Qt starts in the bench that needs it

    from ui.app import App, WindowPlan  # noqa: PLC0415
    from ui.run import look  # noqa: PLC0415
    from ui.stage import WindowStage  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as text, boards() as hand, own(Path(text) / "data") as owned:
        site = site_on(hand.port, Path(text))
        stage = WindowStage(lambda said: machine.post(said), SystemClock(), look(site, None))  # noqa: PLW0108
        machine = Machine(site, owned, Window(stage.show, stage.ping))
        app = App(stage, WindowPlan(size=site.screen.size, sounds=False))
        machine.start()
        loop = QEventLoop()

        def turn_to(name: str, act: Callable[[], None]) -> float:
            """Do `act` and draw until the screen of this name has had its first frame."""
            began = time.monotonic()
            act()
            while stage.shown.screen_name != name:
                loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            drawn: list[float] = []
            app.on_first_frame(lambda: drawn.append(time.monotonic()))
            while not drawn:
                loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            return drawn[0] - began

        try:
            turn_to("Home", lambda: None)
            times = [_there_and_back(stage, turn_to) for _ in range(TOUCHES // 2)]
        finally:
            machine.stop("measured")
            app.close()
    flat = [each for pair in times for each in pair]
    return (
        Figure("touch_to_screen_p99", round(percentile(flat, 99) * 1000, 1), "ms", 50.0, "lower"),
        Figure("touch_to_screen_median", round(percentile(flat, 50) * 1000, 1), "ms", None, "lower"),
    )


def _there_and_back(stage: Any, turn_to: Callable[[str, Callable[[], None]], float]) -> tuple[float, float]:
    there = turn_to("EnterPin", lambda: stage.answer(stage.shown.turn, "pick_up"))
    return there, turn_to("Home", lambda: stage.leave(stage.shown.turn))
