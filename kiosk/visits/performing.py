"""Performs the effects of journeys. The door rule stands here, once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, assert_never

from hardware.outcomes.locks import DoorState, Jammed, NotSent, Opened, OpenOutcome, OutcomeUnknown
from kiosk.access.codes import Refused as RefusedText
from kiosk.access.codes import classify, tracking_text
from kiosk.custody.doors.claims import Refusal, may_open
from kiosk.custody.doors.events import OpeningEnded, OpeningIntended, VisitBegan, VisitParked
from kiosk.custody.ids import ConsignmentId, IntentId, VisitId
from kiosk.custody.ledger import Consignment
from kiosk.custody.words import DoorResult, Ending, Stage
from kiosk.journal.problems import AlreadyThere
from kiosk.journeys.boards.effects import BoardNews, LookForBoard, MoveBoard
from kiosk.journeys.doors.effects import (
    DoorClosed,
    DoorEvents,
    DoorOpened,
    DoorOpens,
    OpenDoor,
    Opening,
    Park,
    Refused,
    Reply,
    Sense,
)
from kiosk.journeys.effects import After, Ask, Begin, Changed, Draw, Effect, Record, Show, TimeUp, VisitOver
from kiosk.journeys.faces.effects import FaceOf, ForgetFace, KeepFace
from kiosk.journeys.handover.delegation import MakeDelegation
from kiosk.journeys.handover.effects import Find, Texts
from kiosk.journeys.handover.receipts import PrintReceipt, Prints
from kiosk.journeys.learning.effects import SiteNotWritten, SiteWritten, WriteSite
from kiosk.journeys.machine.effects import LeaveOff
from kiosk.journeys.who.effects import Verify
from kiosk.labels.forms import readings
from kiosk.site.problems import SiteRefused
from kiosk.site.rewriting import replace_site
from kiosk.vault.drawing import TagWanted, Work
from kiosk.vault.vault import Drawn
from kiosk.visits.boards.replacement import Replacer
from kiosk.visits.book import Signature
from kiosk.visits.faces.kept import forget, keep, standing
from kiosk.visits.run import LATER, TICKETS, Once
from kiosk.visits.who.delegations import draw_code, make_delegation
from kiosk.visits.who.signed import give_back, spend
from kiosk.visits.who.verification import Tagged, Verifier

if TYPE_CHECKING:
    from kiosk.visits.house import House
    from kiosk.visits.run import Run

log = logging.getLogger(__name__)


_NEWS_EVERY: Final = 1.0
"""Seconds between two questions to the lines how they do, while somebody looks at that."""
_SETTLES: Final = 1.0
"""Seconds after which a sensor has surely been read, bounce and all."""


class Performer:
    """Moves a run from effect to effect until one has to wait."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._unlocking: dict[int, tuple[Run, OpeningIntended, tuple[Once, ...]]] = {}
        self._drawing: dict[int, tuple[Run, MakeDelegation, Work[Drawn]]] = {}
        self.verifier = Verifier(house, self.go_on)
        self.replacer = Replacer(house, self.go_on)

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

    def throw(self, run: Run, over: VisitOver, how: Ending) -> None:
        """End the journey at the question it waits at."""
        self._drive(run, lambda: run.journey.throw(over), how)

    def _drive(self, run: Run, step: Callable[[], Effect[Any]], how: Ending) -> None:
        run.pending = None
        self._house.timers.cancel(("after", run))
        if not run.refreshed:
            self._house.idle.stop(run)
        while True:
            try:
                effect = step()
            except StopIteration as done:
                self._house.over(run, how, done.value or "")
                return
            except VisitOver:
                self._house.over(run, how)
                return
            run.pending = effect
            outcome = self._perform(run, effect)
            if outcome is LATER:
                if not isinstance(effect, Ask):
                    self._house.idle.stop(run)
                return
            run.pending = None

            def step(given: object = outcome) -> Effect[Any]:
                return run.journey.send(given)

    def _perform(self, run: Run, effect: Effect[Any]) -> object:
        match effect:
            case Ask():
                return self._ask(run, effect)
            case Show(screen):
                self._house.put_up(run, screen)
                self._house.idle.asked(run)
                return None
            case Begin(journey, with_screen):
                self._begin_visit(run, journey, with_screen=with_screen)
                return None
            case Record(events):
                self._house.record(run, *events)
                return None
            case Draw():
                return self._house.outside.draw()
            case Verify():
                return self.verifier.verify(run, effect)
            case OpenDoor():
                return self._open(run, effect)
            case MakeDelegation():
                return self._delegate(run, effect)
            case PrintReceipt(slip):
                self._house.receipts.print(run, slip)
                return None
            case Park(door):
                return self._park(run, door)
            case _:
                return self._fetch(run, effect)

    def _fetch(self, run: Run, effect: Effect[Any]) -> object:
        """What needs no book: labels, sensors, the site file, the machine itself."""
        match effect:
            case Find(text):
                return self._find(text)
            case Texts(consignments):
                labels = self._house.book.vault.labels(consignments)
                return tuple(labels[c].tracking if c in labels else "" for c in consignments)
            case Sense(door, expected):
                return self._sense(run, door, expected)
            case WriteSite():
                return self._write_site(effect)
            case LookForBoard():
                return self.replacer.look(run, effect)
            case MoveBoard():
                return self.replacer.move(effect)
            case FaceOf(party):
                return standing(self._house, party)
            case KeepFace(party):
                return keep(self._house, run, party, self._house.seeing.taken())
            case ForgetFace(party):
                return forget(self._house, run, party, LATER)
            case LeaveOff(how):
                self._house.leave_off(how)
                return None
            case Reply(outcome):
                self.answer_afar(run, outcome)
                return None
            case _:
                return self._house.tools.perform(run, effect, LATER)

    # --- questions --------------------------------------------------------------------------------

    def _ask(self, run: Run, question: Ask[Any]) -> object:
        for source in question.also:
            match source:
                case DoorEvents(door) if door not in self._house.book.ledger.doors_open:
                    return DoorClosed(door, quickly=False)
                case DoorOpens(door) if door in self._house.book.ledger.doors_open:
                    return DoorOpened(door)
                case Prints() if run in self._house.receipts.ended:
                    return self._house.receipts.ended.pop(run)
                case After(seconds) if seconds < float("inf"):
                    self._house.timers.set(("after", run), seconds, lambda: self.go_on(run, TimeUp()))
                case BoardNews():
                    pause = _NEWS_EVERY if run.refreshed else 0.0
                    self._house.timers.set(("after", run), pause, self._house.outside.locks.ask_health)
                case _:
                    pass
        if question.screen is not None:
            self._house.put_up(run, question.screen)
        if not run.refreshed:
            self._house.idle.asked(run)
        return LATER

    def _begin_visit(self, run: Run, journey: str, *, with_screen: bool) -> None:
        run.visit = VisitId(self._house.outside.draw())
        word = self._house.outside.word()
        self._house.record(run, VisitBegan(journey, word, with_screen))

    def _park(self, run: Run, door: str) -> object:
        self._house.record(run, VisitParked(door))
        self._house.park(run)
        return LATER

    def _delegate(self, run: Run, wanted: MakeDelegation) -> object:
        house = self._house
        work = draw_code(house.book, house.settings.code, wanted.party)
        return self._wants_tag(run, wanted, work, next(work))

    def _wants_tag(self, run: Run, wanted: MakeDelegation, work: Work[Drawn], tag: TagWanted) -> object:
        ticket = next(TICKETS)
        self._drawing[ticket] = (run, wanted, work)
        self._house.outside.tag_pin(ticket, tag.digits, tag.phone_end)
        return LATER

    def tagged(self, message: Tagged) -> None:
        """A tag is there: of a PIN that was typed, or of a code that is being drawn."""
        if message.ticket not in self._drawing:
            self.verifier.tagged(message)
            return
        run, wanted, work = self._drawing.pop(message.ticket)
        if run not in self._house.runs or run.pending is not wanted:
            work.close()
            return
        try:
            self._wants_tag(run, wanted, work, work.send(message.tag))
        except StopIteration as drawn:
            self.go_on(run, self._made(run, wanted, drawn.value))

    def _made(self, run: Run, wanted: MakeDelegation, code: Drawn) -> str:
        house = self._house
        by = Signature(run.principal or house.site.principal, run.actor or "visitor", run.visit)
        return make_delegation(
            house.book,
            house.outside.draw,
            code,
            by,
            wanted.party,
            wanted.things,
            wanted.hours,
            at_machine=True,
        )

    # --- doors ------------------------------------------------------------------------------------

    def _open(self, run: Run, effect: OpenDoor) -> object:
        """Rule, durable intent, one actuation. The sensor's word comes as a message."""
        house = self._house
        door = house.cabinet.door(effect.door)
        if run.visit is None or door is None:
            raise AssertionError("a journey opens a door before its visit began, or one that is not there")
        refusal = may_open(house.facts(), run.visit, effect.grant, effect.door)
        if refusal is not None:
            return Refused(refusal)
        intent = OpeningIntended(IntentId(house.outside.draw()), effect.grant, effect.door)
        try:
            spent = spend(house, run, intent)
        except AlreadyThere:
            return Refused(Refusal.SPENT)
        ticket = next(TICKETS)
        self._unlocking[ticket] = (run, intent, spent)
        house.outside.locks.unlock(ticket, door.lock)
        return LATER

    @property
    def awaited(self) -> frozenset[str]:
        """Doors whose lock was told and has not answered yet."""
        return frozenset(intent.door for _, intent, _ in self._unlocking.values())

    def unlocked(self, ticket: int, outcome: OpenOutcome) -> str:
        """The lock has answered: into the book, then to the journey. Returns the door, or "" for nobody's."""
        if ticket not in self._unlocking:
            log.warning("a lock answers ticket %d, which nobody here has given: %s", ticket, outcome)
            return ""
        run, intent, spent = self._unlocking.pop(ticket)
        result, detail = _result(outcome)
        after_ms = outcome.after_ms if isinstance(outcome, Opened) else None
        if run not in self._house.runs:
            by = Signature(self._house.site.principal, visit=run.visit)
            late = OpeningEnded(intent.intent, result, detail, after_ms)
            self._house.book.record(late, by=by, theirs=True)
            return intent.door
        ended = OpeningEnded(intent.intent, result, detail, after_ms)
        if result is DoorResult.NOT_SENT:
            give_back(self._house, run, ended, intent.grant, spent)
        else:
            self._house.record(run, ended)
        if isinstance(outcome, Opened):
            run.opened_at[intent.door] = self._house.clock.monotonic()
        self.go_on(run, outcome)
        return intent.door

    def answer_afar(self, run: Run, outcome: Opening) -> None:
        if run.reply is not None:
            run.reply(outcome)
            run.reply = None

    def _sense(self, run: Run, door: str, expected: DoorState | None) -> object:
        sensed = self._house.doors.sensed
        now = sensed.get(door, DoorState.UNKNOWN)
        if expected is None or now is expected:
            return now
        self._house.timers.set(
            ("after", run), _SETTLES, lambda: self.go_on(run, sensed.get(door, DoorState.UNKNOWN))
        )
        return LATER

    def sensed(self, door: str, state: DoorState) -> None:
        """A sensor has changed; whoever waits for just that goes on."""
        for run in tuple(self._house.runs):
            if isinstance(run.pending, Sense) and run.pending == Sense(door, state):
                self.go_on(run, state)

    def _write_site(self, effect: WriteSite) -> SiteWritten | SiteNotWritten:
        house = self._house
        try:
            site, kept = replace_site(
                house.site.path,
                house.cabinet,
                effect.columns,
                dict(effect.wiring),
                effect.inverted,
                house.clock.now(),
            )
        except (OSError, SiteRefused) as failure:
            log.warning("the site file was not written: %s", failure)
            return SiteNotWritten(str(failure))
        return SiteWritten(site.digest, kept)

    # --- labels -----------------------------------------------------------------------------------

    def _find(self, text: str) -> tuple[ConsignmentId, ...]:
        """Those with just this label: what is still to come, else one that is here. Else, in the same way,
        those whose label the bars hold among other things."""
        if isinstance(classify(text), RefusedText):
            return ()
        just_so = self._labelled(tracking_text(text) or text)
        if just_so:
            return _coming(just_so) or (just_so[0].id,)
        others = {c.id: c for reading in readings(text) for c in self._labelled(reading)}
        return _coming(others.values()) or tuple(others)[:1]

    def _labelled(self, tracking: str) -> list[Consignment]:
        """The consignments with this label, those first that are still to come."""
        book = self._house.book
        known = (ConsignmentId(c) for c in book.vault.consignments_with(tracking))
        here = [book.ledger.consignments[c] for c in known if c in book.ledger.consignments]
        return sorted(here, key=lambda c: c.stage is not Stage.ANNOUNCED)


def _coming(things: Iterable[Consignment]) -> tuple[ConsignmentId, ...]:
    return tuple(thing.id for thing in things if thing.stage is Stage.ANNOUNCED)


def _result(outcome: OpenOutcome) -> tuple[DoorResult, str]:
    match outcome:
        case Opened():
            return DoorResult.OPENED, ""
        case Jammed(reason):
            return DoorResult.JAMMED, reason
        case NotSent(reason):
            return DoorResult.NOT_SENT, reason
        case OutcomeUnknown(reason):
            return DoorResult.UNKNOWN, reason
        case _:
            assert_never(outcome)
