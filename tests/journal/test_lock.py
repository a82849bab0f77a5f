"""One process owns a data folder."""

from __future__ import annotations

import fcntl
import os
import signal
import threading
from pathlib import Path

import pytest

from kiosk.journal.lock import AlreadyOwned, own
from tests.journal.kit import begin, opened, written


def _owner(folder: Path) -> int:
    """A process that owns the folder until it is killed; its id."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with own(folder):
                os.write(writing, b"mine\n")
                signal.pause()
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as said:
        assert said.readline() == "mine\n"
    return child


def test_a_second_process_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    written(tmp_path, 1)
    first = _owner(tmp_path)
    try:
        with pytest.raises(AlreadyOwned, match=f"already running on .* \\(process {first}\\)") as refusal:
            own(tmp_path)
        assert refusal.value.pid == first
    finally:
        os.kill(first, signal.SIGKILL)
        os.waitpid(first, 0)
    with opened(tmp_path) as journal:
        assert journal.head.seq == 1


def test_one_process_owns_it_once(tmp_path: Path) -> None:
    with own(tmp_path), pytest.raises(AlreadyOwned) as refusal:
        own(tmp_path)
    assert refusal.value.pid == os.getpid()
    own(tmp_path).release()


def test_whoever_waits_gets_it_when_it_is_free(tmp_path: Path) -> None:
    first = own(tmp_path)
    free = threading.Timer(0.1, first.release)
    free.start()
    with own(tmp_path, patience=30) as second:
        assert second.held
        assert not first.held
    free.join()


def test_whoever_waits_in_vain_is_refused(tmp_path: Path) -> None:
    with own(tmp_path), pytest.raises(AlreadyOwned):
        own(tmp_path, patience=0.1)


def test_a_journal_is_not_opened_without_owning(tmp_path: Path) -> None:
    owned = own(tmp_path)
    owned.release()
    with pytest.raises(RuntimeError, match="not owned"):
        begin(owned)


def test_a_child_does_not_inherit_the_folder(tmp_path: Path) -> None:
    with own(tmp_path) as owned:
        assert not any(os.get_inheritable(int(name)) for name in _handles(tmp_path / "cubby.lock"))
        assert owned.held


def _handles(path: Path) -> list[str]:
    found = [one.name for one in Path("/proc/self/fd").iterdir() if one.exists() and one.resolve() == path]
    assert found
    return found


def test_the_folder_is_owned_although_its_lock_file_was_removed(tmp_path: Path) -> None:
    first = _owner(tmp_path)
    try:
        (tmp_path / "cubby.lock").unlink()
        with pytest.raises(AlreadyOwned, match="already running"):
            own(tmp_path)
        (tmp_path / "cubby.lock").write_bytes(b"")
        with pytest.raises(AlreadyOwned, match="already running"):
            own(tmp_path)
    finally:
        os.kill(first, signal.SIGKILL)
        os.waitpid(first, 0)
    own(tmp_path).release()


def test_an_older_version_that_locks_the_file_alone_owns_it_too(tmp_path: Path) -> None:
    handle = os.open(tmp_path / "cubby.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.write(handle, b"77\n")
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(AlreadyOwned, match="process 77"):
            own(tmp_path)
    finally:
        os.close(handle)
