"""Codes of rented spaces, drawn at the machine while whoever rents one waits."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.custody.ids import PartyId, TenancyId
from kiosk.custody.services.rules import Selector, SelectorKind
from kiosk.custody.spaces.terms import agreed_until, beginning
from kiosk.custody.words import Audience
from kiosk.journeys.spaces.effects import RentSpace, SpaceKey
from kiosk.vault.drawing import TagWanted, Work
from kiosk.vault.vault import Drawn
from kiosk.visits.ground import Ground
from kiosk.visits.hands import Hands
from kiosk.visits.part import Hears, Performs
from kiosk.visits.run import LATER, TICKETS, Run
from kiosk.visits.who.verification import Tagged

_DIGITS = 8


class SpaceKeys:
    """Belongs to the kiosk's thread; the tags that a code costs are made elsewhere."""

    def __init__(self, ground: Ground, hands: Hands) -> None:
        self._ground = ground
        self._hands = hands
        self._drawing: dict[int, tuple[Run, RentSpace, Work[Drawn]]] = {}
        self.performs: Performs = {RentSpace: self._rent}
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
            self._hands.go_on(run, self._begin(run, wanted, drawn.value))

    def _rent(self, run: Run, wanted: RentSpace) -> object:
        if wanted.party is not None and self._has_badge(wanted.party):
            return self._begin(run, wanted, None)
        work = self._ground.book.vault.draw_pin(_DIGITS)
        return self._wants_tag(run, wanted, work, next(work))

    def _wants_tag(self, run: Run, wanted: RentSpace, work: Work[Drawn], tag: TagWanted) -> object:
        ticket = next(TICKETS)
        self._drawing[ticket] = (run, wanted, work)
        self._ground.outside.tag_pin(ticket, tag.digits, tag.phone_end)
        return LATER

    def _has_badge(self, party: PartyId) -> bool:
        """Whether they have something to show that hangs on no parcel."""
        certain = self._ground.book.certain()
        return certain is not None and self._ground.book.vault.has_standing_credential(party, certain)

    def _begin(self, run: Run, wanted: RentSpace, pin: Drawn | None) -> SpaceKey:
        """In one transaction: the space, and what opens it."""
        ground = self._ground
        vault, draw = ground.book.vault, ground.outside.draw
        rules = ground.site.services[wanted.service].rules
        if rules is None:
            raise AssertionError("a space is rented by a service without rules")
        tenancy = TenancyId(draw())
        party = wanted.party or PartyId(draw())
        token = None if pin is None else vault.draw_token()
        until = agreed_until(rules, ground.site.hours, ground.clock.now())
        holder = Selector(SelectorKind.PARTY, party)
        run.actor = run.actor or party

        def keep(drawn: Iterable[Drawn]) -> None:
            for one in drawn:
                vault.issue(
                    one, credential=draw(), party=party, audience=Audience.VISITOR, consignment=tenancy
                )

        began = beginning(rules, tenancy, holder, wanted.compartment, until)
        secrets = tuple(one for one in (pin, token) if one is not None)
        self._hands.record(run, began, also=lambda: keep(secrets))
        return SpaceKey(tenancy, party, *(one.text for one in secrets))
