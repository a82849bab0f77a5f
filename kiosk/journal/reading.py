"""Reading and verifying a journal, by its owner or beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from kiosk.journal import checkpoints
from kiosk.journal.chain import GENESIS, Broken, Head, Raw, canonical, follow
from kiosk.journal.checkpoints import Checkpoint, Reason, Verify
from kiosk.journal.rows import Told

AT_A_START = 5000
"""How many rows are verified at a start (about 50 ms)."""

_BATCH = 500
_TOLD = "seq, at, clock_trusted, visit, principal, actor, kind, v, body"


def raw_rows(db: Database, after: int = 0, upto: int | None = None) -> Iterator[Raw]:
    """Rows with `after < seq <= upto`, in batches, so that no read stays open between them."""
    for batch in _batches(after, partial(_fetched, db, ", ".join(Raw._fields), upto, ())):
        yield from map(Raw._make, batch)


def told_rows(
    db: Database, after: int = 0, upto: int | None = None, kinds: Collection[str] = ()
) -> Iterator[Told]:
    """The same for a fold; of these kinds alone, where any are given."""
    return chain.from_iterable(_batches(after, partial(_fetched_fast, db, _TOLD, upto, tuple(kinds))))


def _batches(after: int, fetched: Callable[[int], list[Any]]) -> Iterator[list[Any]]:
    while True:
        batch = fetched(after)
        yield batch
        if len(batch) < _BATCH:
            return
        after = batch[-1][0]


def _fetched(db: Database, columns: str, upto: int | None, kinds: tuple[str, ...], after: int) -> list[Any]:
    end = 2**63 - 1 if upto is None else upto
    wanted = f" AND kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    return db.execute(
        f"SELECT {columns} FROM journal WHERE seq > ? AND seq <= ?{wanted} ORDER BY seq LIMIT ?",  # noqa: S608  names from above
        [after, end, *kinds, _BATCH],
    ).fetchall()


def _fetched_fast(
    db: Database, columns: str, upto: int | None, kinds: tuple[str, ...], after: int
) -> list[Any]:
    """Texts are made by SQLite's own hand; where one is damaged, they are read again as they are."""
    as_it_is, db.conn.text_factory = db.conn.text_factory, str
    try:
        return _fetched(db, columns, upto, kinds, after)
    except sqlite3.OperationalError:
        db.conn.text_factory = as_it_is
        return _fetched(db, columns, upto, kinds, after)
    finally:
        db.conn.text_factory = as_it_is


def head(db: Database) -> Head:
    found = db.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(*found) if found else Head()


def epoch(db: Database) -> int:
    number: int = db.execute("SELECT epoch FROM epoch").fetchone()[0]
    return number


@dataclass(frozen=True, slots=True)
class Slice:
    """Canonical rows as bytes, without a gap, of one epoch. `before`: the hash of the row before the first;
    `head`: that of the last."""

    epoch: int
    first: int
    before: bytes
    rows: tuple[bytes, ...]
    head: bytes

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def slice_of(db: Database, after: int, most: int, most_bytes: int) -> Slice | None:
    """See `Journal.slice`."""
    before = hash_at(db, after)
    found = db.execute(
        f"SELECT {', '.join(Raw._fields)} FROM journal WHERE seq > ? ORDER BY seq LIMIT ?",  # noqa: S608  our names
        [after, most],
    ).fetchall()
    raws = [Raw._make(row) for row in found]
    if before is None or not raws:
        return None
    rows: list[bytes] = []
    size, head = 0, before
    for raw in raws:
        row = canonical(*raw[:-1]).encode()
        size += len(row) + 1
        if raw.epoch != raws[0].epoch or (rows and size > most_bytes):
            break
        rows.append(row)
        head = raw.hash
    return Slice(raws[0].epoch, raws[0].seq, before, tuple(rows), head)


def hash_at(db: Database, seq: int) -> bytes | None:
    if seq == 0:
        return GENESIS
    found = db.execute("SELECT hash FROM journal WHERE seq = ?", [seq]).fetchone()
    return found[0] if found else None


def epoch_of(db: Database, seq: int) -> int | None:
    found = db.execute("SELECT epoch FROM journal WHERE seq = ?", [seq]).fetchone()
    return found[0] if found else None


def first_of(db: Database, epoch: int, last: int) -> int:
    """Epochs only rise with the rows, so that this needs few looks however many there are."""
    low, high = 1, last + 1
    while low < high:
        middle = (low + high) // 2
        of = epoch_of(db, middle)
        if of is not None and of < epoch:
            low = middle + 1
        else:
            high = middle
    return low


def stored_checkpoints(db: Database) -> list[Checkpoint]:
    """Those in the file, oldest first."""
    return _checkpoints(db, "")


def last_checkpoint(db: Database) -> Checkpoint | None:
    found = _checkpoints(db, "WHERE number = (SELECT max(number) FROM checkpoints)")
    return found[0] if found else None


def _checkpoints(db: Database, where: str) -> list[Checkpoint]:
    rows = db.execute(
        f"SELECT seq, epoch, at, hash, reason, signature FROM checkpoints {where} ORDER BY number"  # noqa: S608  see above
    )
    return [checkpoints.stated(*row) for row in rows]


def store_checkpoint(db: Database, checkpoint: Checkpoint) -> None:
    """Add it to the file, inside the caller's transaction."""
    db.execute(
        "INSERT INTO checkpoints SELECT 1 + coalesce(max(number), 0), ?, ?, ?, ?, ?, ? FROM checkpoints",
        [
            checkpoint.seq,
            checkpoint.epoch,
            checkpoint.at,
            checkpoint.hash,
            str(checkpoint.reason),
            checkpoint.signature,
        ],
    )


@dataclass(frozen=True, slots=True)
class Verified:
    """The chain holds from row `first` to `head`, and agrees with `checkpoints` signed statements."""

    first: int
    head: Head
    checkpoints: int


def verify_whole(
    db: Database, folder: Path, verify: Verify, passed: Callable[[int], object] = lambda _seq: None
) -> Verified | Broken:
    """Walk every row; compare with every checkpoint in the file and in `folder`'s checkpoints/.

    `passed` hears of the rows now and then.
    """
    on_disk = checkpoints.from_files(folder)  # before the rows: none may be younger than what is read
    stated = [*stored_checkpoints(db), *on_disk]
    walked = follow(Head(), _told(raw_rows(db), passed))
    denied = against(db, stated, verify)
    if denied and not (isinstance(walked, Broken) and walked.seq <= (denied.upto or denied.seq)):
        return denied
    if isinstance(walked, Broken):  # the walk names the row, a checkpoint only the stretch it ends
        return walked
    return Verified(1, walked, len(stated))


def _told(rows: Iterator[Raw], passed: Callable[[int], object]) -> Iterator[Raw]:
    for row in rows:
        yield row
        if row.seq % _BATCH == 0:
            passed(row.seq)


def verify_end(db: Database, folder: Path, verify: Verify) -> Verified | Broken:
    """The same for the last `AT_A_START` rows and what else follows the checkpoint before them."""
    on_disk = checkpoints.from_files(folder)
    from_seq = max(0, head(db).seq - AT_A_START)
    before = f"(SELECT coalesce(max(number), 0) FROM checkpoints WHERE seq <= {from_seq})"  # noqa: S608  a number
    stored = _checkpoints(db, f"WHERE number >= {before} OR reason = '{Reason.RESTORED}'")
    start = max((one.head for one in stored if one.seq <= from_seq), key=lambda one: one.seq, default=Head())
    denied = against(db, [*stored, *on_disk], verify)
    if denied:
        return denied
    walked = follow(start, raw_rows(db, start.seq))
    if isinstance(walked, Broken):
        return walked
    return Verified(start.seq + 1, walked, len(stored) + len(on_disk))


def against(db: Database, stated: Iterable[Checkpoint], verify: Verify) -> Broken | None:
    named = {one.seq for one in stated}
    find = "SELECT seq, epoch, hash FROM journal WHERE seq = ?"
    found = (db.execute(find, [seq]).fetchone() for seq in named)
    rows = {row[0]: (row[1], row[2]) for row in found if row}
    return checkpoints.contradiction(stated, rows, head(db).seq, verify)
