"""Messages between the kiosk and the vision process: one JSON object a line.

To the child `Order`s, from it `Report`s, the reports of faces among them as they are; bytes go as base64.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TypeVar, get_args

from hardware.outcomes.faces import FaceAsk, FaceProblem, FaceRefusal, FaceReport

LONGEST_LINE = 64 * 1024

Plain = TypeVar("Plain", str, int, bool, float, list[object])


@dataclass(frozen=True, slots=True)
class BeginCapture:
    """Capture and read from now on."""


@dataclass(frozen=True, slots=True)
class EndCapture:
    """Let the camera go."""


@dataclass(frozen=True, slots=True)
class Expect:
    """Codes that need one read only, by `key_of` with `salt`: the child learns no others."""

    salt: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """The decoders are loaded."""


@dataclass(frozen=True, slots=True)
class Beat:
    """The eye is alive; sent several times a second while it watches."""


@dataclass(frozen=True, slots=True)
class Saw:
    """An accepted code."""

    text: str
    symbology: str
    is_gs1: bool


@dataclass(frozen=True, slots=True)
class CameraUp:
    """Pictures are coming in, or could."""


@dataclass(frozen=True, slots=True)
class CameraDown:
    reason: str


@dataclass(frozen=True, slots=True)
class Formats:
    """Symbologies to read; none means all."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LoadFaces:
    """Load the models of faces; answered by `FacesReady` or `FacesMissing` each time.

    It goes before `Enrol` and `Recognise`, since nothing else is said while the models load.
    """


@dataclass(frozen=True, slots=True)
class Enrol:
    ticket: int


@dataclass(frozen=True, slots=True)
class Recognise:
    """One attempt; `turns` has "left" and "right", `colours` what the screen shall show, in their order."""

    ticket: int
    templates: tuple[bytes, ...]
    one: float
    many: float
    margin: float
    turns: tuple[str, ...]
    colours: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class LeaveFaces:
    """Stop enrolling or recognising, and forget the templates."""


@dataclass(frozen=True, slots=True)
class FacesReady:
    """The models are loaded."""


@dataclass(frozen=True, slots=True)
class FacesMissing:
    reason: str


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint to the visitor: a ScanHint's value, or "" for none."""

    hint: str


Order = BeginCapture | EndCapture | Expect | Formats | LoadFaces | Enrol | Recognise | LeaveFaces
Report = Ready | Beat | Saw | Hint | CameraUp | CameraDown | FacesReady | FacesMissing | FaceReport

_ORDERS: Mapping[str, type[Order]] = {kind.__name__: kind for kind in get_args(Order)}
_REPORTS: Mapping[str, type[Report]] = {kind.__name__: kind for kind in get_args(Report)}

Message = TypeVar("Message")


class BadLineError(ValueError):
    """The other side said something that is no message."""


def encode(message: Order | Report) -> bytes:
    return json.dumps({"is": type(message).__name__, **asdict(message)}, default=_text_of).encode() + b"\n"


def decode_order(line: bytes) -> Order:
    """Raises BadLineError."""
    return _decode(line, _ORDERS)


def decode_report(line: bytes) -> Report:
    """Raises BadLineError; the fields of what it returns are of their types."""
    return _decode(line, _REPORTS)


def key_of(text: str, salt: str) -> str:
    """A keyed hash of what two spellings of one code have in common."""
    common = re.sub(r"[^A-Z0-9]", "", text.upper())
    if len(common) == 20 and common.startswith("00"):  # a shipping unit with its application identifier
        common = common[2:]
    return hashlib.blake2b(common.encode(), key=bytes.fromhex(salt), digest_size=8).hexdigest()


def _decode(line: bytes, kinds: Mapping[str, type[Message]]) -> Message:
    try:
        fields = json.loads(line)
        return kinds[fields.pop("is")](**{name: _FIELDS[name](value) for name, value in fields.items()})
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise BadLineError(str(wrong)) from wrong


def _text_of(value: object) -> str:
    if isinstance(value, bytes):
        return b64encode(value).decode()
    raise TypeError(type(value).__name__)


def _just(kind: type[Plain]) -> Callable[[object], Plain]:
    def check(value: object) -> Plain:
        if type(value) is not kind:
            raise TypeError(f"{value!r} is no {kind.__name__}")
        return value

    return check


def _number(value: object) -> float:
    return float(value) if type(value) is int else _just(float)(value)


def _bytes(value: object) -> bytes:
    return b64decode(_just(str)(value), validate=True)


def _each(item: Callable[[object], object]) -> Callable[[object], tuple[object, ...]]:
    return lambda value: tuple(item(part) for part in _just(list)(value))


def _colour(value: object) -> tuple[int, int, int]:
    red, green, blue = (_just(int)(part) for part in _just(list)(value))
    return red, green, blue


# a field of one name is of one type in every message
_FIELDS: Mapping[str, Callable[[object], object]] = {
    "text": _just(str),
    "symbology": _just(str),
    "is_gs1": _just(bool),
    "reason": _just(str),
    "hint": _just(str),
    "salt": _just(str),
    "keys": _each(_just(str)),
    "names": _each(_just(str)),
    "ticket": _just(int),
    "templates": _each(_bytes),
    "template": _bytes,
    "one": _number,
    "many": _number,
    "margin": _number,
    "turns": _each(_just(str)),
    "colours": _each(_colour),
    "problems": _each(lambda value: FaceProblem(_just(str)(value))),
    "have": _just(int),
    "wanted": _just(int),
    "what": lambda value: FaceAsk(_just(str)(value)),
    "colour": lambda value: None if value is None else _colour(value),
    "person": _just(int),
    "why": lambda value: FaceRefusal(_just(str)(value)),
}
