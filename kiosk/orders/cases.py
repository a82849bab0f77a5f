"""Orders about what hangs together: see how far it is, release or hold it, have it taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from kiosk.access.codes import tracking_text
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.ledger import Consignment
from kiosk.custody.roles import COURIER
from kiosk.custody.services.events import GateTold
from kiosk.custody.services.rules import TOLD_GATES, GateKind
from kiosk.custody.things.deadlines import ends_at, next_deadline
from kiosk.custody.things.events import Leg, LegsChanged, for_role
from kiosk.custody.words import Act, Stage
from kiosk.orders.procedure import Answer, Means, at_once
from kiosk.orders.refusal import OrderRefused
from kiosk.vault.answers import Told
from kiosk.visits.book import Book, Signature


@dataclass(frozen=True, slots=True)
class ShowCase:
    """How far the things of a case are. `about`: what its announcements called it, or one parcel's label."""

    about: str
    order: Literal["case-show"] = "case-show"


@dataclass(frozen=True, slots=True)
class TellGate:
    """A gate that services ask the principal about is open now, or shut, for all things of the case."""

    about: str
    is_open: bool
    gate: GateKind = GateKind.RELEASED
    order: Literal["case-gate"] = "case-gate"


@dataclass(frozen=True, slots=True)
class Recall:
    """What is here of the case is a courier's to take along from now on, and nobody else's."""

    about: str
    order: Literal["case-recall"] = "case-recall"


CaseOrder = ShowCase | TellGate | Recall


def _show(means: Means, order: ShowCase) -> Answer:
    return {"ok": True, "things": [_told(means, thing) for thing in _things(means.book, order.about)]}


def _told(means: Means, thing: Consignment) -> Answer:
    ledger, now = means.book.ledger, means.book.by_last_row()
    label = means.book.vault.labels([thing.id]).get(thing.id)
    deadline, at = next_deadline(ledger, thing), ""
    if deadline is not None and thing.clock is not None:
        at = ends_at(thing.clock, deadline, means.site.hours, now).isoformat()
    return {
        "id": thing.id,
        "case": thing.case,
        "tracking": label.tracking if label else "",
        "service": thing.service,
        "stage": str(thing.stage),
        "compartment": thing.compartment or "",
        "step": thing.leg.step,
        "recalled": thing.leg.recalled,
        "gates": {str(gate): is_open for gate, is_open in thing.gates},
        "deadline": str(deadline.do) if deadline is not None else "",
        "at": at,
    }


def _tell(means: Means, order: TellGate) -> Answer:
    if order.gate not in TOLD_GATES:
        known = ", ".join(sorted(TOLD_GATES))
        raise OrderRefused(
            f"Nobody is asked about the gate {str(order.gate)!r}; those that are told: {known}."
        )
    things = _things(means.book, order.about)
    if not any(_asks(means.book, thing, order.gate) for thing in things):
        raise OrderRefused(f"No step of {order.about} waits for the gate {str(order.gate)!r}.")
    by = Signature(things[0].principal, means.by.actor)
    answer = {"ok": True, "things": len(things)}
    told = (GateTold(thing.id, order.gate, order.is_open) for thing in things)
    means.book.record(*told, by=by, told=Told(answer))
    return answer


def _asks(book: Book, thing: Consignment, gate: GateKind) -> bool:
    """Whether any step of the thing, now or later, has the gate."""
    rules = book.ledger.rules.get(thing.rules)
    steps = () if rules is None else tuple(rules.step(leg.step) for leg in (*thing.legs, *thing.loop))
    return any(each.gate is gate for step in steps if step is not None for each in step.gates)


def _recall(means: Means, order: Recall) -> Answer:
    book = means.book
    things = _things(book, order.about)
    here = tuple(t for t in things if t.stage is Stage.WAITING and t.leg.act is Act.COLLECT)
    if not here:
        raise OrderRefused(f"Nothing of {order.about} is here to be collected.")
    if any(book.ledger.holding(t.compartment or "").held_by is not None for t in here):
        raise OrderRefused("Somebody has it in hand at this moment. Ask again later.")
    back = tuple(t for t in here if not t.leg.recalled)
    changed = (LegsChanged(t.id, (_goes_back(t),)) for t in back)
    doors = sorted({t.compartment for t in here if t.compartment})
    answer = {"ok": True, "compartments": doors}
    book.record(*changed, by=Signature(here[0].principal, means.by.actor), told=Told(answer))
    return answer


def _goes_back(thing: Consignment) -> Leg:
    return replace(thing.leg, by=for_role(COURIER), recalled=True, was=thing.leg.by)


def _things(book: Book, about: str) -> tuple[Consignment, ...]:
    """The things of this case, or of the one that this label belongs to. Raises OrderRefused."""
    ledger = book.ledger
    text = tracking_text(about)
    labelled = book.vault.consignments_with(text) if text else ()
    named = (ledger.consignments.get(ConsignmentId(one)) for one in labelled)
    cases = {about, *(thing.case or thing.id for thing in named if thing is not None)}
    things = tuple(t for t in ledger.consignments.values() if t.case in cases or t.id in cases)
    if not things:
        raise OrderRefused(f"No parcel or case {about} is announced here or in a compartment.")
    return things


PROCEDURES: Final = (at_once(ShowCase, _show), at_once(TellGate, _tell), at_once(Recall, _recall))
