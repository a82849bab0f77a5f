"""What the rows about rented spaces make of the ledger, and when their clocks run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from kiosk.custody.changes import put, replace, together, without
from kiosk.custody.ids import ConsignmentId, TenancyId
from kiosk.custody.ledger import Departure, Intent, Ledger, Recorded
from kiosk.custody.services.rules import PauseReason
from kiosk.custody.spaces.events import TenancyBegan, TenancyEnded, TenancyExtended, TenancyUsed
from kiosk.custody.spaces.state import Tenancy
from kiosk.custody.things.clocks import RetentionClock
from kiosk.custody.things.pauses import stands
from kiosk.custody.writers import hold, visit_with


def spaces_after(ledger: Ledger, row: Recorded) -> Ledger:
    """The ledger after `row`; the same where that says nothing of a rented space."""
    match row.event:
        case TenancyBegan():
            return _begin(ledger, row, row.event)
        case TenancyExtended(tenancy, until, dated):
            known = ledger.tenancies.get(tenancy)
            if known is None:
                return ledger
            longer = replace(known, until=until, dated=dated, reached=0)
            return _with(ledger, replace(longer, clock=_new_clock(ledger, longer, row.at)))
        case TenancyUsed(tenancy):
            return _changed(ledger, tenancy, opened=True)
        case TenancyEnded(tenancy):
            gone = ledger.tenancies.get(tenancy)  # before a draft has changed in place
            return _note_departure(_end(ledger, tenancy), gone, row.at)
        case _:
            return ledger


def _begin(ledger: Ledger, row: Recorded, event: TenancyBegan) -> Ledger:
    ledger = _end(ledger, event.tenancy)
    there = ledger.holding(event.compartment).tenancy
    ledger = ledger if there is None else _end(ledger, there)
    begun = Tenancy(
        event.tenancy,
        event.service,
        event.rules,
        row.principal,
        event.holder,
        event.compartment,
        event.until,
        RetentionClock(event.until),
        event.pauses,
        event.dated,
        ordered=row.visit is None,
    )
    again = ConsignmentId(event.tenancy)
    if again in ledger.departed:
        ledger = replace(ledger, departed=without(ledger.departed, again))
    ledger = _with(ledger, replace(begun, clock=_new_clock(ledger, begun, row.at)))
    ledger = hold(ledger, event.compartment, tenancy=event.tenancy)
    visit = ledger.visits.get(row.visit) if row.visit else None
    if visit is None:
        return ledger
    return visit_with(ledger, visit, tenancies=(*visit.tenancies, event.tenancy))


def _note_departure(ledger: Ledger, gone: Tenancy | None, at: datetime) -> Ledger:
    """Its codes are forgotten when those of a thing of the service would be."""
    if gone is None:
        return ledger
    left = Departure(ledger.paced or at, gone.service)
    return replace(ledger, departed=put(ledger.departed, ConsignmentId(gone.id), left))


def _end(ledger: Ledger, tenancy: TenancyId) -> Ledger:
    known = ledger.tenancies.get(tenancy)
    if known is None:
        return ledger
    ledger = replace(ledger, tenancies=without(ledger.tenancies, tenancy))
    for visit in tuple(ledger.visits.values()):
        if tenancy in visit.tenancies:
            ledger = visit_with(
                ledger, visit, tenancies=tuple(one for one in visit.tenancies if one != tenancy)
            )
    if ledger.holding(known.compartment).tenancy != tenancy:
        return ledger
    return hold(ledger, known.compartment, tenancy=None)


def handed_over(ledger: Ledger, intent: Intent) -> Ledger:
    """The door of a rented space has opened for whoever rents it: from now on it is theirs to use."""
    return _changed(ledger, TenancyId(intent.source), opened=True) if ledger.tenancies else ledger


def reach_deadline(ledger: Ledger, about: str, index: int) -> Ledger:
    return _changed(ledger, TenancyId(about), reached=index + 1) if ledger.tenancies else ledger


def _changed(ledger: Ledger, tenancy: TenancyId, **changes: Any) -> Ledger:  # noqa: ANN401  as replace()
    known = ledger.tenancies.get(tenancy)
    return ledger if known is None else _with(ledger, replace(known, **changes))


def _with(ledger: Ledger, tenancy: Tenancy) -> Ledger:
    return replace(ledger, tenancies=put(ledger.tenancies, tenancy.id, tenancy))


# --- clocks -------------------------------------------------------------------------------------


def _new_clock(ledger: Ledger, tenancy: Tenancy, at: datetime) -> RetentionClock:
    clock = RetentionClock(tenancy.until)
    return clock.stop(at) if stands(ledger, tenancy.pauses, tenancy.compartment) else clock


def set_space_clocks(ledger: Ledger, compartments: Iterable[str] | None, at: datetime) -> Ledger:
    """Stops or continues the clocks of the spaces in these compartments, of all where it is None."""
    if not ledger.tenancies:
        return ledger
    if compartments is None:
        known = tuple(ledger.tenancies.values())
    else:
        there = (ledger.holding(label).tenancy for label in compartments)
        known = tuple(ledger.tenancies[one] for one in there if one is not None and one in ledger.tenancies)
    return _clocks(
        ledger,
        {
            one.id: one.clock.stop(at) if stands(ledger, one.pauses, one.compartment) else one.clock.go_on(at)
            for one in known
        },
    )


def spaces_were_off(ledger: Ledger, at: datetime) -> Ledger:
    """The machine is there again: nobody could have come since the last row."""
    since = ledger.at
    if since is None or not ledger.tenancies:
        return ledger
    return _clocks(
        ledger,
        {
            one.id: one.clock.stop(since).go_on(at)
            for one in ledger.tenancies.values()
            if one.clock.standing_since is None and PauseReason.MACHINE in one.pauses
        },
    )


def space_clocks_set(ledger: Ledger, by: timedelta) -> Ledger:
    """The wall clock was set by so much and no time passed; what was agreed to a date stays at that date."""
    moved = [
        (one.id, replace(one, until=one.until + by, clock=one.clock.moved(by)))
        for one in ledger.tenancies.values()
        if not one.dated
    ]
    return replace(ledger, tenancies=together(ledger.tenancies, moved)) if moved else ledger


def _clocks(ledger: Ledger, clocks: Mapping[TenancyId, RetentionClock]) -> Ledger:
    if not clocks:
        return ledger
    spaces = [(k, replace(ledger.tenancies[k], clock=clock)) for k, clock in clocks.items()]
    return replace(ledger, tenancies=together(ledger.tenancies, spaces))
