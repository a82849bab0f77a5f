"""How the rooms are furnished."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from kiosk.access.roles import ROLES
from tests.architecture import shelves, tree
from tests.architecture.source import ROOT, Module, floors


def _none(found: Iterable[object]) -> None:
    said = "\n".join(map(str, found))
    assert not said, f"\n{said}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    _none(shelves.circles(floors()))


def test_no_public_class_stands_in_two_places() -> None:
    _none(shelves.twice(floors()))


def test_every_name_is_imported_from_where_it_is_defined() -> None:
    _none(shelves.facades(floors()))


def test_no_folder_is_crowded() -> None:
    _none(shelves.crowded(tree.tracked(ROOT)))


def test_no_siblings_are_a_family() -> None:
    _none(shelves.families(tree.tracked(ROOT)))


def test_roles_are_named_in_one_place() -> None:
    _none(shelves.literal_roles(floors(), ROLES))


def test_every_exception_is_still_needed() -> None:
    classes = "\n".join(module.text for module in floors())
    _none(name for name in shelves.TWICE if classes.count(f"\nclass {name}") < 2)
    said = "\n".join(shelves.families(tree.tracked(ROOT), {}))
    _none(name for name in shelves.FAMILIES if name not in said)


def _modules(**texts: str) -> list[Module]:
    return [Module(f"kiosk/{name}.py", text) for name, text in texts.items()]


def test_a_circle_of_three_is_found() -> None:
    modules = _modules(
        a="from kiosk.b import x\n",
        b="import kiosk.c\n",
        c="from kiosk import a\n",
        d="from kiosk.a import y\n",
    )
    assert shelves.circles(modules) == [["kiosk.a", "kiosk.b", "kiosk.c"]]


def test_a_name_in_two_places_is_found() -> None:
    assert list(shelves.twice(_modules(a="class Door: ...\n", b="class Door: ...\nclass _Door: ...\n")))
    assert not list(shelves.twice(_modules(a="class _Door: ...\n", b="class _Door: ...\n")))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("kiosk/a.py", "from kiosk.b import x\n__all__ = ['x']\n"),
        ("kiosk/a/__init__.py", "from kiosk.a.b import x\n"),
        ("kiosk/a/__init__.py", "from kiosk.a import b\n"),
    ],
)
def test_a_facade_is_found(path: str, text: str) -> None:
    assert list(shelves.facades([Module(path, text)]))


@pytest.mark.parametrize(
    "names",
    [
        ("door_screens", "board_screens"),
        ("tables", "tables_proof"),
        ("test_bus_a", "test_bus_b"),
        ("rules", "journey_rules"),
    ],
)
def test_a_family_is_found(names: tuple[str, ...]) -> None:
    assert list(shelves.families(f"kiosk/room/{name}.py" for name in names))


def test_neighbours_without_a_word_in_common_are_no_family() -> None:
    assert not list(
        shelves.families(("kiosk/room/left_open.py", "kiosk/room/test_reach.py", "kiosk/room/reach.py"))
    )


def test_a_crowd_is_found() -> None:
    assert list(shelves.crowded(f"kiosk/room/m{n}.py" for n in range(21)))
    assert not list(shelves.crowded(f"kiosk/room/m{n}.py" for n in range(20)))


def test_a_role_written_out_is_found_and_a_choice_of_that_name_is_none() -> None:
    said = list(
        shelves.literal_roles(_modules(a="role = 'courier'\n", b="class C:\n    X = 'courier'\n"), ROLES)
    )
    assert len(said) == 1
    assert said[0].startswith("kiosk/a.py:1:")
