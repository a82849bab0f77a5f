"""Reading a journal beside the kiosk that writes it, or at rest."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlite_utils import Database

from kiosk.journal import reading
from kiosk.journal.chain import Broken
from kiosk.journal.checkpoints import Verify
from kiosk.journal.connection import FILE, examine, read_only
from kiosk.journal.problems import JournalUnusable, Problem, unusable


@contextlib.contextmanager
def snapshot(folder: Path) -> Iterator[Database]:
    """One moment of the journal, whatever a running kiosk writes meanwhile. Raises JournalUnusable."""
    db = read_only(folder)
    try:
        db.execute("BEGIN")
        yield db
    except (sqlite3.Error, UnicodeDecodeError) as failure:
        raise unusable(failure) from failure
    finally:
        db.close()


def walk(
    db: Database, folder: Path, verify: Verify, passed: Callable[[int], object] = lambda _seq: None
) -> reading.Verified | Broken:
    """Look at the file, then at its whole chain and all checkpoints. Raises JournalUnusable."""
    if examine(db, folder / FILE):
        raise JournalUnusable(Problem.MISSING, str(folder / FILE))
    return reading.verify_whole(db, folder, verify, passed)
