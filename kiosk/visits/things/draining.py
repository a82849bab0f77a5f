"""Calls back what is still here once a machine is to be empty, a few at a time."""

from __future__ import annotations

from typing import Final

from kiosk.custody.ids import ConsignmentId
from kiosk.custody.things.draining import called_back, outlives
from kiosk.visits.ground import Ground
from kiosk.visits.part import Hears, Performs

LOOK: Final = 60.0
"""Seconds between two looks."""
AT_ONCE: Final = 50
"""Things that are looked at in one go."""


class Draining:
    """Belongs to the kiosk's thread; does nothing while the wall clock is in doubt."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._turn: list[ConsignmentId] = []
        self.performs: Performs = {}
        self.hears: Hears = {}

    def open(self) -> None:
        self._ground.timers.set("draining", LOOK, self._look)

    def refuses(self, service: str) -> bool:
        """Whether nothing of this service is taken in any more."""
        ground = self._ground
        found = ground.site.services.get(service)
        if found is None:
            return ground.book.ledger.drain_until is not None
        return outlives(ground.book.ledger, found, ground.site.hours, ground.book.by_last_row())

    def _look(self) -> None:
        self.open()
        book = self._ground.book
        until = book.ledger.drain_until
        if until is None or book.doubt() is not None or book.by_last_row() < until:
            return
        if not self._turn:
            self._turn = list(book.ledger.consignments)
        mine, self._turn = self._turn[:AT_ONCE], self._turn[AT_ONCE:]
        for name in mine:
            thing = book.ledger.consignments.get(name)
            back = called_back(book.ledger, thing) if thing is not None else None
            if back is not None:
                book.record(back, theirs=True)
