"""Forgetting by itself: what names the recipients of things that left long ago."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from kiosk.clock import Clock
from kiosk.custody import events as e
from kiosk.custody.ids import ConsignmentId, PartyId
from kiosk.custody.ledger import Departure, Ledger
from kiosk.custody.services import Service
from kiosk.visits.book import Book

_AT_ONCE: Final = 500
_SURELY_WRONG: Final = timedelta(days=1)


def forget_departed(book: Book, services: Mapping[str, Service], clock: Clock) -> int:
    """Erase labels and codes of what left longer ago than its service keeps them, and whomever nothing else
    keeps here; how many rows. Older copies keep theirs until `remove_traces`.
    """
    now = clock.now()
    departed = book.ledger.departed
    due = sorted(c for c, d in departed.items() if _is_due(d, services, now, sure=clock.trusted()))
    rows = 0
    for begin in range(0, len(due), _AT_ONCE):
        rows += _forget(book, tuple(due[begin : begin + _AT_ONCE]))
    gone = sorted(_without_reason(book, now))
    if gone:
        erased: list[int] = []
        persons = (e.PersonErased(party) for party in gone)
        book.record(*persons, also=lambda: erased.append(book.vault.erase(parties=gone)))
        rows += sum(erased)
    return rows


def _forget(book: Book, things: tuple[ConsignmentId, ...]) -> int:
    erased: list[int] = []
    forgotten = e.DeparturesForgotten(things)
    book.record(forgotten, also=lambda: erased.append(book.vault.erase(consignments=things)))
    return sum(erased)


def _is_due(departure: Departure, services: Mapping[str, Service], now: datetime, *, sure: bool) -> bool:
    """What left at a time that is still to come left by a wrong clock, if this one is surely right."""
    service = services.get(departure.service, Service(departure.service))
    ago = now - departure.at
    return ago >= timedelta(seconds=service.forget_after) or (sure and ago < -_SURELY_WRONG)


def _without_reason(book: Book, now: datetime) -> Iterator[PartyId]:
    """Whom nothing keeps: no work here, no thing here or on its way or lately gone, no badge, no face."""
    ledger, vault = book.ledger, book.vault
    labels = vault.labels(ledger.departed).values()
    kept = {
        *ledger.staff,
        *_recipients(ledger),
        *(label.party for label in labels),
        *vault.with_standing_credentials(now),
        *(party for visit in ledger.visits.values() for party in visit.proven),
    }
    for person in vault.persons():
        if person.party not in kept and not vault.faces.has(person.party):
            yield PartyId(person.party)


def _recipients(ledger: Ledger) -> Iterator[str]:
    for thing in ledger.consignments.values():
        yield from (leg.party for leg in thing.legs if leg.party is not None)
