"""The rules on files and folders."""

from __future__ import annotations

import ast
import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path

TOP_LEVEL = frozenset(
    {
        "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "requirements.lock",
        "bundle", "cubby", ".gitignore", ".ci", "docs", "kiosk", "ui", "hardware", "locales", "assets",
        "packaging", "tests",
    }
)  # fmt: skip
WINGS = ("kiosk", "ui", "hardware")
LONGEST_FILE = 600
MEASURING = "tests/helpers/measuring.py"

# Written with brackets so that this file doesn't find itself.
_PRIVATE = re.compile(
    r"(?<![\w.])/(?:wor[k]|roo[t]|home/\w|op[t]/p)|--(?:extra-)?inde[x]-url|https?://\S+/simpl[e]\b"
)
_POSTPONED = re.compile(r"\b(?:TOD[O]|FIXM[E])\b|pytest\.(?:mark\.)?(?:ski[p]|xfai[l])|\bimportorski[p]\b")
_LYING = re.compile(
    r"\b(?:what|nothing|something|parcel|thing|things|it|door) (?:lie[s]|la[y])"
    r" (?:there|here|in|at|over|on|behind|where|beside|below|under)\b",
    re.IGNORECASE,
)

Texts = Mapping[str, str]


def tracked(root: Path) -> list[str]:
    """The paths that git keeps, or would keep once they are added; relative to `root`.

    In a copy without git, all that .gitignore does not name.
    """
    if not (root / ".git").exists():
        return sorted(_walk(root))
    command = (
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    )
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    return sorted(path for path in set(listed.split("\0")) if path and (root / path).is_file())


def _walk(root: Path) -> Iterator[str]:
    ignored = [pattern.rstrip("/") for pattern in (root / ".gitignore").read_text().split()]
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not any(fnmatch(name, pattern) for pattern in ignored)]
        for name in files:
            if not any(fnmatch(name, pattern) for pattern in ignored):
                yield (Path(folder) / name).relative_to(root).as_posix()


def texts(root: Path, paths: Iterable[str]) -> Texts:
    """The files of `paths` that are text."""
    found: dict[str, str] = {}
    for path in paths:
        content = (root / path).read_bytes()
        if b"\0" not in content:
            found[path] = content.decode("utf-8", errors="replace")
    return found


def strangers(paths: Iterable[str]) -> Iterator[str]:
    """What stands at the top of the tree and doesn't belong there, and what is missing there."""
    seen = {path.split("/")[0] for path in paths}
    yield from (f"{name} does not belong at the top of the tree" for name in sorted(seen - TOP_LEVEL))
    yield from (f"{name} is missing at the top of the tree" for name in sorted(TOP_LEVEL - seen))


def private(files: Texts) -> Iterator[str]:
    """Lines that tell of one machine: its folders, its package index."""
    yield from _lines(files, _PRIVATE, "tells of one machine or names an index")


def postponed(files: Texts) -> Iterator[str]:
    """Lines that leave work for later, and tests that don't run.

    One place may skip: pictures to measure on are beside the project, and are not everywhere.
    """
    judged = {path: text for path, text in files.items() if path != MEASURING}
    yield from _lines(judged, _POSTPONED, "leaves something undone")


def lying(files: Texts) -> Iterator[str]:
    """Lines in which a thing lies somewhere. Sentences of the screens have rules of their own."""
    judged = {path: text for path, text in files.items() if not path.startswith(("tests/", "locales/"))}
    yield from _lines(judged, _LYING, "is a figure of speech; things are in a place")


def too_long(files: Texts) -> Iterator[str]:
    """Python and QML files that are two files in truth."""
    for path, text in files.items():
        lines = text.count("\n")
        if path.endswith((".py", ".qml")) and lines > LONGEST_FILE:
            yield f"{path} has {lines} lines; one of at most {LONGEST_FILE} can be described in a line"


def undescribed(files: Texts) -> Iterator[str]:
    """Wings without a page, folders of Python without a description."""
    for wing in WINGS:
        if f"{wing}/README.md" not in files:
            yield f"{wing}/README.md is missing: what lives here, what may be touched, why it is so"
    for folder in sorted({path.rpartition("/")[0] for path in files if path.endswith(".py")}):
        package = f"{folder}/__init__.py"
        if package not in files or not ast.get_docstring(ast.parse(files[package])):
            yield f"{package} is missing or does not say what lives there"


def hides_a_library(paths: Iterable[str]) -> Iterator[str]:
    """`packaging` is a library too, which pytest imports."""
    yield from (
        f"{path} makes packaging/ a Python package" for path in paths if re.match(r"packaging/.*\.py$", path)
    )


def _lines(files: Texts, pattern: re.Pattern[str], message: str) -> Iterator[str]:
    for path, text in files.items():
        for number, line in enumerate(text.splitlines(), 1):
            if found := pattern.search(line):
                yield f"{path}:{number}: {found.group()!r} {message}"
