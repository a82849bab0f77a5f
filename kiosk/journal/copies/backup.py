"""Backups: made whole, verified, and only then given their name. Putting one back raises the epoch."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from kiosk.clock import Clock
from kiosk.journal import checkpoints, reading
from kiosk.journal.chain import Broken, Head, follow
from kiosk.journal.checkpoints import Checkpoint, Reason, Sign, Verify
from kiosk.journal.connection import (
    BACKUP_STAMP,
    BACKUPS,
    FILE,
    backup_time,
    backups,
    examine,
    is_half_a_backup,
    read_only,
    set_pragmas,
    wrapped,
)
from kiosk.journal.files import sync
from kiosk.journal.lock import Owned
from kiosk.journal.problems import FAILURES, JournalUnusable
from kiosk.journal.store import Journal

E = TypeVar("E")

KEPT = 3
SET_ASIDE = "set-aside"
COMING = f".{FILE}.restored"


class BackupFailed(Exception):  # noqa: N818  says what is the matter
    """No backup was made, or one can't be put back; the journal itself is as it was."""


def make(journal: Journal[E], keep: int = KEPT) -> Path:
    """A backup of the journal as it is, made at once; see `copy`."""
    journal.writing.check()
    return copy(journal.folder, journal.clock.now(), keep)


def copy(data: Path, now: datetime, keep: int = KEPT) -> Path:
    """Copy the journal's file into `backups/`, verify the copy, and keep the newest `keep`.

    Newest is what has the most of the journal, whatever the clock said when it was made: a copy of the same
    rows that is dated later than this one was made by a wrong clock, has nothing more, and goes.

    Reads one moment of the file by a connection of its own, so any thread may, beside the journal's: about
    2 s for a gigabyte. Raises BackupFailed.
    """
    folder = data / BACKUPS
    unfinished = folder / f"0000-000000000000-{now.strftime(BACKUP_STAMP)}.new"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        for left in folder.glob("*.new"):
            if is_half_a_backup(left.name):  # from a process that was killed
                left.unlink()
        unfinished.touch(mode=0o600)
        with contextlib.closing(read_only(data)) as db:
            before = reading.head(db)
            db.execute("PRAGMA query_only = OFF")  # it refuses this too; the file is opened for reading only
            db.execute("VACUUM INTO ?", [str(unfinished)])
        with looked_at(unfinished) as copied:
            ends, epoch = reading.head(copied), reading.epoch(copied)
            if ends.seq < before.seq:
                raise BackupFailed("The copy ends before the journal.")
        path = folder / f"{epoch:04d}-{ends.seq:012d}-{now.strftime(BACKUP_STAMP)}.db"
        sync(unfinished)
        unfinished.rename(path)
        sync(folder)
    except (*FAILURES, JournalUnusable) as failure:
        raise BackupFailed(f"The backup could not be made: {failure}") from failure
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
    copies = existing(data)
    fresh = copies.index(path)
    later = [one for one in copies[fresh + 1 :] if stands_at(one) == stands_at(path)]
    for old in (*copies[: max(0, fresh + 1 - keep)], *later):
        old.unlink()
    sync(folder)
    return path


def existing(folder: Path) -> list[Path]:
    """The backups of a data folder, oldest first; none where the folder can't be read."""
    try:
        return list(backups(folder).ours)
    except OSError:
        return []


def made_at(path: Path) -> datetime:
    """When the backup was made, by the clock of that time, in UTC; its name says so."""
    made = backup_time(path.name)
    if made is None:
        raise ValueError(f"{path.name} is no backup of ours")
    return made


def stands_at(path: Path) -> tuple[int, int]:
    """Epoch and seq of the backup's last row; its name says so."""
    epoch, seq, _ = path.stem.split("-")
    return int(epoch), int(seq)


def restore(owned: Owned, backup: Path, *, clock: Clock, sign: Sign, verify: Verify) -> Checkpoint:
    """Make `backup` the journal of the folder; what was there goes to `set-aside/`.

    The epoch becomes higher than any this folder had, and a signed checkpoint says from where on rows are
    lost. Raises BackupFailed before anything was changed.
    """
    folder = owned.folder
    coming = folder / COMING
    try:
        coming.unlink(missing_ok=True)
        with looked_at(backup) as db:
            _check_chain(db, verify)
            epoch = 1 + max(reading.epoch(db), *_epochs(folder))
            head = reading.head(db)
        shutil.copyfile(backup, coming)
        stated = Checkpoint(
            head.seq, epoch, clock.now().isoformat(timespec="microseconds"), head.hash, Reason.RESTORED
        ).signed(sign)
        _raise_epoch(coming, stated)
    except (*FAILURES, JournalUnusable) as failure:
        coming.unlink(missing_ok=True)
        raise BackupFailed(f"{backup} can't be put back: {failure}") from failure
    # The database goes first: without it nothing would start on the half of what was there.
    aside = folder / SET_ASIDE / clock.now().strftime(BACKUP_STAMP)
    aside.mkdir(mode=0o700, parents=True)
    for name in (FILE, f"{FILE}-wal", f"{FILE}-shm"):
        if (folder / name).exists():
            (folder / name).rename(aside / name)
    sync(folder)
    coming.rename(folder / FILE)
    sync(folder)
    stated.to_file(folder)
    return stated


@contextlib.contextmanager
def looked_at(path: Path) -> Iterator[Database]:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        connection.isolation_level = None
        db = wrapped(connection)
        if examine(db, path):
            raise BackupFailed(f"{path} holds no journal.")
        found = [text for (text,) in db.execute("PRAGMA integrity_check")]
        if found != ["ok"]:
            raise BackupFailed(f"{path} is damaged: {'; '.join(found[:3])}")
        yield db
    finally:
        connection.close()


def _check_chain(db: Database, verify: Verify) -> None:
    walked = follow(Head(), reading.raw_rows(db))
    against = reading.against(db, reading.stored_checkpoints(db), verify)
    for found in (walked, against):
        if isinstance(found, Broken):
            raise BackupFailed(f"The backup's chain is broken from row {found.seq}: {found.why}.")


def _epochs(folder: Path) -> list[int]:
    found = [one.epoch for one in checkpoints.from_files(folder)]
    with contextlib.suppress(JournalUnusable, TypeError, *FAILURES):  # what is there may be past reading
        db = read_only(folder)
        with contextlib.closing(db):
            found.append(reading.epoch(db))
    return found or [0]


def _raise_epoch(path: Path, stated: Checkpoint) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        set_pragmas(connection)
        db = wrapped(connection)
        with db.atomic():
            db.execute("UPDATE epoch SET epoch = ?", [stated.epoch])
            reading.store_checkpoint(db, stated)
    finally:
        connection.close()
    sync(path)
