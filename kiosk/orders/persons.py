"""Persons who are known by a phone: how an order finds them; orders to forget one, a face, wishes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from kiosk.custody.ids import PartyId
from kiosk.custody.services.rules import SelectorKind
from kiosk.custody.words import Forgotten
from kiosk.orders.erasure import CUT_OFF, destroy_faces, destroy_wishes, erase_parties, erased
from kiosk.orders.procedure import at_once
from kiosk.orders.refusal import OrderRefused
from kiosk.vault.answers import Told
from kiosk.vault.phones import NoPhone
from kiosk.visits.book import Book


@dataclass(frozen=True, slots=True)
class Forget:
    """Take everything out that names whoever has this phone, as long as nothing waits for them."""

    phone: str
    order: Literal["forget"] = "forget"


@dataclass(frozen=True, slots=True)
class ForgetFace:
    """Destroy the face of whoever has this phone, and nothing else of theirs."""

    phone: str
    order: Literal["forget-face"] = "forget-face"


@dataclass(frozen=True, slots=True)
class EraseWishes:
    """Destroy what is kept of how whoever has this phone wishes the screen to be, nothing else."""

    phone: str
    order: Literal["forget-wishes"] = "forget-wishes"


PersonOrder = Forget | ForgetFace | EraseWishes


def phone_of(book: Book, text: str) -> str:
    """In E.164. Raises OrderRefused."""
    try:
        return book.phones.read(text)
    except NoPhone as refusal:
        raise OrderRefused(str(refusal)) from None


def parties_with(book: Book, phone: str) -> tuple[PartyId, ...]:
    """Whoever has this phone and is not staff, however it is written.

    One person with several parcels is one party; an earlier Cubby made one for each spelling.
    """
    found = book.vault.parties_with(phone, book.phones)
    return tuple(PartyId(p) for p in found if PartyId(p) not in book.ledger.staff)


def forget(book: Book, order: Forget) -> int:
    """Erase whoever has this phone; how many persons. Raises OrderRefused, having done nothing."""
    parties = _known_with(book, order.phone)
    for thing in book.ledger.consignments.values():
        if any(party in parties for leg in thing.legs for party in leg.parties):
            where = f"is in compartment {thing.compartment}" if thing.compartment else "is announced"
            raise OrderRefused(f"A parcel for this person {where}. Forget them when it is gone.")
        if thing.comes_back and thing.holder in parties:
            raise OrderRefused("They have something that is to come back. Forget them when it is here.")
    for space in book.ledger.tenancies.values():
        if space.holder.kind is SelectorKind.PARTY and space.holder.id in parties:
            where = f"They rent the space behind door {space.compartment}"
            raise OrderRefused(f"{where}. Forget them when it has ended.")
    return erase_parties(book, parties)


def forget_face(book: Book, order: ForgetFace) -> int:
    """Destroy the face of whoever has this phone; how many. Raises OrderRefused, having done nothing."""
    parties = _known_with(book, order.phone)
    kept = [p for p in sorted(parties) if book.vault.faces.has(p)]
    if not kept:
        raise OrderRefused("No face of this person is kept here.")
    destroy_faces(book, kept, Forgotten.OPERATOR, book.operator, Told(erased(len(kept), CUT_OFF)))
    return len(kept)


def forget_wishes(book: Book, order: EraseWishes) -> int:
    """Destroy the wishes of whoever has this phone; of how many. Raises OrderRefused, having done nothing."""
    parties = _known_with(book, order.phone)
    kept = [p for p in sorted(parties) if book.vault.wishes.has(p) or p in book.ledger.low_doors]
    if not kept:
        raise OrderRefused("No wishes of this person are kept here.")
    destroy_wishes(book, kept, Forgotten.OPERATOR, book.operator, Told(erased(len(kept), CUT_OFF)))
    return len(kept)


def _known_with(book: Book, phone: str) -> frozenset[PartyId]:
    parties = frozenset(parties_with(book, phone))
    if not parties:
        raise OrderRefused(f"Nobody here has the phone {phone!r}.")
    return parties


PROCEDURES: Final = (
    at_once(Forget, lambda means, order: erased(forget(means.book, order)), erases=True),
    at_once(ForgetFace, lambda means, order: erased(forget_face(means.book, order)), erases=True),
    at_once(EraseWishes, lambda means, order: erased(forget_wishes(means.book, order)), erases=True),
)
