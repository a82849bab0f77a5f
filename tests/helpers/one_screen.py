"""Shows one sample in the real window until SIGTERM, and prints what the visitor answers.

`python -m tests.helpers.one_screen SAMPLE [LANGUAGE]`
"""

from __future__ import annotations

import sys
from dataclasses import replace

from kiosk.clock import SystemClock
from kiosk.journeys.samples import SAMPLES
from kiosk.visits.scene import Answered, FromScreen, Scene
from tests.ui.looks import LOOK
from ui.app import App, Window, application
from ui.stage import Stage


def main(sample: str, language: str = "en") -> int:
    application()
    stage = Stage(_tell, SystemClock(), replace(LOOK, languages=(language,), motion=False))
    stage.show(Scene(1, SAMPLES[sample]))
    return App(stage, Window(sounds=False)).run()


def _tell(said: FromScreen) -> None:
    if isinstance(said, Answered):
        print(said.answer, flush=True)  # noqa: T201  it is read by a test


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
