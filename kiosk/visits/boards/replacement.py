"""Another board in a silent one's place: the line is searched, the site file rewritten, the bank moved."""

from __future__ import annotations

import logging
from dataclasses import replace

from hardware.locks.driver import Bank
from hardware.outcomes.locks import SearchDone
from kiosk.journeys.boards.effects import LookForBoard, MoveBoard
from kiosk.journeys.learning.effects import SiteNotWritten, SiteWritten
from kiosk.site.problems import SiteRefused
from kiosk.site.rewriting import replace_board
from kiosk.site.whole import Site
from kiosk.visits.boards.news import Boards
from kiosk.visits.ground import Ground
from kiosk.visits.hands import Hands
from kiosk.visits.part import Hears, Performs
from kiosk.visits.run import LATER, TICKETS, Run

log = logging.getLogger(__name__)


class Replacer:
    """Belongs to the kiosk's thread."""

    def __init__(self, ground: Ground, hands: Hands, boards: Boards) -> None:
        self._ground = ground
        self._hands = hands
        self._boards = boards
        self._searching: dict[int, Run] = {}
        self.performs: Performs = {LookForBoard: self._look, MoveBoard: self._move}
        self.hears: Hears = {SearchDone: self.on_search_done}

    def _look(self, run: Run, effect: LookForBoard) -> object:
        ticket = next(TICKETS)
        self._searching[ticket] = run
        self._ground.outside.locks.search(ticket, effect.bank)
        return LATER

    def on_search_done(self, done: SearchDone) -> None:
        """The search is over; whoever asked for it may be gone."""
        run = self._searching.pop(done.ticket, None)
        if run is not None and run in self._hands.runs and isinstance(run.pending, LookForBoard):
            self._hands.go_on(run, done)

    def _move(self, _run: Run, effect: MoveBoard) -> SiteWritten | SiteNotWritten:
        """Of the new file only this board is taken over at once; all else begins with the next start."""
        ground, boards = self._ground, self._boards
        try:
            site, kept = replace_board(
                ground.site.path, effect.bank, effect.address, turned=effect.turned, now=ground.clock.now()
            )
        except (OSError, SiteRefused) as failure:
            log.warning("the site file was not written: %s", failure)
            return SiteNotWritten(str(failure))
        now = boards.bank(effect.bank)
        polarity = now.polarity.other if effect.turned else now.polarity
        bank = replace(now, address=effect.address, polarity=polarity)
        ground.site = _moved(ground.site, bank, site.digest)
        boards.moved(bank)
        ground.outside.locks.move(bank)
        return SiteWritten(site.digest, kept)


def _moved(site: Site, bank: Bank, digest: str) -> Site:
    buses = tuple(
        replace(bus, banks=tuple(bank if one.name == bank.name else one for one in bus.banks))
        for bus in site.buses
    )
    return replace(site, buses=buses, digest=digest)
