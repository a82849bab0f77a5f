"""Orders about what hangs together: see how far it is, hold it, make an offer, take it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from kiosk.access.codes import tracking_text
from kiosk.custody.doors.steps import decides_on
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.ledger import Consignment
from kiosk.custody.money.currencies import money
from kiosk.custody.money.state import Charge
from kiosk.custody.roles import COURIER
from kiosk.custody.services.events import GateTold, OfferMade
from kiosk.custody.services.rules import TOLD_GATES, GateKind, SelectorKind
from kiosk.custody.telling.amounts import money as as_text
from kiosk.custody.things.deadlines import ends_at, next_deadline, step_of
from kiosk.custody.things.events import Leg, LegsChanged, for_role
from kiosk.custody.words import Act, Stage
from kiosk.orders.procedure import Answer, Means, at_once
from kiosk.orders.refusal import OrderRefused
from kiosk.orders.staff import end_of, refuse_role
from kiosk.orders.things.announced import currency_of
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
    """What is here of the case is for staff to take along from now on, and nobody else's.

    `role`: whose; where nothing is said, of those whom its service names when nobody comes, else of those
    who brought it.
    """

    about: str
    role: str = ""
    order: Literal["case-recall"] = "case-recall"


@dataclass(frozen=True, slots=True)
class MakeOffer:
    """So much (such as "80 EUR") is offered for the case, in the place of an earlier offer nobody answered.

    `until`: when it ends, in ISO 8601, by the site's own time where it names no other; empty for never.
    """

    about: str
    amount: str
    until: str = ""
    order: Literal["case-offer"] = "case-offer"


CaseOrder = ShowCase | TellGate | Recall | MakeOffer


def _show(means: Means, order: ShowCase) -> Answer:
    things = _things(means.book, order.about)
    offer = next((o for t in things if (o := means.book.ledger.offers.get(t.case)) is not None), None)
    told = {
        "amount": as_text(offer.amount) if offer is not None and offer.amount is not None else "",
        "until": offer.until.isoformat() if offer is not None and offer.until is not None else "",
        "answer": offer.answer if offer is not None else "",
    }
    return {"ok": True, "things": [_told(means, thing) for thing in things], "offer": told}


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
        "act": str(thing.leg.act),
        "principal": thing.principal,
        "amount": as_text(thing.amount) if thing.amount is not None else "",
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
    if order.role:
        refuse_role(means.site, order.role)
    back = tuple(t for t in here if not t.leg.recalled)
    changed = (LegsChanged(t.id, (_goes_back(book, t, order.role),)) for t in back)
    doors = sorted({t.compartment for t in here if t.compartment})
    legs = (t.leg if t.leg.recalled else _goes_back(book, t, order.role) for t in here)
    roles = sorted({role for leg in legs for role in leg.roles})
    answer = {"ok": True, "compartments": doors, "roles": roles}
    book.record(*changed, by=Signature(here[0].principal, means.by.actor), told=Told(answer))
    return answer


def _goes_back(book: Book, thing: Consignment, role: str) -> Leg:
    to = for_role(role or _taker(book, thing))
    return replace(thing.leg, by=to, recalled=True, was=thing.leg.by)


def _taker(book: Book, thing: Consignment) -> str:
    """The role whose work it is when nobody comes for it: by the service, else of whoever brought it."""
    step = step_of(book.ledger, thing)
    then = () if step is None or step.clock is None else step.clock.then
    named = [due.to.id for due in then if due.to is not None and due.to.kind is SelectorKind.ROLE]
    brought = () if thing.brought is None else thing.brought.roles
    return next(iter((*named, *brought)), COURIER)


def _offer(means: Means, order: MakeOffer) -> Answer:
    book = means.book
    things = _things(book, order.about)
    asked = next((t for t in things if decides_on(t) is not None), None)
    if asked is None:
        done = any(one.answer for t in things if (one := book.ledger.offers.get(t.case)) is not None)
        why = "was answered already" if done else "needs no answer to an offer, by its service"
        raise OrderRefused(f"{order.about} {why}.")
    try:
        amount = money(order.amount)
    except ValueError as refusal:
        raise OrderRefused(f"{order.amount!r} is no amount: wanted {refusal}.") from None
    currency = _currency(means, asked)
    if currency not in ("", amount.currency):
        raise OrderRefused(f"What {order.about} costs is in {currency}, and {order.amount} is not.")
    if any(charge.about in {t.id for t in things} for charge in _open_charges(book)):
        raise OrderRefused("Somebody is answering at this moment. Ask again later.")
    until = end_of(order.until, means.now(), means.site.time_zone)
    made = OfferMade(asked.case, amount, until)
    answer = {"ok": True, "amount": as_text(amount), "until": until.isoformat() if until else ""}
    book.record(made, by=Signature(asked.principal, means.by.actor), told=Told(answer))
    return answer


def _open_charges(book: Book) -> Iterator[Charge]:
    """Those that a visit under way has accepted, and that nobody knows yet to be owed."""
    charges = book.ledger.charges.values()
    return (c for c in charges if c.visit in book.ledger.visits and c.target is None)


def _currency(means: Means, thing: Consignment) -> str:
    """In which the service of the thing, else the site, has its amounts; empty where neither says."""
    rules = means.book.ledger.rules.get(thing.rules)
    return ("" if rules is None else currency_of(rules)) or means.site.currency


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


PROCEDURES: Final = (
    at_once(ShowCase, _show),
    at_once(TellGate, _tell),
    at_once(Recall, _recall),
    at_once(MakeOffer, _offer),
)
