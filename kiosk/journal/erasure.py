"""Forgetting somebody: in the vault's rows, in the write-ahead log, in backups, in what was set aside."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from kiosk.journal import backup
from kiosk.journal.backup import COMING, SET_ASIDE, BackupFailed
from kiosk.journal.files import sync
from kiosk.journal.rows import Entry, Row
from kiosk.journal.store import Journal

E = TypeVar("E")


def erase(
    journal: Journal[E], entries: Sequence[Entry[E]], remove: Callable[[], object]
) -> tuple[Row[E], ...]:
    """Let `remove` take rows out of the vault, record `entries`, and remove the traces in every file.

    Raises BackupFailed where the traces could not all be removed yet: call `remove_traces` again later.
    """
    rows = journal.append(entries, also=remove)
    remove_traces(journal)
    return rows


def owed(journal: Journal[E], kinds: Sequence[str]) -> bool:
    """Whether a copy may still hold what was erased: one is older than the last event of these kinds."""
    marks = ", ".join("?" * len(kinds))
    last = journal.writing.db.execute(
        f"SELECT epoch, seq FROM journal WHERE kind IN ({marks}) ORDER BY seq DESC LIMIT 1",  # noqa: S608  only question marks
        list(kinds),
    ).fetchone()
    copies = backup.existing(journal.folder)
    return last is not None and (not copies or backup.stands_at(copies[0]) < last)


def remove_traces(journal: Journal[E]) -> Path:
    """Empty the write-ahead log, make a fresh backup, and remove all older copies; the fresh backup."""
    busy, _, _ = journal.writing.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise BackupFailed("Another program is reading the journal. End it, then erase again.")
    fresh = backup.make(journal)
    for old in backup.existing(journal.folder):
        if old != fresh:
            old.unlink()
    sync(fresh.parent)
    for left in journal.folder.glob(f"{COMING}*"):
        left.unlink()
    if (journal.folder / SET_ASIDE).exists():
        shutil.rmtree(journal.folder / SET_ASIDE)
        sync(journal.folder)
    return fresh
