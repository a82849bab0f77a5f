"""Mounting a stick that nobody has mounted, by the kernel's own calls: what is on it can't be run.

It happens in a mount namespace of this process: whatever becomes of the process, the mount ends with it.
"""

from __future__ import annotations

import ctypes
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

# linux/mount.h, linux/sched.h
_RDONLY, _NOSUID, _NODEV, _NOEXEC, _SYNCHRONOUS, _REC, _PRIVATE = 1, 2, 4, 8, 16, 16384, 1 << 18
_DETACH, _NOFOLLOW = 2, 8
_NEWNS = 0x00020000

SAFE: Final = _NOSUID | _NODEV | _NOEXEC | _SYNCHRONOUS
KINDS: Final = ("vfat", "exfat")
"""What sticks are formatted with; a kernel's other drivers are not shown to strangers' disks."""


class CannotOpen(Exception):  # noqa: N818  says what is the matter
    """This machine may not mount, or knows no file system on the device."""


@contextmanager
def mounted(device: Path) -> Iterator[Path]:
    """The device's file system in a private folder: nosuid, nodev, noexec, sync. Raises CannotOpen."""
    libc = ctypes.CDLL(None, use_errno=True)
    _must(libc.unshare(_NEWNS))
    _must(libc.mount(None, b"/", None, ctypes.c_ulong(_REC | _PRIVATE), None))
    with tempfile.TemporaryDirectory(prefix="cubby-stick-") as folder:
        _mount(libc, device, folder)
        try:
            yield Path(folder)
        finally:
            # A folder that is still in use is let go when this process ends.
            libc.umount2(os.fsencode(folder), _DETACH | _NOFOLLOW)


def _mount(libc: ctypes.CDLL, device: Path, folder: str) -> None:
    for kind in KINDS:
        source, target = os.fsencode(device), os.fsencode(folder)
        if libc.mount(source, target, kind.encode(), ctypes.c_ulong(SAFE), None) == 0:
            return
    raise CannotOpen(f"{device} can't be mounted: {os.strerror(ctypes.get_errno())}")


def _must(status: int) -> None:
    if status != 0:
        raise CannotOpen(os.strerror(ctypes.get_errno()))
