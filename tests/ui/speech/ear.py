"""Somebody who does not look: a voice that is written down, and the window it belongs to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QFont, QGuiApplication

from hardware.speech.client import (
    HeadphonesIn,
    HeadphonesOut,
    Say,
    SpeechBegan,
    SpeechEnded,
    SpeechNews,
    SpeechUp,
    SpokenPhrase,
    Tick,
)
from kiosk.site.loading import load_site
from kiosk.visits.scene import Scene
from tests.ui.easels import FAMILIES, UPRIGHT
from ui.gallery import SITE, Easel, Wish

CLICK = "*"


class WrittenSpeech:
    """Says everything at once and whole, unless `slow`: then an order lasts until `finish`."""

    def __init__(self, news: Callable[[SpeechNews], None]) -> None:
        self.news = news
        self.orders: list[Say] = []
        self.heard: list[str] = []
        self.ticks: list[Tick | None] = []
        self.stops = 0
        self.closed = False
        self.slow = False
        self.headphones = False
        news(SpeechUp(("en", "ar")))

    def say(self, order: Say) -> None:
        self.orders.append(order)
        self.heard += [self._sound(phrase) for phrase in order.phrases]
        self.news(SpeechBegan(order.number))
        if not self.slow:
            self.news(SpeechEnded(order.number, whole=True))

    def finish(self) -> None:
        self.news(SpeechEnded(self.orders[-1].number, whole=True))

    def stop(self) -> None:
        self.stops += 1

    def tick(self, tick: Tick | None) -> None:
        self.ticks.append(tick)

    def close(self) -> None:
        self.closed = True

    def plug(self, *, wanted: bool) -> None:
        self.headphones = wanted
        self.news(HeadphonesIn() if wanted else HeadphonesOut())

    def _sound(self, phrase: SpokenPhrase) -> str:
        return CLICK * len(phrase.text) if phrase.private and not self.headphones else phrase.text


class Ear:
    """A window with a voice; what is said since the last `hears` counts."""

    def __init__(self, wish: Wish = UPRIGHT) -> None:
        QGuiApplication.setFont(QFont(FAMILIES))
        QAccessible.setActive(True)
        made: list[WrittenSpeech] = []

        def make(news: Callable[[SpeechNews], None]) -> WrittenSpeech:
            made.append(WrittenSpeech(news))
            return made[0]

        self.easel = Easel(load_site(SITE), wish, make)
        self.speech = made[0]
        self.easel.settle()
        self._heard = 0

    @property
    def stage(self) -> QObject:
        return self.easel.stage

    def show(self, scene: Scene) -> None:
        self.easel.stage.show(scene)
        self.easel.settle()

    def begin(self) -> None:
        """Have the screen read aloud."""
        self.easel.stage.toggleSpeech()
        self.easel.settle()

    def new(self) -> list[str]:
        """What was said since `hears` or `forget`."""
        return self.speech.heard[self._heard :]

    def forget(self) -> None:
        """What has been said until now does not count, once nothing more comes of it."""
        for _ in range(3):
            self.easel.settle()
        self._heard = len(self.speech.heard)

    def hears(self, *words: str) -> list[str]:
        """Wait until all these phrases have been said, and forget them; what was said."""
        try:
            self.easel.until(lambda: set(words) <= set(self.new()))
        except AssertionError:
            raise AssertionError(f"{set(words) - set(self.new())} not heard; heard {self.new()}") from None
        said = self.new()
        self._heard = len(self.speech.heard)
        return said

    def close(self) -> None:
        self.easel.close()
        assert self.speech.closed
        assert self.easel.app.warnings == []
