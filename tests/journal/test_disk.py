"""Disks that are full, read-only or lie: the journal stops, says why, and knows what it has.

Real refusals where they can be had without privileges: SQLite's own page limit (a true SQLITE_FULL), the
process's file size limit (a true failed write), system calls made to fail by strace (a true failed sync), a
folder that an unprivileged process may not write to. Only a COMMIT that fails after it was kept is made up.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.journal.connection import FILE
from kiosk.journal.lock import own
from kiosk.journal.problems import JournalUnusable, Problem
from kiosk.journal.reading import Verified
from kiosk.journal.store import Journal
from tests.journal.kit import Anything, Wrapped, begin, note, opened, reopened, written

ROOT = Path(__file__).parents[2]


def _until_refused(journal: Journal[Anything]) -> tuple[int, JournalUnusable]:
    """Append until the disk refuses; how many rows were acknowledged, and the refusal."""
    acknowledged = journal.head.seq

    def fill() -> None:
        nonlocal acknowledged
        while acknowledged < 3000:
            acknowledged = journal.append([note("x" * 500)])[-1].seq

    with pytest.raises(JournalUnusable) as refusal:
        fill()
    with pytest.raises(JournalUnusable) as again:
        journal.append([note()])
    assert again.value.problem is Problem.STOPPED
    with pytest.raises(JournalUnusable):
        journal.vault.persons()
    return acknowledged, refusal.value


def test_a_full_disk(tmp_path: Path) -> None:
    with opened(tmp_path, every=10_000) as journal:
        journal.append([note()])
        journal.writing.db.execute("PRAGMA max_page_count = 60")
        acknowledged, refusal = _until_refused(journal)
    assert refusal.problem is Problem.DISK_FULL
    assert refusal.attempt is None
    with opened(tmp_path) as journal:
        assert journal.head.seq == acknowledged
        assert isinstance(journal.verify(), Verified)
        journal.append([note()])


@contextlib.contextmanager
def _files_no_larger_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_write_that_fails(tmp_path: Path) -> None:
    with own(tmp_path) as owned:
        journal = begin(owned, every=10_000)
        journal.append([note()])
        with _files_no_larger_than((tmp_path / f"{FILE}-wal").stat().st_size + 100_000):
            acknowledged, refusal = _until_refused(journal)
        assert refusal.problem is Problem.DISK_FAILED
        anew = reopened(journal)
        assert anew.head.seq == acknowledged
        assert isinstance(anew.verify(), Verified)
        anew.close()


_CHILD = """
import json, sys
from pathlib import Path
from kiosk.journal.problems import JournalUnusable
from tests.journal.kit import note, begin
from kiosk.journal.lock import own

journal = begin(own(Path(sys.argv[1])), every=10_000)
acknowledged = 0
try:
    while acknowledged < 500:
        acknowledged = journal.append([note("x" * 500)])[-1].seq
except JournalUnusable as refusal:
    attempt = refusal.attempt and (refusal.attempt.seq, refusal.attempt.hash.hex())
    print(json.dumps([refusal.problem, acknowledged, attempt]), flush=True)
sys.stdout.flush()
import os
os._exit(0)
"""


def _under_strace(folder: Path, *injections: str) -> tuple[str, int, tuple[int, str] | None]:
    """A process of its own in which system calls fail; it ends without closing anything."""
    inject = [word for injection in injections for word in ("-e", f"inject={injection}")]
    calls = ",".join(injection.split(":")[0] for injection in injections)
    strace = ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={calls}", *inject]
    done = subprocess.run(
        [*strace, sys.executable, "-c", _CHILD, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stdout, done.stderr
    problem, acknowledged, attempt = json.loads(done.stdout)
    return problem, acknowledged, attempt and (attempt[0], attempt[1])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("injections", "problem"),
    [
        (["fdatasync:error=EIO:when=60+", "fsync:error=EIO:when=60+"], Problem.SYNC_FAILED),
        (["pwrite64:error=ENOSPC:when=300+"], Problem.DISK_FULL),
        (["pwrite64:error=EIO:when=300+"], Problem.DISK_FAILED),
    ],
)
def test_system_calls_that_fail(tmp_path: Path, injections: list[str], problem: Problem) -> None:
    found, acknowledged, attempt = _under_strace(tmp_path, *injections)
    assert found == problem
    assert acknowledged > 10
    with opened(tmp_path) as journal:
        assert isinstance(journal.verify(), Verified)
        assert journal.head.seq in {acknowledged, attempt[0] if attempt else acknowledged}
        if journal.head.seq > acknowledged:
            assert attempt == (journal.head.seq, journal.head.hash.hex())


def _commit_fails(*, kept: bool) -> Callable[..., Any]:
    def execute(connection: sqlite3.Connection, sql: str, *parameters: Any) -> Any:
        if sql == "COMMIT":
            if kept:
                connection.execute(sql)
            failure = sqlite3.OperationalError("disk I/O error")
            failure.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
            raise failure
        return connection.execute(sql, *parameters)

    return execute


@pytest.mark.parametrize("kept", [True, False])
def test_after_a_failed_commit_only_reading_tells(tmp_path: Path, kept: bool) -> None:
    with own(tmp_path) as owned:
        journal = begin(owned)
        journal.append([note("before")])
        db = journal.writing.db
        db.conn = Wrapped(db.conn, _commit_fails(kept=kept))  # type: ignore[assignment]  # stands in for it
        with pytest.raises(JournalUnusable) as refusal:
            journal.append([note("doubtful"), note("too")])
        assert refusal.value.problem is Problem.SYNC_FAILED
        assert refusal.value.attempt is not None
        assert refusal.value.attempt.seq == 3
        with pytest.raises(JournalUnusable):
            journal.append([note("never")])
        anew = reopened(journal)
        assert (anew.head == refusal.value.attempt) is kept
        assert anew.head.seq == (3 if kept else 1)
        anew.append([note("after")])
        assert isinstance(anew.verify(), Verified)
        anew.close()


def test_a_folder_that_can_not_be_written_to(tmp_path: Path) -> None:
    """Root may write anywhere, so a process without rights has to try."""
    written(tmp_path, 3)
    place = Path(tempfile.mkdtemp(prefix="cubby-read-only-"))
    try:
        shutil.copytree(tmp_path, place, dirs_exist_ok=True)
        for path in [place, *place.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        before = (place / FILE).read_bytes()
        assert _refused_without_rights(place) == Problem.READ_ONLY
        assert (place / FILE).read_bytes() == before
    finally:
        for path in [place, *place.rglob("*")]:
            path.chmod(0o755)
        shutil.rmtree(place)


def _refused_without_rights(place: Path) -> str:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        said = "opened"
        try:
            if os.geteuid() == 0:
                os.setresuid(65534, 65534, 65534)
            with opened(place):
                pass
        except JournalUnusable as refusal:
            said = refusal.problem
        except BaseException as other:  # noqa: BLE001  the child must end here and nowhere else
            said = repr(other)
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return said
