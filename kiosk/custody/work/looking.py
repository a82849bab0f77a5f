"""What follows once a person has looked into a compartment: tasks that are done, and whose space it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.custody.cabinet.care import care_after
from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.ledger import Ledger
from kiosk.custody.services.rules import Selector, SelectorKind
from kiosk.custody.spaces.closing import KEPT, ended, looked
from kiosk.custody.spaces.state import Tenancy
from kiosk.custody.things.doubts import put_in_or_kept
from kiosk.custody.things.events import Announced, Inspected, Leg, Released
from kiosk.custody.words import Act, TaskKind, TenancyEnd
from kiosk.custody.work.events import TaskDone

_NOT_BY_LOOKING: Final = (TaskKind.CLEAR, TaskKind.OVERSTAYED, TaskKind.CLEAN)

_WHILE_IN: Final = (TaskKind.TAKE_AWAY, TaskKind.CHECK)


def after_looking(ledger: Ledger, compartment: str, *, empty: bool) -> Iterator[Event]:
    """The compartment, its tasks, what a visitor may have put in, and a space that may have been begun."""
    brought = tuple(put_in_or_kept(ledger, compartment, empty=empty))
    yield from brought
    yield Inspected(compartment, empty)
    yield from done_by_looking(ledger, compartment, empty=empty, found=bool(brought))
    if empty:
        yield from care_after(ledger, compartment, ledger.holding(compartment).things)
    yield from looked(ledger, compartment, empty=empty)


def done_by_looking(
    ledger: Ledger, compartment: str, *, empty: bool, found: bool = False
) -> Iterator[TaskDone]:
    """The tasks at a compartment that are done once somebody has looked inside.

    Empty: all. With something in it: none where the book has nothing there, else all but to take it away,
    or to say whether it is in order.
    `found`: by looking it became known what is there.
    What is done about a rented space is done with the space, and a compartment is not clean by being seen.
    """
    right = found or ledger.holding(compartment).taken
    for task in ledger.tasks_at(compartment):
        if task.kind not in _NOT_BY_LOOKING and (empty or (right and task.kind not in _WHILE_IN)):
            yield TaskDone(task.id)


def cleared(ledger: Ledger, tenancy: Tenancy, *, found: bool) -> Iterator[Event]:
    """Staff have emptied a rented space. What they found there is a thing of its own from now on: whoever
    took it out has it, it may be put in once more, and it is for whoever rented the space."""
    label = tenancy.compartment
    yield Inspected(label, empty=True)
    yield from done_by_looking(ledger, label, empty=True)
    yield from ended(ledger, tenancy, TenancyEnd.CLEARED)
    if found:
        back = Leg(Act.DEPOSIT, (Selector(SelectorKind.HOLDER),), Act.DEPOSIT)
        out = Leg(Act.COLLECT, (tenancy.holder,), Act.COLLECT)
        kept = ConsignmentId(tenancy.id)
        yield Announced(kept, tenancy.service, (back, out), kind=KEPT, case=kept)
    yield Released(label)
