"""The kiosk that is killed with its window: `cubby run` whole, drawn offscreen, pressed through its stage.

A press enters where QML enters: the slots of the stage, in Qt's thread. What a scanner reads is posted as
the scanner's thread posts it.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from PySide6.QtCore import Signal, Slot

from kiosk.journeys.screen import Picked, Typed
from kiosk.program.life import Stop
from kiosk.visits.scene import Answered, Scene, Touched, WantsToLeave
from tests.crash.kiosk import Birth, exchange
from ui import run
from ui.stage import PICKED, TYPED, WindowStage


class PressedStage(WindowStage):
    """Tells `person` every scene, and does what the person does."""

    person: Connection
    _pressed = Signal(object)

    def __init__(self, post: Callable[[Any], None], *rest: Any) -> None:
        super().__init__(post, *rest)
        self._pressed.connect(self._press)
        # From the first scene on: before it there is no machine yet to post to.
        self._listening = threading.Thread(target=self._listen, args=(post,), daemon=True)

    def show(self, scene: Scene) -> None:
        super().show(scene)
        if self._listening.ident is None:
            self._listening.start()
        self.person.send(scene)

    def _listen(self, post: Callable[[Any], None]) -> None:
        try:
            while not isinstance(said := self.person.recv(), Stop):
                if isinstance(said, Answered | WantsToLeave | Touched):
                    self._pressed.emit(said)
                else:
                    post(said)
        except (EOFError, OSError):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    @Slot(object)
    def _press(self, said: Any) -> None:
        match said:
            case Answered(turn, Typed(text)):
                self.answer(turn, TYPED, text)
            case Answered(turn, Picked(which)):
                self.answer(turn, PICKED, which)
            case Answered(turn, answer):
                self.answer(turn, str(answer))
            case WantsToLeave(turn):
                self.leave(turn)
            case _:
                self.touched()


def live_with_window(birth: Birth, person: Connection) -> None:
    """`cubby run` until SIGTERM, which a `Stop` comes to here."""
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "PATH": ""}
    PressedStage.person = person
    exchange(run, "WindowStage", PressedStage)
    status = run.main(["--site", birth.site, "--data", birth.data])
    if status:
        os._exit(status)
