"""A badge that is left on the reader: the same number again and again is one try."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

PAUSE: Final = 2.0
"""Seconds without a number after which it counts anew."""


class Repeats:
    """`now`: seconds of a clock that only goes forward. Numbers are remembered while they keep coming."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._tried: dict[str, float] = {}

    def is_one(self, number: str) -> bool:
        """Whether this number was tried already and has kept coming since."""
        now = self._now()
        self._tried = {each: at for each, at in self._tried.items() if now - at < PAUSE}
        if number not in self._tried:
            return False
        self._tried[number] = now
        return True

    def tried(self, number: str) -> None:
        self._tried[number] = self._now()
