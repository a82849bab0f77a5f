"""How a rented space ends, lasts longer, or comes out of doubt: what follows, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from kiosk.custody.cabinet.care import care_after_space
from kiosk.custody.event import Event
from kiosk.custody.ledger import Ledger, Visit
from kiosk.custody.spaces.events import TenancyEnded, TenancyExtended, TenancyUsed
from kiosk.custody.spaces.state import Tenancy
from kiosk.custody.words import DoorResult, TaskKind, TenancyEnd
from kiosk.custody.work.events import TaskDone

KEPT: Final = "kept"
"""The kind of a thing that staff took out of a rented space."""
_NEVER_USED: Final = (TenancyEnd.NOT_BEGUN, TenancyEnd.MOVED)
_OVER_WITH_IT: Final = (TaskKind.CLEAR, TaskKind.OVERSTAYED)


def ended(ledger: Ledger, tenancy: Tenancy, how: TenancyEnd) -> tuple[Event, ...]:
    """It is nobody's any more, and nobody has to see to it; it is cleaned where its service says so."""
    over = (TenancyEnded(tenancy.id, tenancy.compartment, how), *_seen_to(ledger, tenancy))
    return over if how in _NEVER_USED else (*over, *care_after_space(ledger, tenancy))


def extended(ledger: Ledger, tenancy: Tenancy, until: datetime, *, dated: bool = False) -> tuple[Event, ...]:
    """It lasts until then, and nobody has to see to it before."""
    return (TenancyExtended(tenancy.id, until, dated), *_seen_to(ledger, tenancy))


def _seen_to(ledger: Ledger, tenancy: Tenancy) -> Iterator[Event]:
    for task in ledger.tasks_at(tenancy.compartment):
        if task.kind in _OVER_WITH_IT:
            yield TaskDone(task.id)


def unbegun(ledger: Ledger, visit: Visit) -> Iterator[Event]:
    """What a visit began and whose door surely never opened ends with it.

    Where nobody knows, something may be inside: then it stands until a person has looked.
    """
    unsure = {i.source for i in visit.intents if i.result in (None, DoorResult.UNKNOWN)}
    for name in visit.tenancies:
        known = ledger.tenancies.get(name)
        if known is not None and not known.opened and name not in unsure:
            yield from ended(ledger, known, TenancyEnd.NOT_BEGUN)


def looked(ledger: Ledger, compartment: str, *, empty: bool) -> Iterator[Event]:
    """What follows for a space that nobody knows to be begun, now that a person has looked inside."""
    there = ledger.holding(compartment).tenancy
    known = ledger.tenancies.get(there) if there is not None else None
    if known is None or known.opened or known.ordered:
        return
    if empty:
        yield from ended(ledger, known, TenancyEnd.NOT_BEGUN)
    else:
        yield TenancyUsed(known.id, compartment)
