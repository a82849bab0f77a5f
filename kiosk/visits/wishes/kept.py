"""What whoever is at the screen wishes of it; what of that is kept for their next visit, and how it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.access.consent import WISHES_VERSION
from kiosk.custody.doors.events import LowDoorWanted
from kiosk.custody.event import Event
from kiosk.custody.ids import PartyId
from kiosk.custody.wishes.events import PreferenceForgotten, PreferenceKept
from kiosk.custody.wishes.wishes import Wishes, WishStanding, is_worth_keeping, standing
from kiosk.custody.words import Forgotten
from kiosk.journeys.wishes.effects import ForgetWishes, KeepWishes, RecallWishes, WishesOf
from kiosk.visits.ground import Ground
from kiosk.visits.hands import Hands
from kiosk.visits.part import Hears, Performs
from kiosk.visits.run import Run
from kiosk.visits.scene import Wished


class KeptWishes:
    """Belongs to the kiosk's thread. `changed` is called when somebody wishes for something else."""

    def __init__(self, ground: Ground, hands: Hands, changed: Callable[[], None]) -> None:
        self._ground = ground
        self._hands = hands
        self._changed = changed
        self.now = ground.settings.usual
        """Of whoever is at the screen."""
        self.performs: Performs = {
            RecallWishes: self._recall,
            WishesOf: self._standing,
            KeepWishes: self._keep,
            ForgetWishes: self._forget,
        }
        self.hears: Hears = {Wished: self.on_wished}

    @property
    def pace(self) -> int:
        """By so much the times of whoever is at the screen are longer."""
        return self.now.pace

    def on_wished(self, message: Wished) -> None:
        """The site's first language is as good as none: it is what is spoken anyhow."""
        wishes = message.wishes
        first = self._ground.site.languages[0]
        self._is_wished(replace(wishes, language="") if wishes.language == first else wishes)

    def _is_wished(self, wishes: Wishes) -> None:
        if wishes != self.now:
            self.now = wishes
            self._changed()

    def _recall(self, run: Run, effect: RecallWishes) -> None:
        """Whoever has chosen something just now knows better than a year ago."""
        book, party = self._ground.book, effect.party
        kept = book.vault.wishes.of(party)
        if kept is None:
            return
        book.vault.wishes.used(party, book.pace())
        if not is_worth_keeping(self.now, self._ground.settings.usual):
            run.wishes = replace(kept, language=kept.language or self.now.language)
            self._is_wished(run.wishes)

    def _standing(self, _run: Run, effect: WishesOf) -> WishStanding:
        book, usual = self._ground.book, self._ground.settings.usual
        found = standing(self.now, book.vault.wishes.of(effect.party), usual)
        if found is WishStanding.USUAL and effect.party in book.ledger.low_doors:
            return WishStanding.KEPT
        return found

    def _keep(self, run: Run, effect: KeepWishes) -> None:
        """Only of somebody whom this visit has proven, and who has just agreed.

        Who wishes for what is low down gets low doors, too, as long as that is kept.
        """
        book, party, wishes = self._ground.book, effect.party, self.now
        visit = book.ledger.visits[run.visit] if run.visit else None
        if visit is None or not visit.proofs.get(party):
            raise AssertionError("wishes are to be kept of somebody who is not proven")
        now = book.pace()
        events: list[Event] = [PreferenceKept(party, WISHES_VERSION)]
        if wishes.reach and party not in book.ledger.low_doors:
            events.append(LowDoorWanted(party))
        self._hands.record(run, *events, also=lambda: book.vault.wishes.keep(party, wishes, now))

    def _forget(self, run: Run, effect: ForgetWishes) -> None:
        if self._is_kept(effect.party):
            self._hands.record(run, PreferenceForgotten(effect.party, Forgotten.WITHDRAWN))

    def _is_kept(self, party: PartyId) -> bool:
        book = self._ground.book
        return book.vault.wishes.has(party) or party in book.ledger.low_doors
