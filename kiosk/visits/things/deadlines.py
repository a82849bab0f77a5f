"""Does what is due by the clocks of things and rented spaces, a few at a time, and stops them at closing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId, TenancyId
from kiosk.custody.services.events import PauseBegan, PauseEnded
from kiosk.custody.services.rules import PauseReason
from kiosk.custody.spaces.deadlines import due_of_space
from kiosk.custody.things.deadlines import due
from kiosk.visits.book import Signature
from kiosk.visits.ground import Ground
from kiosk.visits.part import Hears, Performs

LOOK: Final = "deadlines"
"""The timer."""
EVERY: Final = 2.0
"""Seconds between two looks."""
AT_ONCE: Final = 50
"""Things and spaces that are looked at in one go: the kiosk's thread is busy for as long, however many there
are. Of 5,000 things each has its turn within four minutes."""


class Deadlines:
    """Belongs to the kiosk's thread.

    Reckons by the clock of the last row, which nobody sets, and does nothing while the wall clock is in
    doubt: what is due then is due later as well.
    """

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._turn: list[ConsignmentId | TenancyId] = []
        self.performs: Performs = {}
        self.hears: Hears = {}

    def open(self) -> None:
        self._ground.timers.set(LOOK, EVERY, self._look)

    def _look(self) -> None:
        self.open()
        book = self._ground.book
        if book.doubt() is None:
            self._open_or_close()
            self._take_turns()

    def _open_or_close(self) -> None:
        book, calendar = self._ground.book, self._ground.site.hours
        closed = not calendar.is_open(book.by_last_row())
        if closed and PauseReason.CLOSED not in book.ledger.pauses:
            book.record(PauseBegan(PauseReason.CLOSED))
        elif not closed and PauseReason.CLOSED in book.ledger.pauses:
            book.record(PauseEnded(PauseReason.CLOSED))

    def _take_turns(self) -> None:
        book, calendar = self._ground.book, self._ground.site.hours
        if not self._turn:
            self._turn = [*book.ledger.consignments, *book.ledger.tenancies]
        mine, self._turn = self._turn[:AT_ONCE], self._turn[AT_ONCE:]
        for name in mine:
            ledger, now = book.ledger, book.by_last_row()
            thing, space = ledger.consignments.get(ConsignmentId(name)), ledger.tenancies.get(TenancyId(name))
            if thing is not None:
                self._record(thing.principal, due(ledger, thing, calendar, now))
            elif space is not None:
                self._record(space.principal, due_of_space(ledger, space, calendar, now))

    def _record(self, principal: str, events: Iterable[Event]) -> None:
        happened = tuple(events)
        if happened:
            self._ground.book.record(*happened, by=Signature(principal))
