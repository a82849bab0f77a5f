"""The one connection: looked at before it is trusted, its settings read back, its triggers counted."""

from __future__ import annotations

import logging
import os
import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from kiosk.journal import checkpoints
from kiosk.journal.files import Sorted, sorted_out
from kiosk.journal.migrations import APPLICATION_ID, TRIGGERS, USER_VERSION, migrations
from kiosk.journal.problems import FAILURES, JournalUnusable, Problem, unusable

log = logging.getLogger(__name__)

SQLITE_VERSION = sqlite3.sqlite_version
FILE = "journal.db"
BACKUPS = "backups"
BACKUP_STAMP = "%Y%m%dT%H%M%S%fZ"
_HALF = re.compile(r"\d{4,}-\d{12,}-.*\.new")
_BACKUP = re.compile(r"\d{4,}-\d{12,}-(\d{8}T\d{12}Z)\.db")

# In this order: synchronous=EXTRA has to stand before the file first becomes a WAL file.
PRAGMAS: tuple[tuple[str, int | str, int | str], ...] = (
    ("synchronous", "EXTRA", 3),
    ("journal_mode", "WAL", "wal"),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("secure_delete", "ON", 1),
    ("busy_timeout", 5000, 5000),
    ("wal_autocheckpoint", 1000, 1000),
    ("journal_size_limit", 67108864, 67108864),
    ("mmap_size", 0, 0),
    ("recursive_triggers", "ON", 1),
)

_ROLLBACK_MAGIC = bytes.fromhex("d9d505f920a163d7")

SMALL_ENOUGH_TO_CHECK = 32 * 2**20
"""Bytes up to which every page is checked at a start (about 50 ms); larger files are checked in backups."""


def read_only(folder: Path) -> Database:
    """A connection for reading beside a running kiosk; it never checkpoints. Raises JournalUnusable."""
    if not _size(folder / FILE):
        raise JournalUnusable(Problem.MISSING, str(folder / FILE))
    try:
        connection = sqlite3.connect(f"{(folder / FILE).absolute().as_uri()}?mode=ro", uri=True)
        connection.isolation_level = None
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        return wrapped(connection)
    except FAILURES as failure:
        raise unusable(failure) from failure


def wrapped(connection: sqlite3.Connection) -> Database:
    """The connection as sqlite-utils', without what that would do to it on its own account."""
    # A damaged text must reach the chain, which names its row; by default it would end the reading.
    connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    return Database(connection, recursive_triggers=False, execute_plugins=False)


def open_database(folder: Path, tables: int = USER_VERSION) -> Database:
    """The writing connection, on an existing journal or a new one. Raises JournalUnusable.

    `tables`: the version that a file may have afterwards at most; on trial, what the version before reads.
    """
    path = folder / FILE
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise JournalUnusable(Problem.READ_ONLY, str(folder))
    # SQLite deletes the WAL beside an empty file. One beside a file with nothing but its header is the work
    # of a first start that was cut short: no journal has been anybody's before its first checkpoint stood.
    orphaned = not _size(path) and _size(path.with_name(f"{FILE}-wal"))
    if _to_be_filled(path) and (orphaned or _traces(folder)):
        raise JournalUnusable(Problem.MISSING, str(path))
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        path.chmod(0o600)
        set_pragmas(connection)
        db = wrapped(connection)
        _keep_way_back(db, tables)
        migrations.apply(db)
        check_triggers(db)
    except FAILURES as failure:
        if connection is not None:
            connection.close()
        raise unusable(failure) from failure
    except JournalUnusable:
        if connection is not None:
            connection.close()
        raise
    log.info("journal open: SQLite %s, %s", SQLITE_VERSION, path)
    return db


def _to_be_filled(path: Path) -> bool:
    # An empty file is not even looked into, for the WAL's sake.
    if not _size(path) or _falls_back_to_nothing(path):
        return True
    looked_at = read_only(path.parent)
    try:
        return examine(looked_at, path)
    except FAILURES as failure:
        raise unusable(failure) from failure
    finally:
        looked_at.close()


def _falls_back_to_nothing(path: Path) -> bool:
    """Whether the file holds no more than the first transaction of a first start, cut short by the power.

    Then the rollback journal beside it says that the file had no page before (SQLite file format, 3.0).
    """
    try:
        with path.with_name(f"{FILE}-journal").open("rb") as file:
            header = file.read(20)
    except FileNotFoundError:
        return False
    return header[:8] == _ROLLBACK_MAGIC and header[16:20] == bytes(4)


def examine(db: Database, path: Path) -> bool:
    """Refuse a file that isn't ours, is newer or is damaged; whether it is still to be filled."""
    (application_id,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if application_id == 0 and version == 0 and tables <= {migrations.migrations_table}:
        return True
    if application_id != APPLICATION_ID:
        raise JournalUnusable(Problem.NOT_OURS, f"application_id {application_id:#x}")
    if version > USER_VERSION:
        raise JournalUnusable(Problem.NEWER_VERSION, f"version {version}, ours is {USER_VERSION}")
    check = "quick_check" if path.stat().st_size <= SMALL_ENOUGH_TO_CHECK else "quick_check(epoch)"
    found = [text for (text,) in db.execute(f"PRAGMA {check}")]
    if found != ["ok"]:
        raise JournalUnusable(Problem.DAMAGED, "; ".join(found[:5]))
    return False


def _keep_way_back(db: Database, tables: int) -> None:
    """A file that is still to be made newer is not, where the version before could not read it any more."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version < USER_VERSION and tables < USER_VERSION:
        raise JournalUnusable(Problem.NO_WAY_BACK, f"version {USER_VERSION}, theirs is {tables}")


def set_pragmas(connection: sqlite3.Connection) -> None:
    """Set every pragma and read it back; raises JournalUnusable on a mismatch."""
    for name, wanted, reads_as in PRAGMAS:
        connection.execute(f"PRAGMA {name} = {wanted}").fetchall()
        found = connection.execute(f"PRAGMA {name}").fetchone()
        if found is None or found[0] != reads_as:
            raise JournalUnusable(Problem.WRONG_PRAGMAS, f"{name} is {found and found[0]}, not {wanted}")


def check_triggers(db: Database) -> None:
    """The triggers that guard the journal stand, word for word; raises JournalUnusable."""
    found = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    if found != TRIGGERS:
        differing = sorted(name for name, sql in (found.items() ^ TRIGGERS.items()))
        raise JournalUnusable(Problem.TRIGGERS_MISSING, ", ".join(dict.fromkeys(differing)))


def backup_time(name: str) -> datetime | None:
    """When a backup of this name was made, in UTC by the clock of that time; None for no backup of ours."""
    found = _BACKUP.fullmatch(name)
    try:
        return datetime.strptime(found[1], BACKUP_STAMP).replace(tzinfo=UTC) if found else None
    except ValueError:  # a day that never was
        return None


def backups(folder: Path) -> Sorted:
    """The backups of a data folder, oldest first, and what else is beside them. Raises OSError."""
    return sorted_out(folder / BACKUPS, lambda name: backup_time(name) is not None, is_half_a_backup)


def is_half_a_backup(name: str) -> bool:
    return bool(_HALF.fullmatch(name))


def _traces(folder: Path) -> bool:
    """Whether there was a journal here once."""
    return bool(checkpoints.files(folder).ours or backups(folder).ours)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
