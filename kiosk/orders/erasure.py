"""Forgetting somebody, or a face: out of the vault, of the book's present, of every copy on the disk."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Final, assert_never

from kiosk.custody.event import Event
from kiosk.custody.ids import PartyId
from kiosk.custody.machine.pace import CertainTime
from kiosk.custody.proofs.events import FaceForgotten, PersonErased, StaffRemoved
from kiosk.custody.words import Forgotten
from kiosk.journal.copies.backup import BackupFailed
from kiosk.journal.problems import FAILURES
from kiosk.journal.tables.erasure import remove_traces
from kiosk.orders.orders import Forget, ForgetFace, RemoveStaff
from kiosk.orders.refusal import OrderRefused
from kiosk.vault.answers import Told
from kiosk.visits.book import Book, Signature

Forgetting = Forget | RemoveStaff | ForgetFace
_CUT_OFF: Final = "the kiosk stopped in the middle of it"


def erase(book: Book, order: Forgetting) -> int:
    """Erase whom or what the order names; of how many persons. Raises OrderRefused, having done nothing.

    That is one quick transaction. Traces are in every file until `clear_traces`, or `kiosk.program.clearing`.
    """
    match order:
        case ForgetFace():
            return _forget_face(book, order)
        case Forget(phone):
            parties = _to_forget(book, phone)
            gone: tuple[Event, ...] = ()
        case RemoveStaff():
            parties = _to_remove(book, order)
            gone = tuple(StaffRemoved(p) for p in sorted(parties))
        case _:
            assert_never(order)
    if any(parties & visit.proven.keys() for visit in book.ledger.visits.values()):
        raise OrderRefused("Their visit at the machine is not over. Ask again when it is.")
    faces = (FaceForgotten(p, Forgotten.OPERATOR) for p in sorted(parties) if book.vault.faces.has(p))
    erased = (PersonErased(p) for p in sorted(parties))
    answer = Told(told(len(parties), _CUT_OFF))
    book.record(
        *gone,
        *faces,
        *erased,
        by=_operator(book),
        also=lambda: book.vault.erase(parties=parties),
        told=answer,
    )
    return len(parties)


def told(persons: int, left: str) -> dict[str, object]:
    """What to tell whoever gave the order. `left`: why older copies still name them, if they do."""
    return {"ok": True, "persons": persons, "left": left}


def _forget_face(book: Book, order: ForgetFace) -> int:
    """Destroy the face of whoever has this phone; all else of them stays. Raises OrderRefused."""
    parties = _with_phone(book, order.phone)
    kept = [p for p in sorted(parties) if book.vault.faces.has(p)]
    if not kept:
        raise OrderRefused("No face of this person is kept here.")
    destroy_faces(book, kept, Forgotten.OPERATOR, _operator(book), Told(told(len(kept), _CUT_OFF)))
    return len(kept)


def destroy_faces(
    book: Book, parties: Collection[PartyId], why: Forgotten, by: Signature, told: Told | None = None
) -> None:
    """Keys and templates go, and the journal says so. Older copies keep theirs until `remove_traces`."""
    events = (FaceForgotten(p, why) for p in sorted(parties))
    book.record(*events, by=by, told=told)


def destroy_unused_faces(book: Book, keep: int | None, time: CertainTime) -> int:
    """Destroy the faces that nobody has used for `keep` seconds, or all where it is None; how many."""
    faces = book.vault.faces
    why = Forgotten.SWITCHED_OFF if keep is None else Forgotten.UNUSED
    unused = faces.parties() if keep is None else faces.unused_for(timedelta(seconds=keep), time)
    if unused:
        destroy_faces(book, [PartyId(p) for p in unused], why, book.house)
    return len(unused)


def _operator(book: Book) -> Signature:
    return Signature(book.house.principal, "operator")


def clear_traces(book: Book) -> str:
    """Take what was erased out of the log and the backups; why that could not be done, or nothing."""
    try:
        remove_traces(book.journal)
    except (BackupFailed, *FAILURES) as failure:
        return str(failure)
    return ""


def _to_forget(book: Book, phone: str) -> frozenset[PartyId]:
    """Whoever has this phone and is not staff, as long as nothing is on its way to them."""
    parties = _with_phone(book, phone)
    for thing in book.ledger.consignments.values():
        if any(leg.party in parties for leg in thing.legs):
            where = f"lies in {thing.compartment}" if thing.compartment else "is announced"
            raise OrderRefused(f"A parcel for this person {where}. Forget them when it is gone.")
    return parties


def _with_phone(book: Book, phone: str) -> frozenset[PartyId]:
    """However it is written, and was written by an earlier Cubby."""
    known = (PartyId(p) for p in book.vault.parties_with(phone, book.phones))
    parties = frozenset(known) - book.ledger.staff.keys()
    if not parties:
        raise OrderRefused(f"Nobody here has the phone {phone!r}.")
    return parties


def _to_remove(book: Book, order: RemoveStaff) -> frozenset[PartyId]:
    ledger = book.ledger
    named = (PartyId(p) for p in book.vault.parties_named(order.name))
    parties = [
        p
        for p in named
        if p in ledger.staff and order.role in ("", ledger.role_of(p)) and order.staff in ("", p)
    ]
    if not parties:
        raise OrderRefused(f"No {order.role or 'member of staff'} here has the name {order.name!r}.")
    if len(parties) > 1:
        who = ", ".join(f"{ledger.role_of(p)} {p} ({_since(book, p)})" for p in parties)
        raise OrderRefused(f"{len(parties)} have the name {order.name!r}: {who}. Choose one with --staff.")
    return frozenset(parties)


def _since(book: Book, party: PartyId) -> str:
    since = book.ledger.staff[party].since
    return f"since {since:%Y-%m-%d}" if since else "for long"
