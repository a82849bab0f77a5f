"""The technician's page of the link: what it shows, and what a scanned code begins."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.link.words import LinkWord
from kiosk.journeys.effects import Ask
from kiosk.journeys.machine.effects import EnrolHere, LinkNews, LookAtLink
from kiosk.journeys.machine.seen import LinkSeen
from kiosk.visits.ground import Ground
from kiosk.visits.hands import Hands
from kiosk.visits.part import Hears, Performs


@dataclass(frozen=True, slots=True)
class LinkMoved:
    """The link has come to be otherwise, or an enrolment has."""


class LinkPages:
    """Belongs to the kiosk's thread."""

    def __init__(self, ground: Ground, hands: Hands) -> None:
        self._ground = ground
        self._hands = hands
        self.performs: Performs = {
            LookAtLink: lambda _run, _effect: self._seen(),
            EnrolHere: lambda _run, effect: self._enrol(effect.text),
        }
        self.hears: Hears = {LinkMoved: self.on_link_moved}

    def _seen(self) -> LinkSeen:
        link = self._ground.outside.link
        return link.seen() if link is not None else LinkSeen(LinkWord.NONE)

    def _enrol(self, text: str) -> LinkSeen:
        link = self._ground.outside.link
        return link.enrol(text) if link is not None else LinkSeen(LinkWord.NONE, odd=True)

    def on_link_moved(self, _message: LinkMoved) -> None:
        """Whoever looks at the page sees it."""
        run = self._hands.stage
        if run is None or not isinstance(run.pending, Ask):
            return
        if any(isinstance(source, LinkNews) for source in run.pending.also):
            self._hands.go_on(run, self._seen())
