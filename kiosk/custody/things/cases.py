"""What belongs together: what becomes of the rest of a case when something of it goes back."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.custody.ledger import Consignment, Ledger
from kiosk.custody.machine.events import Withdrawn
from kiosk.custody.services.rules import GateKind, ServiceRules
from kiosk.custody.things.events import Collected, StepDone
from kiosk.custody.words import Act, Stage


def left_behind(ledger: Ledger, going: Consignment) -> Iterator[Withdrawn]:
    """What is not expected any more once this goes back: its turn would come after a step that nobody will do
    now, or it was to come for the sake of one."""
    rules = ledger.rules.get(going.rules)
    if rules is None or not going.leg.recalled:
        return
    never = _from(rules, going.kind, going.leg.step)
    for other in ledger.consignments.values():
        same = other.id != going.id and (other.case, other.rules) == (going.case, going.rules)
        at_it = other.holder is not None or ledger.in_hand(other.id) is not None
        if not same or other.stage is not Stage.ANNOUNCED or at_it:
            continue
        theirs = _from(rules, other.kind, other.leg.step)
        if _waits(rules, theirs, never) or _waits(rules, never, theirs):
            yield Withdrawn(other.id)


def codes_ended(ledger: Ledger, event: Collected | Withdrawn | StepDone) -> Iterator[str]:
    """By whose names codes end with this: the thing's, where nothing of it is still to come, and its case's
    with the last thing of it. `ledger`: before it."""
    thing = ledger.consignments.get(event.consignment)
    if thing is None:
        if not isinstance(event, StepDone):
            yield event.consignment
        return
    if not isinstance(event, Withdrawn) and _goes_on(thing, event):
        return
    others = [one for one in ledger.consignments.values() if one.case == thing.case and one.id != thing.id]
    if not others:
        yield from dict.fromkeys((thing.id, thing.case))
    elif thing.id != thing.case:
        # Of several pieces, the others are collected with the code of the first.
        yield thing.id


def _goes_on(thing: Consignment, event: Collected | StepDone) -> bool:
    """Whether something is to be done with it after this."""
    if isinstance(event, Collected) and thing.leg.act is not Act.COLLECT:
        return False
    return bool(thing.legs[1:] or thing.loop) and not thing.leg.recalled


def _from(rules: ServiceRules, kind: str, first: str) -> frozenset[str]:
    """The names of the steps of this kind of thing from `first` on."""
    names = [step.name for step in rules.steps_of(kind)]
    return frozenset(names[names.index(first) :] if first in names else ())


def _waits(rules: ServiceRules, steps: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one of `steps` is done only after one of `others`."""
    gates = (gate for step in rules.steps if step.name in steps for gate in step.gates)
    return any(gate.gate is GateKind.AFTER and gate.step in others for gate in gates)
