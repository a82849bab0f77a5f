"""Why a journal can't be used: the environment's failures, named and put into a sentence for people."""

from __future__ import annotations

import errno
import sqlite3
from enum import StrEnum

from kiosk.journal.chain import Head


class Problem(StrEnum):
    NEWER_VERSION = "newer-version"
    NO_WAY_BACK = "no-way-back"
    NOT_OURS = "not-ours"
    MISSING = "missing"
    DAMAGED = "damaged"
    CHAIN_BROKEN = "chain-broken"
    TRIGGERS_MISSING = "triggers-missing"
    WRONG_PRAGMAS = "wrong-pragmas"
    DISK_FULL = "disk-full"
    READ_ONLY = "read-only"
    SYNC_FAILED = "sync-failed"
    DISK_FAILED = "disk-failed"
    IN_USE = "in-use"
    STOPPED = "stopped"


SENTENCES = {
    Problem.NEWER_VERSION: "This data was written by a newer Cubby. Install that version or a later one.",
    Problem.NO_WAY_BACK: (
        "This version is on trial, and would change the data so that the one before can't read them."
        " Nothing was changed."
    ),
    Problem.NOT_OURS: "journal.db is not Cubby's file. Choose another data folder, or move it away.",
    Problem.MISSING: "The journal is gone or empty. Put it back. Or run: cubby journal restore",
    Problem.DAMAGED: (
        "The journal file is damaged, or a copy was put in its place. Nothing was changed."
        " To put a backup back, run: cubby journal restore"
    ),
    Problem.CHAIN_BROKEN: (
        "The journal was altered, or a copy was put in its place. Nothing was changed. Have it examined."
        " To put a backup back, run: cubby journal restore"
    ),
    Problem.TRIGGERS_MISSING: "The journal lost its write protection. Have it examined before going on.",
    Problem.WRONG_PRAGMAS: "This SQLite refused the settings that keep the journal safe. Install another.",
    Problem.DISK_FULL: "The disk is full. Free some space, then start Cubby again.",
    Problem.READ_ONLY: "The data folder can't be written to. Make it writable, then start Cubby again.",
    Problem.SYNC_FAILED: "The disk could not confirm a write. Check the disk, then start Cubby again.",
    Problem.DISK_FAILED: "The disk could not be read or written. Check the disk, then start Cubby again.",
    Problem.IN_USE: "Another program is using the journal. End it, then start Cubby again.",
    Problem.STOPPED: "The journal stopped after an earlier failure. Start Cubby again.",
}


class JournalUnusable(Exception):  # noqa: N818  says what is the matter
    """The journal can't be opened or written; nothing more is done with it until it is opened anew.

    `sentence` says to a person what happened and what to do; `detail` is for the log.
    `attempt` is set where a COMMIT failed: the rows up to that head are there after opening anew, or none is.
    """

    def __init__(self, problem: Problem, detail: str = "", sentence: str | None = None) -> None:
        self.problem = problem
        self.sentence = sentence or SENTENCES[problem]
        self.detail = detail
        self.attempt: Head | None = None
        super().__init__(f"{self.sentence} ({': '.join(filter(None, (problem, detail)))})")


class AlreadyThere(ValueError):  # noqa: N818  says what is the matter
    """A vault row with this unique value exists."""


_SYNCS = {sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_DIR_FSYNC}
_PRIMARY = {
    sqlite3.SQLITE_FULL: Problem.DISK_FULL,
    sqlite3.SQLITE_READONLY: Problem.READ_ONLY,
    sqlite3.SQLITE_PERM: Problem.READ_ONLY,
    sqlite3.SQLITE_BUSY: Problem.IN_USE,
    sqlite3.SQLITE_LOCKED: Problem.IN_USE,
    sqlite3.SQLITE_CORRUPT: Problem.DAMAGED,
    sqlite3.SQLITE_NOTADB: Problem.DAMAGED,
    sqlite3.SQLITE_CONSTRAINT: Problem.CHAIN_BROKEN,
}
_ERRNOS = {
    errno.ENOSPC: Problem.DISK_FULL,
    errno.EDQUOT: Problem.DISK_FULL,
    errno.EROFS: Problem.READ_ONLY,
    errno.EACCES: Problem.READ_ONLY,
    errno.EPERM: Problem.READ_ONLY,
}


FAILURES = (sqlite3.Error, OSError, UnicodeDecodeError)
"""What SQLite raises when the world fails it; the last where its own message quotes a damaged name."""


def unusable(failure: sqlite3.Error | OSError | UnicodeDecodeError) -> JournalUnusable:
    """Name what SQLite or the system reported."""
    if isinstance(failure, UnicodeDecodeError):
        return JournalUnusable(Problem.DAMAGED, str(failure))
    if isinstance(failure, OSError):
        return JournalUnusable(_ERRNOS.get(failure.errno or 0, Problem.DISK_FAILED), str(failure))
    code = getattr(failure, "sqlite_errorcode", None)
    name = getattr(failure, "sqlite_errorname", type(failure).__name__)
    if code is None:
        problem = Problem.DISK_FAILED
    elif code in _SYNCS:
        problem = Problem.SYNC_FAILED
    else:
        problem = _PRIMARY.get(code & 0xFF, Problem.DISK_FAILED)
    return JournalUnusable(problem, f"{name}: {failure}")
