"""Shows a sample in the real window until SIGTERM, and prints what the visitor answers; then shows the next.

`python -m tests.helpers.one_screen SAMPLE[,SAMPLE...] [LANGUAGE]`
"""

from __future__ import annotations

import sys
from dataclasses import replace

from kiosk.clock import SystemClock
from kiosk.journeys.every import SAMPLES
from kiosk.visits.scene import Answered, FromScreen, Scene
from tests.ui.looks import LOOK
from ui.app import App, WindowPlan, application
from ui.stage import WindowStage


def main(sample: str, language: str = "en") -> int:
    application()
    scenes = (Scene(turn, SAMPLES[name]) for turn, name in enumerate(sample.split(","), 1))

    def tell(said: FromScreen) -> None:
        if isinstance(said, Answered):
            print(said.answer, flush=True)  # noqa: T201  it is read by a test
            after = next(scenes, None)
            if after is not None:
                stage.show(after)

    stage = WindowStage(tell, SystemClock(), replace(LOOK, languages=(language,), motion=False))
    stage.show(next(scenes))
    return App(stage, WindowPlan(sounds=False, pointer=False)).run()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
