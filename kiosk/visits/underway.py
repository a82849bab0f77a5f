"""The visits under way: begun, moved on from effect to effect, parked, and settled when they end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from kiosk.custody.doors.events import VisitBegan, VisitParked, VisitResumed
from kiosk.custody.doors.settle import settle
from kiosk.custody.event import Event
from kiosk.custody.ids import PartyId, VisitId
from kiosk.custody.proofs.events import CredentialTried, GuestCame
from kiosk.custody.words import Ending
from kiosk.journal.problems import JournalUnusable
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.effects import Opening, Park, Reply, Resumed
from kiosk.journeys.doors.remote import open_remotely
from kiosk.journeys.effects import Ask, Begin, Changed, Changes, Draw, Effect, Record, VisitOver
from kiosk.journeys.front.reception import reception
from kiosk.visits.book import Signature
from kiosk.visits.ground import Ground
from kiosk.visits.part import Hears, Performs
from kiosk.visits.run import LATER, Run
from kiosk.visits.who.guard import raise_alarms


class Household(Protocol):
    """The house as its visits see it."""

    def perform(self, run: Run, effect: Effect[Any]) -> object:
        """The outcome of the effect, or `LATER` where that comes as a message."""
        ...

    def desk(self, run: Run) -> Desk:
        """What the journey of this run may ask without an effect."""
        ...

    def rest(self, run: Run) -> None:
        """Nobody is waited for at this run's screen: its idle clock stops."""
        ...

    def forget(self, run: Run) -> None:
        """Its journey has ended: nothing that it asked for is waited for any more."""
        ...

    def publish(self) -> None: ...

    def touched(self) -> None: ...

    def changed(self) -> None:
        """What is on the screen at home may be different."""
        ...


class UnderWay:
    """Belongs to the kiosk's thread, and is what the parts of the house have for hands.

    `stage`: whoever has the screen. `receives`: whether another visitor may come.
    """

    def __init__(self, ground: Ground, house: Household) -> None:
        self._ground = ground
        self._house = house
        self.runs: list[Run] = []
        self.stage: Run | None = None
        self.receives = True
        self.performs: Performs = {
            Begin: self._begin_visit,
            Record: lambda run, effect: self.record(run, *effect.events),
            Draw: lambda _run, _effect: ground.outside.draw(),
            Park: self._park,
            Reply: _reply,
        }
        self.hears: Hears = {}

    # --- begun and ended --------------------------------------------------------------------------

    def receive(self) -> None:
        """Put a fresh reception on the screen, unless the machine is about to stop."""
        if not self.receives:
            return
        run = Run(on_stage=True)
        run.journey = reception(self._house.desk(run))
        self._begin(run)

    def open_from_afar(self, label: str, by: PartyId, reason: str, reply: Callable[[Opening], None]) -> None:
        """An operator's opening: a visit without a screen. `reply` gets what came of it, once."""
        run = Run(on_stage=False, reply=reply, actor=by)
        run.journey = open_remotely(self._house.desk(run), by, label, reason)
        try:
            self._begin(run)
        except JournalUnusable:
            raise
        except Exception:
            self._give_up(run)
            raise
        self._house.changed()

    def interrupt(self) -> None:
        """End every visit as a power cut would, but with everything in the book."""
        for run in self.runs:
            run.journey.close()
            if run.visit is not None:
                self._settle(run.visit, Ending.INTERRUPTED)
        self.runs.clear()
        self.stage = None

    def settle_interrupted(self) -> None:
        """Settle what an earlier run of the program left."""
        for visit in tuple(self._ground.book.ledger.visits):
            self._settle(visit, Ending.INTERRUPTED)

    def leave(self, run: Run, how: Ending) -> None:
        """The person is gone: the journey ends where it is."""
        self._drive(run, lambda: run.journey.throw(VisitOver()), how)

    def _begin(self, run: Run) -> None:
        self.runs.append(run)
        if run.on_stage:
            self.stage = run
        self.go_on(run, None)

    def _begin_visit(self, run: Run, effect: Begin) -> None:
        outside = self._ground.outside
        run.visit = VisitId(outside.draw())
        self.record(run, VisitBegan(effect.journey, outside.word(), effect.with_screen))

    def _over(self, run: Run, how: Ending, came_to: str = "") -> None:
        """A journey has ended: settle its visit and give the screen to the next."""
        self.runs.remove(run)
        self._house.forget(run)
        if run.visit is not None:
            self._settle(run.visit, how)
        if self.stage is run:
            self.stage = None
            parked = self._parked_at(came_to) if came_to else None
            if parked is not None:
                self._resume(parked)
            else:
                self.receive()
        self._house.changed()

    def _give_up(self, run: Run) -> None:
        """Its journey came upon a mistake of ours: it is settled as after a power cut, the others go on."""
        run.journey.close()
        if run in self.runs:
            self.runs.remove(run)
        if run.visit is not None:
            self._settle(run.visit, Ending.INTERRUPTED)

    def _settle(self, visit: VisitId, how: Ending) -> None:
        book = self._ground.book
        closing = settle(book.ledger, visit, how)
        if closing:
            book.record(*closing, by=Signature(self._ground.site.principal, visit=visit), theirs=True)

    # --- parked -----------------------------------------------------------------------------------

    def _park(self, run: Run, effect: Park) -> object:
        """The run goes on without the screen; somebody else may have it."""
        self.record(run, VisitParked(effect.door))
        run.on_stage = False
        self._house.rest(run)
        if self.stage is run:
            self.stage = None
            self.receive()
        self._house.changed()
        return LATER

    def _parked_at(self, door: str) -> Run | None:
        return next((r for r in self.runs if not r.on_stage and r.waits_for(door)), None)

    def _resume(self, run: Run) -> None:
        door = getattr(run.pending, "door", "")
        self.stage = run
        run.on_stage = True
        self.record(run, VisitResumed(door))
        self.go_on(run, Resumed())

    # --- moved on ---------------------------------------------------------------------------------

    def go_on(self, run: Run, outcome: object) -> None:
        """Send the outcome into the journey and perform what it asks for next."""
        self._drive(run, lambda: run.journey.send(outcome), Ending.FINISHED)

    def refresh(self, run: Run, news: object | None = None) -> None:
        """What its screen shows may be different: it is told `news`, which is no touch of anybody's."""
        run.refreshed = True
        try:
            self.go_on(run, Changed() if news is None else news)
        finally:
            run.refreshed = False

    def tell_changes(self) -> None:
        """Whoever shows what home shows is told that it may be different."""
        for run in tuple(self.runs):
            if run.listens(Changes):
                self.go_on(run, Changed())

    def _drive(self, run: Run, step: Callable[[], Effect[Any]], how: Ending) -> None:
        """Move a run from effect to effect until one has to wait."""
        run.pending = None
        self._ground.timers.cancel(("after", run))
        if not run.refreshed:
            self._house.rest(run)
        while True:
            try:
                effect = step()
            except StopIteration as done:
                self._over(run, how, done.value or "")
                return
            except VisitOver:
                self._over(run, how)
                return
            run.pending = effect
            outcome = self._house.perform(run, effect)
            if outcome is LATER:
                if not isinstance(effect, Ask):
                    self._house.rest(run)
                return
            run.pending = None

            def step(given: object = outcome) -> Effect[Any]:
                return run.journey.send(given)

    def record(self, run: Run, *events: Event, also: Callable[[], object] | None = None) -> None:
        """Commit events of this run under its visit, its actor and its principal.

        A visitor has none: what concerns a thing is its principal's business, all else the site's.
        """
        book = self._ground.book
        guest = next((event.party for event in events if isinstance(event, GuestCame)), None)
        run.actor = run.actor or guest or ""
        principal = run.principal or self._ground.site.principal
        by = Signature(principal, run.actor or "visitor", run.visit)
        book.record(*events, by=by, also=also, theirs=not run.principal)
        if any(isinstance(event, CredentialTried) for event in events):
            raise_alarms(book, book.by_last_row(), self._ground.outside.draw)

    # --- the screen, for the parts ----------------------------------------------------------------

    def publish(self) -> None:
        self._house.publish()

    def touched(self) -> None:
        self._house.touched()


def _reply(run: Run, effect: Reply) -> None:
    if run.reply is not None:
        run.reply(effect.outcome)
        run.reply = None
