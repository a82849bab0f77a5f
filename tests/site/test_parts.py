"""Every table stands in the list, becomes what the site holds, and has its keys in the reference."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from kiosk.site import parts
from kiosk.site.loading import load_site
from kiosk.site.problems import SiteRefused
from kiosk.site.whole import TOGETHER, Builds, Site, SiteTable

REFERENCE = Path(__file__).parents[2] / "kiosk" / "site" / "README.md"
DEMO = Path(__file__).parents[2] / "assets" / "sites" / "demo.toml"
OF_OTHERS = {
    "sizes": "cabinet",
    "temperatures": "sensors",
    "defaults": "services",
    "delegation": "delegation_hours",
    "attempts": "limits",
}
"""Keys whose table becomes a part of another field of the site."""


def _tables(shape: type) -> Iterator[type]:
    """A table and every table within it."""
    yield shape
    for kind in _keys(shape).values():
        for inner in _classes(kind):
            if hasattr(inner, "__pydantic_config__"):
                yield from _tables(inner)


def _keys(shape: type) -> dict[str, object]:
    named = {each.name for each in dataclasses.fields(shape)}
    return {key: kind for key, kind in get_type_hints(shape).items() if key in named}


def _classes(kind: object) -> Iterator[type]:
    if isinstance(kind, type) and not get_args(kind):
        yield kind
    for inner in get_args(kind):
        yield from _classes(inner)


def _as_built(kind: Any) -> object:
    """The type that a table's key has once the site is built."""
    if isinstance(kind, type) and issubclass(kind, Builds):
        return get_type_hints(kind.build)["return"]
    match get_origin(kind):
        case origin if origin in {Union, UnionType}:
            (inner,) = (each for each in get_args(kind) if each is not NoneType)
            return _as_built(inner) | None  # type: ignore[operator]  # a class, or a list of one
        case origin if origin is tuple and get_args(kind)[1:] == (Ellipsis,):
            return tuple[_as_built(get_args(kind)[0]), ...]  # type: ignore[misc]  # made while the test runs
        case origin if origin is dict:
            return Mapping[get_args(kind)]  # type: ignore[misc]  # made while the test runs
        case _:
            return kind


def _written() -> set[type]:
    """Every table that a file of `parts` has."""
    modules = [
        importlib.import_module(each.name)
        for each in pkgutil.walk_packages(parts.__path__, f"{parts.__name__}.")
    ]
    return {
        one
        for module in modules
        for name, one in inspect.getmembers(module, inspect.isclass)
        if name.endswith("Table") and one.__module__ == module.__name__
    }


def test_every_table_stands_in_the_list() -> None:
    listed = {base for table in _tables(SiteTable) for base in table.__mro__}
    assert len(_written()) > 30
    assert _written() <= listed


def test_every_key_of_the_list_becomes_something() -> None:
    held = {each.name for each in dataclasses.fields(Site)}
    assert set(_keys(SiteTable)) - held == set(OF_OTHERS)
    assert set(OF_OTHERS.values()) | TOGETHER <= held


@pytest.mark.parametrize("key", sorted(set(_keys(SiteTable)) - set(OF_OTHERS) - TOGETHER))
def test_a_table_builds_what_the_site_holds_under_its_key(key: str) -> None:
    assert _as_built(_keys(SiteTable)[key]) == get_type_hints(Site)[key]


def test_the_reference_names_every_key() -> None:
    said = re.findall(r"`([^`]+)`", REFERENCE.read_text("utf-8"))
    words = set(re.findall(r"[a-z_]+", " ".join(said)))
    keys = {key.removesuffix("_") for table in _tables(SiteTable) for key in _keys(table)}
    assert keys - words == set()


def test_a_table_that_is_wrong_by_itself_is_told_beside_one_that_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    wrong = '[printer]\nport = "lp0"\n\n[badges]\nport = "x"\n\n[night]\nfrom = "22:00"\nuntil = "22:00"\n'
    unread = '\n[delegation]\nhours = "two"\n\n[temperatures.warm]\nleast = "a"\n'
    file.write_text(DEMO.read_text("utf-8") + "\n" + wrong + unread, "utf-8")
    with pytest.raises(SiteRefused) as refused:
        load_site(file)
    told = [problem.where for problem in refused.value.problems]
    assert told == [
        "printer.port",
        "badges.port",
        "night.until",
        "delegation.hours",
        "temperatures.warm.least",
    ]
