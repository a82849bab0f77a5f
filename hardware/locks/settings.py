"""A maker's own settings in the site file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words; the first is what holds where nothing is said."""

    name: str
    words: tuple[str, ...]
    former: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Settings that it took the place of, each with what to do about it."""

    def of(self, settings: Mapping[str, Value]) -> str:
        """The value in `settings`; raises ValueError for what `wrong` finds."""
        value = settings.get(self.name, self.words[0])
        if self.wrong(value) or not isinstance(value, str):
            raise ValueError(f"{self.name}: found {value!r}; wanted {self.wanted}")
        return value

    def wrong(self, value: Value) -> bool:
        return value not in self.words

    @property
    def wanted(self) -> str:
        return "one of " + ", ".join(f'"{word}"' for word in self.words)


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number out of `allowed`; `usual` where nothing is said."""

    name: str
    allowed: range
    usual: int

    def of(self, settings: Mapping[str, Value]) -> int:
        """The value in `settings`; raises ValueError for what `wrong` finds."""
        value = settings.get(self.name, self.usual)
        if self.wrong(value) or not isinstance(value, int):
            raise ValueError(f"{self.name}: found {value!r}; wanted {self.wanted}")
        return value

    def wrong(self, value: Value) -> bool:
        return value not in self.allowed

    @property
    def wanted(self) -> str:
        steps = "" if self.allowed.step == 1 else f" in steps of {self.allowed.step}"
        return f"a number from {self.allowed[0]} to {self.allowed[-1]}{steps}"


@dataclass(frozen=True, slots=True)
class PinList:
    """Numbers of pins, each once, separated by spaces; channel 1 first. `usual` where nothing is said."""

    name: str
    allowed: range
    usual: tuple[int, ...]

    def of(self, settings: Mapping[str, Value]) -> tuple[int, ...]:
        """The value in `settings`; raises ValueError for what `wrong` finds."""
        value = settings.get(self.name, " ".join(map(str, self.usual)))
        if self.wrong(value):
            raise ValueError(f"{self.name}: found {value!r}; wanted {self.wanted}")
        return tuple(map(int, str(value).split()))

    def wrong(self, value: Value) -> bool:
        words = str(value).split()
        if not isinstance(value, str) or len(set(words)) != len(words):
            return True
        return not all(word.isascii() and word.isdecimal() and int(word) in self.allowed for word in words)

    @property
    def wanted(self) -> str:
        return f'pins from {self.allowed[0]} to {self.allowed[-1]}, each once, such as "17 27 22"'


@dataclass(frozen=True, slots=True)
class Word:
    """A name of letters, digits, dots, dashes, underscores and slashes; `usual` where nothing is said."""

    name: str
    usual: str
    longest: int = 100

    def of(self, settings: Mapping[str, Value]) -> str:
        """The value in `settings`; raises ValueError for what `wrong` finds."""
        value = settings.get(self.name, self.usual)
        if self.wrong(value) or not isinstance(value, str):
            raise ValueError(f"{self.name}: found {value!r}; wanted {self.wanted}")
        return value

    def wrong(self, value: Value) -> bool:
        return not (
            isinstance(value, str)
            and 0 < len(value) <= self.longest
            and value.isascii()
            and all(letter.isalnum() or letter in "._-/" for letter in value)
        )

    @property
    def wanted(self) -> str:
        return "a name of letters, digits and . _ - /"


Setting = Choice | Number | PinList | Word


INPUTS_AT = "inputs_at"
"""The setting that names a further address on the line, where a board of inputs stands."""


def taken_by(settings: Mapping[str, Value]) -> tuple[int, ...]:
    """Addresses that a bank has besides its own."""
    at = settings.get(INPUTS_AT, 0)
    return (at,) if isinstance(at, int) and at else ()
