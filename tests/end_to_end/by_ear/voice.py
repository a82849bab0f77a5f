"""A voice that takes its time: what is replaced before its end has not been heard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from hardware.speech.client import Say, SpeechBegan, SpeechEnded, SpeechNews, SpeechUp, SpokenPhrase, Tick

CLICK: Final = "*"
_SAYS_MS: Final = 80
"""How long an order lasts: longer than it takes the window to see what came with the same change."""


class PatientVoice(QObject):
    """On a loudspeaker.

    `heard`: the orders that were said to their end, each as its phrases; `lost`: those that were cut off;
    `spoken`: the texts of those that were heard, each with its language.
    """

    def __init__(self, news: Callable[[SpeechNews], None]) -> None:
        super().__init__()
        self._news = news
        self.heard: list[tuple[str, ...]] = []
        self.lost: list[tuple[str, ...]] = []
        self.spoken: set[tuple[str, str]] = set()
        self.ticks: list[Tick | None] = []
        self._now: Say | None = None
        self._said = QTimer(self, singleShot=True, interval=_SAYS_MS)
        self._said.timeout.connect(self._end)
        news(SpeechUp(("en", "ar")))

    def say(self, order: Say) -> None:
        self.stop()
        self._now = order
        self._news(SpeechBegan(order.number))
        self._said.start()

    def stop(self) -> None:
        cut, self._now = self._now, None
        self._said.stop()
        if cut is not None:
            self.lost.append(tuple(map(_sound, cut.phrases)))
            self._news(SpeechEnded(cut.number, whole=False))

    def tick(self, tick: Tick | None) -> None:
        self.ticks.append(tick)

    def close(self) -> None:
        self._said.stop()

    def _end(self) -> None:
        said, self._now = self._now, None
        if said is not None:
            self.heard.append(tuple(map(_sound, said.phrases)))
            self.spoken |= {(one.text, one.language) for one in said.phrases}
            self._news(SpeechEnded(said.number, whole=True))


def _sound(phrase: SpokenPhrase) -> str:
    return CLICK * len(phrase.text) if phrase.private else phrase.text
