"""The talker: says the newest order, ticks while nothing is said, and keeps what is private in headphones."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from hardware.speech import text as texts
from hardware.speech.cache import PhraseCache
from hardware.speech.client import (
    FASTEST,
    LOUDEST,
    SLOWEST,
    HeadphonesIn,
    HeadphonesOut,
    Output,
    Say,
    SpeechBegan,
    SpeechDown,
    SpeechEnded,
    SpeechUp,
    SpokenPhrase,
    Tick,
)
from hardware.speech.messages import EndTick, Order, Report, SpeechBeat, StopSpeaking
from hardware.speech.sound import tones
from hardware.speech.sound.player import DeviceLost, Player
from hardware.speech.sound.samples import LOUDNESS, RATE, Samples, louder, silence, stereo
from hardware.speech.turn import SpeechTurn
from hardware.speech.voices.voice import Voice, VoiceLost

BEAT: Final = 0.3
_CHUNK: Final = RATE // 20
_PAUSE: Final = 0.2
"""Seconds between two phrases."""
_AHEAD: Final = 0.15
"""Seconds of a tick that the device has before they are heard."""
_MOST_CLICKS: Final = 32
_SHORT: Final = 0.05
_TRY_AGAIN: Final = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
"""Seconds until a device or a voice that is lost is looked for again."""
_TICK_STEP: Final = 3


@dataclass(frozen=True, slots=True)
class SpeechDevices:
    """ALSA names. `speaker`: None is the machine's usual one; `headphones`: None where there are none."""

    speaker: str | None = None
    headphones: str | None = None


@dataclass(slots=True)
class _Speaking:
    """An order that is being said."""

    order: Say
    output: Output
    turn: SpeechTurn = field(default_factory=SpeechTurn)
    began: bool = False
    whole: bool = True


class Talker:
    """`run` belongs to one thread; `obey`, `plugged` and `close` may be called from any other.

    `say` takes the reports, from several threads.
    """

    def __init__(self, voice: Voice, devices: SpeechDevices, say: Callable[[Report], None]) -> None:
        self._voice = voice
        self._devices = devices
        self._say = say
        self._cache = PhraseCache()
        self._changed = threading.Condition()
        self._next: Say | None = None
        self._speaking: _Speaking | None = None
        self._tick: Tick | None = None
        self._ticking: SpeechTurn | None = None
        self._looking = SpeechTurn()
        self._plugged = False
        self._ending = False
        self._up: bool | None = None
        self._failures = 0
        self._said_at = 0.0

    # --- from other threads -------------------------------------------------------------------

    def obey(self, order: Order) -> None:
        match order:
            case Say():
                self._replace(order)
            case StopSpeaking():
                self._replace(None)
            case Tick():
                self._set_tick(order)
            case EndTick():
                self._set_tick(None)

    def plugged(self, now: bool) -> None:  # noqa: FBT001  reads as it is said: plugged(True)
        """Headphones are in, or out: what they heard falls silent before anybody is told."""
        with self._changed:
            if now == self._plugged:
                return
            self._plugged = now
            if not now and self._speaking is not None and self._speaking.output is Output.HEADPHONES:
                self._speaking.turn.stop()
        self._say(HeadphonesIn() if now else HeadphonesOut())

    def close(self) -> None:
        with self._changed:
            self._ending = True
            self._hush()
            if self._ticking is not None:
                self._ticking.stop()
            self._changed.notify_all()

    def _replace(self, order: Say | None) -> None:
        with self._changed:
            replaced, self._next = self._next, order
            self._hush()
            if order is not None and self._ticking is not None:
                self._ticking.stop()
            self._changed.notify_all()
        if replaced is not None:
            self._say(SpeechEnded(replaced.number, whole=False))

    def _set_tick(self, tick: Tick | None) -> None:
        with self._changed:
            if tick == self._tick:
                return
            self._tick = tick
            if self._ticking is not None:
                self._ticking.stop()
            self._changed.notify_all()

    def _hush(self) -> None:
        self._looking.stop()
        if self._speaking is not None:
            self._speaking.turn.stop()

    # --- the thread that talks ----------------------------------------------------------------

    def run(self) -> None:
        self._look()
        while True:
            with self._changed:
                self._changed.wait_for(self._has_work, None if self._up else self._until_next_try)
                if self._ending:
                    return
                order, self._next = self._next, None
                tick = self._tick if order is None and self._up else None
                if order is not None:
                    self._speaking = _Speaking(order, self._output())
                elif tick is not None:
                    self._ticking = SpeechTurn()
            if self._speaking is not None:
                self._speak(self._speaking)
            elif tick is not None and self._ticking is not None:
                self._beat_time(tick, self._ticking)
            elif not self._up:
                self._look()

    def _has_work(self) -> bool:
        return self._ending or self._next is not None or (self._tick is not None and self._up is True)

    @property
    def _until_next_try(self) -> float:
        return _TRY_AGAIN[max(0, min(self._failures, len(_TRY_AGAIN)) - 1)]

    def _output(self) -> Output:
        return Output.HEADPHONES if self._plugged and self._devices.headphones else Output.SPEAKER

    def _device(self, output: Output) -> str | None:
        return self._devices.headphones if output is Output.HEADPHONES else self._devices.speaker

    def _look(self) -> None:
        """Whether there are a voice and a device, without a sound."""
        with self._changed:
            if self._ending:
                return
            turn = self._looking = SpeechTurn()
        try:
            languages = self._voice.languages(turn)
            player = Player(self._device(self._output()), turn)
            try:
                player.write(stereo(silence(_SHORT), silence(_SHORT)))
                player.finish()
            finally:
                player.close()
        except (VoiceLost, DeviceLost) as lost:
            self._failures += 1
            self._lost(str(lost), turn)
        else:
            if not turn.is_over():
                self._found(languages)

    def _found(self, languages: tuple[str, ...]) -> None:
        self._failures = 0
        if self._up is not True:
            self._up = True
            self._say(SpeechUp(languages))

    def _lost(self, reason: str, turn: SpeechTurn) -> None:
        if turn.is_over():  # whatever failed was killed by us
            return
        if self._up is not False:
            self._up = False
            self._say(SpeechDown(reason))

    # --- speech -------------------------------------------------------------------------------

    def _speak(self, speaking: _Speaking) -> None:
        order = speaking.order
        heard = False
        try:
            player = Player(self._device(speaking.output), speaking.turn)
            try:
                for phrase in order.phrases:
                    if not self._speak_phrase(phrase, speaking, player):
                        break
                heard = player.finish()
            finally:
                player.close()
        except (VoiceLost, DeviceLost) as lost:
            self._lost(str(lost), speaking.turn)
        else:
            if heard and not self._up:
                self._look()
        with self._changed:
            self._speaking = None
        self._say(SpeechEnded(order.number, whole=heard and speaking.whole))

    def _speak_phrase(self, phrase: SpokenPhrase, speaking: _Speaking, player: Player) -> bool:
        """Whether the next one may follow."""
        if phrase.private and not self._is_private(speaking):
            clicks = min(texts.characters(phrase.text), _MOST_CLICKS)
            return all(self._play(tones.click(), speaking, player) for _ in range(clicks))
        for piece in texts.pieces(phrase.text, phrase.language):
            samples = self._sound(piece, phrase, speaking)
            if not self._play(samples, speaking, player):
                return False
        return self._play(silence(_PAUSE), speaking, player)

    def _is_private(self, speaking: _Speaking) -> bool:
        with self._changed:
            return self._plugged and speaking.output is Output.HEADPHONES

    def _sound(self, piece: texts.SpokenPiece, phrase: SpokenPhrase, speaking: _Speaking) -> Samples:
        """Empty, and the order not whole, where no voice speaks its language."""
        speed = max(SLOWEST, min(FASTEST, speaking.order.speed))
        turn = speaking.turn
        name = self._voice.name_of(piece.language, turn) or self._voice.name_of(phrase.language, turn)
        if name is None:
            speaking.whole = False
            return silence(0)
        key = (name, piece.text, speed)
        kept = self._cache.get(key)
        if kept is not None:
            return kept
        samples = self._voice.speak(piece.text, name, speed, turn)
        # a digit is no secret, a code is
        if not turn.is_over() and (not phrase.private or len(piece.text) == 1):
            self._cache.put(key, samples)
        return samples

    def _play(self, samples: Samples, speaking: _Speaking, player: Player) -> bool:
        """False where the turn is over."""
        loudness = LOUDNESS[max(1, min(LOUDEST, speaking.order.volume))]
        for start in range(0, len(samples), _CHUNK):
            chunk = louder(samples[start : start + _CHUNK], loudness)
            player.write(stereo(chunk, chunk))
            if speaking.turn.is_over():
                return False
            if not speaking.began:
                speaking.began = True
                self._say(SpeechBegan(speaking.order.number))
            self._beat()
        return not speaking.turn.is_over()

    def _beat(self) -> None:
        now = time.monotonic()
        if now - self._said_at >= BEAT:
            self._said_at = now
            self._say(SpeechBeat())

    # --- ticks --------------------------------------------------------------------------------

    def _beat_time(self, tick: Tick, turn: SpeechTurn) -> None:
        """Tick until the turn is stopped, in time by our own clock: some devices take everything at once."""
        sound = tones.tick(tick, LOUDNESS[_TICK_STEP])
        try:
            player = Player(self._devices.speaker, turn)
            try:
                due = time.monotonic()
                while not turn.is_over():
                    player.write(sound)
                    due += tones.TICK_EVERY
                    if turn.wait(max(0.0, due - _AHEAD - time.monotonic())):
                        break
            finally:
                player.close()
        except DeviceLost as lost:
            self._lost(str(lost), turn)
        with self._changed:
            self._ticking = None
