"""The only object that crosses threads: scenes come down to the window, answers go up."""

# ruff: noqa: N802, N815  QML calls them by these names, and a slot named other than its function crashes
from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Property, QObject, QTimer, QUrl, Signal, Slot

from kiosk.clock import Clock
from kiosk.custody.wishes.wishes import TEXTS, Wishes
from kiosk.journeys.screen import Back, Picked, Screen, Typed
from kiosk.site.parts.speech import SpeechStart
from kiosk.terminal.qr import calls, qr_picture
from kiosk.visits.scene import Answered, FromScreen, Scene, ScreenPong, Touched, WantsToLeave, Wished
from ui.keys import command, digit
from ui.shown import OVERLAYS, Ambient, Look, Plainly, Sayings, Shown, derive, differing, drawn, named, plan

log = logging.getLogger(__name__)

TYPED: Final = "typed"
PICKED: Final = "picked"
ACCENT: Final = "#0B5FFF"
"""What is to be touched, where the site names no colour of its own."""
_LONGEST = 64
_BRIGHT = 100


def typed_answer(screen: Screen[Any], name: str, text: str) -> object | None:
    """The answer that `name` and `text` stand for, if this screen can give it.

    `name` is "typed" or "picked", with what was typed or picked in `text`, else the value of a choice.
    """
    offered: object
    for offered in screen.answers():
        match offered:
            case Typed():
                if name == TYPED and 0 < len(text) <= _LONGEST and text.isprintable():
                    return Typed(text)
            case Picked(which):
                if name == PICKED and text == which:
                    return offered
            case _:
                if name == offered:
                    return offered
    return None


class WindowStage(QObject):
    """What QML sees of the kiosk. Lives in the main thread; only `show` and `ping` may be called
    from another.

    What a visitor wished for (`Wishes`) lasts until nobody has touched home for
    `look.idle` seconds, through the end of a visit: whoever went back to home is still there.

    `post` takes what the visitor does, from the main thread. Every property is up to date before the
    first of the signals of a change; `turnChanged` comes first.
    """

    turnChanged = Signal()
    screenNameChanged = Signal()
    screenChanged = Signal()
    backChanged = Signal()
    visitChanged = Signal()
    wordChanged = Signal()
    stillThereChanged = Signal()
    doorsOpenChanged = Signal()
    cameraChanged = Signal()
    volumesChanged = Signal()
    timeChanged = Signal()
    nightChanged = Signal()
    quietChanged = Signal()
    brightnessChanged = Signal()
    languageChanged = Signal()
    rightToLeftChanged = Signal()
    textChanged = Signal()
    contrastChanged = Signal()
    reachChanged = Signal()
    slowerChanged = Signal()
    fewerChanged = Signal()
    digitsChanged = Signal()
    hasDigitsChanged = Signal()
    leftHandChanged = Signal()
    overlayChanged = Signal()
    canSpeakChanged = Signal()
    speakingChanged = Signal()
    exploringChanged = Signal()
    servicesChanged = Signal()
    fixedChanged = Signal()
    """Never emitted: QML warns of properties that can't notify."""

    shown_changed = Signal(object, object)
    """The values before and after, once everything else has been told."""
    was_touched = Signal()
    speech_asked = Signal(str)
    """How somebody asks for the screen to be read aloud: one of `kiosk.site.parts.speech.SpeechStart`."""
    speech_wanted = Signal(str)
    """What is wanted of the voice: here (where the keys are), repeat, stop, faster, slower, louder or
    quieter."""
    held = Signal(int)
    """A finger stays on the screen: 1 when it has done so for a moment, 2 when that was long enough."""

    _arrived = Signal(object)
    _pinged = Signal(object)

    def __init__(
        self,
        post: Callable[[FromScreen], None],
        clock: Clock,
        look: Look,
        *,
        quiet_ms: int | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._post = post
        self._clock = clock
        self._look = look
        self._plan = plan(look.cabinet)
        self._screens = drawn()
        call = calls(look.phone)
        self._call_code = qr_picture(call) if call else ""
        self._languages = named(look.languages)
        self._scene: Scene | None = None
        self._ambient = look.ambient()
        self._plainly = Plainly()
        self._sayings = Sayings(look)
        self._can_speak = False
        self._explored = False
        self._shown = self._derive()
        self._minute = QTimer(self, singleShot=True)
        self._minute.timeout.connect(self._tick)
        self._quiet = QTimer(
            self, singleShot=True, interval=look.idle * 1_000 if quiet_ms is None else quiet_ms
        )
        self._quiet.timeout.connect(self._been_quiet)
        self._arrived.connect(self._show)
        self._pinged.connect(self._pong)

    # --- from the kiosk -------------------------------------------------------------------------

    def show(self, scene: Scene) -> None:
        """Draw this scene. From any thread."""
        self._arrived.emit(scene)

    def ping(self, ticket: int) -> None:
        """Ask the window's loop for a sign of life: ScreenPong(ticket) is posted. From any thread."""
        self._pinged.emit(ticket)

    def set_can_speak(self, can: bool) -> None:  # noqa: FBT001  what it becomes
        """Whether there is a voice now. Without one nothing is read aloud, and the wish for it is kept."""
        self._can_speak = can
        self._refresh()

    def set_speaking(self, speaking: bool, *, explored: bool = False) -> None:  # noqa: FBT001  as above
        """Read the screen aloud from now on, or no longer. `explored`: a finger hears before it presses."""
        self._explored = explored
        self._wish(replace(self._ambient.wishes, speech=speaking))

    def begin(self) -> None:
        """Start the clock on the screen; wants a running application."""
        self._tick()

    def end(self) -> None:
        """Take nothing more, and stop every timer; in the main thread.

        Python may take the stage away in any thread, and a timer that runs would then call what is gone.
        """
        for signal in (self._arrived, self._pinged):
            signal.disconnect()
        for timer in (self._minute, self._quiet):
            timer.stop()

    @property
    def shown(self) -> Shown:
        return self._shown

    @Slot(object)
    def _show(self, scene: Scene) -> None:
        ended = self._scene is not None and self._scene.visit != 0 and scene.visit == 0
        kept = scene.wishes if self._scene is None or scene.wishes != self._scene.wishes else None
        self._scene = scene
        if kept is not None:
            self._take_over(kept)
        if ended and self._ambient.overlay:
            self._set_ambient(replace(self._ambient, overlay=""))
        else:
            self._refresh()
        if scene.visit or not self._quiet.isActive():
            self._wait_for_quiet()

    @Slot(object)
    def _pong(self, ticket: int) -> None:
        self._post(ScreenPong(ticket))

    # --- from the visitor -----------------------------------------------------------------------

    @Slot(int, str)
    @Slot(int, str, str)
    def answer(self, turn: int, name: str, text: str = "") -> None:
        """An answer to the question `turn`; dropped when that is over or can't be answered like this."""
        scene = self._scene
        if scene is None or scene.turn != turn:
            log.info("dropped the answer %r to turn %d, which is over", name, turn)
            return
        answer = typed_answer(scene.screen, name, text)
        if answer is None:
            log.warning("dropped %r, which is no answer of %s", name, type(scene.screen).__name__)
            return
        self._post(Answered(turn, answer))

    @Slot(int)
    def leave(self, turn: int) -> None:
        """The visitor goes; only from a screen that may be left, or from the warning before the end."""
        scene = self._scene
        if scene is None or scene.turn != turn:
            return
        if scene.screen.back is Back.LEAVES or scene.still_there:
            self._post(WantsToLeave(turn))
        else:
            log.warning("%s can't be left", type(scene.screen).__name__)

    @Slot()
    def touched(self) -> None:
        self._post(Touched())
        if self._shown.brightness < _BRIGHT:
            self._set_ambient(replace(self._ambient, awake=True))
        self._wait_for_quiet()
        self.was_touched.emit()

    @Slot(str, int, int, int, bool, result=str)
    def digitOf(self, text: str, key: int, modifiers: int, scan_code: int, row: bool) -> str:  # noqa: FBT001  Qt gives no names
        """The digit that a key means, as `ui.keys.digit` says."""
        return digit(text, key, modifiers, scan_code, row=row)

    @Slot()
    def stay(self) -> None:
        self._post(Touched())

    @Slot(str)
    def setLanguage(self, code: str) -> None:
        if code in self._look.languages:
            self._wish(replace(self._ambient.wishes, language=code))
        else:
            log.warning("no such language here: %r", code)

    @Slot(int)
    def setText(self, percent: int) -> None:
        """Words of this many percent of their usual size."""
        if percent in TEXTS:
            self._wish(replace(self._ambient.wishes, text=percent))
        else:
            log.warning("no words are of %r percent", percent)

    @Slot(str)
    def toggle(self, wish: str) -> None:
        now = self._ambient.wishes
        match wish:
            case "contrast":
                self._wish(replace(now, contrast=not now.contrast))
            case "reach":
                self._wish(replace(now, reach=not now.reach))
            case "slower":
                self._wish(replace(now, slower=not now.slower))
            case "fewer":
                self._wish(replace(now, still=not now.still))
            case "digits":
                self._wish(replace(now, own_digits=not now.own_digits))
            case "left_hand":
                self._wish(replace(now, left_hand=not now.left_hand))
            case "speech":
                self.toggleSpeech()
            case _:
                log.warning("nothing to toggle is called %r", wish)

    @property
    def look(self) -> Look:
        """What the site chose."""
        return self._look

    @Slot()
    def toggleSpeech(self) -> None:
        if self._shown.speaking:
            self.set_speaking(False)
        elif self._can_speak:
            self.speech_asked.emit(SpeechStart.BUTTON)

    @Slot(str)
    def wantSpeech(self, what: str) -> None:
        """Something of the voice that reads, one of those of `speech_wanted`."""
        if self._shown.speaking:
            self.speech_wanted.emit(what)

    @Slot(int, int, result=str)
    def commandOf(self, key: int, modifiers: int) -> str:
        """What a key means that is neither typed nor an arrow, as `ui.keys.command` says."""
        return command(key, modifiers, self._look.speech.help)

    @Slot(str, result=str)
    def qrOf(self, text: str) -> str:
        """The QR code of `text`, as QML loads it; empty without one."""
        return qr_picture(text) if text else ""

    @Slot(result=bool)
    def wakesByKey(self) -> bool:
        """Whether this key begins the reading, and means nothing else."""
        before = self._shown.speaking
        if self._can_speak:
            self.speech_asked.emit(SpeechStart.KEY)
        return self._shown.speaking and not before

    @Slot(int)
    def hold(self, step: int) -> None:
        """A finger stays on the screen, in two steps; the second begins the reading."""
        if not self._can_speak or SpeechStart.TOUCH not in self._look.speech.start:
            return
        self.held.emit(step)
        if step == 2:
            self.speech_asked.emit(SpeechStart.TOUCH)

    @Slot(str)
    def openOverlay(self, name: str) -> None:
        if name in OVERLAYS:
            self._set_ambient(replace(self._ambient, overlay=name))
        else:
            log.warning("no overlay is called %r", name)

    @Slot()
    def closeOverlay(self) -> None:
        self._set_ambient(replace(self._ambient, overlay=""))

    # --- within ---------------------------------------------------------------------------------

    def _wish(self, wishes: Wishes) -> None:
        if wishes != self._ambient.wishes:
            self._set_ambient(replace(self._ambient, wishes=wishes))

    def _take_over(self, kept: Wishes) -> None:
        """What somebody kept the last time; a language that is not spoken here changes nothing."""
        spoken = kept.language in self._look.languages
        self._wish(kept if spoken else replace(kept, language=self._ambient.wishes.language))

    def _set_ambient(self, ambient: Ambient) -> None:
        before, self._ambient = self._ambient, ambient
        if before.wishes != ambient.wishes:
            self._post(Wished(ambient.wishes))
        self._refresh()
        self._wait_for_quiet()

    def _wait_for_quiet(self) -> None:
        at_home = self._scene is not None and self._scene.visit == 0
        if at_home and self._ambient != self._look.ambient():
            self._quiet.start()
        else:
            self._quiet.stop()

    def _been_quiet(self) -> None:
        self._set_ambient(self._look.ambient())

    def _tick(self) -> None:
        self._refresh()
        now = self._clock.now()
        self._minute.start(max(1_000, 60_000 - now.second * 1_000 - now.microsecond // 1_000))

    def _derive(self) -> Shown:
        local = self._clock.now().astimezone(self._look.zone)
        seen = derive(self._scene, self._ambient, self._look, local, self._plainly, self._sayings)
        speaking = self._can_speak and self._ambient.wishes.speech
        return replace(
            seen, can_speak=self._can_speak, speaking=speaking, exploring=speaking and self._explored
        )

    def _refresh(self) -> None:
        before, after = self._shown, self._derive()
        self._shown = after
        for name in differing(before, after):
            getattr(self, f"{_mixed(name)}Changed").emit()
        if before != after:
            self.shown_changed.emit(before, after)

    turn = Property(int, lambda self: self._shown.turn, notify=turnChanged)
    screenName = Property(str, lambda self: self._shown.screen_name, notify=screenNameChanged)
    screen = Property(dict, lambda self: self._shown.screen, notify=screenChanged)
    back = Property(str, lambda self: self._shown.back, notify=backChanged)
    visit = Property(int, lambda self: self._shown.visit, notify=visitChanged)
    word = Property(str, lambda self: self._shown.word, notify=wordChanged)
    stillThere = Property(int, lambda self: self._shown.still_there, notify=stillThereChanged)
    doorsOpen = Property(list, lambda self: list(self._shown.doors_open), notify=doorsOpenChanged)
    camera = Property(bool, lambda self: self._shown.camera, notify=cameraChanged)
    volumes = Property(list, lambda self: list(self._shown.volumes), notify=volumesChanged)
    time = Property(str, lambda self: self._shown.time, notify=timeChanged)
    night = Property(bool, lambda self: self._shown.night, notify=nightChanged)
    quiet = Property(str, lambda self: str(self._shown.quiet), notify=quietChanged)
    brightness = Property(int, lambda self: self._shown.brightness, notify=brightnessChanged)
    language = Property(str, lambda self: self._shown.language, notify=languageChanged)
    rightToLeft = Property(bool, lambda self: self._shown.right_to_left, notify=rightToLeftChanged)
    text = Property(int, lambda self: self._shown.text, notify=textChanged)
    contrast = Property(bool, lambda self: self._shown.contrast, notify=contrastChanged)
    reach = Property(bool, lambda self: self._shown.reach, notify=reachChanged)
    slower = Property(bool, lambda self: self._shown.slower, notify=slowerChanged)
    fewer = Property(bool, lambda self: self._shown.fewer, notify=fewerChanged)
    digits = Property(str, lambda self: self._shown.digits, notify=digitsChanged)
    hasDigits = Property(bool, lambda self: self._shown.has_digits, notify=hasDigitsChanged)
    leftHand = Property(bool, lambda self: self._shown.left_hand, notify=leftHandChanged)
    overlay = Property(str, lambda self: self._shown.overlay, notify=overlayChanged)
    canSpeak = Property(bool, lambda self: self._shown.can_speak, notify=canSpeakChanged)
    speaking = Property(bool, lambda self: self._shown.speaking, notify=speakingChanged)
    exploring = Property(bool, lambda self: self._shown.exploring, notify=exploringChanged)
    services = Property(dict, lambda self: self._shown.services, notify=servicesChanged)
    heldStarts = Property(
        bool, lambda self: SpeechStart.TOUCH in self._look.speech.start, notify=fixedChanged
    )
    veil = Property(bool, lambda self: self._look.veil, notify=fixedChanged)
    machine = Property(str, lambda self: self._look.machine, notify=fixedChanged)
    phone = Property(str, lambda self: self._look.phone, notify=fixedChanged)
    callCode = Property(str, lambda self: self._call_code, notify=fixedChanged)
    readsAt = Property(str, lambda self: str(self._look.reads_at or ""), notify=fixedChanged)
    accent = Property(str, lambda self: self._look.brand.accent or ACCENT, notify=fixedChanged)
    brandName = Property(str, lambda self: self._look.brand.name, notify=fixedChanged)
    brandPicture = Property(str, lambda self: _address(self._look.brand.picture), notify=fixedChanged)
    brandLogo = Property(str, lambda self: _address(self._look.brand.logo), notify=fixedChanged)
    motion = Property(bool, lambda self: self._look.motion, notify=fixedChanged)
    cabinet = Property(dict, lambda self: self._plan, notify=fixedChanged)
    screens = Property(dict, lambda self: self._screens, notify=fixedChanged)
    languages = Property(list, lambda self: self._languages, notify=fixedChanged)


def _address(file: Path | None) -> str:
    """Of a file, as QML loads it; empty without one."""
    return "" if file is None else QUrl.fromLocalFile(str(file)).toString()


def _mixed(name: str) -> str:
    """`still_there` as `stillThere`."""
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)
