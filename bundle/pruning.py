"""What a kiosk runs is kept, the rest of Qt and what only that needed is taken out.

Nothing is taken by its name alone: a plug-in and a folder of QML is kept because it is asked for, and a
library because something that is kept needs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from bundle.elf import Library, elves, libraries

PLUGINS: Final = (
    "generic/libqevdev*",
    "iconengines/libqsvgicon*",
    "imageformats/libqjpeg*",
    "imageformats/libqsvg*",
    "platforminputcontexts/libcompose*",
    "platforms/libqlinuxfb*",
    "platforms/libqminimal.so",
    "platforms/libqoffscreen*",
    "platforms/libqwayland*",
    "platforms/libqxcb*",
    "wayland-decoration-client/*",
    "wayland-graphics-integration-client/libqt-plugin-wayland-egl*",
    "wayland-shell-integration/libxdg-shell*",
    "xcbglintegrations/*",
)
"""Qt's, below `plugins`: screens, fingers and keys on the framebuffer, pictures of services."""

OPENED: Final = (
    "libEGL.so.1",
    "libGL.so.1",
    "libGLX.so.0",
    "libGLdispatch.so.0",
    "libfribidi.so.0",
    "libpython3*.so*",
    "libsqlite3.so.0",
    "libzbar.so.0",
)
"""Libraries that are loaded by name at run time, so that nothing says it needs them."""

STYLE: Final = "QtQuick/Templates"
"""The controls are our own on Qt's templates; `QtQuick.Controls` itself is never imported."""
_IMPORT: Final = re.compile(r"^\s*import\s+(Qt[A-Za-z0-9.]*)", re.MULTILINE)
_DEPENDS: Final = re.compile(r"^(?:depends|import|optional import)\s+(Qt[A-Za-z0-9.]*)", re.MULTILINE)


def prune(inside: Path, qml: Iterable[Path]) -> None:
    """Take out of `inside` (the bundle's `_internal`) what the windows in `qml` and our code never reach."""
    qt = inside / "PySide6" / "Qt"
    _prune_plugins(qt / "plugins")
    _prune_qml(qt / "qml", qml)
    for folder in (qt / "translations", inside / "PySide6" / "translations", inside / "cv2" / "qt"):
        _clear(folder)
    _prune_libraries(inside)
    _tidy(inside)


def qml_modules(folder: Path, qml: Iterable[Path]) -> set[str]:
    """The modules of Qt, as paths below `folder`, that these files import, and what those need themselves."""
    reached: set[str] = set()
    ahead = {name for path in qml for name in _IMPORT.findall(path.read_text("utf-8"))}
    while ahead:
        name = ahead.pop()
        home = name.replace(".", "/")
        if home in reached:
            continue
        reached.add(home)
        described = folder / home / "qmldir"
        if described.exists():
            ahead.update(_DEPENDS.findall(described.read_text("utf-8")))
    return reached


def reachable(found: Iterable[Library], roots: Iterable[str]) -> set[str]:
    """The names of the libraries that are needed, directly or not, by those whose names are `roots`."""
    by_name = {library.path.name: library for library in found}
    reached: set[str] = set()
    ahead = list(roots)
    while ahead:
        name = ahead.pop()
        if name not in reached:
            reached.add(name)
            ahead += by_name[name].needed if name in by_name else ()
    return reached


def _prune_plugins(plugins: Path) -> None:
    for path in [*plugins.rglob("*.so")]:
        if not any(path.relative_to(plugins).match(pattern) for pattern in PLUGINS):
            path.unlink()


def _prune_qml(folder: Path, qml: Iterable[Path]) -> None:
    wanted = qml_modules(folder, qml)
    for path in [path for path in folder.rglob("*") if path.is_file() or path.is_symlink()]:
        home = path.parent.relative_to(folder).as_posix()
        if home not in wanted or path.suffix in {".qmltypes", ".debug"}:
            path.unlink()


def _prune_libraries(inside: Path) -> None:
    found = libraries([*elves(inside), inside.parent / "cubby"])
    needed = reachable(found, _roots(inside, found))
    for library in found:
        name = library.path.name
        if _is_shared(inside, library.path) and name not in needed:
            library.path.unlink()


def _roots(inside: Path, found: Iterable[Library]) -> Iterator[str]:
    yield "cubby"
    for library in found:
        path = library.path
        if not _is_shared(inside, path) or any(path.match(pattern) for pattern in OPENED):
            yield path.name


def _is_shared(inside: Path, path: Path) -> bool:
    """Whether it is there only for what needs it: no extension of Python, no plug-in."""
    home = path.parent.relative_to(inside.parent).as_posix().removeprefix("_internal").strip("/")
    return path.name != "cubby" and (
        (
            home in {"", "PySide6/Qt/lib", "PySide6", "shiboken6"}
            and ".so" in path.name
            and "cpython" not in path.name
            and ".abi3.so" not in path.name
        )
        or home.endswith(".libs")
    )


def _clear(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


def _tidy(inside: Path) -> None:
    """Links that lead nowhere any more, and folders with nothing in them."""
    for path in sorted(inside.rglob("*"), reverse=True):
        if path.is_symlink() and not path.exists():
            path.unlink()
        elif path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()
