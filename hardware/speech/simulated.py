"""A `Speech` without sound: it writes what would be heard, for tests and machines without a window."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Final

from hardware.speech import text
from hardware.speech.client import (
    HeadphonesIn,
    HeadphonesOut,
    Output,
    Say,
    SpeechBegan,
    SpeechEnded,
    SpeechNews,
    SpeechUp,
    SpokenPhrase,
    Tick,
)

LANGUAGES: Final = ("ar", "de", "en", "pl")


class SimulatedSpeech:
    """Every order is said at once and whole. A JSON object a line goes into `file`:

    `{"say": 1, "output": "speaker", "speed": 1.0, "volume": 3, "phrases": [...]}` with a phrase such as
    `{"text": "Door 12 is open.", "language": "en"}` or, where it is private and no headphones are in,
    `{"clicks": 4}`; `{"stop": true}`; `{"tick": {"pan": -1.0, "pitch": 0.5}}` or `{"tick": null}`;
    `{"headphones": true}`. Raises OSError where the file can't be written.
    """

    def __init__(
        self,
        file: Path,
        news: Callable[[SpeechNews], None],
        *,
        languages: tuple[str, ...] = LANGUAGES,
        has_headphones: bool = True,
    ) -> None:
        self._lock = threading.Lock()
        self._file = file.open("a", encoding="utf-8", buffering=1)
        self._news: queue.Queue[SpeechNews | None] = queue.Queue()
        self._post = news
        self._has_headphones = has_headphones
        self._plugged = False
        self._tick: Tick | None = None
        self._thread = threading.Thread(target=self._tell, name="simulated speech", daemon=True)
        self._thread.start()
        self._news.put(SpeechUp(languages))

    def say(self, order: Say) -> None:
        with self._lock:
            private = self._plugged and self._has_headphones
            self._write(
                say=order.number,
                output=str(Output.HEADPHONES if private else Output.SPEAKER),
                speed=order.speed,
                volume=order.volume,
                phrases=[_heard(phrase, private=private) for phrase in order.phrases],
            )
            self._news.put(SpeechBegan(order.number))
            self._news.put(SpeechEnded(order.number, whole=True))

    def stop(self) -> None:
        with self._lock:
            self._write(stop=True)

    def tick(self, tick: Tick | None) -> None:
        with self._lock:
            if tick != self._tick:
                self._tick = tick
                self._write(tick=None if tick is None else asdict(tick))

    def plug(self, *, wanted: bool) -> None:
        """Headphones are plugged in, or pulled out."""
        with self._lock:
            if wanted != self._plugged:
                self._plugged = wanted
                self._write(headphones=wanted)
                self._news.put(HeadphonesIn() if wanted else HeadphonesOut())

    def close(self) -> None:
        with self._lock:
            if self._file.closed:
                return
            self._file.close()
            self._news.put(None)
        self._thread.join()

    def _write(self, **said: object) -> None:
        if not self._file.closed:
            self._file.write(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace").decode() + "\n")

    def _tell(self) -> None:
        while (news := self._news.get()) is not None:
            self._post(news)


def _heard(phrase: SpokenPhrase, *, private: bool) -> dict[str, object]:
    if phrase.private and not private:
        return {"clicks": text.characters(phrase.text)}
    return {"text": text.plain(phrase.text), "language": phrase.language}
