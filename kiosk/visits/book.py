"""The journal and the ledger folded from it, kept in step: nobody writes the one without the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from kiosk.custody.boards.health import Health
from kiosk.custody.boards.health import fold as fold_health
from kiosk.custody.event import Event
from kiosk.custody.fold import fold
from kiosk.custody.ids import PartyId, VisitId
from kiosk.custody.ledger import Ledger
from kiosk.custody.machine.events import ClockBelieved, ClockMoved, OrderEnded, OrderTaken, Withdrawn
from kiosk.custody.machine.pace import CertainTime, ClockDoubt, doubt, pace_at, surely
from kiosk.custody.proofs.events import DelegationWithdrawn, FaceChoiceMade, FaceForgotten
from kiosk.custody.roles import OPERATOR
from kiosk.custody.spaces.events import TenancyEnded
from kiosk.custody.things.cases import codes_ended
from kiosk.custody.things.events import Collected, StepDone
from kiosk.custody.things.principals import principal_of
from kiosk.custody.wishes.events import PreferenceForgotten
from kiosk.custody.words import OrderOutcome, TenancyEnd
from kiosk.journal import book as journal_book
from kiosk.journal import projections
from kiosk.journal.book import recorded
from kiosk.journal.projections import Projected
from kiosk.journal.rows import Entry
from kiosk.journal.store import Journal
from kiosk.vault.answers import OrderAsked, Told
from kiosk.vault.phones import Phones
from kiosk.vault.vault import Vault

MACHINE = "machine"
AT_ONCE = 20_000
"""How many rows at most are looked through for how the locks do before the kiosk does something else."""
_NOWHERE: Final = Phones()
_SET: Final = timedelta(minutes=1)
"""A wall clock that is so far from where it would be by itself was set; less is how clocks drift."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who an event is by: whose business it is, who did it, and in which visit."""

    principal: str
    actor: str = MACHINE
    visit: VisitId | None = None


def _nowhere(_asked: OrderAsked, _told: Told) -> None:
    """A kiosk without a line has nobody to tell."""


class Book:
    """Belongs to the kiosk's thread, like the journal."""

    def __init__(
        self,
        journal: Journal[Event],
        vault: Vault,
        ledger: Ledger,
        principal: str,
        phones: Phones = _NOWHERE,
    ) -> None:
        self.journal = journal
        self.vault = vault
        self.phones = phones
        self.ledger = ledger
        self.house = Signature(principal)
        self.operator = Signature(principal, OPERATOR)
        self._known: Projected[Health] | None = None
        self._asked: OrderAsked | None = None
        self.answers_up: Callable[[OrderAsked, Told], None] = _nowhere
        """In the transaction that keeps the answer of an order from afar: send it there."""
        self._clock = journal.clock
        self._last = self._clock.monotonic()
        self._begun = False

    @property
    def health(self) -> Health:
        """How the locks do, as far as the rows are folded by now: see `catch_up`."""
        return self.known.state

    @property
    def known(self) -> Projected[Health]:
        """The same, and up to which row. What is missing when somebody first asks may be years."""
        if self._known is None:
            kept = projections.last_kept(self.journal, journal_book.health())
            self._known = projections.fold_on(self.journal, journal_book.health(), kept, AT_ONCE)
        return self._known

    def catch_up(self) -> bool:
        """Fold some more rows of how the locks do; whether that was all. From then on it is kept in step."""
        known = self.known
        if known.seq < self.journal.head.seq:
            self._known = projections.fold_on(self.journal, journal_book.health(), known, AT_ONCE)
        return self.known.seq == self.journal.head.seq

    def record(
        self,
        *events: Event,
        by: Signature | None = None,
        also: Callable[[], object] | None = None,
        principal: str | None = None,
        told: Told | None = None,
        theirs: bool = False,
    ) -> None:
        """Commit the events in one transaction, durable on return, and fold them. Raises JournalUnusable.

        A credential ends in the transaction in which its thing leaves or its space ends, a face
        or somebody's wishes in the one that says that they are forgotten; what somebody chose about theirs is
        remembered in the vault as well.
        `theirs`: each is the business of the principal whose thing it concerns.
        `told`: what the order is answered that is carried out so; it is kept in the same transaction.
        """
        by = by or self.house
        entries = [Entry(one, None, self.house.principal, MACHINE) for one in self._moved()]
        for one in events:
            of = principal_of(self.ledger, one) if theirs else principal
            entries.append(Entry(one, by.visit, of or by.principal, by.actor))
        if told is not None and self._asked is not None:
            entries += self._ordered(by, OrderOutcome.DONE, taken=True)
        self._append(entries, lambda: self._vault_writes(events, also, told))

    def _write(self, entries: tuple[Entry[Event], ...], told: Told) -> None:
        moved = (Entry(one, None, self.house.principal, MACHINE) for one in self._moved())
        self._append([*moved, *entries], lambda: self._vault_writes((), None, told))

    def _append(self, entries: list[Entry[Event]], also: Callable[[], object]) -> None:
        rows = self.journal.append(entries, also)
        self._last, self._begun = self._clock.monotonic(), True
        for row in rows:
            self.ledger = fold(self.ledger, recorded(row))
            if self._known is not None and self._known.seq == row.seq - 1:
                self._known = Projected(row.seq, fold_health(self._known.state, recorded(row)))

    @contextmanager
    def under(self, asked: OrderAsked | None) -> Iterator[None]:
        """What is recorded meanwhile is by this order: its answer is kept under its id, where it has one."""
        self._asked = asked
        try:
            yield
        finally:
            self._asked = None

    def _ordered(self, by: Signature, outcome: OrderOutcome | None, *, taken: bool) -> Iterator[Entry[Event]]:
        """What the journal says of the order that is carried out; `outcome`: None where that is to come."""
        asked = self._asked
        if asked is None:
            return
        if taken:
            said = OrderTaken(asked.name, asked.kind, asked.issuer)
            yield Entry(said, by.visit, by.principal, by.actor)
        if outcome is not None:
            ended = OrderEnded(asked.name, outcome, asked.issuer)
            yield Entry(ended, by.visit, by.principal, by.actor)

    def begin_order(self, told: Told) -> None:
        """The order takes longer than this transaction; should it be cut off, it is answered `told`."""
        self._write(tuple(self._ordered(self.operator, None, taken=True)), told)

    def end_order(self, told: Told, outcome: OrderOutcome, *, taken: bool = False) -> None:
        """What came of the order. `taken`: nothing was said of it before. Raises JournalUnusable."""
        self._write(tuple(self._ordered(self.operator, outcome, taken=taken)), told)

    def retell(self, answer: Mapping[str, object]) -> None:
        """The order that is carried out is answered so, whatever was kept before."""
        with self.journal.writing.transaction():
            self._keep(Told(answer))

    def _moved(self) -> Iterator[Event]:
        """That the wall clock was set since the last row of this life, if it was."""
        by = self._clock.now() - self.by_last_row()
        if self._begun and abs(by) >= _SET:
            yield ClockMoved(round(by.total_seconds()))

    # --- what time it is ----------------------------------------------------------------------------

    @property
    def since(self) -> timedelta:
        """The time since the last row, or since this book was opened, by a clock that nobody sets."""
        return timedelta(seconds=max(0.0, self._clock.monotonic() - self._last))

    def by_last_row(self) -> datetime:
        """The present by the clock of the last row: what this machine waited for is reckoned by it."""
        return self._clock.now() if self.ledger.at is None else self.ledger.at + self.since

    def pace(self) -> datetime:
        """The present by the journal's own pace. What is to be forgotten some day is dated by it."""
        return pace_at(self.ledger, self.since) or self._clock.now()

    def certain(self) -> CertainTime | None:
        """The time that has surely come; whatever is never undone asks for it."""
        return surely(self.ledger, self.since, self._clock.now())

    def doubt(self) -> ClockDoubt | None:
        """Where the wall clock and the journal's pace differ by more than they may; None: they agree."""
        return doubt(self.ledger, self.since, self._clock.now())

    def _vault_writes(
        self, events: tuple[Event, ...], also: Callable[[], object] | None, told: Told | None
    ) -> None:
        for event in events:
            match event:
                case Collected() | Withdrawn() | StepDone():
                    for name in codes_ended(self.ledger, event):
                        self.vault.revoke(consignment=name)
                case TenancyEnded(tenancy, how=how) if how not in (TenancyEnd.MOVED, TenancyEnd.CLEARED):
                    self.vault.revoke(consignment=tenancy)
                case DelegationWithdrawn(delegation):
                    self.vault.revoke(credential=delegation)
                case FaceChoiceMade(party, version, agreed):
                    self.vault.faces.note_choice(party, version, self.journal.clock.now(), agreed=agreed)
                case FaceForgotten(party):
                    self.vault.faces.destroy([party])
                    self.vault.faces.note_withdrawal(party, self.journal.clock.now())
                case PreferenceForgotten(party):
                    self.vault.wishes.destroy([party])
                case ClockBelieved():
                    now = self._clock.now()
                    self.vault.faces.move_along(self.ledger.latest, now - self.pace(), now)
                    self.vault.wishes.move_along(self.ledger.latest, now - self.pace(), now)
                case _:
                    pass
        if also is not None:
            also()
        if told is not None:
            self._keep(told)

    def _keep(self, told: Told) -> None:
        if self._asked is not None:
            self.vault.answers.keep(self._asked, told, self.pace())
            if self._asked.issuer:
                self.answers_up(self._asked, told)

    def name_of(self, party: PartyId) -> str:
        person = self.vault.person(party)
        return person.name if person else ""
