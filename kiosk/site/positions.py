"""On which line of a TOML text each key stands; `tomllib` reads the values and says nothing of places.

The text has passed `tomllib`, so nothing is checked here, only followed.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from kiosk.site.problems import SiteProblem, path_of

Keys = tuple[str | int, ...]

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_SPACE: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BLANKS: Final = re.compile(r"[ \t]*")
_STRING: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|' r"'''.*?'{3,5}|" r'"(?:\\.|[^"\\\n])*"|' r"'[^'\n]*'", re.DOTALL
)
_SCALAR: Final = re.compile(r"[^,\]}#\n]+")
_LAST: Final = re.compile(r'(?:\.?[^.\[\]"]+|\[[^\[\]]*\])$')
_ALIAS: Final = "compartments["


@dataclass(frozen=True, slots=True)
class Positions:
    """`lines`: the line, from 1, of each place as problems name it; `again`: where a value is said anew."""

    lines: Mapping[str, int]
    values: tuple[tuple[str, object, int], ...]

    def of(self, problem: SiteProblem) -> int | None:
        """The line of a problem: of its key, else of the table that lacks it; None where there is none."""
        if problem.again:
            said = [
                line for where, value, line in self.values if problem.again == value and _in(problem, where)
            ]
            if len(said) > 1:
                return said[1]
        where = problem.where
        while where:
            if where in self.lines:
                return self.lines[where]
            shorter = _LAST.sub("", where)
            where = shorter if shorter != where else ""
        return None


def _in(problem: SiteProblem, where: str) -> bool:
    return where.startswith(problem.where)


def placed(problems: Iterable[SiteProblem], text: str, content: Mapping[str, Any]) -> list[SiteProblem]:
    """The problems with their lines in `text`, from the first line to the last."""
    places = positions(text, content)
    found_at = [replace(each, line=each.line or places.of(each)) for each in problems]
    return sorted(found_at, key=lambda each: each.line or 0)


def positions(text: str, content: Mapping[str, Any]) -> Positions:
    """Of every key in `text`, whose values `content` has."""
    lines: dict[str, int] = {}
    values: list[tuple[str, object, int]] = []
    for keys, line in _Walk(text).every():
        for above in range(1, len(keys)):  # tables that only a longer header or a dotted key names
            lines.setdefault(path_of(keys[:above], content), line)
        where = path_of(keys, content)
        lines.setdefault(where, line)
        if _ALIAS in where:
            lines.setdefault(where[where.index(_ALIAS) :], line)
        values.append((where, _value(content, keys), line))
    return Positions(lines, tuple(values))


def _value(content: object, keys: Keys) -> object:
    here: Any = content
    for key in keys:
        try:
            here = here[key]
        except (LookupError, TypeError):
            return None
    return here if isinstance(here, str) else None


class _Walk:
    """Goes through the text once, from the top down."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._lists: dict[Keys, int] = {}
        """The last table of each list of tables, by its number from 0."""

    def every(self) -> Iterator[tuple[Keys, int]]:
        table: Keys = ()
        while True:
            self._pass(_SPACE)
            if self._at >= len(self._text):
                return
            line = self._line()
            if self._text.startswith("[[", self._at):
                table = self._header(2)
                self._lists[table] = self._lists.get(table, -1) + 1
                yield table, line
                table = (*table, self._lists[table])
                yield table, line
            elif self._text.startswith("[", self._at):
                table = self._header(1)
                yield table, line
            else:
                yield from self._pair(table)

    def _header(self, brackets: int) -> Keys:
        self._at += brackets
        self._pass(_BLANKS)
        said = self._key()
        self._at += brackets
        keys: Keys = ()
        for number, key in enumerate(said, 1):
            keys = (*keys, key)
            if keys in self._lists and not (number == len(said) and brackets == 2):
                keys = (*keys, self._lists[keys])
        return keys

    def _pair(self, table: Keys) -> Iterator[tuple[Keys, int]]:
        line = self._line()
        keys = (*table, *self._key())
        self._at += 1  # the sign =
        yield keys, line
        yield from self._inside(keys)

    def _key(self) -> Keys:
        words: list[str] = []
        while True:
            quoted = _STRING.match(self._text, self._at)
            bare = _BARE.match(self._text, self._at)
            found = quoted or bare
            if found is None:  # no key stands here: what follows is not told
                self._at += 1
                return tuple(words)
            words.append(tomllib.loads(f"x = {found[0]}")["x"] if quoted else found[0])
            self._at = found.end()
            self._pass(_BLANKS)
            if not self._text.startswith(".", self._at):
                return tuple(words)
            self._at += 1
            self._pass(_BLANKS)

    def _inside(self, keys: Keys) -> Iterator[tuple[Keys, int]]:
        """What a value holds, if it is a list or a table."""
        self._pass(_BLANKS)
        if self._text.startswith("[", self._at):
            yield from self._list(keys)
        elif self._text.startswith("{", self._at):
            self._at += 1
            while self._more("}"):
                yield from self._pair(keys)
        else:
            found = _STRING.match(self._text, self._at) or _SCALAR.match(self._text, self._at)
            self._at = found.end() if found else self._at + 1

    def _list(self, keys: Keys) -> Iterator[tuple[Keys, int]]:
        self._at += 1
        number = 0
        while self._more("]"):
            here = (*keys, number)
            yield here, self._line()
            yield from self._inside(here)
            number += 1

    def _more(self, end: str) -> bool:
        """Whether another entry comes before `end`, which is passed over otherwise."""
        while True:
            self._pass(_SPACE)
            if self._at >= len(self._text) or self._text[self._at] == end:
                self._at += 1
                return False
            if self._text[self._at] != ",":
                return True
            self._at += 1

    def _pass(self, what: re.Pattern[str]) -> None:
        found = what.match(self._text, self._at)
        if found:
            self._at = found.end()

    def _line(self) -> int:
        return bisect_right(self._starts, self._at)
