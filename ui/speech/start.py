"""How the reading begins, and how somebody who does not know hears of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from kiosk.site.parts.speech import SpeechStart
from ui.stage import WindowStage

GREET_MS: Final = 8_000
"""How long somebody stands there without doing anything more before they hear how the reading starts."""
_SENTENCES: Final = (
    (SpeechStart.JACK, "byJack"),
    (SpeechStart.KEY, "byKey"),
    (SpeechStart.TOUCH, "byTouch"),
)


class Beginning(QObject):
    """Turns the reading on as the site lets it.

    `by_touch`: it was begun by a finger, so no keys are spoken of. `greet` is given the name of a sentence,
    at most once a visitor.
    """

    def __init__(
        self,
        stage: WindowStage,
        greet: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._manner = stage.look.speech
        self._greet = greet
        self._by: SpeechStart | None = None
        self._greeted = False
        self._quiet = QTimer(self, singleShot=True, interval=GREET_MS)
        self._quiet.timeout.connect(self._stood_there)
        self._gone = QTimer(self, singleShot=True, interval=stage.look.idle * 1_000)
        self._gone.timeout.connect(self._went)
        stage.was_touched.connect(self._touched)
        stage.speech_asked.connect(self._asked)

    @property
    def by_touch(self) -> bool:
        return self._by is SpeechStart.TOUCH

    def plugged(self) -> None:
        """Headphones are in."""
        self._asked(SpeechStart.JACK)

    def unplugged(self) -> None:
        """What headphones began ends with them: nothing goes on aloud that was meant for two ears."""
        if self._by is SpeechStart.JACK:
            self._by = None
            self._stage.set_speaking(False)

    def _asked(self, by: str) -> None:
        start = SpeechStart(by)
        if start in self._manner.start and not self._stage.shown.speaking:
            self._by = start
            # Whoever found the button sees where they touch.
            self._stage.set_speaking(True, explored=start is not SpeechStart.BUTTON)
        elif start is SpeechStart.KEY:
            # Whoever began with a finger and now uses keys hears of keys.
            self._by = start if self._by is SpeechStart.TOUCH else self._by

    def _touched(self) -> None:
        self._gone.start()
        if self._manner.hint and not self._greeted:
            self._quiet.start()

    def _stood_there(self) -> None:
        shown = self._stage.shown
        if not shown.can_speak or shown.speaking or shown.visit or self._greeted:
            return
        self._greeted = True
        for start, sentence in _SENTENCES:
            if start in self._manner.start:
                self._greet(sentence)
                return

    def _went(self) -> None:
        self._greeted = False
