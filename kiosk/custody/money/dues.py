"""What a visit has to pay before a door opens for a thing, and what is owed once a hand-over is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kiosk.custody.event import Event
from kiosk.custody.ids import ChargeId, PartyId
from kiosk.custody.ledger import Consignment, Ledger, Visit
from kiosk.custody.money.events import ChargeEarned, ChargeFixed, ChargeStands
from kiosk.custody.money.prices import Basis, price
from kiosk.custody.money.state import Charge
from kiosk.custody.money.tax import Taxes
from kiosk.custody.services.rules import (
    ChargeKind,
    ChargeRule,
    ChargeTime,
    Money,
    SelectorKind,
    StepRule,
    TerminalDown,
)
from kiosk.custody.things.deadlines import step_of
from kiosk.custody.words import Act, Condition, DoorResult


@dataclass(frozen=True, slots=True)
class PriceDue:
    """Something to be paid, as it would be fixed. `down`: what becomes of it while nobody can pay.

    `late`: it is for time that is over.
    """

    about: str
    step: str
    act: Act
    name: str
    kind: ChargeKind
    amount: Money
    service: str = ""
    terms: str = ""
    compartment: str = ""
    party: PartyId | None = None
    payee: str = ""
    tax: int = 0
    down: TerminalDown = TerminalDown.SHUT
    late: bool = False

    def fixed(self, charge: ChargeId) -> ChargeFixed:
        return ChargeFixed(
            charge,
            self.about,
            self.step,
            self.act,
            self.name,
            self.kind,
            self.amount,
            self.service,
            self.terms,
            self.compartment,
            self.party,
            self.payee,
            self.tax,
        )


@dataclass(frozen=True, slots=True)
class Priced:
    """What a charge is about, as far as prices ask: a step of a thing or of a space, under its rules."""

    about: str
    service: str
    terms: str
    step: StepRule
    basis: Basis
    compartment: str = ""
    party: PartyId | None = None
    taxes: Taxes = field(default_factory=Taxes)
    leg_by: tuple[str, ...] = ()
    answer: str = ""
    """To the offer of its case: charges that follow from an answer are asked after that alone."""


def dues(ledger: Ledger, visit: Visit, claimed: Priced) -> tuple[PriceDue, ...]:
    """What this visit has still to pay before the step; securities first.

    What it has paid already for a door that did not open counts again; so does what it paid for a space that
    was no good, for another of that price.
    """
    mine = [
        c
        for c in of_visit(ledger, visit)
        if (c.about, c.step) == (claimed.about, claimed.step.name) and c.covered
    ]
    wanted = [
        _due(claimed, rule, amount)
        for rule, amount in priced(claimed, ChargeTime.BEFORE)
        if rule.kind is not ChargeKind.GIVE
        and not any(c.name == rule.name and _counts(c, amount) for c in mine)
    ]
    return tuple(sorted(wanted, key=lambda due: due.kind is not ChargeKind.SECURITY))


def _counts(charge: Charge, amount: Money) -> bool:
    if charge.target is None:
        return True
    return charge.act is Act.BEGIN and charge.amount == amount and charge.target == amount.minor


def unclear(ledger: Ledger, visit: Visit, about: str, step: str) -> Charge | None:
    """A charge for this very step of which nobody knows whether it is paid, of whichever visit.

    Nothing more is asked for it, and no door opens, before that is known.
    """
    for charge in ledger.charges.values():
        payment = charge.open_payment
        if payment is not None and (charge.about, charge.step) == (about, step):
            waits = payment.approved and payment.told is not False and payment.result is None
            if charge.visit != visit.id or not waits:
                return charge
    return None


def may_pay(ledger: Ledger, visit: Visit, charge: Charge) -> bool:
    """Whether a provider may be asked for what is missing of this charge: never beside another payment."""
    missing = charge.rest > 0 and charge.target is None and charge.open_payment is None
    return missing and unclear(ledger, visit, charge.about, charge.step) is None


def earned(ledger: Ledger, visit: Visit | None, claimed: Priced, new: str = "") -> Iterator[Event]:
    """The step is done: what was fixed for it is owed; but no attempt that was not paid, and no second one.

    What nobody has paid after all, because the door came open by itself, is owed too: a person decides.

    `new`: begins the ids of what is owed only afterwards.
    """
    pending = sorted(_pending(ledger, visit, claimed), key=lambda c: not c.covered)
    names: set[str] = set()
    for charge in pending:
        good = charge.name not in names
        names.add(charge.name)
        if good and charge.covered and charge.kind is ChargeKind.SECURITY:
            yield ChargeStands(charge.id)
        else:
            yield ChargeEarned(charge.id, charge.amount.minor if good else 0)
    kept_from: set[str] = set()
    gives = ((r, a) for r, a in priced(claimed, ChargeTime.BEFORE) if r.kind is ChargeKind.GIVE)
    for rule, amount in (*gives, *priced(claimed, ChargeTime.AFTER)):
        if rule.source:
            kept_from.add(rule.source)
            for charge in standing(ledger, claimed.about):
                if charge.name == rule.source:
                    yield ChargeEarned(charge.id, min(amount.minor, charge.amount.minor))
        else:
            due = _due(claimed, rule, amount)
            charge_id = ChargeId(f"{new}.{rule.name}")
            yield due.fixed(charge_id)
            yield ChargeEarned(charge_id, amount.minor)
    if claimed.step.act in (Act.DEPOSIT, Act.END):
        # Whatever brings the thing back gives the security back, less what was kept of it.
        for charge in standing(ledger, claimed.about):
            if charge.name not in kept_from:
                yield ChargeEarned(charge.id, 0)


def dropped(ledger: Ledger, visit: Visit, about: str) -> tuple[Event, ...]:
    """Its door stayed shut, and nothing is owed; no events where nobody knows what happened behind it."""
    sure = (DoorResult.JAMMED, DoorResult.NOT_SENT)
    if any(i.source == about and not i.accounted and i.result not in sure for i in visit.intents):
        return ()
    mine = (c for c in of_visit(ledger, visit) if c.about == about)
    return tuple(
        ChargeEarned(c.id, 0) for c in mine if c.target is None and not c.stands and not in_doubt(ledger, c)
    )


def in_doubt(ledger: Ledger, charge: Charge) -> bool:
    """Whether nobody knows what is behind the door that was paid for: first a person looks."""
    return ledger.holding(charge.compartment).condition is Condition.UNKNOWN if charge.compartment else False


def undone(ledger: Ledger, visit: Visit, about: str, step: str) -> tuple[ChargeEarned, ...]:
    """The step was undone in the visit that did it: what was paid for it goes back."""
    mine = (c for c in of_visit(ledger, visit) if (c.about, c.step) == (about, step))
    return tuple(ChargeEarned(c.id, 0) for c in mine if c.target or c.stands)


def of_visit(ledger: Ledger, visit: Visit) -> Iterator[Charge]:
    """The charges that were fixed in this visit, in their order."""
    for name in visit.charges:
        charge = ledger.charges.get(name)
        if charge is not None:
            yield charge


def standing(ledger: Ledger, about: str) -> tuple[Charge, ...]:
    """Securities that are kept for this thing."""
    return tuple(c for c in ledger.charges.values() if c.about == about and c.stands)


def priced(claimed: Priced, when: ChargeTime) -> Iterator[tuple[ChargeRule, Money]]:
    """The charges of the step at that time, with their amounts of now."""
    for rule in claimed.step.charges:
        if rule.when is when and _asks(claimed, rule):
            amount = price(rule, claimed.basis)
            if amount is not None:
                yield rule, amount


def for_thing(
    ledger: Ledger,
    thing: Consignment,
    party: PartyId | None,
    basis: Basis,
    taxes: Taxes,
    compartment: str = "",
    answer: str = "",
) -> Priced | None:
    """The present hand-over of a thing; None where it costs nothing: without rules, or on its way back."""
    step = step_of(ledger, thing)
    if step is None or not step.charges or thing.leg.recalled:
        return None
    return Priced(
        thing.id,
        thing.service,
        thing.rules,
        step,
        basis,
        compartment or thing.compartment or "",
        party,
        taxes,
        tuple(str(one) for one in _asked_of(ledger, thing, step, party)),
        answer,
    )


def _asked_of(ledger: Ledger, thing: Consignment, step: StepRule, party: PartyId | None) -> Iterator[object]:
    """Of those who may do the step, as the file names them, the ones that this party is."""
    for said, bound in zip(step.by, thing.leg.by, strict=False):
        match bound.kind:
            case SelectorKind.PARTY:
                mine = bound.id == party
            case SelectorKind.ROLE:
                mine = party is not None and ledger.role_of(party) == bound.id
            case SelectorKind.GROUP:
                mine = party in ledger.groups.get(bound.id, frozenset())
            case SelectorKind.HOLDER:
                mine = thing.holder == party
            case SelectorKind.DEPOSITOR:
                mine = thing.depositor == party
            case _:
                mine = True
        if mine:
            yield said


def _asks(claimed: Priced, rule: ChargeRule) -> bool:
    """Whether this charge is asked of whoever does the step."""
    if rule.only_if not in ("", claimed.answer):
        return False
    return rule.of is None or str(rule.of) in claimed.leg_by


def _pending(ledger: Ledger, visit: Visit | None, claimed: Priced) -> Iterator[Charge]:
    """What was fixed for the step and not decided; of this visit, or of any where a person has looked."""
    all_ = ledger.charges.values() if visit is None else of_visit(ledger, visit)
    for charge in tuple(all_):
        about = (charge.about, charge.step, charge.target)
        if about == (claimed.about, claimed.step.name, None) and not charge.stands:
            yield charge


def _due(claimed: Priced, rule: ChargeRule, amount: Money) -> PriceDue:
    return PriceDue(
        claimed.about,
        claimed.step.name,
        claimed.step.act,
        rule.name,
        rule.kind,
        amount,
        claimed.service,
        claimed.terms,
        claimed.compartment,
        claimed.party,
        rule.payee,
        claimed.taxes.rate(claimed.service, rule.name, rule.kind, rule.payee),
        rule.down,
        rule.per is not None and claimed.basis.since is not None,
    )
