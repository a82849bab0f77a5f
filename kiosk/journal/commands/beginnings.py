"""What the end of a journal says of when things began: read beside a running kiosk, never in its thread."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from kiosk.custody.event import Event
from kiosk.journal import beside, book
from kiosk.journal.codec import Unreadable

FAR: Final = 200_000
"""Rows that are looked at, from the end back: about a year."""


@dataclass(frozen=True, slots=True)
class Said:
    """One row: when, and what it says."""

    seq: int
    at: datetime
    event: Event


@dataclass(frozen=True, slots=True)
class Ends:
    """The first row and the last; None in an empty journal."""

    first: datetime | None
    last: datetime | None


def ends(folder: Path) -> Ends:
    """Raises JournalUnusable."""
    with beside.snapshot(folder) as db:
        return Ends(_at(db, "ASC"), _at(db, "DESC"))


def _at(db: Database, order: str) -> datetime | None:
    found = db.execute(f"SELECT at FROM journal ORDER BY seq {order} LIMIT 1").fetchone()  # noqa: S608  a word from above
    return datetime.fromisoformat(found[0]) if found else None


def latest(folder: Path, kinds: Collection[type[Event]], far: int = FAR) -> Iterator[Said]:
    """Rows of these kinds, the newest first, without those that can't be read. Raises JournalUnusable."""
    names = [kind.__name__ for kind in kinds]
    marks = ", ".join("?" * len(names))
    with beside.snapshot(folder) as db:
        rows = db.execute(
            f"SELECT seq, at, kind, v, body FROM journal WHERE kind IN ({marks})"  # noqa: S608  question marks
            " AND seq > (SELECT coalesce(max(seq), 0) FROM journal) - ? ORDER BY seq DESC",
            [*names, far],
        )
        for seq, at, kind, v, body in rows:
            with suppress(Unreadable):
                yield Said(seq, datetime.fromisoformat(at), book.codec().decode(kind, v, body))
