"""States folded from the journal, and snapshots of them, so that a start need not fold years.

A snapshot is never believed without its signature, nor by a version whose state has another shape.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from sqlite_utils import Database

from kiosk.journal import reading
from kiosk.journal.chain import GENESIS
from kiosk.journal.checkpoints import Verify
from kiosk.journal.codec import Codec, StateCodec, Unreadable, canonical_json
from kiosk.journal.rows import Row, Told, read
from kiosk.journal.store import Journal

log = logging.getLogger(__name__)

E = TypeVar("E")
S = TypeVar("S")

SHOWN_DIFFERENCES = 20


@dataclass(frozen=True, slots=True)
class Projection(Generic[S, E]):
    """A state that follows from the rows alone: `fold` is pure. No personal data in it.

    `fold_all` comes to the same for many rows, faster. `kinds`: no other rows change the state; empty where
    every row may.
    """

    name: str
    empty: S
    fold: Callable[[S, Row[E]], S]
    codec: StateCodec[S]
    fold_all: Callable[[S, Iterable[Told]], S] | None = None
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Projected(Generic[S]):
    """A state, and the row after which it was so."""

    seq: int
    state: S


@dataclass(frozen=True, slots=True)
class Rebuilt(Generic[S]):
    """The state folded from nothing, and where what was stored says otherwise (a line each)."""

    rows: int
    state: S
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state as it is kept for the next start; signed."""

    name: str
    shape: str
    seq: int
    state: str
    signature: bytes = b""

    def statement(self, row_hash: bytes) -> bytes:
        """What is signed, with the hash of the row at `seq`."""
        said = {
            "name": self.name,
            "shape": self.shape,
            "seq": self.seq,
            "hash": row_hash.hex(),
            "state": self.state,
        }
        return b"cubby snapshot 1\n" + canonical_json(said).encode()


def last_kept(journal: Journal[E], projection: Projection[S, E]) -> Projected[S]:
    """Where folding goes on from: the last sound snapshot, or nothing at all."""
    journal.writing.check()
    found = _sound_snapshot(journal.writing.db, projection, journal.signed_by_us)
    return found or Projected(0, projection.empty)


def fold_on(
    journal: Journal[E], projection: Projection[S, E], standing: Projected[S], most: int | None = None
) -> Projected[S]:
    """The state some rows later: `most` at once, so that whoever folds years can do other things between."""
    journal.writing.check()
    end = journal.head.seq if most is None else min(journal.head.seq, standing.seq + most)
    return Projected(end, _folded(journal.writing.db, journal.codec, projection, standing, end))


def present(journal: Journal[E], projection: Projection[S, E]) -> S:
    """The state at the journal's end, from the last sound snapshot or from the first row, however long."""
    return fold_on(journal, projection, last_kept(journal, projection)).state


def _folded(
    db: Database, codec: Codec[E], projection: Projection[S, E], standing: Projected[S], end: int
) -> S:
    if projection.fold_all is not None:
        told = reading.told_rows(db, standing.seq, end, projection.kinds)
        return projection.fold_all(standing.state, told)
    state = standing.state
    for raw in reading.raw_rows(db, standing.seq, end):
        state = projection.fold(state, read(codec, raw))
    return state


def prepare(
    projection: Projection[S, E], standing: Projected[S], row_hash: bytes, sign: Callable[[bytes], bytes]
) -> Snapshot:
    """The snapshot of a state; any thread may do that. `row_hash`: of the row at `standing.seq`."""
    text = projection.codec.encode(standing.state)
    if projection.codec.decode(text) != standing.state:
        raise ValueError(f"the state of {projection.name} is not itself after it was written and read")
    unsigned = Snapshot(projection.name, projection.codec.shape, standing.seq, text)
    return replace(unsigned, signature=sign(unsigned.statement(row_hash)))


def store(journal: Journal[E], snapshot: Snapshot) -> None:
    """Keep it for the next start, in place of the one before."""
    with journal.writing.transaction():
        journal.writing.db.execute(
            "INSERT INTO snapshots VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
            " shape = excluded.shape, seq = excluded.seq, state = excluded.state,"
            " signature = excluded.signature",
            [snapshot.name, snapshot.shape, snapshot.seq, snapshot.state, snapshot.signature],
        )


def save(journal: Journal[E], projection: Projection[S, E], state: S, seq: int | None = None) -> None:
    """Keep `state`, which is the state after the row `seq` (or at the journal's end)."""
    standing = Projected(journal.head.seq if seq is None else seq, state)
    row_hash = hash_at(journal.writing.db, standing.seq)
    store(journal, prepare(projection, standing, row_hash, journal.sign))


def hash_at(db: Database, seq: int) -> bytes:
    """The hash of the row; nothing where there is none."""
    row = next(reading.raw_rows(db, seq - 1, seq), None)
    return GENESIS if seq == 0 else (row.hash if row else b"")


def rebuild(db: Database, codec: Codec[E], projection: Projection[S, E], verify: Verify) -> Rebuilt[S]:
    """Fold every row from nothing, and compare with the stored snapshot on the way. Raises Unreadable."""
    snapshot = _stored(db, projection.name)
    differences: list[str] = []
    if snapshot is not None and not _is_signed(db, snapshot, verify):
        differences.append(f"{projection.name}: the snapshot does not bear this kiosk's signature")
        snapshot = None
    standing, end = Projected(0, projection.empty), reading.head(db).seq
    if snapshot is not None and snapshot.shape == projection.codec.shape and snapshot.seq <= end:
        state = _folded(db, codec, projection, standing, snapshot.seq)
        standing = Projected(snapshot.seq, state)
        differences += _compare(projection, snapshot.state, state)
    state = _folded(db, codec, projection, standing, end)
    return Rebuilt(end, state, tuple(differences[:SHOWN_DIFFERENCES]))


def _compare(projection: Projection[S, E], stored: str, folded: S) -> list[str]:
    try:
        was = projection.codec.decode(stored)
    except Unreadable as failure:
        return [f"{projection.name}: {failure}"]
    if was == folded:
        return []
    plain = projection.codec.plain
    return list(_differences(projection.name, plain(was), plain(folded)))


def _differences(path: str, was: Any, now: Any) -> Iterator[str]:  # noqa: ANN401  JSON values
    if isinstance(was, dict) and isinstance(now, dict):
        for key in sorted(was.keys() | now.keys()):
            yield from _differences(f"{path}.{key}", was.get(key), now.get(key))
    elif was != now:
        yield f"{path}: stored {canonical_json(was)}, folded {canonical_json(now)}"


def _sound_snapshot(db: Database, projection: Projection[S, E], verify: Verify) -> Projected[S] | None:
    snapshot = _stored(db, projection.name)
    if snapshot is None or snapshot.shape != projection.codec.shape:
        return None
    if not _is_signed(db, snapshot, verify):
        log.warning("the snapshot of %s is not ours; folding from the first row", projection.name)
        return None
    try:
        return Projected(snapshot.seq, projection.codec.decode(snapshot.state))
    except Unreadable as failure:
        log.warning(
            "the snapshot of %s can't be read; folding from the first row: %s", projection.name, failure
        )
        return None


def _stored(db: Database, name: str) -> Snapshot | None:
    found = db.execute(
        "SELECT name, shape, seq, state, signature FROM snapshots WHERE name = ?", [name]
    ).fetchone()
    return found and Snapshot(*found)


def _is_signed(db: Database, snapshot: Snapshot, verify: Verify) -> bool:
    return verify(snapshot.statement(hash_at(db, snapshot.seq)), snapshot.signature)
