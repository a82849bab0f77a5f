"""What must be so before a hand-over is done: another step first, opening hours, a word of the principal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import assert_never

from kiosk.custody.ledger import Consignment, Ledger, Visit
from kiosk.custody.services.calendar import Calendar
from kiosk.custody.services.rules import GateKind, GateRule, Unknown
from kiosk.custody.spaces.claims import space_step
from kiosk.custody.spaces.state import Tenancy
from kiosk.custody.things.deadlines import step_of
from kiosk.custody.words import Act, Stage


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What gates ask besides the ledger. `open_now`: None while the machine's clock can't be trusted.

    `in_band`: by compartment that a sensor watches, whether it is as warm as its class wants; None while
    nobody knows. `heard`: when the operator was last heard of; None for never.
    """

    open_now: bool | None = True
    in_band: Mapping[str, bool | None] = field(default_factory=dict)
    heard: datetime | None = None


ANYWHERE = Surroundings()


def surroundings(
    calendar: Calendar, now: datetime, in_band: Mapping[str, bool | None], *, trusted: bool
) -> Surroundings:
    """As of `now`, by a clock that can be trusted or not."""
    always = calendar.week is None and not calendar.closed
    return Surroundings(calendar.is_open(now) if trusted or always else None, in_band)


def shut_gate(
    ledger: Ledger, around: Surroundings, visit: Visit, thing: Consignment, now: datetime
) -> GateRule | None:
    """The first gate before the present hand-over of the thing that is not open; None where all are.

    What goes back has none: whoever it goes to takes it out in any case.
    """
    step = step_of(ledger, thing)
    if step is None or thing.leg.recalled:
        return None
    opens = ((gate, _is_open(ledger, around, visit, thing, gate, now)) for gate in step.gates)
    return _first_shut(opens)


def shut_gate_of_space(ledger: Ledger, around: Surroundings, tenancy: Tenancy, act: Act) -> GateRule | None:
    """The first gate before `act` at a rented space that is not open; None where all are.

    A space belongs to no case: of what was done before, only that it was begun is known.
    """
    step = space_step(ledger, tenancy, act)
    if step is None:
        return None
    return _first_shut((gate, _is_open_for(ledger, around, tenancy, gate)) for gate in step.gates)


def _first_shut(gates: Iterable[tuple[GateRule, bool | None]]) -> GateRule | None:
    for gate, is_open in gates:
        if not (gate.unknown is Unknown.OPEN if is_open is None else is_open):
            return gate
    return None


def _is_open_for(ledger: Ledger, around: Surroundings, tenancy: Tenancy, gate: GateRule) -> bool | None:
    match gate.gate:
        case GateKind.AFTER:
            begin = space_step(ledger, tenancy, Act.BEGIN)
            return tenancy.opened and begin is not None and begin.name == gate.step
        case GateKind.COMPLETE:
            return True
        case GateKind.HOURS:
            return around.open_now
        case GateKind.TEMPERATURE:
            return around.in_band.get(tenancy.compartment)
        case GateKind.RELEASED | GateKind.APPROVED | GateKind.CUSTOMS | GateKind.AGE | GateKind.SIGNAL:
            return None
        case _:
            assert_never(gate.gate)


def _is_open(
    ledger: Ledger, around: Surroundings, visit: Visit, thing: Consignment, gate: GateRule, now: datetime
) -> bool | None:
    match gate.gate:
        case GateKind.AFTER if gate.same_visit:
            return gate.step in _done_in(ledger, visit, thing.case)
        case GateKind.AFTER:
            return gate.step in ledger.done.get(thing.case, frozenset())
        case GateKind.COMPLETE:
            things = (other for other in ledger.consignments.values() if other.case == thing.case)
            return all(other.stage is Stage.WAITING for other in things)
        case GateKind.HOURS:
            return around.open_now
        case GateKind.TEMPERATURE:
            return around.in_band.get(thing.compartment or "")
        case GateKind.RELEASED | GateKind.APPROVED | GateKind.CUSTOMS | GateKind.AGE | GateKind.SIGNAL:
            silent = around.heard is None or now - around.heard > timedelta(seconds=gate.fresh)
            return None if gate.fresh and silent else dict(thing.gates).get(gate.gate)
        case _:
            assert_never(gate.gate)


def _done_in(ledger: Ledger, visit: Visit, case: str) -> frozenset[str]:
    """The steps of the case that this visit has done."""
    put_in = (ledger.consignments.get(thing) for thing in visit.deposited)
    brought = (t.brought.step for t in put_in if t is not None and t.case == case and t.brought is not None)
    return frozenset((*brought, *(taken.step for taken in visit.collected if taken.case == case)))


def gate_for(act: Act) -> bool:
    """Whether gates are asked for such an opening; looking again, undoing and work pass none."""
    return act in (Act.DEPOSIT, Act.COLLECT, Act.BEGIN, Act.USE, Act.END)
