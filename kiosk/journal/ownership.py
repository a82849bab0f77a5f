"""Acting as the owner of a data folder, so that root leaves no file there that the kiosk can't read."""

from __future__ import annotations

import contextlib
import os
import pwd
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final

_DEEPEST: Final = 2
"""Folders below the data folder: `checkpoints/`, `backups/`, `keys/`, `set-aside/<time>/`."""


def act_as_owner(folder: Path) -> Callable[[], None]:
    """Let root become the user who owns `folder`; what undoes that, once. Nobody else changes.

    What root left there earlier is given back to the owner first. Raises OSError.
    """
    owner = folder.stat()
    if os.geteuid() != 0 or owner.st_uid == 0:
        return _nothing
    _give_back(folder, owner.st_uid, owner.st_gid)
    groups = os.getgroups()
    gid = os.getegid()
    os.setgroups(_groups_of(owner.st_uid, owner.st_gid))
    os.setegid(owner.st_gid)
    os.seteuid(owner.st_uid)

    def undo() -> None:
        os.seteuid(0)
        os.setegid(gid)
        os.setgroups(groups)

    return undo


def _nothing() -> None:
    pass


def _groups_of(uid: int, gid: int) -> list[int]:
    """Theirs, so that serial ports and cameras are within reach as they are when the owner runs the kiosk."""
    try:
        return os.getgrouplist(pwd.getpwuid(uid).pw_name, gid)
    except KeyError:  # a number without a name, as in containers
        return [gid]


def _give_back(folder: Path, uid: int, gid: int, depth: int = 0) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) and depth < _DEEPEST:
                _hand_over(Path(entry), uid, gid)
                _give_back(Path(entry), uid, gid, depth + 1)
            elif entry.is_file(follow_symlinks=False):
                _hand_over(Path(entry), uid, gid)


def _hand_over(path: Path, uid: int, gid: int) -> None:
    # By a descriptor, and only where there is one name: whoever owns the folder could put a link to another
    # user's file in the way.
    with contextlib.suppress(FileNotFoundError):
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            known = os.fstat(handle)
            alone = stat.S_ISDIR(known.st_mode) or known.st_nlink == 1
            if known.st_uid == 0 and alone:
                os.fchown(handle, uid, gid)
        finally:
            os.close(handle)
