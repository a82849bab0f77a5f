"""Forgetting by itself: what names the recipients of things that left long ago."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Final

from kiosk.custody.ids import ConsignmentId, PartyId
from kiosk.custody.ledger import Departure, Ledger
from kiosk.custody.machine.pace import CertainTime
from kiosk.custody.proofs.events import PersonErased
from kiosk.custody.services.rules import SelectorKind
from kiosk.custody.things.events import DeparturesForgotten
from kiosk.custody.things.services import Service
from kiosk.journal.tables.vault import Person
from kiosk.visits.book import Book

_AT_ONCE: Final = 500
_PERSONS_AT_ONCE: Final = 100


def forget_departed(book: Book, services: Mapping[str, Service], time: CertainTime) -> int:
    """Erase labels and codes of what left longer ago than its service keeps them, and whomever nothing else
    keeps here; how many rows. Older copies keep theirs until `remove_traces`.
    """
    return sum(forgetting(book, services, time))


def forgetting(book: Book, services: Mapping[str, Service], time: CertainTime) -> Iterator[int]:
    """The same in slices, between which anything may happen; how many rows each has erased."""
    departed = book.ledger.departed
    due = sorted(c for c, d in departed.items() if _is_due(d, services, time))
    for begin in range(0, len(due), _AT_ONCE):
        yield _forget(book, tuple(due[begin : begin + _AT_ONCE]))
    after = ""
    while page := book.vault.persons_after(after, _PERSONS_AT_ONCE):
        after = page[-1].party
        yield _erase(book, sorted(_without_reason(book, page, time)))


def _erase(book: Book, gone: list[PartyId]) -> int:
    if not gone:
        return 0
    erased: list[int] = []
    persons = (PersonErased(party) for party in gone)
    book.record(*persons, also=lambda: erased.append(book.vault.erase(parties=gone)))
    return sum(erased)


def _forget(book: Book, things: tuple[ConsignmentId, ...]) -> int:
    erased: list[int] = []
    forgotten = DeparturesForgotten(things)
    book.record(forgotten, also=lambda: erased.append(book.vault.erase(consignments=things)))
    return sum(erased)


def _is_due(departure: Departure, services: Mapping[str, Service], time: CertainTime) -> bool:
    service = services.get(departure.service, Service(departure.service))
    return time.at - departure.at >= timedelta(seconds=service.forget_after)


def _without_reason(book: Book, page: Iterable[Person], time: CertainTime) -> Iterator[PartyId]:
    """Whom nothing keeps: no work here, no thing here or on its way or lately gone, no rented space, no
    badge, no face, no wishes."""
    ledger, vault = book.ledger, book.vault
    kept = {
        *ledger.staff,
        *_recipients(ledger),
        *(party for visit in ledger.visits.values() for party in visit.proven),
    }
    for person in page:
        lately = (label.consignment in ledger.departed for label in vault.labels_of(person.party))
        if person.party in kept or any(lately) or _is_remembered(book, person.party):
            continue
        if not vault.has_standing_credential(person.party, time):
            yield PartyId(person.party)


def _is_remembered(book: Book, party: str) -> bool:
    """Whether they agreed to have something kept for their next visit: their face, or their wishes."""
    return book.vault.faces.has(party) or book.vault.wishes.has(party)


def _recipients(ledger: Ledger) -> Iterator[str]:
    for thing in ledger.consignments.values():
        yield from (party for leg in thing.legs for party in leg.parties)
        yield from (party for party in (thing.holder, thing.depositor) if party is not None)
    for space in ledger.tenancies.values():
        if space.holder.kind is SelectorKind.PARTY:
            yield space.holder.id
