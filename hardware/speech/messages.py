"""Messages between the kiosk and the speech process: one JSON object a line.

To the process `Order`s, from it `Report`s: the news of `client.py`, and signs of life.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Final, get_args

from hardware.messages import decode, each, just, number
from hardware.speech.client import Say, SpeechNews, SpokenPhrase, Tick
from hardware.speech.text import LONGEST

LONGEST_ORDER: Final = 2 * 2**20
LONGEST_REPORT: Final = 64 * 1024
MOST_PHRASES: Final = 64
"""Of an order; what is beyond is not said."""


@dataclass(frozen=True, slots=True)
class StopSpeaking:
    """Be silent; the tick goes on."""


@dataclass(frozen=True, slots=True)
class EndTick:
    """No door is ticking any more."""


@dataclass(frozen=True, slots=True)
class SpeechBeat:
    """The process is alive; said while it speaks."""


Order = Say | StopSpeaking | Tick | EndTick
Report = SpeechNews | SpeechBeat

_ORDERS: Mapping[str, type[Order]] = {kind.__name__: kind for kind in get_args(Order)}
_REPORTS: Mapping[str, type[Report]] = {kind.__name__: kind for kind in get_args(Report)}


def encode(message: Order | Report) -> bytes:
    if isinstance(message, Say):
        message = replace(message, phrases=tuple(_cut(one) for one in message.phrases[:MOST_PHRASES]))
    return json.dumps({"is": type(message).__name__, **asdict(message)}).encode() + b"\n"


def decode_order(line: bytes) -> Order:
    """Raises BadLineError."""
    return decode(line, _ORDERS, _FIELDS)


def decode_report(line: bytes) -> Report:
    """Raises BadLineError; the fields of what it returns are of their types."""
    return decode(line, _REPORTS, _FIELDS)


def _cut(phrase: SpokenPhrase) -> SpokenPhrase:
    return replace(phrase, text=phrase.text[:LONGEST], language=phrase.language[:40])


def _phrases(value: object) -> tuple[SpokenPhrase, ...]:
    phrases = [just(dict)(one) for one in just(list)(value)]
    if any(one.keys() != {"text", "language", "private"} for one in phrases):
        raise TypeError("a phrase has a text, a language and whether it is private")
    return tuple(
        SpokenPhrase(just(str)(one["text"]), just(str)(one["language"]), private=just(bool)(one["private"]))
        for one in phrases
    )


# a field of one name is of one type in every message
_FIELDS: Mapping[str, Callable[[object], object]] = {
    "number": just(int),
    "phrases": _phrases,
    "speed": number,
    "volume": just(int),
    "pan": number,
    "pitch": number,
    "whole": just(bool),
    "languages": each(just(str)),
    "reason": just(str),
}
