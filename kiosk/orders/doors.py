"""The order to open a door from afar: who asks and why, as far as it can be judged before anything opens.

`kiosk.visits.doors.afar` carries it out, for it takes a visit and a lock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kiosk.custody.ids import PartyId
from kiosk.custody.proofs.events import StaffAdded
from kiosk.custody.roles import OPERATOR
from kiosk.orders.free_text import refuse_odd, refuse_telling
from kiosk.orders.parcels import compartment_of
from kiosk.orders.procedure import Means
from kiosk.orders.refusal import OrderRefused
from kiosk.orders.staff import staff_named


@dataclass(frozen=True, slots=True)
class OpenRemotely:
    """`by`: who answers for it. Both are kept in the vault; neither may hold a phone or a tracking number."""

    compartment: str
    reason: str
    by: str
    order: Literal["open"] = "open"


def check_opening(means: Means, order: OpenRemotely) -> None:
    """Raises OrderRefused where the order can't even begin."""
    compartment_of(means.site, order.compartment)
    if not order.reason.strip() or not order.by.strip():
        raise OrderRefused("An opening from afar needs a reason and a name.")
    refuse_odd("A name", order.by)
    refuse_telling(means.book, "A reason", order.reason)


def operator_named(means: Means, name: str) -> PartyId:
    """The remote operator of this name; whom the control socket lets in is one."""
    book = means.book
    for party in staff_named(book, name):
        if book.ledger.role_of(party) == OPERATOR:
            return party
    party = PartyId(means.draw())
    added, vault = StaffAdded(party, OPERATOR), book.vault
    book.record(added, by=means.by, also=lambda: vault.remember_person(party, name, ""))
    return party


def keep_reason(means: Means, by: PartyId, text: str) -> str:
    """The id under which the vault keeps why `by` wants a door open."""
    text_id = means.draw()
    means.book.vault.put_text(text_id, by, text)
    return text_id
