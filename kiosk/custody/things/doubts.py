"""What a visitor brought along, and what becomes of it where nobody knows whether it was put in."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.ledger import Consignment, Ledger
from kiosk.custody.machine.events import Withdrawn
from kiosk.custody.services.rules import SelectorKind
from kiosk.custody.things.events import Deposited
from kiosk.custody.things.pools import check_after
from kiosk.custody.words import Act, Stage


def brings_along(thing: Consignment) -> bool:
    """Whether it is still in the hands of whoever announced it at the machine."""
    by_visit = any(one.kind is SelectorKind.VISIT for one in thing.leg.by)
    return by_visit and thing.stage is Stage.ANNOUNCED and thing.leg.act is Act.DEPOSIT


def put_in_or_kept(ledger: Ledger, compartment: str, *, empty: bool) -> Iterator[Event]:
    """A person has looked where a visit left a doubt: the thing is there, or it was never put in. What was to
    come back is with whoever has it still, then.

    Of several places in which it may be, the last one that is empty says that it is in none.
    """
    for task in ledger.tasks_at(compartment):
        thing = ledger.consignments.get(ConsignmentId(task.about)) if task.about else None
        if thing is None or not (brings_along(thing) or thing.comes_back):
            continue
        elsewhere = any(t.about == task.about and t.id != task.id for t in ledger.tasks.values())
        if not empty:
            yield Deposited(thing.id, compartment)
            yield from check_after(ledger, thing, compartment)
        elif not elsewhere and not thing.comes_back:
            yield Withdrawn(thing.id)
