"""Which consignments have left, so that in time they can be forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from kiosk.custody.changes import Watched, made, replace, together, without
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.ledger import Consignment, Departure, Ledger, Recorded
from kiosk.custody.things.doubts import brings_along
from kiosk.custody.things.events import DeparturesForgotten

_Things = Mapping[ConsignmentId, Consignment]


def note_departures(before: _Things, after: Ledger, row: Recorded, at: datetime) -> Ledger:
    """`after`, with what is no longer in it as departed at this row; whatever took it out.

    `before`: the consignments before this row. Each departs once; what comes back is no departure.
    `at`: by the journal's own pace, for what left is forgotten some time later, and never by a wrong clock.
    """
    if isinstance(row.event, DeparturesForgotten):
        return replace(after, departed=without(after.departed, *row.event.consignments))
    if isinstance(after.consignments, Watched):
        if not after.consignments.came and not after.consignments.gone:
            return after
        gone, back = _watched(after.consignments)
    elif before is after.consignments:
        return after
    else:
        gone, back = _compared(before, after)
    if not gone and not back:
        return after
    if back:
        after = replace(after, departed=without(after.departed, *back))
    if not gone:
        return after
    left = [(k, made(Departure, at, gone[k].service, came=not brings_along(gone[k]))) for k in sorted(gone)]
    return replace(after, departed=together(after.departed, left))


def _watched(things: Watched[ConsignmentId, Consignment]) -> tuple[_Things, list[ConsignmentId]]:
    gone = {k: thing for k, thing in things.gone.items() if k not in things} if things.gone else {}
    back = [k for k in things.came if k in things] if things.came else []
    things.gone, things.came = {}, {}
    return gone, back


def _compared(before: _Things, after: Ledger) -> tuple[_Things, list[ConsignmentId]]:
    same = before.keys() <= after.consignments.keys()
    gone = {} if same else {k: thing for k, thing in before.items() if k not in after.consignments}
    apart = after.departed.keys().isdisjoint(after.consignments.keys())
    return gone, [] if apart else [k for k in after.departed if k in after.consignments]
