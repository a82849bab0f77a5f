"""The source as the rules see it: modules, what they import, and the full names of what they call."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("ui", "kiosk", "hardware")


@dataclass(frozen=True, slots=True)
class Import:
    """One thing imported: `target` goes down to the name, `kiosk.clock.Clock`, or starts with a dot."""

    line: int
    target: str
    name: str

    @property
    def top(self) -> str:
        return self.target.split(".")[0]


@dataclass(frozen=True, slots=True)
class Violation:
    """A line that breaks a rule: the rule and the mend, as a person would say them."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Module:
    """One Python file; `path` is relative to the top of the tree, with forward slashes."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """Every import statement of the file, those inside functions and `if TYPE_CHECKING` too."""
        return tuple(_imports(self.tree))

    @cached_property
    def uses(self) -> tuple[tuple[int, str], ...]:
        """(line, full name) of each use of a name: `datetime.datetime.now`, whatever the file calls it."""
        full = {entry.name: entry.target for entry in self.imports}
        names = ((node.lineno, _dotted(node)) for node in ast.walk(self.tree) if isinstance(node, ast.expr))
        return tuple(
            (line, ".".join((full.get(first, first), *rest)))
            for line, dotted in names
            if dotted is not None
            for first, *rest in [dotted.split(".")]
        )

    def inside(self, *places: str) -> bool:
        """Whether the file is one of `places`: `kiosk/clock.py` a file, `kiosk/journal/` a folder,
        `kiosk/site` either a file or a folder of that name."""
        return any(
            self.path in {place, f"{place}.py"} or self.path.startswith(f"{place.rstrip('/')}/")
            for place in places
        )


Rule = Callable[[Module], Iterator[Violation]]


@cache
def floors(root: Path = ROOT) -> tuple[Module, ...]:
    """The Python files of the three floors, parsed once."""
    files = (path for floor in FLOORS for path in sorted((root / floor).rglob("*.py")))
    return tuple(Module(path.relative_to(root).as_posix(), path.read_text("utf-8")) for path in files)


def broken(rule: Rule, modules: Iterable[Module]) -> str:
    """The violations of `rule`, a line each; empty where there are none."""
    return "\n".join(str(violation) for module in modules for violation in rule(module))


def _imports(tree: ast.Module) -> Iterator[Import]:
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                for alias in node.names:
                    yield Import(node.lineno, alias.name, alias.asname or alias.name.split(".")[0])
            case ast.ImportFrom():
                origin = "." * node.level + (node.module or "")
                for alias in node.names:
                    yield Import(node.lineno, f"{origin}.{alias.name}", alias.asname or alias.name)
            case _:
                pass


def _dotted(node: ast.expr) -> str | None:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attribute):
            base = _dotted(value)
            return None if base is None else f"{base}.{attribute}"
        case _:
            return None
