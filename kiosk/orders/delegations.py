"""Orders about codes for somebody else: made for whoever has a phone, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from kiosk.custody.doors.claims import Facts, can_delegate
from kiosk.custody.ids import ConsignmentId, PartyId
from kiosk.custody.proofs.events import DelegationWithdrawn
from kiosk.orders.parcels import label_of
from kiosk.orders.persons import parties_with
from kiosk.orders.procedure import Answer, Means, Procedure, at_once
from kiosk.orders.refusal import OrderRefused
from kiosk.vault.answers import Told
from kiosk.vault.drawing import Work
from kiosk.visits.who.delegations import LONGEST_HOURS, code_scheme, draw_code, make_delegation


@dataclass(frozen=True, slots=True)
class Delegate:
    """Somebody else may take what waits for whoever has this phone, or only the thing with this label."""

    phone: str
    tracking: str = ""
    hours: int = 72
    order: Literal["delegate"] = "delegate"


@dataclass(frozen=True, slots=True)
class WithdrawDelegations:
    """Every code for somebody else that whoever has this phone, or the operator for them, has made."""

    phone: str
    order: Literal["withdraw-delegations"] = "withdraw-delegations"


DelegationOrder = Delegate | WithdrawDelegations


def _delegate(means: Means, order: Delegate) -> Work[Answer]:
    party, _ = _entitled(means, order)
    scheme = code_scheme(means.site.services.values())
    code = yield from draw_code(means.book, scheme, party)
    party, things = _entitled(means, order)  # others may have been carried out meanwhile
    made = make_delegation(
        means.book, means.draw, code, means.by, party, things, order.hours, at_machine=False
    )
    return {"ok": True, "code": made}


def _entitled(means: Means, order: Delegate) -> tuple[PartyId, tuple[ConsignmentId, ...]]:
    """Whose code it becomes, and for what."""
    site, book = means.site, means.book
    label = label_of(order.tracking) if order.tracking else ""
    named = book.vault.consignments_with(label) if label else ()
    facts = Facts(book.ledger, site.cabinet, site.services, means.now(), site.proof)
    for party in parties_with(book, order.phone):
        waiting = facts.ledger.waiting_for(party)
        things = tuple(thing for thing in waiting if not label or thing.id in named)
        if not things:
            continue
        if not all(can_delegate(facts, thing) for thing in things):
            raise OrderRefused("A code is not enough for what waits: the site asks for more.")
        if not 1 <= order.hours <= LONGEST_HOURS:
            raise OrderRefused(f"A code counts from 1 to {LONGEST_HOURS} hours.")
        return party, tuple(thing.id for thing in things)
    raise OrderRefused("Nothing waits here that this could be for.")


def withdraw_codes(means: Means, order: WithdrawDelegations) -> int:
    """How many codes open nothing any more. Raises OrderRefused."""
    parties = parties_with(means.book, order.phone)
    theirs = (d for d in means.book.ledger.delegations.values() if d.party in parties)
    gone = tuple(DelegationWithdrawn(d.id, d.party) for d in theirs)
    if not gone:
        raise OrderRefused("There is no code to take back.")
    told = Told({"ok": True, "withdrawn": len(gone)}, parties[0])
    means.book.record(*gone, by=means.by, told=told)
    return len(gone)


PROCEDURES: Final = (
    Procedure(Delegate, _delegate),
    at_once(
        WithdrawDelegations, lambda means, order: {"ok": True, "withdrawn": withdraw_codes(means, order)}
    ),
)
