"""Money at a door: what has to be paid before it opens, and what follows for money once it has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from kiosk.custody.cabinet.cabinet import Cabinet
from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId, PartyId, TenancyId
from kiosk.custody.ledger import Consignment, Grant, Intent, Ledger, Visit
from kiosk.custody.money.dues import Priced, PriceDue, dues, earned, for_thing, of_visit, unclear
from kiosk.custody.money.events import ChargeEarned, PaymentReleased
from kiosk.custody.money.prices import Basis, price, unit_of
from kiosk.custody.money.tax import Taxes
from kiosk.custody.services.calendar import Calendar
from kiosk.custody.services.rules import ChargeKind, ChargeTime, Money, Span, StepRule
from kiosk.custody.services.state import CaseOffer
from kiosk.custody.spaces.claims import SPACE_ACTS, space_step
from kiosk.custody.spaces.closing import extended
from kiosk.custody.spaces.state import Tenancy
from kiosk.custody.words import Act, DoorResult


class Present(Protocol):
    """What prices ask: `kiosk.custody.doors.claims.Facts` has it."""

    @property
    def ledger(self) -> Ledger: ...
    @property
    def cabinet(self) -> Cabinet: ...
    @property
    def now(self) -> datetime: ...
    @property
    def calendar(self) -> Calendar: ...
    @property
    def taxes(self) -> Taxes: ...


def due_for(
    present: Present, visit: Visit, thing: Consignment, party: PartyId, label: str = ""
) -> tuple[PriceDue, ...]:
    """What this visit has still to pay before the present hand-over of the thing, at this compartment."""
    claimed = claim_of(present, thing, party, label)
    return () if claimed is None else dues(present.ledger, visit, claimed)


def due_for_space(
    present: Present, visit: Visit, tenancy: Tenancy, act: Act, party: PartyId
) -> tuple[PriceDue, ...]:
    """The same for a space: its first period, and later what has begun since the end of what is paid for."""
    claimed = claim_of_space(present, tenancy, act, party)
    return () if claimed is None else dues(present.ledger, visit, claimed)


def price_to_begin(present: Present, begin: StepRule, size: str) -> Money | None:
    """What beginning to rent a space of this size costs now; None where it costs nothing."""
    basis = Basis(present.now, present.calendar, size)
    told = (
        price(rule, basis)
        for rule in begin.charges
        if rule.when is ChargeTime.BEFORE and rule.kind is not ChargeKind.GIVE and not rule.only_if
    )
    amounts = [amount for amount in told if amount is not None]
    return Money(sum(one.minor for one in amounts), amounts[0].currency) if amounts else None


def claim_of(
    present: Present, thing: Consignment, party: PartyId | None, label: str = "", answer: str = ""
) -> Priced | None:
    """What the present hand-over of the thing is to prices; None where it costs nothing. `answer`: the one
    that is about to be given to the offer; else the one that was given."""
    compartment = present.cabinet.compartment(label or thing.compartment or "")
    size = thing.size or (compartment.size if compartment is not None else "")
    offer = present.ledger.offers.get(thing.case, CaseOffer())
    basis = Basis(present.now, present.calendar, size, thing.amount, offer.amount, thing.clock)
    return for_thing(present.ledger, thing, party, basis, present.taxes, label, answer or offer.answer)


def claim_of_space(present: Present, tenancy: Tenancy, act: Act, party: PartyId | None) -> Priced | None:
    """What an act at a rented space is to prices; None where it costs nothing."""
    step = space_step(present.ledger, tenancy, act)
    if step is None or not step.charges:
        return None
    compartment = present.cabinet.compartment(tenancy.compartment)
    size = compartment.size if compartment is not None else ""
    since = None if act is Act.BEGIN else tenancy.clock
    basis = Basis(present.now, present.calendar, size, since=since)
    whose = tuple(str(one) for one in step.by)
    return Priced(
        tenancy.id,
        tenancy.service,
        tenancy.rules,
        step,
        basis,
        tenancy.compartment,
        party,
        present.taxes,
        whose,
    )


def unpaid(present: Present, visit: Visit, grant: Grant) -> bool:
    """Whether money keeps the door of this grant shut: it is not paid, or nobody knows whether it is."""
    claimed = _claimed(present, grant)
    if claimed is None:
        return False
    if dues(present.ledger, visit, claimed):
        return True
    return unclear(present.ledger, visit, claimed.about, claimed.step.name) is not None


def with_opening(present: Present, visit: Visit, intent: Intent, result: DoorResult) -> Iterator[Event]:
    """What an opening's outcome means for money, in the same transaction.

    What was approved is kept once the door is open, and let go where nobody knows whether it is. A space is
    handed over by its door: what was fixed for it is owed, and it is longer by what was paid.
    """
    ledger = present.ledger
    if result in (DoorResult.OPENED, DoorResult.UNKNOWN):
        for charge in of_visit(ledger, visit):
            payment = charge.open_payment
            waits = payment is not None and payment.approved and payment.told is None
            if charge.about == intent.source and payment is not None and waits:
                yield PaymentReleased(payment.id, charge.id, keep=result is DoorResult.OPENED)
    if result is DoorResult.OPENED and intent.act in SPACE_ACTS:
        tenancy = ledger.tenancies.get(TenancyId(intent.source))
        claimed = None if tenancy is None else claim_of_space(present, tenancy, intent.act, None)
        if tenancy is not None and claimed is not None:
            owed = tuple(earned(ledger, visit, claimed))
            yield from owed
            yield from _longer(present, tenancy, claimed, owed)


def _longer(present: Present, tenancy: Tenancy, claimed: Priced, owed: tuple[Event, ...]) -> Iterator[Event]:
    """By the periods that were paid for, not by the time it is now. What begins was agreed with its first."""
    until = tenancy.until
    if claimed.step.act is Act.BEGIN:
        return
    for event in owed:
        charge = present.ledger.charges.get(event.charge) if isinstance(event, ChargeEarned) else None
        rule = next((r for r in claimed.step.charges if charge is not None and r.name == charge.name), None)
        unit = None if rule is None else unit_of(rule, claimed.basis)
        if isinstance(event, ChargeEarned) and rule is not None and rule.per is not None and unit is not None:
            times = event.amount // unit.minor if unit.minor else 0
            until = present.calendar.after(until, Span(rule.per.n * times, rule.per.unit))
    if until != tenancy.until:
        yield from extended(present.ledger, tenancy, until, dated=tenancy.dated)


def _claimed(present: Present, grant: Grant) -> Priced | None:
    if grant.act in SPACE_ACTS:
        tenancy = present.ledger.tenancies.get(TenancyId(grant.source))
        return None if tenancy is None else claim_of_space(present, tenancy, grant.act, grant.party)
    if grant.act not in (Act.DEPOSIT, Act.COLLECT):
        return None
    thing = present.ledger.consignments.get(ConsignmentId(grant.source))
    return None if thing is None else claim_of(present, thing, grant.party, grant.compartment)
