"""Forgetting somebody, a face, wishes: out of the vault, of the book's present, of every copy on the disk."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any, Final

from kiosk.access.consent import WISHES_DAYS
from kiosk.custody.event import Event
from kiosk.custody.ids import PartyId
from kiosk.custody.machine.pace import CertainTime
from kiosk.custody.proofs.events import FaceForgotten, PersonErased
from kiosk.custody.wishes.events import PreferenceForgotten
from kiosk.custody.words import Forgotten
from kiosk.journal.copies.backup import BackupFailed
from kiosk.journal.problems import FAILURES
from kiosk.journal.tables.erasure import remove_traces
from kiosk.orders.refusal import OrderRefused
from kiosk.vault.answers import Told
from kiosk.visits.book import Book, Signature

CUT_OFF: Final = "the kiosk stopped in the middle of it"


def erase_parties(book: Book, parties: Collection[PartyId], gone: Collection[Event] = ()) -> int:
    """Erase them, with the events `gone` before; how many they are. Raises OrderRefused, having done nothing.

    That is one quick transaction. Traces are in every file until `clear_traces`, or `kiosk.program.clearing`.
    """
    names = frozenset(parties)
    if any(names & visit.proven.keys() for visit in book.ledger.visits.values()):
        raise OrderRefused("Their visit at the machine is not over. Ask again when it is.")
    faces = (FaceForgotten(p, Forgotten.OPERATOR) for p in sorted(names) if book.vault.faces.has(p))
    wishes = (PreferenceForgotten(p, Forgotten.OPERATOR) for p in sorted(names) if book.vault.wishes.has(p))
    persons = (PersonErased(p) for p in sorted(names))
    book.record(
        *gone,
        *faces,
        *wishes,
        *persons,
        by=book.operator,
        also=lambda: book.vault.erase(parties=names),
        told=Told(erased(len(names), CUT_OFF)),
    )
    return len(names)


def erased(persons: int, left: str = "") -> dict[str, Any]:
    """What to tell whoever gave the order. `left`: why older copies still name them, if they do."""
    return {"ok": True, "persons": persons, "left": left}


def destroy_faces(
    book: Book, parties: Collection[PartyId], why: Forgotten, by: Signature, told: Told | None = None
) -> None:
    """Keys and templates go, and the journal says so. Older copies keep theirs until `remove_traces`."""
    events = (FaceForgotten(p, why) for p in sorted(parties))
    book.record(*events, by=by, told=told)


def destroy_wishes(
    book: Book, parties: Collection[PartyId], why: Forgotten, by: Signature, told: Told | None = None
) -> None:
    """What is kept of their wishes goes, low doors too; older copies keep theirs until `remove_traces`."""
    events = (PreferenceForgotten(p, why) for p in sorted(parties))
    book.record(*events, by=by, told=told)


def destroy_unused_faces(book: Book, keep: int | None, time: CertainTime) -> int:
    """Destroy the faces that nobody has used for `keep` seconds, or all where it is None; how many."""
    faces = book.vault.faces
    why = Forgotten.SWITCHED_OFF if keep is None else Forgotten.UNUSED
    unused = faces.parties() if keep is None else faces.unused_for(timedelta(seconds=keep), time)
    if unused:
        destroy_faces(book, [PartyId(p) for p in unused], why, book.house)
    return len(unused)


def destroy_unused_wishes(book: Book, time: CertainTime) -> int:
    """Destroy the wishes of those who were not here for a year; of how many."""
    unused = book.vault.wishes.unused_for(timedelta(days=WISHES_DAYS), time)
    if unused:
        destroy_wishes(book, [PartyId(p) for p in unused], Forgotten.UNUSED, book.house)
    return len(unused)


def clear_traces(book: Book) -> str:
    """Take what was erased out of the log and the backups; why that could not be done, or nothing."""
    try:
        remove_traces(book.journal)
    except (BackupFailed, *FAILURES) as failure:
        return str(failure)
    return ""
