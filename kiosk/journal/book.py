"""What this Cubby writes and folds: custody's events and its ledger, tied to the journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache, partial

from sqlite_utils import Database

from kiosk.custody.boards.health import EMPTY as NOTHING_KNOWN
from kiosk.custody.boards.health import FOLD as HEALTH_FOLD
from kiosk.custody.boards.health import TOLD_BY, Health
from kiosk.custody.boards.health import fold as fold_health
from kiosk.custody.draft import fold_all, fold_all_health
from kiosk.custody.event import Event
from kiosk.custody.events import DOWNCASTERS, EVENTS, UPCASTERS
from kiosk.custody.fold import FOLD, fold
from kiosk.custody.ids import VisitId
from kiosk.custody.ledger import EMPTY, Ledger, Recorded
from kiosk.journal import reading
from kiosk.journal.codec import Codec, StateCodec
from kiosk.journal.migrations import USER_VERSION
from kiosk.journal.projections import Projection
from kiosk.journal.rows import Row, Told
from kiosk.journal.vocabulary import Vocabulary, vocabulary_of


@cache
def codec() -> Codec[Event]:
    return Codec(EVENTS, UPCASTERS, DOWNCASTERS)


@cache
def vocabulary() -> Vocabulary:
    """What this Cubby can read."""
    return vocabulary_of(EVENTS, USER_VERSION)


@cache
def ledger() -> Projection[Ledger, Event]:
    return Projection(
        "ledger",
        EMPTY,
        lambda state, row: fold(state, recorded(row)),
        StateCodec(Ledger, FOLD),
        lambda state, rows: fold_all(state, _recorded(rows)),
    )


@cache
def health() -> Projection[Health, Event]:
    return Projection(
        "health",
        NOTHING_KNOWN,
        lambda state, row: fold_health(state, recorded(row)),
        StateCodec(Health, HEALTH_FOLD),
        lambda state, rows: fold_all_health(state, _recorded(rows)),
        frozenset(kind.__name__ for kind in TOLD_BY),
    )


def rows_of(db: Database, kinds: Iterable[type[Event]]) -> Iterator[Recorded]:
    """Only the rows of these kinds, in their order. Raises Unreadable."""
    return _recorded(reading.told_rows(db, kinds=[kind.__name__ for kind in kinds]))


def recorded(row: Row[Event]) -> Recorded:
    """A row as the fold sees it."""
    visit = None if row.visit is None else VisitId(row.visit)
    return Recorded(
        row.seq, row.at, visit, row.principal or "", row.actor or "", row.event, row.clock_trusted
    )


def _recorded(rows: Iterable[Told]) -> Iterator[Recorded]:
    """The same, for many: as tuples that are `Recorded`, past its own making, which takes twice as long."""
    decode, moment, as_row = codec().decode, datetime.fromisoformat, partial(tuple.__new__, Recorded)
    last: str | None = None
    when: datetime | None = None
    for seq, at, trusted, visit, principal, actor, kind, v, body in rows:
        if at != last:  # rows that were written at once have one time
            last, when = at, moment(at)
        event = decode(kind, v, body)
        yield as_row((seq, when, visit, principal or "", actor or "", event, trusted != 0))
