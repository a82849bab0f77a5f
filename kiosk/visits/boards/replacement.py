"""Another board in a silent one's place: the line is searched, the site file rewritten, the bank moved."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from hardware.locks.driver import Bank
from hardware.outcomes.locks import SearchDone
from kiosk.journeys.boards.effects import LookForBoard, MoveBoard
from kiosk.journeys.learning.effects import SiteNotWritten, SiteWritten
from kiosk.site.problems import SiteRefused
from kiosk.site.rewriting import replace_board
from kiosk.site.whole import Site
from kiosk.visits.run import LATER, TICKETS, Run

if TYPE_CHECKING:
    from kiosk.visits.house import House

log = logging.getLogger(__name__)


class Replacer:
    """`go_on`: how a run is told what was found."""

    def __init__(self, house: House, go_on: Callable[[Run, object], None]) -> None:
        self._house = house
        self._go_on = go_on
        self._searching: dict[int, Run] = {}

    def look(self, run: Run, effect: LookForBoard) -> object:
        ticket = next(TICKETS)
        self._searching[ticket] = run
        self._house.outside.locks.search(ticket, effect.bank)
        return LATER

    def found(self, done: SearchDone) -> None:
        """The search is over; whoever asked for it may be gone."""
        run = self._searching.pop(done.ticket, None)
        if run is not None and run in self._house.runs and isinstance(run.pending, LookForBoard):
            self._go_on(run, done)

    def move(self, effect: MoveBoard) -> SiteWritten | SiteNotWritten:
        """Of the new file only this board is taken over at once; all else begins with the next start."""
        house = self._house
        try:
            site, kept = replace_board(
                house.site.path, effect.bank, effect.address, turned=effect.turned, now=house.clock.now()
            )
        except (OSError, SiteRefused) as failure:
            log.warning("the site file was not written: %s", failure)
            return SiteNotWritten(str(failure))
        now = house.boards.bank(effect.bank)
        polarity = now.polarity.other if effect.turned else now.polarity
        bank = replace(now, address=effect.address, polarity=polarity)
        house.site = _moved(house.site, bank, site.digest)
        house.boards.moved(bank)
        house.outside.locks.move(bank)
        return SiteWritten(site.digest, kept)


def _moved(site: Site, bank: Bank, digest: str) -> Site:
    buses = tuple(
        replace(bus, banks=tuple(bank if one.name == bank.name else one for one in bus.banks))
        for bus in site.buses
    )
    return replace(site, buses=buses, digest=digest)
