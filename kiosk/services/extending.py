"""`extends`: a service file on another. Tables replace tables whole; things and steps merge by name."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from typing import Any, Final

from kiosk.site.problems import SiteProblem, found, offered

MERGED: Final = ("thing", "step")
_OWN: Final = ("id", "version")
"""What a file says of itself alone."""


def on_top(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The content of a file whose `extends` names `base`."""
    merged = {key: copy.deepcopy(value) for key, value in base.items() if key not in _OWN}
    for key, value in own.items():
        if key in MERGED and isinstance(value, list):
            merged[key] = _merged(merged.get(key, []), value)
        elif key != "extends":
            merged[key] = copy.deepcopy(value)
    return merged


def _merged(base: list[Any], own: list[Any]) -> list[Any]:
    """Those of the base in their order, changed by the own ones of the same name; then what is new."""
    changes = {each["name"]: each for each in own if _named(each)}
    kept = [{**each, **changes.get(each["name"], {})} if _named(each) else each for each in base]
    there = {each["name"] for each in base if _named(each)}
    new = [each for each in own if not _named(each) or each["name"] not in there]
    return [each for each in (*kept, *new) if not (_named(each) and each.get("drop") is True)]


def _named(entry: object) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("name"), str)


def drop_problems(base: dict[str, Any], own: dict[str, Any]) -> Iterator[SiteProblem]:
    """`drop` of what is not there, and beside other keys."""
    for key in MERGED:
        there = [each["name"] for each in _tables(base.get(key)) if _named(each)]
        for each in _tables(own.get(key)):
            if "drop" not in each or not _named(each):
                continue
            name = each["name"]
            where = f'{key}["{name}"]'
            if name not in there:
                wanted = f"one of the extended service's {offered(name, there)}" if there else "nothing"
                yield SiteProblem(f"{where}.drop", found(name, wanted))
            elif each["drop"] is not True or set(each) != {"name", "drop"}:
                yield SiteProblem(f"{where}.drop", "found it with something else; wanted `drop = true` alone")


def _tables(value: object) -> Iterable[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
