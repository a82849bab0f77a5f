"""A site file from the disk: only what is a plain, small text in TOML, whatever its name leads to."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from kiosk.site.positions import placed
from kiosk.site.problems import SiteProblem, SiteRefused, path_of

LARGEST: Final = 1_000_000
"""Bytes; a cabinet of a thousand doors has a tenth of that."""
_LONGEST_NUMBER: Final = 2**63
_LONG: Final = re.compile(r"[0-9][0-9_]{4000,}")
_WANTED: Final = "wanted a file in TOML"
_KINDS: Final = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a disk"),
    (stat.S_ISSOCK, "a socket"),
)


def read_file(path: Path) -> tuple[str, dict[str, Any]]:
    """The file's text and what it says. Raises SiteRefused; never waits for whoever writes a pipe."""
    text = _text(path)
    return text, _content(path, text)


def _text(path: Path) -> str:
    found = _bytes(path)
    try:
        return found.decode("utf-8-sig")
    except UnicodeDecodeError as refusal:
        line = found.count(b"\n", 0, refusal.start) + 1
        told = f"found a byte (0x{found[refusal.start]:02x}) that is not UTF-8; wanted a text in UTF-8"
        raise SiteRefused(path, [SiteProblem("", told, line)]) from None


def _bytes(path: Path) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
        with os.fdopen(handle, "rb") as file:
            mode = os.fstat(handle).st_mode
            kind = next((name for is_one, name in _KINDS if is_one(mode)), "")
            if kind:
                raise SiteRefused(path, [SiteProblem("", f"found {kind}; {_WANTED}")])
            content = file.read(LARGEST + 1)
    except IsADirectoryError:
        raise SiteRefused(path, [SiteProblem("", f"found a folder; {_WANTED}")]) from None
    except OSError as refusal:
        raise SiteRefused(
            path, [SiteProblem("", f"it can't be read ({refusal.strerror}); {_WANTED}")]
        ) from None
    if len(content) > LARGEST:
        told = f"found more than {LARGEST // 1_000_000} MB; {_WANTED}"
        raise SiteRefused(path, [SiteProblem("", told)])
    return content


def _content(path: Path, text: str) -> dict[str, Any]:
    try:
        content = tomllib.loads(text)
    except RecursionError:
        raise SiteRefused(
            path, [SiteProblem("", "it is nested too deeply; wanted a site's tables")]
        ) from None
    except tomllib.TOMLDecodeError as refusal:
        raise SiteRefused(path, [_not_toml(str(refusal), text)]) from None
    except ValueError:
        # Python reads no decimal number of more than 4,300 digits.
        raise SiteRefused(path, [SiteProblem("", _TOO_LONG, _line_of_the_long_number(text))]) from None
    too_long = [SiteProblem(path_of(keys, content), _TOO_LONG) for keys in _long_numbers(content, ())]
    if too_long:
        raise SiteRefused(path, placed(too_long, text, content))
    return content


_TOO_LONG: Final = "found a number that is too long; wanted one of at most 18 digits"


def _not_toml(said: str, text: str) -> SiteProblem:
    what, _, place = said.partition(" (at ")
    found = re.match(r"line (\d+), column (\d+)", place)
    told = f"found what is not TOML ({what[:1].lower()}{what[1:]}); wanted lines such as key = value"
    if found:
        return SiteProblem("", told, int(found[1]), int(found[2]))
    return SiteProblem("", told, text.count("\n") + 1 if place else None)


def _line_of_the_long_number(text: str) -> int | None:
    found = _LONG.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else None


def _long_numbers(value: object, keys: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Whole numbers that TOML has no room for, however they are written."""
    match value:
        case bool():
            pass
        case int() if not -_LONGEST_NUMBER <= value < _LONGEST_NUMBER:
            yield keys
        case Mapping():
            for key, inner in value.items():
                yield from _long_numbers(inner, (*keys, key))
        case list():
            for number, inner in enumerate(value):
                yield from _long_numbers(inner, (*keys, number))
        case _:
            pass
