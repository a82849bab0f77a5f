"""Who owns a data folder: one process at a time, by `flock` on the folder itself and on `cubby.lock`.

The file tells people and older versions who has it; the folder's own lock holds where the file was removed.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from kiosk.journal.files import sync
from kiosk.journal.ownership import act_as_owner
from kiosk.journal.problems import unusable


class AlreadyOwned(Exception):  # noqa: N818  says what is the matter
    """Another process (`pid`, 0 where it did not say) owns the folder."""

    def __init__(self, folder: Path, pid: int) -> None:
        self.folder = folder
        self.pid = pid
        who = f"process {pid}" if pid else "another process"
        super().__init__(f"Cubby is already running on {folder} ({who}). End it first.")


class Owned:
    """The right to write in `folder`, until it is released or the process ends."""

    def __init__(self, folder: Path, handles: tuple[int, ...], be_oneself: Callable[[], None]) -> None:
        self.folder = folder
        self._handles = handles
        self._be_oneself = be_oneself

    @property
    def held(self) -> bool:
        return bool(self._handles)

    def release(self) -> None:
        if self.held:
            for handle in self._handles:
                os.close(handle)
            self._handles = ()
            self._be_oneself()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


AN_ORDER_TAKES: Final = 3.0
"""Seconds, by far: orders on data at rest own the folder while they are written down."""

_LOOK_AGAIN: Final = 0.05


def own(folder: Path, *, patience: float = 0.0) -> Owned:
    """Take the folder (made where it is missing) for this process; wait so many seconds for who has it.

    Root acts as the folder's owner until it is released. A folder that was owned before and can't be written
    to now is owned all the same, so that a kiosk can say what is the matter. Raises `AlreadyOwned`, or
    `JournalUnusable` where there is nothing to own.
    """
    try:
        missing = [place for place in (folder, *folder.parents) if not place.exists()]
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for place in missing:
            sync(place.parent)
        be_oneself = act_as_owner(folder)
    except OSError as failure:
        raise unusable(failure) from failure
    try:
        handles = _handles(folder, patience)
    except BaseException:
        be_oneself()
        raise
    # The number is only a hint for people: a disk that is full or read-only has a screen to say so.
    with contextlib.suppress(OSError):
        os.ftruncate(handles[1], 0)
        os.pwrite(handles[1], f"{os.getpid()}\n".encode(), 0)
    return Owned(folder, handles, be_oneself)


def _handles(folder: Path, patience: float) -> tuple[int, int]:
    """Descriptors of the folder and of its lock file, both locked."""
    with contextlib.ExitStack() as opened:
        try:
            place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            opened.callback(os.close, place)
            file = _open(folder / "cubby.lock")
            opened.callback(os.close, file)
        except OSError as failure:
            raise unusable(failure) from failure
        if not (_locked(place, patience) and _locked(file, patience)):
            written = os.read(file, 20).strip()
            raise AlreadyOwned(folder, int(written) if written.isdigit() else 0)
        opened.pop_all()
    return place, file


def _locked(handle: int, patience: float) -> bool:
    latest = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= latest:
                return False
            time.sleep(_LOOK_AGAIN)
        else:
            return True


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        if not path.exists():
            raise
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)  # enough to own by
