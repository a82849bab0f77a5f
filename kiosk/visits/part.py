"""A part of the house: which effects it performs, and which messages it hears."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from kiosk.journeys.effects import Effect

Perform = Callable[[Any, Any], object]
"""Takes the run and the effect; the outcome, or `LATER` where that comes as a message."""
Hear = Callable[[Any], None]
"""Takes the message."""
Performs = Mapping[type[Effect[Any]], Perform]
Hears = Mapping[type[Any], Hear]


class Part(Protocol):
    @property
    def performs(self) -> Performs: ...

    @property
    def hears(self) -> Hears: ...


def performers(
    parts: Iterable[Part], effects: Iterable[type[Effect[Any]]]
) -> dict[type[Effect[Any]], Perform]:
    """The parts' tables as one. Raises AssertionError unless each of `effects` has exactly one performer."""
    merged: dict[type[Effect[Any]], Perform] = {}
    for part in parts:
        for effect, perform in part.performs.items():
            if effect in merged:
                raise AssertionError(f"{effect.__name__} has two performers")
            merged[effect] = perform
    _same(merged, effects, "performs")
    return merged


def hearers(parts: Iterable[Part], messages: Iterable[type[Any]]) -> dict[type[Any], tuple[Hear, ...]]:
    """Who hears each message, in the order of the parts. Raises AssertionError where nobody does."""
    merged: dict[type[Any], tuple[Hear, ...]] = {}
    for part in parts:
        for message, hear in part.hears.items():
            merged[message] = (*merged.get(message, ()), hear)
    _same(merged, messages, "hears")
    return merged


def _same(merged: Mapping[type[Any], object], expected: Iterable[type[Any]], does: str) -> None:
    known = set(expected)
    if lacking := known - merged.keys():
        raise AssertionError(f"nobody {does} {', '.join(sorted(each.__name__ for each in lacking))}")
    if unknown := merged.keys() - known:
        raise AssertionError(
            f"somebody {does} {', '.join(sorted(each.__name__ for each in unknown))}, which does not come"
        )
