"""The rules that let the explorer walk a journey: everything it can wait in is seen from outside."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.source import Module, Violation

JOURNEYS = "kiosk/journeys/"

_BROAD = frozenset({"Exception", "BaseException"})


def scripts_can_be_explored(module: Module) -> Iterator[Violation]:
    """Apply every rule of this page to a file of the journeys."""
    if not module.inside(JOURNEYS):
        return
    for node in ast.walk(module.tree):
        for line, message in (*_endings(node), *_loops(node), *_catches(node)):
            yield Violation(module.path, line, message)
    for line in _partial_awaits(module.tree):
        yield Violation(
            module.path,
            line,
            "`await` is a whole right-hand side, statement or return value; give the result a name first",
        )


def _endings(node: ast.AST) -> Iterator[tuple[int, str]]:
    match node:
        case ast.Try(finalbody=[_, *_] as last) | ast.TryStar(finalbody=[_, *_] as last):
            for statement in last:
                for inner in ast.walk(statement):
                    if isinstance(inner, ast.Await):
                        message = "nothing is put right in `finally`; settle.py names the closing events"
                        yield inner.lineno, message
        case ast.AsyncWith():
            yield node.lineno, "`async with` hides an `await` at its end; write both steps out"
        case _:
            pass


def _loops(node: ast.AST) -> Iterator[tuple[int, str]]:
    match node:
        case ast.AsyncFor():
            yield node.lineno, "`async for` hides an `await`; write the loop out with `while`"
        case ast.AsyncFunctionDef():
            for inner in ast.walk(node):
                if isinstance(inner, ast.For) and not _is_enumerate(inner.iter):
                    message = (
                        "a script loops over `enumerate(...)`, so that its place in the loop can be seen"
                    )
                    yield inner.lineno, message
        case _:
            pass


def _is_enumerate(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "enumerate"


def _catches(node: ast.AST) -> Iterator[tuple[int, str]]:
    if not isinstance(node, ast.ExceptHandler):
        return
    caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    for name in caught:
        if name is None or (isinstance(name, ast.Name) and name.id in _BROAD):
            yield node.lineno, "catch what you can name; leaving and cancelling pass through every script"


def _partial_awaits(tree: ast.Module) -> Iterator[int]:
    whole: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case (
                ast.Assign(value=ast.Await() as found)
                | ast.AnnAssign(value=ast.Await() as found)
                | ast.Expr(value=ast.Await() as found)
                | ast.Return(value=ast.Await() as found)
            ):
                whole.add(id(found))
            case _:
                pass
    yield from (
        node.lineno for node in ast.walk(tree) if isinstance(node, ast.Await) and id(node) not in whole
    )
