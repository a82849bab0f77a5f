"""A file's content without what is wrong by itself, so that the rest of it can be judged in the same look.

What was taken out or replaced is *tainted*: checks that need it are left out, for what they would find might
only be our own doing.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any, Final

from pydantic_core import ErrorDetails

GEOMETRY: Final = "geometry"
"""Tainted where a compartment, a size or a measure of the cabinet is not the file's own."""

_STANDS_IN: Final[dict[str, Any]] = {
    "id": "X",
    "operator": "x",
    "principal": "x",
    "phone": "1",
    "time_zone": "UTC",
    "languages": ["en"],
    "sizes": {"S": {"width": 40, "height": 10, "depth": 60}},
    "cabinet": {"height": 200, "panel": {"left": 0, "bottom": 0, "width": 1, "height": 1}},
    "buses": [
        {
            "name": "x",
            "port": "/dev/x",
            "banks": [{"name": "x", "board": "shuoming", "address": 1, "channels": 12}],
        }
    ],
    "services": [{"name": "x"}],
}


def prune(content: dict[str, Any], errors: Iterable[ErrorDetails], tainted: set[str]) -> None:
    """Take out of `content` what `errors` are about; what that makes doubtful goes into `tainted`."""
    places = [([key for key in each["loc"] if key != "[key]"], each) for each in errors]
    unknown = [keys for keys, each in places if each["type"] == "unexpected_keyword_argument"]
    for keys in unknown:
        _delete(content, keys)
    dropped: set[tuple[int, int]] = set()
    for keys, error in places:
        if keys in unknown:
            continue
        match keys:
            case ["cabinet", "columns", int() as column, "compartments", int() as number, *_]:
                dropped.add((column, number))
                tainted.add(GEOMETRY)
            case ["cabinet", "columns", int() as column, "width"]:
                _put(content, keys, 40)
                tainted.add(GEOMETRY)
            case ["cabinet", "columns", int(), "left" | "top"] | ["cabinet", "frame" | "wall"]:
                _delete(content, keys)
                tainted.add(GEOMETRY)
            case ["cabinet", ("height" | "panel") as key, *_]:
                _put(content, ["cabinet", key], _STANDS_IN["cabinet"][key])
                tainted.add(GEOMETRY)
            case ["sizes", str() as size, *_] if size != "[key]" and len(error["loc"]) == len(keys):
                _put(content, ["sizes", size], _STANDS_IN["sizes"]["S"])
                tainted.add(GEOMETRY)
            case [str() as top, *_]:
                tainted.add(top)
                if top in _STANDS_IN:
                    content[top] = copy.deepcopy(_STANDS_IN[top])
                else:
                    content.pop(top, None)
            case _:
                pass
    for column, number in sorted(dropped, reverse=True):  # from the end: the others keep their numbers
        _delete(content, ["cabinet", "columns", column, "compartments", number])


def _place(content: Any, keys: list[str | int]) -> Any:  # noqa: ANN401  TOML's values
    """What holds the last key; None where nothing does."""
    here = content
    for key in keys[:-1]:
        try:
            here = here[key]
        except (LookupError, TypeError):
            return None
    return here


def _delete(content: dict[str, Any], keys: list[str | int]) -> bool:
    here = _place(content, keys)
    try:
        del here[keys[-1]]
    except (LookupError, TypeError):
        return False
    return True


def _put(content: dict[str, Any], keys: list[str | int], value: object) -> None:
    here = _place(content, keys)
    if isinstance(here, dict):
        here[keys[-1]] = copy.deepcopy(value)
