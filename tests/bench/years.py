"""Years of a kiosk's life, written at once: a journal of so many rows and a vault of so many persons."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from kiosk.clock import FakeClock
from kiosk.custody.boards.boards import BoardCount
from kiosk.custody.boards.events import BoardsCounted
from kiosk.custody.doors.events import (
    DoorShut,
    GrantGiven,
    OpeningEnded,
    OpeningIntended,
    VisitBegan,
    VisitEnded,
)
from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId, GrantId, IntentId, PartyId
from kiosk.custody.machine.events import MachineStarted
from kiosk.custody.proofs.events import CredentialTried, StaffAdded
from kiosk.custody.things.events import (
    Announced,
    Collected,
    DeparturesForgotten,
    Deposited,
    Leg,
    Notified,
    Released,
    Reserved,
    RoundEnded,
    for_party,
    for_role,
)
from kiosk.custody.words import Act, Audience, DoorResult, Ending, Kind, Way
from kiosk.journal.lock import own
from kiosk.journal.rows import Entry
from kiosk.journal.store import Journal
from kiosk.journal.tables.vault import Credential, CredentialKind, Label, Person
from kiosk.program.machine import open_journal
from kiosk.site.whole import Site

A_DAY: Final = 32
"""Parcels that come and go each day: 550 rows, and 200,000 a year."""
_KEPT: Final = 30
_COURIER: Final = PartyId("p-courier")
_PERSONS_AT_ONCE: Final = 5000


def write_years(data: Path, site: Site, rows: int, persons: int) -> int:
    """A data folder as it is after years; how many rows it has, a few more than were asked for.

    The last day ended cleanly, no snapshot is kept, and nobody has made a backup.
    """
    clock = FakeClock(datetime(2016, 1, 1, 6, tzinfo=UTC))
    with own(data) as owned, open_journal(owned, clock) as (journal, _):
        _write_persons(journal, persons)
        days = _days(tuple(c.label for c in site.cabinet.compartments()), max(persons, 1))
        journal.writing.db.execute("PRAGMA synchronous = OFF")
        while journal.head.seq < rows:
            journal.append(next(days))
            clock.advance(timedelta(days=1).total_seconds())
        return journal.head.seq


def phone(number: int) -> str:
    """That of the person with this number."""
    return f"+4930{number:08}"


def _write_persons(journal: Journal[Event], persons: int) -> None:
    vault = journal.vault
    for begin in range(0, persons, _PERSONS_AT_ONCE):
        with journal.writing.transaction():
            for number in range(begin, min(begin + _PERSONS_AT_ONCE, persons)):
                party, thing = f"p{number:08}", f"k{number:08}"
                tag = number.to_bytes(8, "big") * 4
                vault.put_person(Person(party, f"Person {number} of some length", phone(number)))
                vault.put_label(Label(thing, party, f"JJD{number:012}", phone(number)[-4:]))
                vault.add_credential(
                    Credential(f"c{number:08}", party, Audience.VISITOR, CredentialKind.PIN, tag, thing)
                )


def _days(labels: tuple[str, ...], persons: int) -> Iterator[list[Entry[Event]]]:
    """The rows of one day after the other; what came in on one day is collected on the next."""
    numbers = itertools.count(1)
    waiting: list[tuple[ConsignmentId, PartyId, str]] = []
    gone: deque[tuple[ConsignmentId, ...]] = deque()
    first: Entry[Event] = Entry(StaffAdded(_COURIER, "courier"), None, "swift", "operator")
    yield [first, Entry(MachineStarted("0", "site", "3"), None, "swift", "machine")]
    while True:
        day: list[Entry[Event]] = []
        for half in range(2):
            gone.append(tuple(thing for thing, _, _ in waiting))
            for thing, party, label in waiting:
                day += _pick_up(next(numbers), thing, party, label)
            waiting = []
            for label in labels[: A_DAY // 2]:
                number = next(numbers)
                waiting.append((ConsignmentId(f"k-{number}"), PartyId(f"p{number % persons:08}"), label))
            day += _round(f"v-{half}-{next(numbers)}", waiting, next(numbers))
        if len(gone) > 2 * _KEPT:
            forgotten = DeparturesForgotten((*gone.popleft(), *gone.popleft()))
            day.append(Entry(forgotten, None, "swift", "machine"))
        counted = BoardsCounted((BoardCount("A", 400_000, 399_990, 10),))
        day.append(Entry(counted, None, "swift", "machine"))
        yield day


def _round(
    visit: str, parcels: list[tuple[ConsignmentId, PartyId, str]], number: int
) -> Iterator[Entry[Event]]:
    """A courier brings them."""
    for thing, party, _ in parcels:
        legs = (Leg(Act.DEPOSIT, for_role("courier")), Leg(Act.COLLECT, for_party(party)))
        yield Entry(Announced(thing, "parcel", legs, "S"), None, "swift", "operator")
    events: list[Event] = [
        VisitBegan("scan", "harbour"),
        CredentialTried(Way.SCAN, Audience.STAFF, _COURIER, kinds=(Kind.TOKEN,)),
    ]
    for place, (thing, _, label) in enumerate(parcels):
        events.append(Reserved(label))
        events += _opening(f"{number}-{place}", _COURIER, Act.DEPOSIT, thing, label)
        events += (Deposited(thing, label), Released(label), Notified(thing))
    events += (RoundEnded(len(parcels), 0), VisitEnded(Ending.FINISHED))
    yield from (Entry(event, visit, "swift", _COURIER) for event in events)


def _pick_up(number: int, thing: ConsignmentId, party: PartyId, label: str) -> Iterator[Entry[Event]]:
    events: list[Event] = [
        VisitBegan("scan", "otter"),
        CredentialTried(Way.TYPE, Audience.VISITOR, party, kinds=(Kind.PIN,)),
        *_opening(str(number), party, Act.COLLECT, thing, label),
        Collected(thing, label),
        VisitEnded(Ending.FINISHED),
    ]
    yield from (Entry(event, f"v-{number}", "swift", party) for event in events)


def _opening(name: str, party: PartyId, act: Act, thing: ConsignmentId, label: str) -> tuple[Event, ...]:
    grant, intent = GrantId(f"g-{name}"), IntentId(f"i-{name}")
    return (
        GrantGiven(grant, party, act, thing, label),
        OpeningIntended(intent, grant, label),
        OpeningEnded(intent, DoorResult.OPENED, "", 180),
        DoorShut(label),
    )
