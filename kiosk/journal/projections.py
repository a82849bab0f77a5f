"""States folded from the journal, and snapshots of them, so that a start need not fold years.

A snapshot is never believed without its signature, nor by a version whose state has another shape.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlite_utils import Database

from kiosk.journal import reading
from kiosk.journal.chain import GENESIS
from kiosk.journal.checkpoints import Verify
from kiosk.journal.codec import Codec, StateCodec, Unreadable, canonical_json
from kiosk.journal.rows import Row, read
from kiosk.journal.store import Journal

log = logging.getLogger(__name__)

E = TypeVar("E")
S = TypeVar("S")

SHOWN_DIFFERENCES = 20


@dataclass(frozen=True, slots=True)
class Projection(Generic[S, E]):
    """A state that follows from the rows alone: `fold` is pure. No personal data in it."""

    name: str
    empty: S
    fold: Callable[[S, Row[E]], S]
    codec: StateCodec[S]


@dataclass(frozen=True, slots=True)
class Rebuilt(Generic[S]):
    """The state folded from nothing, and where what was stored says otherwise (a line each)."""

    rows: int
    state: S
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Snapshot:
    shape: str
    seq: int
    state: str
    signature: bytes

    def statement(self, name: str, row_hash: bytes) -> bytes:
        said = {
            "name": name,
            "shape": self.shape,
            "seq": self.seq,
            "hash": row_hash.hex(),
            "state": self.state,
        }
        return b"cubby snapshot 1\n" + canonical_json(said).encode()


def present(journal: Journal[E], projection: Projection[S, E]) -> S:
    """The state at the journal's end, from the last sound snapshot or from the first row."""
    journal.writing.check()
    seq, state = 0, projection.empty
    found = _sound_snapshot(journal.writing.db, projection, journal.signed_by_us)
    if found is not None:
        seq, state = found
    for row in journal.rows(after=seq):
        state = projection.fold(state, row)
    return state


def save(journal: Journal[E], projection: Projection[S, E], state: S) -> None:
    """Keep `state`, which is the state at the journal's end, as the snapshot for the next start."""
    text = projection.codec.encode(state)
    if projection.codec.decode(text) != state:
        raise ValueError(f"the state of {projection.name} is not itself after it was written and read")
    head = journal.head
    snapshot = _Snapshot(projection.codec.shape, head.seq, text, b"")
    signature = journal.sign(snapshot.statement(projection.name, head.hash))
    with journal.writing.transaction():
        journal.writing.db.execute(
            "INSERT INTO snapshots VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
            " shape = excluded.shape, seq = excluded.seq, state = excluded.state,"
            " signature = excluded.signature",
            [projection.name, snapshot.shape, snapshot.seq, snapshot.state, signature],
        )


def rebuild(db: Database, codec: Codec[E], projection: Projection[S, E], verify: Verify) -> Rebuilt[S]:
    """Fold every row from nothing, and compare with the stored snapshot on the way. Raises Unreadable."""
    snapshot = _stored(db, projection.name)
    state, rows = projection.empty, 0
    differences: list[str] = []
    if snapshot is not None and not _is_signed(db, projection.name, snapshot, verify):
        differences.append(f"{projection.name}: the snapshot does not bear this kiosk's signature")
        snapshot = None
    for raw in reading.raw_rows(db):
        state = projection.fold(state, read(codec, raw))
        rows += 1
        if snapshot is not None and raw.seq == snapshot.seq and snapshot.shape == projection.codec.shape:
            differences += _compare(projection, snapshot.state, state)
    return Rebuilt(rows, state, tuple(differences[:SHOWN_DIFFERENCES]))


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


def _sound_snapshot(db: Database, projection: Projection[S, E], verify: Verify) -> tuple[int, S] | None:
    snapshot = _stored(db, projection.name)
    if snapshot is None or snapshot.shape != projection.codec.shape:
        return None
    if not _is_signed(db, projection.name, snapshot, verify):
        log.warning("the snapshot of %s is not ours; folding from the first row", projection.name)
        return None
    try:
        return snapshot.seq, projection.codec.decode(snapshot.state)
    except Unreadable as failure:
        log.warning(
            "the snapshot of %s can't be read; folding from the first row: %s", projection.name, failure
        )
        return None


def _stored(db: Database, name: str) -> _Snapshot | None:
    found = db.execute("SELECT shape, seq, state, signature FROM snapshots WHERE name = ?", [name]).fetchone()
    return found and _Snapshot(*found)


def _is_signed(db: Database, name: str, snapshot: _Snapshot, verify: Verify) -> bool:
    row = next(reading.raw_rows(db, snapshot.seq - 1, snapshot.seq), None)
    row_hash = GENESIS if snapshot.seq == 0 else (row.hash if row else b"")
    return verify(snapshot.statement(name, row_hash), snapshot.signature)
