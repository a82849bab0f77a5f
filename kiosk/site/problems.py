"""What is wrong with a file, in sentences: where, what was found, what is wanted."""

from __future__ import annotations

import dataclasses
import difflib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

from pydantic import ValidationError
from pydantic_core import ErrorDetails

_NAMES = ("label", "name")
_WANTED = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "a table",
    "dataclass_type": "a table",
}

_LIMITS = {
    "too_short": ("min_length", "at least {} of them"),
    "too_long": ("max_length", "at most {} of them"),
    "string_too_short": ("", "a text that is not empty"),
    "string_too_long": ("max_length", "at most {} characters"),
    "greater_than_equal": ("ge", "at least {}"),
    "less_than_equal": ("le", "at most {}"),
    "greater_than": ("gt", "more than {}"),
}


@dataclass(frozen=True, slots=True)
class SiteProblem:
    """`where`: the key from the top, list entries by their label or name, else counted from 1.

    `line` and `column` count from 1; None where nobody knows, or the whole file is meant. `again`: a value
    that is said twice, whose second place is the line.
    """

    where: str
    what: str
    line: int | None = None
    column: int | None = None
    again: str = ""

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else ""
        column = f", column {self.column}" if self.column else ""
        return ": ".join(word for word in (f"{line}{column}", self.where, self.what) if word)


class SiteRefused(Exception):  # noqa: N818  a refusal, as its text says
    """The file can't be used. Its text has one sentence a problem."""

    def __init__(self, path: Path, problems: Iterable[SiteProblem]) -> None:
        self.path = path
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{path}: {problem}" for problem in self.problems))


def found(value: object, wanted: str) -> str:
    return f"found {shown(value)}; wanted {wanted}"


def shown(value: object) -> str:
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "an empty list" if not value else f"a list of {len(value)}"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}..."


def nearest(word: str, known: Iterable[str]) -> str:
    """A trailing question such as ` (did you mean "size"?)`, or nothing."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f' (did you mean "{close[0]}"?)' if close else ""


def quoted(words: Iterable[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)


def offered(word: str, known: Iterable[str]) -> str:
    """What could have been said, and what was probably meant."""
    names = list(known)
    return quoted(names) + nearest(word, names)


def doubles(where: str, what: str, names: Iterable[str]) -> Iterator[SiteProblem]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield SiteProblem(where, f'found {what} "{name}" twice; wanted it once', again=name)
        seen.add(name)


def port_problem(where: str, port: str) -> Iterator[SiteProblem]:
    if port.startswith("tcp://"):
        host, _, number = port.removeprefix("tcp://").rpartition(":")
        if not host or not number.isdecimal() or not 0 < int(number) < 65_536:
            yield SiteProblem(where, found(port, 'an address such as "tcp://192.0.2.7:4001"'))
    elif not port.startswith("/"):
        wanted = 'a device\'s whole path, such as "/dev/serial/by-id/...", or "tcp://host:port"'
        yield SiteProblem(where, found(port, wanted))


def from_validation(error: ValidationError, data: object, shape: type) -> list[SiteProblem]:
    """One problem a finding of pydantic's; `data` is the file's content, `shape` its dataclass."""
    return [_sentence(each, data, shape) for each in error.errors(include_url=False) if not _echo(each)]


def _echo(detail: ErrorDetails) -> bool:
    """A list counted without its faulty entries, which have a sentence of their own."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def path_of(keys: Iterable[str | int], data: object) -> str:
    """`cabinet.columns[1].compartments["12"].size`: as a person would find it in the file."""
    words = ""
    here: Any = data
    for key in keys:
        alone = isinstance(here, str)
        try:
            here = here[key]
        except (LookupError, TypeError):
            here = None
        if isinstance(key, int):
            if alone:  # the file says one value where a list could be
                continue
            named = [here[n] for n in _NAMES if isinstance(here, dict) and isinstance(here.get(n), str)]
            words += f'["{named[0]}"]' if named else f"[{key + 1}]"
        else:
            words += f".{key}" if words else key
    return words


def _sentence(detail: ErrorDetails, data: object, shape: type) -> SiteProblem:
    keys = [key for key in detail["loc"] if key != "[key]"]
    where = path_of(keys, data)
    kind, context = detail["type"], detail.get("ctx", {})
    match kind:
        case "missing":
            return SiteProblem(where, "it is missing")
        case "unexpected_keyword_argument":
            known = _keys_at(shape, keys[:-1])
            guess = nearest(str(keys[-1]), known)
            return SiteProblem(where, f"found an unknown key{guess}; wanted one of {', '.join(known)}")
        case "enum" | "literal_error":
            expected = context["expected"].replace("'", '"').replace(" or ", ", ")
            known = [word.strip('"') for word in expected.split(", ")]
            wanted = f"one of {expected}{nearest(str(detail['input']), known)}"
        case "value_error":
            wanted = str(context["error"])
        case "string_pattern_mismatch":
            wanted = _PATTERNS.get(_key(keys), "a short word of letters, digits, - and _")
        case _ if kind in _LIMITS:
            name, words = _LIMITS[kind]
            wanted = words.format(context.get(name))
        case _:
            wanted = _WANTED.get(kind) or _plain(detail["msg"])
    return SiteProblem(where, found(detail["input"], wanted))


_PATTERNS = {
    "label": "1 to 8 characters without a slash and without blanks at the ends",
    "languages": 'a language code such as "en" or "pt-BR"',
}


def _key(keys: list[str | int]) -> str:
    return next(str(key) for key in reversed(keys) if isinstance(key, str))


def _plain(message: str) -> str:
    return message.removeprefix("Input should be ").removeprefix("a valid ")


def _keys_at(shape: type, keys: Iterable[str | int]) -> list[str]:
    """The keys that the table at this place may have."""
    here: Any = shape
    for key in keys:
        inner = get_type_hints(here).get(str(key))
        here = _table_within(inner) if inner else here  # a list's index or a size's name leads nowhere new
    return sorted(f.name.removesuffix("_") for f in dataclasses.fields(here))


def _table_within(kind: object) -> object:
    """The dataclass in `X | None`, `tuple[X, ...]` or `dict[str, X]`."""
    while get_args(kind):
        kind = next(a for a in reversed(get_args(kind)) if a not in {type(None), Ellipsis})
    return kind
