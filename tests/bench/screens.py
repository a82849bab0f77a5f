"""From a touch to the next screen, on the software renderer, with the real kiosk behind it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
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
from tests.bench.kiosk import ROOT, boards, site_on

TOUCHES = 100
_ROUNDS = 3


def measure(against: Path | None = None) -> Sequence[Figure]:
    """`against`: another checkout, measured in turn with this one; the ratios are of the best of each, as
    other programs only ever make a machine slower."""
    if against is not None:
        return _ratios(against)
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


def _ratios(against: Path) -> Sequence[Figure]:
    with tempfile.TemporaryDirectory() as text:
        told = Path(text) / "figures.json"
        runs = [(_run(ROOT, told), _run(against.resolve(), told)) for _ in range(_ROUNDS)]
    figures: list[Figure] = []
    for name, most in (("touch_to_screen_p99", 1.0), ("touch_to_screen_median", None)):
        ours, theirs = (min(run[which][name] for run in runs) for which in (0, 1))
        figures.append(Figure(name, ours, "ms", None, "lower"))
        figures.append(Figure(f"{name}_ratio", round(ours / theirs, 2), "ratio", most, "lower"))
    return figures


def _run(checkout: Path, told: Path) -> dict[str, float]:
    """Milliseconds by the names of the figures, of a checkout in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.command", "screens", "--json", str(told)]
    environment = dict(os.environ, PYTHONPATH=str(checkout), PYTHONSAFEPATH="1")
    subprocess.run(command, cwd=checkout, env=environment, check=True, stdout=subprocess.DEVNULL)
    return {name: float(figure["value"]) for name, figure in json.loads(told.read_text()).items()}
