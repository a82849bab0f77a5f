"""Messages to and from a helper process: one JSON object a line, its kind under "is"."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TypeVar

Plain = TypeVar("Plain", str, int, bool, float, list[object], dict[str, object])
Message = TypeVar("Message")
Field = Callable[[object], object]
"""Takes a value as JSON has it; the field's value. Raises ValueError or TypeError where it is none."""


class BadLineError(ValueError):
    """The other side said something that is no message."""


def decode(line: bytes, kinds: Mapping[str, type[Message]], fields: Mapping[str, Field]) -> Message:
    """The message on a line; `kinds` and `fields` by their names. Raises BadLineError."""
    try:
        given = json.loads(line)
        return kinds[given.pop("is")](**{name: fields[name](value) for name, value in given.items()})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise BadLineError(str(wrong)) from wrong


def just(kind: type[Plain]) -> Callable[[object], Plain]:
    """A field of this very type: True is no int."""

    def check(value: object) -> Plain:
        if type(value) is not kind:
            raise TypeError(f"{value!r} is no {kind.__name__}")
        return value

    return check


def number(value: object) -> float:
    return float(value) if type(value) is int else just(float)(value)


def each(item: Field) -> Callable[[object], tuple[object, ...]]:
    """A list of such fields."""
    return lambda value: tuple(item(part) for part in just(list)(value))
