"""What the two processes say to each other: one JSON object a line.

To the child `Watch`, `Rest`, `Expect`; from the child `Ready`, `Beat`, `Saw`, `CameraUp`, `CameraDown`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TypeVar

LONGEST_LINE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Watch:
    """Capture and read from now on."""


@dataclass(frozen=True, slots=True)
class Rest:
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


Order = Watch | Rest | Expect
Report = Ready | Beat | Saw | CameraUp | CameraDown

_ORDERS: Mapping[str, type[Order]] = {kind.__name__: kind for kind in (Watch, Rest, Expect)}
_REPORTS: Mapping[str, type[Report]] = {
    kind.__name__: kind for kind in (Ready, Beat, Saw, CameraUp, CameraDown)
}


Message = TypeVar("Message")


class BadLineError(ValueError):
    """The other side said something that is no message."""


def encode(message: Order | Report) -> bytes:
    return json.dumps({"is": type(message).__name__, **asdict(message)}).encode() + b"\n"


def decode_order(line: bytes) -> Order:
    """Raises BadLineError."""
    order = _decode(line, _ORDERS)
    if isinstance(order, Expect):
        return Expect(order.salt, tuple(order.keys))
    return order


def decode_report(line: bytes) -> Report:
    """Raises BadLineError; the fields of what it returns are of their types."""
    report = _decode(line, _REPORTS)
    wanted = {"text": str, "symbology": str, "is_gs1": bool, "reason": str}
    if not all(isinstance(value, wanted[name]) for name, value in asdict(report).items()):
        raise BadLineError("a field of another type")
    return report


def key_of(text: str, salt: str) -> str:
    """A keyed hash of what two spellings of one code have in common."""
    common = re.sub(r"[^A-Z0-9]", "", text.upper())
    if len(common) == 20 and common.startswith("00"):  # a shipping unit with its application identifier
        common = common[2:]
    return hashlib.blake2b(common.encode(), key=bytes.fromhex(salt), digest_size=8).hexdigest()


def _decode(line: bytes, kinds: Mapping[str, type[Message]]) -> Message:
    try:
        fields = json.loads(line)
        return kinds[fields.pop("is")](**fields)
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise BadLineError(str(wrong)) from wrong
