"""Who may do what with a rented space: its holder opens it as often as they like, and gives it back."""

from __future__ import annotations

from typing import Final

from kiosk.custody.ids import PartyId
from kiosk.custody.ledger import Ledger, Visit
from kiosk.custody.services.rules import Selector, SelectorKind, StepRule
from kiosk.custody.spaces.state import Tenancy
from kiosk.custody.words import Act

SPACE_ACTS: Final = frozenset({Act.BEGIN, Act.USE, Act.END})
"""What is done with a rented space."""


def is_holder(ledger: Ledger, party: PartyId, tenancy: Tenancy) -> bool:
    """Whether it is this party's, by name or as one of a group."""
    return _names(ledger, tenancy.holder, party)


def spaces_of(ledger: Ledger, party: PartyId) -> tuple[Tenancy, ...]:
    """What this party rents, in the order of the doors' labels."""
    mine = (one for one in ledger.tenancies.values() if is_holder(ledger, party, one))
    return tuple(sorted(mine, key=lambda one: (one.compartment, one.id)))


def space_step(ledger: Ledger, tenancy: Tenancy, act: Act) -> StepRule | None:
    """What its rules say of this act; None where they say nothing of it."""
    rules = ledger.rules.get(tenancy.rules)
    steps = () if rules is None else rules.steps
    return next((step for step in steps if step.act is act), None)


def space_claim_stands(ledger: Ledger, party: PartyId, act: Act, tenancy: Tenancy, compartment: str) -> bool:
    """Whether this party may do `act` there by this tenancy. It is begun once, and then used or ended."""
    if tenancy.compartment != compartment or (act is Act.BEGIN) is tenancy.opened:
        return False
    if act is Act.BEGIN or tenancy.rules not in ledger.rules:
        return is_holder(ledger, party, tenancy)
    step = space_step(ledger, tenancy, act)
    return step is not None and any(_may(ledger, who, party, tenancy) for who in step.by)


def began_here(visit: Visit, tenancy: Tenancy) -> bool:
    """Whether whoever is there has begun it in this very visit: by that they are known."""
    return tenancy.id in visit.tenancies


def _may(ledger: Ledger, who: Selector, party: PartyId, tenancy: Tenancy) -> bool:
    match who.kind:
        case SelectorKind.HOLDER | SelectorKind.PERSON | SelectorKind.ANYONE:
            # A slot was filled when it began; and nobody but its holder has anything to do there.
            return is_holder(ledger, party, tenancy)
        case SelectorKind.ROLE:
            member = ledger.staff.get(party)
            return member is not None and (member.role, member.principal) == (who.id, tenancy.principal)
        case _:
            return _names(ledger, who, party)


def _names(ledger: Ledger, who: Selector, party: PartyId) -> bool:
    if who.kind is SelectorKind.GROUP:
        return party in ledger.groups.get(who.id, frozenset())
    return who == Selector(SelectorKind.PARTY, party)
