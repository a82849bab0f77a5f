"""Reads the window aloud: a new screen from the top, then only what changes, and where the keys go.

Whatever changes on the window is drawn, so each drawing is looked at while the reading is on. The visit never
waits for speech, and speech never waits for itself: what is said gives way to what is newer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtQuick import QQuickItem, QQuickWindow

from hardware.speech.client import (
    LOUDEST,
    HeadphonesIn,
    HeadphonesOut,
    Say,
    Speech,
    SpeechBegan,
    SpeechDown,
    SpeechEnded,
    SpeechNews,
    SpeechUp,
    SpokenPhrase,
    Tick,
)
from kiosk.site.parts.night import Quiet
from kiosk.site.parts.speech import DoorTicks
from ui import accessible
from ui.accessible import Control
from ui.shown import Shown
from ui.speech.place import tick_of
from ui.speech.script import SpeechScript, focused, meant
from ui.speech.start import Beginning
from ui.speech.words import SpokenWords
from ui.stage import WindowStage

log = logging.getLogger(__name__)

MakeSpeech = Callable[[Callable[[SpeechNews], None]], Speech | None]

SPEEDS: Final = (0.75, 1.0, 1.25, 1.5, 2.0)
_USUAL: Final = 1
_LOOK_MS: Final = 30
"""How soon after something was drawn it is looked at: a page has its place by then."""
_WARNED: Final = (20, 10, 5)
"""Seconds before the end of a visit at which that is said."""


@dataclass(slots=True)
class _Last:
    """What was said last: of which screen and page, in what language, and what had the keys (`at`).

    `before`: the names on the page before it; `opening`: what is said before the next screen; `asked`: the
    person has done something since.
    """

    serial: int = -1
    language: str = ""
    page: list[Control] = field(default_factory=list)
    before: tuple[str, ...] = ()
    opening: tuple[SpokenPhrase, ...] = ()
    at: str = ""
    typed: str = field(default="", repr=False)
    asked: bool = False


class WindowReader(QObject):
    """Lives in the window's thread. `make` is given what the news go to, which may come from any thread.

    Speech that raises is taken for one that is down: said in the log once, and the window goes on without.
    """

    _heard = Signal(object)

    def __init__(
        self,
        stage: WindowStage,
        window: QQuickWindow,
        make: MakeSpeech,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._window = window
        self._cabinet = stage.look.cabinet
        self._manner = stage.look.speech
        self._view = window.contentItem().childItems()[0]
        self._words = SpokenWords(self._view)
        self._number = 0
        self._busy = 0
        self._waiting: list[SpokenPhrase] = []
        self._last = _Last()
        self._speed, self._louder = _USUAL, 0
        self._tick: Tick | None = None
        self._beginning = Beginning(stage, self._greet, self)
        self._look_soon = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._look_soon.timeout.connect(self._look)
        self._heard.connect(self._on_news)
        stage.shown_changed.connect(self._shown_changed)
        stage.was_touched.connect(self._was_touched)
        stage.speech_wanted.connect(self._wanted)
        window.afterAnimating.connect(self._drawn)
        self._speech: Speech | None = None
        self._closed = False
        try:
            self._speech = make(self._heard.emit)
        except (OSError, RuntimeError) as problem:
            log.warning("the machine can't speak: %s", problem)

    def close(self) -> None:
        """End the voice; nothing is said any more."""
        self._closed = True
        self._look_soon.stop()
        speech, self._speech = self._speech, None
        if speech is not None:
            speech.close()

    # --- what is heard of the voice ---------------------------------------------------------------

    def _on_news(self, news: SpeechNews) -> None:
        if self._closed:
            return
        match news:
            case SpeechUp():
                self._stage.set_can_speak(True)
            case SpeechDown(reason):
                log.warning("the machine can't speak: %s", reason)
                self._busy = 0
                self._stage.set_can_speak(False)
            case HeadphonesIn():
                self._beginning.plugged()
            case HeadphonesOut():
                self._waiting.clear()
                self._beginning.unplugged()
            case SpeechBegan():
                pass
            case SpeechEnded(number):
                if number == self._busy:
                    self._busy = 0
                    self._go_on()

    # --- what happens on the window ---------------------------------------------------------------

    def _shown_changed(self, before: Shown, after: Shown) -> None:
        self._sound_doors(after)
        if after.speaking and not before.speaking:
            self._begin()
        elif before.speaking and not after.speaking:
            self._end(after)
        if after.speaking:
            for label in [label for label in after.doors_open if label not in before.doors_open]:
                if after.screen.get("label") != label:
                    self._say_of_door(label)
            self._warn(before, after)
            self._soon()

    def _was_touched(self) -> None:
        self._last.asked = True
        self._soon()

    def _drawn(self) -> None:
        self._soon()

    def _soon(self) -> None:
        if self._stage.shown.speaking and not self._closed and not self._look_soon.isActive():
            self._look_soon.start()

    def _look(self) -> None:
        """Say what is new since the last time."""
        front = self._view.property("frontItem")
        if not self._stage.shown.speaking or not isinstance(front, QQuickItem):
            return
        page = controls_of(front, self._window)
        if not page:
            return
        serial = int(self._view.property("fronts"))
        language = self._stage.shown.language
        if (serial, language) != (self._last.serial, self._last.language):
            self._last.serial, self._last.language = serial, language
            self._read(page, front)
        else:
            self._follow(page, front)
        self._last.page, self._last.asked = page, False

    def _read(self, page: list[Control], front: QQuickItem) -> None:
        """A screen from the top; one that comes back from below another, only its title and the keys."""
        names = tuple(one.name for one in page)
        script = self._script()
        if names == self._last.before and names:
            title = SpokenPhrase(script.title(page), self._last.language)
            phrases = (title, *(script.focus(page) or script.start(page)))
        else:
            phrases = script.screen(page)
        self._last.before = tuple(one.name for one in self._last.page)
        at = meant(page)
        self._last.at = "" if at is None else at.name
        self._last.typed = _typed(front)
        self._say((*self._last.opening, *phrases))
        self._last.opening = ()

    def _follow(self, page: list[Control], front: QQuickItem) -> None:
        script = self._script()
        self._say_typed(page, front, script)
        change = script.changes(self._last.page, page, asked=self._last.asked)
        if change.phrases:
            self._say(change.phrases, urgent=change.urgent)
        self._say_focus(page, script)

    def _say_typed(self, page: list[Control], front: QQuickItem, script: SpeechScript) -> None:
        typed = _typed(front)
        if typed == self._last.typed or not any(one.password for one in page):
            self._last.typed = typed
            return
        said = script.typed(self._last.typed, typed, whole=front.property("whole") is True)
        self._last.typed = typed
        counts = [one.name for one in page if one.name and one.role == accessible.TYPED]
        self._say(said or tuple(SpokenPhrase(name, self._last.language) for name in counts[-1:]))

    def _say_focus(self, page: list[Control], script: SpeechScript) -> None:
        rows = self._rows()
        at = focused((*page, *rows))
        name = "" if at is None else at.name
        if name == self._last.at:
            return
        self._last.at = name
        if at is not None and not (self._view.property("settling") and at.main):
            self._say(script.control(at, page))

    def _rows(self) -> list[Control]:
        return [
            one
            for name in ("speechRow", "bottomRow")
            for item in self._view.findChildren(QQuickItem, name)
            for one in accessible.below(item, self._window)
        ]

    # --- what the person wants of the voice -------------------------------------------------------

    def _wanted(self, what: str) -> None:
        match what:
            case "repeat":
                self._repeat()
            case "here":
                self._say_here()
            case "stop":
                self._waiting.clear()
                self._try(lambda speech: speech.stop())
            case "faster" | "slower":
                self._speed = (self._speed + (1 if what == "faster" else -1)) % len(SPEEDS)
                self._tell(self._words.say("speed", number=self._speed + 1, count=len(SPEEDS)))
            case "louder" | "quieter":
                now = self._volume()
                step = (now + (1 if what == "louder" else -1) - 1) % LOUDEST + 1
                self._louder += step - now
                self._tell(self._words.say("loudness", number=step, count=LOUDEST))
            case _:
                log.warning("the voice knows no %r", what)

    def _repeat(self) -> None:
        front = self._view.property("frontItem")
        if isinstance(front, QQuickItem):
            self._say(self._script().screen(controls_of(front, self._window)))

    def _say_here(self) -> None:
        front = self._view.property("frontItem")
        if isinstance(front, QQuickItem):
            page = controls_of(front, self._window)
            rows = self._rows()
            at = focused((*page, *rows))
            # Said now, and not once more when it is seen.
            self._last.at = "" if at is None else at.name
            script = self._script()
            self._say(script.focus(page, rows) or script.start(page))

    def _begin(self) -> None:
        self._forget()
        self._speed, self._louder = _USUAL, 0
        words = "begunTouch" if self._beginning.by_touch else "begunKeys"
        self._last.opening = (SpokenPhrase(self._words.say(words), self._stage.shown.language),)

    def _end(self, after: Shown) -> None:
        self._forget()
        self._try(lambda speech: speech.stop())
        if after.visit and after.can_speak:
            self._tell(self._words.say("ended"))

    def _greet(self, sentence: str) -> None:
        self._tell(self._words.say(sentence))

    def _forget(self) -> None:
        self._last = _Last()
        self._waiting.clear()

    # --- doors and time ---------------------------------------------------------------------------

    def _sound_doors(self, after: Shown) -> None:
        wanted = self._manner.ticks
        always = wanted is DoorTicks.ALWAYS and after.quiet is not Quiet.SILENT
        heard = always or (after.speaking and wanted is not DoorTicks.NEVER)
        label = str(after.screen.get("label", ""))
        if label not in after.doors_open:
            label = after.doors_open[-1] if after.doors_open else ""
        tick = tick_of(self._cabinet, label) if heard and label else None
        if tick != self._tick:
            self._tick = tick
            self._try(lambda speech: speech.tick(tick))

    def _say_of_door(self, label: str) -> None:
        told = self._words.door(label, self._cabinet.place(label))
        self._say(tuple(SpokenPhrase(one, self._stage.shown.language) for one in told), urgent=False)

    def _warn(self, before: Shown, after: Shown) -> None:
        """The first of these seconds is said by the screen that warns."""
        passed = [left for left in _WARNED if after.still_there <= left < before.still_there]
        if after.still_there and before.still_there and passed:
            self._tell(self._words.say("secondsLeft", count=after.still_there))

    # --- the voice --------------------------------------------------------------------------------

    def _script(self) -> SpeechScript:
        return SpeechScript(self._words, self._stage.shown.language, keys=not self._beginning.by_touch)

    def _tell(self, text: str) -> None:
        self._say((SpokenPhrase(text, self._stage.shown.language),))

    def _say(self, phrases: tuple[SpokenPhrase, ...], *, urgent: bool = True) -> None:
        """At once, or where that is not urgent after what is being said."""
        phrases = tuple(one for one in phrases if one.text)
        if not phrases:
            return
        if not urgent and self._busy:
            self._waiting += phrases
            return
        self._number += 1
        self._busy = self._number
        order = Say(self._number, phrases, SPEEDS[self._speed], self._volume())
        if urgent:
            self._waiting.clear()
        self._try(lambda speech: speech.say(order))

    def _go_on(self) -> None:
        waiting, self._waiting = tuple(self._waiting), []
        if self._stage.shown.speaking:
            self._say(waiting, urgent=False)

    def _volume(self) -> int:
        shown = self._stage.shown
        usual = shown.volumes[0] if shown.quiet is Quiet.NO else shown.volumes[1]
        return max(1, min(LOUDEST, usual + self._louder))

    def _try(self, do: Callable[[Speech], None]) -> None:
        if self._speech is None:
            return
        try:
            do(self._speech)
        except (OSError, RuntimeError, ValueError) as problem:
            log.warning("the machine can't speak: %s", problem)
            broken, self._speech, self._busy = self._speech, None, 0
            broken.close()
            self._stage.set_can_speak(False)


def _typed(front: QQuickItem) -> str:
    typed = front.property("typed")
    return typed if isinstance(typed, str) else ""


def controls_of(front: QQuickItem, window: QQuickWindow) -> list[Control]:
    """What a page has. Where the page itself keeps the keys, Enter gives no answer, and none is `main`."""
    found = accessible.below(front, window)
    return [replace(one, main=False) for one in found] if front.property("typing") is True else found


def said_of(view: QQuickItem, window: QQuickWindow, language: str) -> tuple[SpokenPhrase, ...]:
    """What would be said of the screen that stands, from the top; `view` is the window's `StageView`."""
    front = view.property("frontItem")
    if not isinstance(front, QQuickItem):
        return ()
    return SpeechScript(SpokenWords(view), language).screen(controls_of(front, window))
