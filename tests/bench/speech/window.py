"""From a touch to the first sound: the real kiosk, its window read aloud, a device that is none."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from hardware.speech.client import Speech, SpeechBegan, SpeechNews
from hardware.speech.owner import SpeechPlan, SpeechProcess
from kiosk.clock import SystemClock
from kiosk.journal.lock import own
from kiosk.program.life import Window
from kiosk.program.machine import Machine
from tests.bench.figure import Figure, percentile
from tests.bench.kiosk import boards, site_on

_TOUCHES, _WARM = 40, 4


def measure() -> Sequence[Figure]:
    if shutil.which("espeak-ng") is None or shutil.which("aplay") is None:
        sys.stdout.write("not measured: speech takes espeak-ng and aplay\n")
        return ()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_QUICK_BACKEND"] = "software"
    from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415  Qt starts in the bench that needs it

    from ui.app import App, WindowPlan  # noqa: PLC0415
    from ui.run import look  # noqa: PLC0415
    from ui.stage import WindowStage  # noqa: PLC0415

    begun: list[float] = []

    def voice(news: Callable[[SpeechNews], None]) -> Speech:
        def heard(said: SpeechNews) -> None:
            if isinstance(said, SpeechBegan):
                begun.append(time.monotonic())
            news(said)

        return SpeechProcess(SpeechPlan(device="null"), heard)

    with tempfile.TemporaryDirectory() as text, boards() as hand, own(Path(text) / "data") as owned:
        site = site_on(hand.port, Path(text))
        stage = WindowStage(lambda said: machine.post(said), SystemClock(), look(site, None))  # noqa: PLW0108
        machine = Machine(site, owned, Window(stage.show, stage.ping))
        app = App(stage, WindowPlan(size=site.screen.size, sounds=False, speech=voice))
        machine.start()
        loop, pulse = QEventLoop(), QTimer(interval=1)
        pulse.start()

        def until(there: Callable[[], bool]) -> None:
            while not there():
                loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

        def sound_of(name: str, act: Callable[[], None]) -> float:
            """Seconds from `act` to the first sound of the screen of this name."""
            before, began = len(begun), time.monotonic()
            act()
            until(lambda: stage.shown.screen_name == name and len(begun) > before)
            return begun[before] - began

        try:
            until(lambda: stage.shown.screen_name == "Home" and stage.shown.can_speak)
            stage.toggle("speech")
            until(lambda: bool(begun))
            times = [
                way
                for _ in range(_TOUCHES // 2)
                for way in (
                    sound_of("EnterPin", lambda: stage.answer(stage.shown.turn, "pick_up")),
                    sound_of("Home", lambda: stage.leave(stage.shown.turn)),
                )
            ][_WARM:]
        finally:
            machine.stop("measured")
            app.close()
    return (
        Figure("touch_to_first_sound", round(1000 * percentile(times, 95), 1), "ms (p95)", 300.0, "lower"),
        Figure("touch_to_first_sound_median", round(1000 * percentile(times, 50), 1), "ms", None, "lower"),
    )
