"""Shared libraries as `objdump` tells of them: what each needs and which versioned names it asks for."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_MAGIC: Final = b"\x7fELF"
_FILE: Final = re.compile(r"^(/.+):\s+file format elf", re.MULTILINE)
_NEEDED: Final = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)
_FROM: Final = re.compile(r"^\s+required from (\S+):$")
_SYMBOL: Final = re.compile(r"\*UND\*\s+[0-9a-f]+\s+\((\S+)\)\s+(\S+)$", re.MULTILINE)
_VERSION: Final = re.compile(r"^\s+0x[0-9a-f]+ 0x[0-9a-f]+ \d+ (\S+)$")


@dataclass(frozen=True, slots=True)
class Library:
    """`needed`: names of libraries that it loads; `asks`: the versions it asks each of them for."""

    path: Path
    needed: tuple[str, ...]
    asks: Mapping[str, tuple[str, ...]]


def is_elf(path: Path) -> bool:
    """Whether the file is a program or a library of Linux."""
    with path.open("rb") as file:
        return file.read(4) == _MAGIC


def elves(folder: Path) -> list[Path]:
    """Every such file below `folder`, links left out, in order."""
    return sorted(p for p in folder.rglob("*") if p.is_file() and not p.is_symlink() and is_elf(p))


def libraries(paths: Iterable[Path]) -> list[Library]:
    """What each of these files needs. Raises CalledProcessError where one is damaged."""
    listed = [str(path) for path in paths]
    if not listed:
        return []
    told = _objdump("-p", *listed)
    starts = [*_FILE.finditer(told)]
    ends = [*(start.start() for start in starts[1:]), len(told)]
    return [
        _library(Path(start[1]), told[start.end() : end]) for start, end in zip(starts, ends, strict=True)
    ]


def undefined(path: Path) -> Iterator[tuple[str, str]]:
    """(symbol, version) of each versioned name that a library expects from another."""
    for found in _SYMBOL.finditer(_objdump("-T", str(path))):
        yield found[2], found[1]


def _library(path: Path, told: str) -> Library:
    asks: dict[str, list[str]] = {}
    origin = ""
    for line in told.splitlines():
        if named := _FROM.match(line):
            origin = named[1]
        elif (version := _VERSION.match(line)) and origin:
            asks.setdefault(origin, []).append(version[1])
        elif not line.strip():
            origin = ""
    return Library(path, tuple(_NEEDED.findall(told)), {name: tuple(v) for name, v in asks.items()})


def _objdump(*arguments: str) -> str:
    return subprocess.run(("objdump", *arguments), capture_output=True, text=True, check=True).stdout
