"""Threads and processes that a test leaves behind."""

from __future__ import annotations

import ctypes
import os
import select
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends, so that `running()` sees it too."""
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_CHILD_SUBREAPER)")


@dataclass(frozen=True, slots=True)
class Running:
    """The threads and child processes (by PID) of this process at one moment."""

    threads: frozenset[threading.Thread]
    processes: frozenset[int]


def running() -> Running:
    """What runs now; threads that Python did not start (Qt's, OpenCV's) are not counted."""
    threads = (t for t in threading.enumerate() if not isinstance(t, threading._DummyThread))
    return Running(frozenset(threads), frozenset(_children()))


def leaked(before: Running, grace_s: float) -> list[str]:
    """Describe what runs now and did not run `before`, once it had `grace_s` seconds to end.

    Ends and collects the processes that it describes, so that one test's leak is not the next one's.
    """
    until = time.monotonic() + grace_s
    threads = [thread for thread in running().threads - before.threads if _outlives(thread, until)]
    names = {pid: _command(pid) for pid in running().processes - before.processes}
    processes = [pid for pid in names if not _ends(pid, until)]
    for pid in processes:
        with suppress(ProcessLookupError):
            os.kill(pid, 9)
    _collect(names)
    return [
        *(f"thread {thread.name!r}" for thread in threads),
        *(f"process {pid}: {names[pid]}" for pid in processes),
    ]


def _outlives(thread: threading.Thread, until: float) -> bool:
    thread.join(max(0.0, until - time.monotonic()))
    return thread.is_alive()


def _ends(pid: int, until: float) -> bool:
    """Whether the process is over (a zombie is) before `until`."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], max(0.0, until - time.monotonic()))[0])
    finally:
        os.close(handle)


def _collect(pids: Iterable[int]) -> None:
    for pid in pids:
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)


def _children() -> Iterable[int]:
    me = os.getpid()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            # The command in brackets may hold anything, brackets too.
            parent = int(stat.read_text(errors="replace").rpartition(")")[2].split()[1])
            if parent == me:
                yield int(stat.parent.name)


def _command(pid: int) -> str:
    with suppress(FileNotFoundError, ProcessLookupError):
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        return b" ".join(words).decode(errors="replace").strip() or "(ended, and nobody waited for it)"
    return "(gone)"
