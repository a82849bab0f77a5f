"""What belongs together: what becomes of the rest of a case when something of it goes back."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.custody.ledger import Consignment, Ledger
from kiosk.custody.machine.events import Withdrawn
from kiosk.custody.services.rules import GateKind, ServiceRules
from kiosk.custody.words import Stage


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


def _from(rules: ServiceRules, kind: str, first: str) -> frozenset[str]:
    """The names of the steps of this kind of thing from `first` on."""
    names = [step.name for step in rules.steps_of(kind)]
    return frozenset(names[names.index(first) :] if first in names else ())


def _waits(rules: ServiceRules, steps: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one of `steps` is done only after one of `others`."""
    gates = (gate for step in rules.steps if step.name in steps for gate in step.gates)
    return any(gate.gate is GateKind.AFTER and gate.step in others for gate in gates)
