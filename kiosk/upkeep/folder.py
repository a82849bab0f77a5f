"""A new folder on a disk that nobody trusts: whole or not there, beside whatever is there already."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

T = TypeVar("T")

_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_TRIES: Final = 100


class NamesTaken(Exception):  # noqa: N818  says what is the matter
    """Every name that we would give is somebody else's."""


def filled(root: Path, name: str, fill: Callable[[Path], T]) -> tuple[str, T]:
    """Have `fill` write into a new folder of `root`; the name that it got at last, and what `fill` returned.

    Until `fill` is done the folder has a name that begins with a dot; if it fails, the folder goes. A name
    that exists, as a folder, a file or a link to anywhere, is passed over and never followed. `fill` gets a
    path that leads to the folder itself, whatever is renamed meanwhile. Raises OSError, NamesTaken.
    """
    base = os.open(root, _FOLDER)
    try:
        unfinished = _made(base, f".{name}")
        try:
            came = _fill(base, unfinished, fill)
            final = _unused(base, name)
            os.rename(unfinished, final, src_dir_fd=base, dst_dir_fd=base)
        except BaseException:
            with suppress(OSError):
                shutil.rmtree(unfinished, dir_fd=base)
            raise
        _sync(base)
        return final, came
    finally:
        os.close(base)


def _fill(base: int, name: str, fill: Callable[[Path], T]) -> T:
    inside = os.open(name, _FOLDER, dir_fd=base)
    try:
        if os.fstat(inside).st_dev != os.fstat(base).st_dev:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        came = fill(Path(f"/proc/self/fd/{inside}"))
        _sync(inside)
    finally:
        os.close(inside)
    return came


def _made(base: int, name: str) -> str:
    for one in _names(name):
        with suppress(FileExistsError):
            os.mkdir(one, 0o700, dir_fd=base)
            return one
    raise NamesTaken(name)


def _unused(base: int, name: str) -> str:
    for one in _names(name):
        try:
            os.stat(one, dir_fd=base, follow_symlinks=False)
        except FileNotFoundError:
            return one
    raise NamesTaken(name)


def _names(name: str) -> list[str]:
    return [name, *(f"{name}-{number}" for number in range(2, _TRIES))]


def _sync(handle: int) -> None:
    try:
        os.fsync(handle)
    except OSError as failure:
        if failure.errno != errno.EINVAL:  # a file system that can't sync folders
            raise
