"""Forgetting somebody: out of the vault, out of the book's present, and out of every copy on the disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, assert_never

from kiosk.custody import events as e
from kiosk.custody.ids import PartyId
from kiosk.journal.backup import BackupFailed
from kiosk.journal.erasure import remove_traces
from kiosk.journal.problems import FAILURES
from kiosk.visits.book import Book, Signature
from kiosk.visits.orders import Forget, OrderRefused, RemoveStaff, digits_of

ERASURES: Final = (e.StaffRemoved.__name__, e.PersonErased.__name__)
"""The kinds of events after which no older copy may stay."""


@dataclass(frozen=True, slots=True)
class Erased:
    """`persons` are in the vault no more. `left`: why older copies still name them, if they do."""

    persons: int
    left: str = ""


def erase(book: Book, order: Forget | RemoveStaff) -> Erased:
    """Erase whom the order names. Raises OrderRefused, having done nothing."""
    match order:
        case Forget(phone):
            parties = _to_forget(book, phone)
            gone: tuple[e.Event, ...] = ()
        case RemoveStaff(name, role):
            parties = _to_remove(book, name, role)
            gone = tuple(e.StaffRemoved(p) for p in sorted(parties))
        case _:
            assert_never(order)
    if any(parties & visit.proven.keys() for visit in book.ledger.visits.values()):
        raise OrderRefused("Their visit at the machine is not over. Ask again when it is.")
    by = Signature(book.house.principal, "operator")
    erased = (e.PersonErased(p) for p in sorted(parties))
    book.record(*gone, *erased, by=by, also=lambda: book.vault.erase(parties=parties))
    try:
        remove_traces(book.journal)
    except (BackupFailed, *FAILURES) as failure:
        return Erased(len(parties), str(failure))
    return Erased(len(parties))


def _to_forget(book: Book, phone: str) -> frozenset[PartyId]:
    """Whoever has this phone and is not staff, as long as nothing is on its way to them."""
    wanted = digits_of(phone)
    known = (PartyId(p.party) for p in book.vault.persons() if digits_of(p.phone) == wanted)
    parties = frozenset(known) - book.ledger.staff.keys()
    if not wanted or not parties:
        raise OrderRefused(f"Nobody here has the phone {phone!r}.")
    for thing in book.ledger.consignments.values():
        if any(leg.party in parties for leg in thing.legs):
            where = f"lies in {thing.compartment}" if thing.compartment else "is announced"
            raise OrderRefused(f"A parcel for this person {where}. Forget them when it is gone.")
    return parties


def _to_remove(book: Book, name: str, role: str) -> frozenset[PartyId]:
    named = (PartyId(p.party) for p in book.vault.persons() if p.name == name)
    roles = {p: book.ledger.role_of(p) for p in named}
    parties = frozenset(p for p, has in roles.items() if has and role in ("", has))
    if not parties:
        raise OrderRefused(f"No {role or 'member of staff'} here has the name {name!r}.")
    return parties
