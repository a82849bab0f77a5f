"""Kill -9 between any two instructions: what was acknowledged is there, and no append is there by half."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.journal.copies import backup
from kiosk.journal.reading import Verified
from kiosk.journal.store import Journal
from kiosk.journal.tables.vault import Label
from tests.journal.kit import Anything, note, opened

_BATCH = 3


def _run_until(folder: Path, acknowledgements: int, work: Callable[[Journal[Anything], int], int]) -> int:
    """Let a child work and acknowledge through a pipe; kill it after so many. The last acknowledged seq."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with opened(folder, clock=SystemClock()) as journal:
                for number in range(100_000):
                    os.write(writing, f"{work(journal, number)}\n".encode())
        finally:
            os._exit(1)
    os.close(writing)
    seen = 0
    try:
        with os.fdopen(reading) as lines:
            for _ in range(acknowledgements):
                seen = int(lines.readline())
            os.kill(child, signal.SIGKILL)
            for line in lines:  # what it still said before the signal reached it
                if line.endswith("\n"):
                    seen = int(line)
    finally:
        _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    return seen


def _append(journal: Journal[Anything], number: int) -> int:
    def also() -> None:
        journal.vault.put_label(Label(f"k{journal.head.seq}", None, f"T{number}", "1234"))

    return journal.append([note(f"{number}") for _ in range(_BATCH)], also=also)[-1].seq


def test_killed_at_random_moments(tmp_path: Path) -> None:
    draw = random.Random(3)  # noqa: S311  repeatable, not secret
    for _ in range(12):
        acknowledged = _run_until(tmp_path, draw.randrange(1, 40), _append)
        with opened(tmp_path) as journal:
            assert isinstance(journal.verify(), Verified)
            assert journal.head.seq >= acknowledged
            assert journal.head.seq % _BATCH == 0
            labels = journal.vault.labels([f"k{seq}" for seq in range(0, journal.head.seq, _BATCH)])
            assert len(labels) == journal.head.seq // _BATCH


def _append_and_back_up(journal: Journal[Anything], number: int) -> int:
    seq = _append(journal, number)
    backup.make(journal)
    return seq


def test_killed_while_backing_up(tmp_path: Path) -> None:
    """Only finished backups bear a backup's name."""
    draw = random.Random(4)  # noqa: S311  repeatable, not secret
    for _ in range(5):
        _run_until(tmp_path, draw.randrange(1, 10), _append_and_back_up)
        assert backup.existing(tmp_path)
        for path in backup.existing(tmp_path):
            with backup.looked_at(path) as db:
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        with opened(tmp_path) as journal:
            backup.make(journal)
        assert not list((tmp_path / "backups").glob("*.new"))
