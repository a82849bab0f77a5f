"""Codes for somebody else, drawn at the machine while their maker waits."""

from __future__ import annotations

from kiosk.journeys.handover.delegation import MakeDelegation
from kiosk.vault.drawing import TagWanted, Work
from kiosk.vault.vault import Drawn
from kiosk.visits.book import Signature
from kiosk.visits.ground import Ground
from kiosk.visits.hands import Hands
from kiosk.visits.part import Hears, Performs
from kiosk.visits.run import LATER, TICKETS, Run
from kiosk.visits.who.delegations import draw_code, make_delegation
from kiosk.visits.who.verification import Tagged


class Codes:
    """Belongs to the kiosk's thread; the tags that a code costs are made elsewhere."""

    def __init__(self, ground: Ground, hands: Hands) -> None:
        self._ground = ground
        self._hands = hands
        self._drawing: dict[int, tuple[Run, MakeDelegation, Work[Drawn]]] = {}
        self.performs: Performs = {MakeDelegation: self._delegate}
        self.hears: Hears = {Tagged: self.on_tagged}

    def on_tagged(self, message: Tagged) -> None:
        """A tag is there; of a PIN that somebody typed, or whoever wanted a code may be gone by now."""
        if message.ticket not in self._drawing:
            return
        run, wanted, work = self._drawing.pop(message.ticket)
        if run not in self._hands.runs or run.pending is not wanted:
            work.close()
            return
        try:
            self._wants_tag(run, wanted, work, work.send(message.tag))
        except StopIteration as drawn:
            self._hands.go_on(run, self._made(run, wanted, drawn.value))

    def _delegate(self, run: Run, wanted: MakeDelegation) -> object:
        work = draw_code(self._ground.book, self._ground.settings.code, wanted.party)
        return self._wants_tag(run, wanted, work, next(work))

    def _wants_tag(self, run: Run, wanted: MakeDelegation, work: Work[Drawn], tag: TagWanted) -> object:
        ticket = next(TICKETS)
        self._drawing[ticket] = (run, wanted, work)
        self._ground.outside.tag_pin(ticket, tag.digits, tag.phone_end)
        return LATER

    def _made(self, run: Run, wanted: MakeDelegation, code: Drawn) -> str:
        ground = self._ground
        by = Signature(run.principal or ground.site.principal, run.actor or "visitor", run.visit)
        return make_delegation(
            ground.book,
            ground.outside.draw,
            code,
            by,
            wanted.party,
            wanted.things,
            wanted.hours,
            at_machine=True,
        )
