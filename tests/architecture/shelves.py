"""How the rooms are furnished: a folder a subject, no circle, no façade, one public class of a name."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from tests.architecture.source import FLOORS, Module

MOST_MODULES = 20

TWICE: Mapping[str, str] = {
    "All": "each maker of locks has its own frames",
    "Dialect": "each maker of locks has its own dialects",
    "Message": "each maker of locks has its own frames",
    "One": "each maker of locks has its own frames",
    "Status": "each maker of locks has its own frames",
}
"""Public classes that may stand in several places, and why."""

FAMILIES: Mapping[str, str] = {
    "tests/crash: power_*": "a power cut as a device, and the tests of it",
    "tests/end_to_end: first_*": "the first start and the first visit are no subject together",
    "tests/hardware/locks: bridge_*": "the child that the test of the bridge starts",
    "tests/architecture: *_rules": "the rules, and those of journeys",
}
"""Siblings with a word in common that are no folder of their own, and why."""

ROLE_HOMES: Mapping[str, str] = {
    "kiosk/custody/roles.py": "their home",
    "kiosk/usage/": "read before anything else is loaded",
    "kiosk/orders/parcels.py": "a Literal can't name a constant",
    "kiosk/site/questions.py": "the site file's key `operator`",
    "kiosk/site/salvage.py": "the site file's key `operator`",
}
"""Where the names of roles may be written out, and why."""


def circles(modules: Iterable[Module]) -> list[list[str]]:
    """Modules that import each other in a circle, each circle sorted; none where the house is sound."""
    graph = _graph(modules)
    return sorted(sorted(circle) for circle in _strong(graph) if len(circle) > 1)


def twice(modules: Iterable[Module]) -> Iterator[str]:
    """Public classes that stand in two places."""
    homes: dict[str, list[str]] = defaultdict(list)
    for module in modules:
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(module.path)
    for name, paths in sorted(homes.items()):
        if len(paths) > 1 and name not in TWICE:
            yield f"{name} stands in {' and '.join(paths)}; one of them needs a name of its own"


def facades(modules: Iterable[Module]) -> Iterator[str]:
    """Modules that hand on what another of ours defines: by `__all__`, or a package by an import alone."""
    for module in modules:
        ours = {entry.name: entry for entry in module.imports if entry.top in FLOORS}
        called = {
            node.func.id if isinstance(node.func, ast.Name) else _root(node.func)
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Call)
        }
        handed = {
            value.value
            for node in module.tree.body
            if isinstance(node, ast.Assign) and any(_is_all(target) for target in node.targets)
            for value in ast.walk(node.value)
            if isinstance(value, ast.Constant)
        }
        for name, entry in ours.items():
            if name in handed or (module.path.endswith("__init__.py") and name not in called):
                yield f"{module.path}:{entry.line}: {name} is imported from where it is defined"


def _is_all(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) and target.id == "__all__"


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def crowded(paths: Iterable[str]) -> Iterator[str]:
    """Folders with more modules than one can look over."""
    for folder, stems in sorted(_folders(paths).items()):
        if len(stems) > MOST_MODULES:
            yield f"{folder} has {len(stems)} modules; more than {MOST_MODULES} want folders by subject"


def families(paths: Iterable[str], allowed: Mapping[str, str] = FAMILIES) -> Iterator[str]:
    """Siblings of one first or last word: that is how a folder asks to be born."""
    for folder, stems in sorted(_folders(paths).items()):
        names = {stem.removeprefix("test_") for stem in stems}
        for shape, group in sorted(_groups(names).items()):
            if len(group) > 1 and f"{folder}: {shape}" not in allowed:
                yield f"{folder}: {shape} is a family ({', '.join(sorted(group))}); give it a folder"


def literal_roles(modules: Iterable[Module], roles: Iterable[str]) -> Iterator[str]:
    """Names of roles written out where `kiosk.custody.roles` has them."""
    names = frozenset(roles)
    for module in modules:
        if module.path.startswith(tuple(ROLE_HOMES)):
            continue
        members = {
            id(value)
            for node in ast.walk(module.tree)
            if isinstance(node, ast.ClassDef)
            for statement in node.body
            if isinstance(statement, ast.Assign)
            for value in [statement.value]
        }
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and node.value in names and id(node) not in members:
                where = f"{module.path}:{node.lineno}"
                yield f"{where}: {node.value!r} is a role, which kiosk.custody.roles names"


def _folders(paths: Iterable[str]) -> Mapping[str, list[str]]:
    folders: dict[str, list[str]] = defaultdict(list)
    for path in map(PurePosixPath, paths):
        if path.suffix == ".py" and path.stem not in {"__init__", "conftest"}:
            folders[path.parent.as_posix()].append(path.stem)
    return folders


def _groups(names: set[str]) -> Mapping[str, set[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for name in names:
        words = name.split("_")
        if len(words) > 1:
            for shape, word in ((f"{words[0]}_*", words[0]), (f"*_{words[-1]}", words[-1])):
                groups[shape].add(name)
                if word in names:
                    groups[shape].add(word)
    return groups


def _graph(modules: Iterable[Module]) -> dict[str, set[str]]:
    names = {_name(module.path): module for module in modules}
    graph: dict[str, set[str]] = {}
    for name, module in names.items():
        targets = {entry.target for entry in module.imports}
        graph[name] = {
            found
            for target in targets
            for found in (target, target.rpartition(".")[0])
            if found in names and found != name
        }
    return graph


def _name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _strong(graph: Mapping[str, set[str]]) -> list[set[str]]:
    """The strongly connected parts of a graph, by the way there and the way back."""
    back: dict[str, set[str]] = {name: set() for name in graph}
    for name, targets in graph.items():
        for target in targets:
            back[target].add(name)
    order: list[str] = []
    seen: set[str] = set()
    for start in graph:
        _walk(graph, start, seen, order)
    parts: list[set[str]] = []
    placed: set[str] = set()
    for start in reversed(order):
        if start not in placed:
            part: list[str] = []
            _walk(back, start, placed, part)
            parts.append(set(part))
    return parts


def _walk(graph: Mapping[str, set[str]], start: str, seen: set[str], order: list[str]) -> None:
    """Everything reached from `start` that was not seen, onto `order` once nothing beyond it is left."""
    if start in seen:
        return
    seen.add(start)
    open_: list[tuple[str, Iterator[str]]] = [(start, iter(graph[start]))]
    while open_:
        _, rest = open_[-1]
        for target in rest:
            if target not in seen:
                seen.add(target)
                open_.append((target, iter(graph[target])))
                break
        else:
            order.append(open_.pop()[0])
