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
from typing import get_args

from hardware.messages import decode, each, just, number
from hardware.outcomes.faces import FaceAsk, FaceProblem, FaceRefusal, FaceReport

LONGEST_LINE = 64 * 1024


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


def encode(message: Order | Report) -> bytes:
    return json.dumps({"is": type(message).__name__, **asdict(message)}, default=_text_of).encode() + b"\n"


def decode_order(line: bytes) -> Order:
    """Raises BadLineError."""
    return decode(line, _ORDERS, _FIELDS)


def decode_report(line: bytes) -> Report:
    """Raises BadLineError; the fields of what it returns are of their types."""
    return decode(line, _REPORTS, _FIELDS)


def key_of(text: str, salt: str) -> str:
    """A keyed hash of what two spellings of one code have in common."""
    common = re.sub(r"[^A-Z0-9]", "", text.upper())
    if len(common) == 20 and common.startswith("00"):  # a shipping unit with its application identifier
        common = common[2:]
    return hashlib.blake2b(common.encode(), key=bytes.fromhex(salt), digest_size=8).hexdigest()


def _text_of(value: object) -> str:
    if isinstance(value, bytes):
        return b64encode(value).decode()
    raise TypeError(type(value).__name__)


def _bytes(value: object) -> bytes:
    return b64decode(just(str)(value), validate=True)


def _colour(value: object) -> tuple[int, int, int]:
    red, green, blue = (just(int)(part) for part in just(list)(value))
    return red, green, blue


# a field of one name is of one type in every message
_FIELDS: Mapping[str, Callable[[object], object]] = {
    "text": just(str),
    "symbology": just(str),
    "is_gs1": just(bool),
    "reason": just(str),
    "hint": just(str),
    "salt": just(str),
    "keys": each(just(str)),
    "names": each(just(str)),
    "ticket": just(int),
    "templates": each(_bytes),
    "template": _bytes,
    "one": number,
    "many": number,
    "margin": number,
    "turns": each(just(str)),
    "colours": each(_colour),
    "problems": each(lambda value: FaceProblem(just(str)(value))),
    "have": just(int),
    "wanted": just(int),
    "what": lambda value: FaceAsk(just(str)(value)),
    "colour": lambda value: None if value is None else _colour(value),
    "person": just(int),
    "why": lambda value: FaceRefusal(just(str)(value)),
}
