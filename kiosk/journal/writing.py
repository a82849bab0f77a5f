"""Transactions on the one connection: by its owner thread only, and by nobody after a failure."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator

from sqlite_utils import Database

from kiosk.journal.chain import Head
from kiosk.journal.problems import JournalUnusable, Problem, unusable

_ENVIRONMENT = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
}


class Writing:
    """Guards `db`. The thread that makes it owns it."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.committing = False
        self._owner = threading.get_ident()
        self._failure: JournalUnusable | None = None

    def check(self) -> None:
        """The right thread, and no failure before; raises."""
        if threading.get_ident() != self._owner:
            raise RuntimeError("the journal belongs to another thread")
        if self._failure is not None:
            raise JournalUnusable(Problem.STOPPED, f"after {self._failure}") from self._failure

    def fail(self, failure: sqlite3.Error | OSError | JournalUnusable) -> JournalUnusable:
        """Note a failure of the environment: nothing is written any more until the journal is opened anew."""
        self._failure = failure if isinstance(failure, JournalUnusable) else unusable(failure)
        return self._failure

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """One durable transaction, or a part of the one that is open.

        `atomic()` begins deferred. With one writing connection that is as good as immediate as long as the
        first statement writes; a foreign writer is then waited for (busy_timeout) before anything is read.
        Raises JournalUnusable; after a failed COMMIT (`committing` is true) the outcome is unknown.
        """
        self.check()
        if self.db.conn.in_transaction:
            yield
            return
        self.committing = False
        try:
            with self.db.atomic():
                yield
                self.committing = True
        except sqlite3.Error as failure:
            self.judge(failure)
            raise

    def judge(self, failure: sqlite3.Error, attempt: Head | None = None) -> None:
        """Raise JournalUnusable where it is the environment that failed; our own mistakes pass.

        `attempt` is where the chain would stand; it goes with the failure of a COMMIT.
        """
        code = getattr(failure, "sqlite_errorcode", sqlite3.SQLITE_IOERR)
        if self.committing or code & 0xFF in _ENVIRONMENT:
            refusal = self.fail(failure)
            refusal.attempt = attempt if self.committing else None
            raise refusal from failure
