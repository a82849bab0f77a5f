"""What this Cubby writes and folds: custody's events and its ledger, tied to the journal."""

from __future__ import annotations

from functools import cache

from kiosk.custody.events import EVENTS, Event
from kiosk.custody.fold import fold
from kiosk.custody.health import EMPTY as NOTHING_KNOWN
from kiosk.custody.health import Health
from kiosk.custody.health import fold as fold_health
from kiosk.custody.ids import VisitId
from kiosk.custody.ledger import EMPTY, Ledger, Recorded
from kiosk.journal.codec import Codec, StateCodec
from kiosk.journal.projections import Projection
from kiosk.journal.rows import Row
from kiosk.version import VERSION


@cache
def codec() -> Codec[Event]:
    return Codec(EVENTS)


@cache
def ledger() -> Projection[Ledger, Event]:
    return Projection(
        "ledger", EMPTY, lambda state, row: fold(state, recorded(row)), StateCodec(Ledger, VERSION)
    )


@cache
def health() -> Projection[Health, Event]:
    codec = StateCodec(Health, VERSION)
    return Projection("health", NOTHING_KNOWN, lambda state, row: fold_health(state, recorded(row)), codec)


def recorded(row: Row[Event]) -> Recorded:
    """A row as the fold sees it."""
    return Recorded(
        seq=row.seq,
        at=row.at,
        visit=None if row.visit is None else VisitId(row.visit),
        principal=row.principal or "",
        actor=row.actor or "",
        event=row.event,
        trusted=row.clock_trusted,
    )
