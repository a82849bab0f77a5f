"""Messages between the kiosk and the speech process: one JSON object a line.

To the process `Order`s, from it `Report`s: the news of `client.py`, and signs of life.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Final, TypeVar, get_args

from hardware.speech.client import Say, SpeechNews, SpokenPhrase, Tick
from hardware.speech.text import LONGEST

LONGEST_ORDER: Final = 2 * 2**20
LONGEST_REPORT: Final = 64 * 1024
MOST_PHRASES: Final = 64
"""Of an order; what is beyond is not said."""

Plain = TypeVar("Plain", str, int, bool, list[object], dict[str, object])
Message = TypeVar("Message")


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


class BadSpeechLineError(ValueError):
    """The other side said something that is no message."""


def encode(message: Order | Report) -> bytes:
    if isinstance(message, Say):
        message = replace(message, phrases=tuple(_cut(each) for each in message.phrases[:MOST_PHRASES]))
    return json.dumps({"is": type(message).__name__, **asdict(message)}).encode() + b"\n"


def decode_order(line: bytes) -> Order:
    """Raises BadSpeechLineError."""
    return _decode(line, _ORDERS)


def decode_report(line: bytes) -> Report:
    """Raises BadSpeechLineError; the fields of what it returns are of their types."""
    return _decode(line, _REPORTS)


def _cut(phrase: SpokenPhrase) -> SpokenPhrase:
    return replace(phrase, text=phrase.text[:LONGEST], language=phrase.language[:40])


def _decode(line: bytes, kinds: Mapping[str, type[Message]]) -> Message:
    try:
        fields = json.loads(line)
        return kinds[fields.pop("is")](**{name: _FIELDS[name](value) for name, value in fields.items()})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise BadSpeechLineError(str(wrong)) from wrong


def _just(kind: type[Plain]) -> Callable[[object], Plain]:
    def check(value: object) -> Plain:
        if type(value) is not kind:
            raise TypeError(f"{value!r} is no {kind.__name__}")
        return value

    return check


def _number(value: object) -> float:
    if type(value) in {int, float}:
        return float(str(value))
    raise TypeError(f"{value!r} is no number")


def _phrases(value: object) -> tuple[SpokenPhrase, ...]:
    phrases = [_just(dict)(each) for each in _just(list)(value)]
    if any(each.keys() != {"text", "language", "private"} for each in phrases):
        raise TypeError("a phrase has a text, a language and whether it is private")
    return tuple(
        SpokenPhrase(
            _just(str)(each["text"]), _just(str)(each["language"]), private=_just(bool)(each["private"])
        )
        for each in phrases
    )


def _languages(value: object) -> tuple[str, ...]:
    return tuple(_just(str)(each) for each in _just(list)(value))


# a field of one name is of one type in every message
_FIELDS: Mapping[str, Callable[[object], object]] = {
    "number": _just(int),
    "phrases": _phrases,
    "speed": _number,
    "volume": _just(int),
    "pan": _number,
    "pitch": _number,
    "whole": _just(bool),
    "languages": _languages,
    "reason": _just(str),
}
