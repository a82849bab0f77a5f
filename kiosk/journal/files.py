"""Small files that are either there as a whole or not at all, and which of a folder's files are ours."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sorted:
    """What a folder holds: regular files with names of our own form, oldest first, and everything else.

    `foreign` is neither read, counted nor deleted: somebody put it there and may want it back.
    """

    ours: tuple[Path, ...] = ()
    foreign: tuple[Path, ...] = ()


def sorted_out(folder: Path, ours: Callable[[str], bool], unfinished: Callable[[str], bool]) -> Sorted:
    """Tell our files from the rest by their names. An `unfinished` one is half of one of ours, and neither.

    A folder that is missing, or is none, holds nothing. Links and folders are foreign whatever their names.
    Raises OSError where the folder can't be read.
    """
    if not folder.is_dir():
        return Sorted()
    own: list[Path] = []
    foreign: list[Path] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            regular = entry.is_file(follow_symlinks=False)
            if regular and ours(entry.name):
                own.append(folder / entry.name)
            elif not (regular and unfinished(entry.name)):
                foreign.append(folder / entry.name)
    return Sorted(tuple(sorted(own)), tuple(sorted(foreign)))


def sync(path: Path) -> None:
    """Have a file or a folder on the disk for sure."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, content: bytes) -> None:
    """Replace `path` by `content` (mode 0600), durably and never by half."""
    unfinished = path.with_name(f".{path.name}.new")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    sync(path.parent)
