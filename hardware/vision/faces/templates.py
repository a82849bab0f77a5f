"""Encodings of faces, and templates: means of encodings, as bytes. Pure."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence

LENGTH = 128
Encoding = tuple[float, ...]
"""128 numbers; those of one face are within about 0.5, those of two people rarely within 0.6."""

_FORM = struct.Struct(f"<4s{LENGTH}f")
_MARK = b"dlb1"  # whose numbers they are: another encoder's would compare as nonsense


class NoTemplateError(ValueError):
    """These bytes are no template of this encoder."""


def mean(encodings: Sequence[Encoding]) -> Encoding:
    """Raises ValueError without encodings."""
    if not encodings:
        raise ValueError("a mean of nothing")
    return tuple(sum(numbers) / len(encodings) for numbers in zip(*encodings, strict=True))


def distance(one: Encoding, other: Encoding) -> float:
    return math.dist(one, other)


def pack(encoding: Encoding) -> bytes:
    """516 bytes."""
    return _FORM.pack(_MARK, *encoding)


def unpack(template: bytes) -> Encoding:
    """Raises NoTemplateError."""
    if len(template) != _FORM.size or not template.startswith(_MARK):
        raise NoTemplateError(f"{len(template)} bytes that are no template")
    encoding: Encoding = _FORM.unpack(template)[1:]
    if not all(map(math.isfinite, encoding)):
        raise NoTemplateError("a template with numbers that are none")
    return encoding
