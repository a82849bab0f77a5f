"""Which consignments have left, so that in time they can be forgotten."""

from __future__ import annotations

from dataclasses import replace

from kiosk.custody.events import DeparturesForgotten
from kiosk.custody.ledger import Departure, Ledger, Recorded


def note_departures(before: Ledger, after: Ledger, row: Recorded) -> Ledger:
    """`after`, with what is no longer in it as departed at this row; whatever took it out."""
    if isinstance(row.event, DeparturesForgotten):
        kept = {k: d for k, d in after.departed.items() if k not in row.event.consignments}
        return replace(after, departed=kept)
    if before.consignments is after.consignments:
        return after
    gone = before.consignments.keys() - after.consignments.keys()
    back = after.departed.keys() & after.consignments.keys()
    if not gone and not back:
        return after
    departed = {k: d for k, d in after.departed.items() if k not in back}
    departed |= {k: Departure(row.at, before.consignments[k].service) for k in sorted(gone)}
    return replace(after, departed=departed)
