"""What of a checkout goes into a release: which files, and what they import of others."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGES: Final = ("bundle/frozen", "hardware", "kiosk", "ui")
OURS: Final = frozenset({"bundle", "hardware", "kiosk", "tests", "ui"})
_LEFT_OUT: Final = (
    "kiosk/fleet/",
    "kiosk/hub/",
    "kiosk/release/token.py",
    "ui/extract.py",
    "bundle/frozen/entry.py",
)
"""The operator's hub is a program of its own, and so are simulated kiosks at it; who releases, and
who extracts texts, has a checkout."""
_DATA: Final = (".js", ".json", ".qml", ".qmltypes", ".svg", ".toml", ".wav")
_ASSETS: Final = ("carriers", "services", "sites")


def modules(root: Path = ROOT) -> list[Path]:
    """The Python files that go in, relative to `root`, in order."""
    found = (path.relative_to(root) for package in PACKAGES for path in (root / package).rglob("*.py"))
    inside = [path for path in found if not path.as_posix().startswith(_LEFT_OUT)]
    return sorted([Path("bundle/__init__.py"), *inside])


def data(root: Path = ROOT) -> list[Path]:
    """The other files that go in as they are, relative to `root`, in order."""
    folders = [*(root / package for package in PACKAGES), *(root / "assets" / name for name in _ASSETS)]
    found = (path.relative_to(root) for folder in folders for path in folder.rglob("*"))
    inside = [p for p in found if (p.suffix in _DATA or p.name == "qmldir") and "__pycache__" not in p.parts]
    return sorted(
        [
            Path("LICENSE"),
            Path("packaging/launch/launch"),
            *(path for path in inside if not path.as_posix().startswith(_LEFT_OUT)),
        ]
    )


def catalogs(root: Path = ROOT) -> list[Path]:
    """The translations, relative to `root`, in order."""
    return sorted(path.relative_to(root) for path in (root / "locales").rglob("*.po"))


def imported(root: Path = ROOT, files: Iterable[Path] | None = None) -> list[str]:
    """The modules of others that our own import anywhere, inside functions too; in order."""
    texts = ((root / path).read_text("utf-8") for path in (modules(root) if files is None else files))
    named = {name for text in texts for name in _named(ast.parse(text))}
    return sorted(name for name in named if name.split(".")[0] not in OURS and _is_module(name))


def _named(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names)
            case ast.ImportFrom(module=str(origin), level=0):
                yield origin
                yield from (f"{origin}.{alias.name}" for alias in node.names)
            case _:
                pass


def _is_module(name: str) -> bool:
    """Whether there is a module of this name; `from a import b` may name something else."""
    top, _, below = name.partition(".")
    if not below and top in sys.builtin_module_names:
        return True
    try:
        return find_spec(name) is not None
    except (ImportError, AttributeError, ValueError):
        return False
