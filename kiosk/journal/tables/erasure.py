"""Forgetting somebody: in the vault's rows, in the write-ahead log, in backups, in what was set aside.

The rows go in one quick transaction. Their traces go afterwards: the erasable tables are swept (in slices,
in the journal's thread), the write-ahead log is emptied, and a fresh backup takes the place of all older ones
(any thread). Until the last of it that is owed (`owed`), whatever ends the program meanwhile.
"""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from kiosk.journal.copies import backup
from kiosk.journal.copies.backup import COMING, SET_ASIDE, BackupFailed
from kiosk.journal.files import sync
from kiosk.journal.store import Journal
from kiosk.journal.tables.sweep import Sweep, left_over

E = TypeVar("E")


def owed(journal: Journal[E], erased_at: int) -> bool:
    """Whether a copy may still hold what was erased. `erased_at`: the last row that erased anything, or 0."""
    if left_over(journal.writing):
        return True
    if not erased_at:
        return False
    last = journal.writing.db.execute("SELECT epoch FROM journal WHERE seq = ?", [erased_at]).fetchone()
    copies = backup.existing(journal.folder)
    return last is not None and (not copies or backup.stands_at(copies[0]) < (last[0], erased_at))


def remove_traces(journal: Journal[E]) -> Path:
    """All of it at once, for data at rest; the fresh backup. Raises BackupFailed."""
    sweep = Sweep(journal.writing)
    while sweep.step():
        pass
    empty_log(journal)
    return replace_copies(journal.folder, journal.clock.now())


def empty_log(journal: Journal[E]) -> None:
    """Move the write-ahead log into the file and empty it; waits for nobody.

    Raises BackupFailed while somebody else reads the journal.
    """
    db = journal.writing.db
    (patience,) = db.execute("PRAGMA busy_timeout").fetchone()
    db.execute("PRAGMA busy_timeout = 0")
    try:
        busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        db.execute(f"PRAGMA busy_timeout = {patience}")
    if busy:
        raise BackupFailed("Another program is reading the journal. End it, then erase again.")


def replace_copies(folder: Path, now: datetime) -> Path:
    """Make a fresh backup and remove all older copies; any thread may. The older backups go last.

    Raises BackupFailed.
    """
    for left in folder.glob(f"{COMING}*"):
        left.unlink()
    if (folder / SET_ASIDE).exists():
        shutil.rmtree(folder / SET_ASIDE)
        sync(folder)
    fresh = backup.copy(folder, now)
    for old in backup.existing(folder):
        if old != fresh:
            old.unlink()
    sync(fresh.parent)
    return fresh
