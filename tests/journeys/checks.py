"""What must hold of the ledger at every moment, and after a visit has ended, however it ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kiosk.access.roles import may
from kiosk.custody.cabinet.allocation import is_free
from kiosk.custody.cabinet.cabinet import Cabinet
from kiosk.custody.ids import VisitId
from kiosk.custody.ledger import Ledger
from kiosk.custody.services.rules import SelectorKind
from kiosk.custody.words import Act, Condition, Stage, TaskKind
from tests.journeys.memory import Memory


def of_the_book(ledger: Ledger) -> Iterator[str]:
    """A thing is in one compartment and the compartment knows it; whoever must look is asked to."""
    yield from _places(ledger)
    yield from _work(ledger)
    yield from (f"grant {g.id} has {g.openings} openings" for g in ledger.grants.values() if g.openings < 0)


def _places(ledger: Ledger) -> Iterator[str]:
    for label, holding in ledger.holdings.items():
        for inside, times in Counter(holding.things).items():
            known = ledger.consignments.get(inside)
            if times > 1 or known is None or known.compartment != label:
                yield f"the book of {label} has {inside}, whose place is elsewhere"
    for thing in ledger.consignments.values():
        lies = thing.compartment is not None
        if lies and thing.id not in ledger.holding(thing.compartment or "").things:
            yield f"{thing.id} lies in {thing.compartment}, whose book does not have it"
        if lies is (thing.stage is Stage.ANNOUNCED):
            yield f"{thing.id} is {thing.stage} and its place is {thing.compartment}"

    for space in ledger.tenancies.values():
        holding = ledger.holding(space.compartment)
        if holding.tenancy != space.id or holding.things:
            yield f"{space.id} is rented in {space.compartment}, whose book says otherwise"


def _work(ledger: Ledger) -> Iterator[str]:
    for label, holding in ledger.holdings.items():
        asked = [t.kind for t in ledger.tasks_at(label) if may(t.role, Act.WORK)]
        if holding.condition is not Condition.KNOWN and not asked:
            yield f"{label} is {holding.condition} and nobody is asked to look"
        stages = {ledger.consignments[t].stage for t in holding.things if t in ledger.consignments}
        if Stage.QUARANTINED in stages and TaskKind.TAKE_AWAY not in asked:
            yield f"what lies in {label} is halted and nobody is asked to take it away"
        if Stage.QUARANTINED in stages and holding.condition is Condition.KNOWN:
            yield f"what lies in {label} is halted, and the compartment counts as right"
    for (label, kind), times in Counter((t.compartment, t.kind) for t in ledger.tasks.values()).items():
        if times > 1:
            yield f"{times} tasks to {kind} at {label}"


def of_learning(ledger: Ledger) -> Iterator[str]:
    """A machine that is being learned serves nobody and holds nothing; two channels never open one door."""
    known = ledger.commissioning
    if known is None:
        return
    if not ledger.under_maintenance:
        yield "the machine is being learned and serves visitors"
    if not ledger.is_empty:
        yield "the machine is being learned and something lies in it"
    found = Counter(one.compartment for one in known.learned.values() if one.compartment)
    yield from (f"{times} channels open {label}" for label, times in found.items() if times > 1)


def of_doubt(ledger: Ledger, cabinet: Cabinet, memory: Memory) -> Iterator[str]:
    """What somebody said, or a lock left open, keeps a compartment from being offered as free."""
    stuck = {label for label, _ in memory.stuck}
    for label in (
        memory.doubted
        | stuck
        | memory.perhaps_inside
        | memory.perhaps_out
        | {u.label for u in memory.unlocked}
    ):
        compartment = cabinet.compartment(label)
        if compartment is not None and is_free(ledger, compartment):
            yield f"{label} counts as free, and it is in doubt"


def of_the_end(start: Ledger, ledger: Ledger, visit: VisitId, memory: Memory) -> Iterator[str]:
    """A settled visit leaves nothing behind, and everybody's claim stands who did not get their thing."""
    if visit in ledger.visits:
        yield "the visit is not settled"
    yield from (f"{label} is still held" for label, h in ledger.holdings.items() if h.held_by == visit)
    yield from (f"grant {g.id} outlives its visit" for g in ledger.grants.values() if g.visit == visit)
    looked_for = {task.about for task in ledger.tasks.values()}
    for thing in ledger.consignments.values():
        in_hand = any(one.kind is SelectorKind.VISIT for one in thing.leg.by) and thing.compartment is None
        if in_hand and thing.id not in looked_for:
            yield f"{thing.id} was brought along, and nobody has it nor looks for it"
    for old in start.consignments.values():
        if old.stage is not Stage.WAITING or old.id in memory.gone:
            continue
        new = ledger.consignments.get(old.id)
        if new is None or new.legs != old.legs or new.compartment != old.compartment:
            yield f"the claim to {old.id} was lost"
        elif new.stage is not Stage.WAITING and old.id not in memory.refused:
            yield f"{old.id} is {new.stage}, and nobody refused it"
    for space in start.tenancies.values():
        if space.id not in memory.gone and space.id not in ledger.tenancies:
            yield f"the space {space.id} was lost"
    for space in ledger.tenancies.values():
        if not space.opened and space.id not in start.tenancies and not _in_doubt(ledger, space.compartment):
            yield f"{space.compartment} was never opened, and is rented all the same"


def _in_doubt(ledger: Ledger, label: str) -> bool:
    return ledger.holding(label).condition is not Condition.KNOWN
