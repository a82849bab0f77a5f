"""The kiosk's mind at work: takes every message there is, one after the other, and moves visits on.

It belongs to one thread and waits for nothing: locks, Argon2 and the screen answer by messages of their own.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Final, get_args

from hardware.outcomes.faces import FaceReport
from hardware.outcomes.locks import BusReport, Pong
from hardware.outcomes.power import PowerState
from hardware.outcomes.printing import PrintDone
from hardware.outcomes.reading import ReaderReport, ScanHelp
from hardware.outcomes.senses import SensorReport
from kiosk.clock import Clock
from kiosk.custody.boards.boards import LineState, LineWord
from kiosk.custody.doors.events import VisitBegan, VisitParked, VisitResumed
from kiosk.custody.doors.settle import settle
from kiosk.custody.event import Event
from kiosk.custody.ids import PartyId, VisitId
from kiosk.custody.machine.events import MachineStopped
from kiosk.custody.proofs.events import CredentialTried
from kiosk.custody.words import Ending, Leaving, Level
from kiosk.custody.work.levels import MOST
from kiosk.journal.problems import JournalUnusable
from kiosk.journeys.boards.effects import BoardNews
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.effects import (
    DoorClosed,
    DoorEvents,
    DoorOpened,
    DoorOpens,
    Opening,
    Park,
    Reply,
    Resumed,
)
from kiosk.journeys.doors.remote import open_remotely
from kiosk.journeys.effects import (
    NEVER,
    After,
    Ask,
    Begin,
    Changed,
    Changes,
    Draw,
    Effect,
    Record,
    Show,
    TimeUp,
    VisitOver,
)
from kiosk.journeys.every import EFFECTS
from kiosk.journeys.front.reception import reception
from kiosk.journeys.front.screens import OutReason
from kiosk.journeys.handover.receipts import Prints
from kiosk.journeys.machine.effects import LeaveOff
from kiosk.journeys.screen import Screen
from kiosk.site.whole import Site
from kiosk.upkeep.errands import ErrandSaid
from kiosk.visits.answering import allows, may_leave, same_question
from kiosk.visits.boards.news import Boards
from kiosk.visits.boards.replacement import Replacer
from kiosk.visits.book import Book, Signature
from kiosk.visits.doors.doorman import Doorman
from kiosk.visits.doors.sensors import Doors
from kiosk.visits.faces.camera import Seeing
from kiosk.visits.faces.kept import KeptFaces
from kiosk.visits.ground import ground as lay_ground
from kiosk.visits.idle import Idle
from kiosk.visits.learning.wiring import Wiring
from kiosk.visits.machine.devices import Devices
from kiosk.visits.machine.tools import Looked, Tools
from kiosk.visits.machine.unsteady import Unsteady
from kiosk.visits.outside import Outside
from kiosk.visits.part import Hears, Part, Performs, hearers, performers
from kiosk.visits.power.supplies import Power
from kiosk.visits.readers.reads import Reads
from kiosk.visits.readers.scanner import Aiming
from kiosk.visits.receipts.printing import Receipts
from kiosk.visits.run import LATER, Run
from kiosk.visits.scene import (
    Answered,
    FromScreen,
    Scene,
    ScreenPong,
    Touched,
    WantsToLeave,
)
from kiosk.visits.senses.senses import Senses
from kiosk.visits.things.labels import Labels
from kiosk.visits.who.codes import Codes
from kiosk.visits.who.guard import raise_alarms, set_limits
from kiosk.visits.who.verification import Tagged, Verifier
from kiosk.visits.wishes.kept import KeptWishes

log = logging.getLogger(__name__)

_NEWS_EVERY: Final = 1.0
"""Seconds between two questions to the lines how they do, while somebody looks at that."""

Message = (
    FromScreen
    | BusReport
    | ReaderReport
    | FaceReport
    | SensorReport
    | PowerState
    | PrintDone
    | ScanHelp
    | Tagged
    | Looked
    | ErrandSaid
)


class House:
    """`handle` one message, `tick` the timers; both leave every visit waiting for something.

    It drives the journeys and owns the stage; all else is done by its parts, one a subject, each with a table
    of the effects it performs and of the messages it hears. Raises AssertionError when it is built with an
    effect that nobody performs, or a message that nobody hears.
    """

    def __init__(self, site: Site, book: Book, clock: Clock, outside: Outside) -> None:
        self.ground = ground = lay_ground(site, book, clock, outside)
        self.book = book
        self.clock = clock
        self.outside = outside
        self.timers = ground.timers
        self.doors = Doors(
            site.cabinet,
            {bus.name: LineWord.STARTING for bus in site.buses},
            {bank.name: bus.name for bus in site.buses for bank in bus.banks},
        )
        self.unsaved = 0
        """Whole days without a backup."""
        self.runs: list[Run] = []
        self.stage: Run | None = None
        self._turn = 0
        self._home_facts: object = None
        self._last_scene: Scene | None = None
        self._leaving = False
        self.wishes = KeptWishes(ground, self, self._at_another_pace)
        self.idle = Idle(ground, self, self.leave, lambda: self.wishes.pace)
        self.aiming = Aiming(outside.wand)
        self.devices = Devices(clock.now)
        self.boards = Boards(site.buses, clock)
        self.unsteady = Unsteady(ground)
        flapping = self.unsteady.flapping
        self.senses = Senses(ground, flapping)
        self.power = Power(ground, self, flapping, self._changed, self.switch_off)
        self.doorman = Doorman(ground, self, self.doors, flapping)
        self.tools = Tools(ground, self, lambda: self.unsaved)
        self.seeing = Seeing(ground, self, self.devices)
        self.receipts = Receipts(ground, self, self.devices)
        self.reads = Reads(ground, self, self.tools.heard)
        self.performs: Performs = {
            Ask: self._ask,
            Show: self._show,
            Begin: self._begin_visit,
            Record: lambda run, effect: self.record(run, *effect.events),
            Draw: lambda _run, _effect: outside.draw(),
            Park: self._park,
            Reply: _reply,
            LeaveOff: lambda _run, effect: self.leave_off(effect.how),
        }
        self.hears: Hears = {
            Answered: self.on_answered,
            WantsToLeave: self.on_wants_to_leave,
            Touched: lambda _message: self.touched(),
            ScreenPong: _on_pong,
            Pong: _on_pong,
        }
        parts: tuple[Part, ...] = (
            self,
            self.devices,
            self.boards,
            self.doorman,
            self.tools,
            self.senses,
            self.seeing,
            self.power,
            self.receipts,
            self.reads,
            Verifier(ground, self, self.seeing.known),
            Codes(ground, self),
            KeptFaces(ground, self, self.devices, self.seeing.taken),
            self.wishes,
            Labels(ground),
            Wiring(ground),
            Replacer(ground, self, self.boards),
        )
        self._performers = performers(parts, EFFECTS)
        self._hearers = hearers(parts, get_args(Message))

    # --- life -------------------------------------------------------------------------------------

    def open(self) -> None:
        """Settle what an earlier run of the program left, then open the front."""
        set_limits(self.book, self.site.limits)
        raise_alarms(self.book, self.book.by_last_row(), self.outside.draw)
        for event in self.doors.removed(self.book.ledger):
            self.book.record(event)
        for visit in tuple(self.book.ledger.visits):
            self._settle(visit, Ending.INTERRUPTED)
        self.seeing.open()
        self.unsteady.open()
        self.senses.open()
        self.power.open()
        self.receive()

    def close(self, reason: str) -> None:
        """End every visit, as a power cut would, but with everything in the book."""
        for run in self.runs:
            run.journey.close()
            if run.visit is not None:
                self._settle(run.visit, Ending.INTERRUPTED)
        self.runs.clear()
        self.stage = None
        self.count_boards()
        self.book.record(MachineStopped(reason))

    def count_boards(self) -> None:
        """Into the book what lines and boards did since the last time; once a day is enough."""
        counted = self.boards.uncounted()
        if counted is not None:
            self.book.record(counted)

    def tick(self) -> float | None:
        """Run due timers; seconds until the next."""
        self.timers.fire()
        return self.timers.next_in()

    # --- facts ------------------------------------------------------------------------------------

    @property
    def site(self) -> Site:
        return self.ground.site

    @site.setter
    def site(self, site: Site) -> None:
        self.ground.site = site

    def lines(self) -> tuple[LineState, ...]:
        """How lines and boards do now."""
        return self.boards.lines(self.doors.lines, self.book.health)

    def out_of_service(self) -> OutReason | None:
        """Why nobody can be served now; None where at least one line of locks is up."""
        if self.power.closing:
            return OutReason.BATTERY
        if self.book.ledger.under_maintenance or not self.site.cabinet.columns:
            return OutReason.MAINTENANCE
        if not self.power.conduct.serves:
            return OutReason.RESTING
        states = self.doors.lines.values()
        if LineWord.UP in states:
            return None
        return OutReason.STARTING if LineWord.STARTING in states else OutReason.LOCKS

    def busy(self) -> bool:
        return any(run.visit is not None for run in self.runs)

    # --- visits -----------------------------------------------------------------------------------

    def receive(self) -> None:
        """Put a fresh reception on the screen, unless the machine is about to stop."""
        if self._leaving:
            return
        run = Run(on_stage=True)
        run.journey = reception(self._desk(run))
        self._begin(run)

    def leave_off(self, how: Leaving) -> None:
        """What runs goes on to its end; nobody is received any more."""
        self._leaving = True
        self.outside.leave_off(how)

    def switch_off(self, why: str) -> None:
        """The machine stops by itself: nobody is received any more."""
        self._leaving = True
        self.outside.switch_off(why)

    def open_from_afar(self, label: str, by: PartyId, reason: str, reply: Callable[[Opening], None]) -> None:
        """An operator's opening: a visit without a screen. `reply` gets what came of it, once."""
        run = Run(on_stage=False, reply=reply, actor=by)
        run.journey = open_remotely(self._desk(run), by, label, reason)
        try:
            self._begin(run)
        except JournalUnusable:
            raise
        except Exception:
            self._give_up(run)
            raise
        self._changed()

    def _give_up(self, run: Run) -> None:
        """Its journey came upon a mistake of ours: it is settled as after a power cut, the others go on."""
        run.journey.close()
        if run in self.runs:
            self.runs.remove(run)
        if run.visit is not None:
            self._settle(run.visit, Ending.INTERRUPTED)

    def _desk(self, run: Run) -> Desk:
        return Desk(
            self.ground.facts,
            self.ground.settings,
            out_of_service=self.out_of_service,
            takes_deposits=lambda: self.power.conduct.deposits,
            wishes=lambda: self.wishes.now,
            visit=lambda: run.visit,
            health=lambda: self.book.health,
            looks=lambda: self.seeing.can_look(run),
            gone=self.devices.gone,
            lines=self.lines,
            unfit=self.senses.unfit,
            can_print=self.receipts.possible,
            unsaved=lambda: self.unsaved,
            turns=self.unsteady.flapping.rate,
        )

    def _begin(self, run: Run) -> None:
        self.runs.append(run)
        if run.on_stage:
            self.stage = run
        self.go_on(run, None)

    def over(self, run: Run, how: Ending, came_to: str = "") -> None:
        """A journey has ended: settle its visit and give the screen to the next."""
        self.runs.remove(run)
        self.receipts.over(run)
        self.idle.stop(run)
        self.tools.over(run)
        if run.visit is not None:
            self._settle(run.visit, how)
        if self.stage is run:
            self.stage = None
            parked = self._parked_at(came_to) if came_to else None
            if parked is not None:
                self._resume(parked)
            else:
                self.receive()
        self._changed()

    def leave(self, run: Run, how: Ending) -> None:
        """The person is gone: the journey ends where it is."""
        self._drive(run, lambda: run.journey.throw(VisitOver()), how)

    def _park(self, run: Run, effect: Park) -> object:
        """The run goes on without the screen; somebody else may have it."""
        self.record(run, VisitParked(effect.door))
        run.on_stage = False
        self.idle.stop(run)
        if self.stage is run:
            self.stage = None
            self.receive()
        self._changed()
        return LATER

    def _parked_at(self, door: str) -> Run | None:
        return next((r for r in self.runs if not r.on_stage and r.waits_for(door)), None)

    def _resume(self, run: Run) -> None:
        door = getattr(run.pending, "door", "")
        self.stage = run
        run.on_stage = True
        self.record(run, VisitResumed(door))
        self.go_on(run, Resumed())

    def _settle(self, visit: VisitId, how: Ending) -> None:
        closing = settle(self.book.ledger, visit, how)
        if closing:
            self.book.record(*closing, by=Signature(self.site.principal, visit=visit), theirs=True)

    def record(self, run: Run, *events: Event, also: Callable[[], object] | None = None) -> None:
        """Commit events of this run under its visit, its actor and its principal.

        A visitor has none: what concerns a thing is its principal's business, all else the site's.
        """
        principal = run.principal or self.site.principal
        by = Signature(principal, run.actor or "visitor", run.visit)
        self.book.record(*events, by=by, also=also, theirs=not run.principal)
        if any(isinstance(event, CredentialTried) for event in events):
            raise_alarms(self.book, self.book.by_last_row(), self.outside.draw)

    # --- journeys ---------------------------------------------------------------------------------

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

    def _drive(self, run: Run, step: Callable[[], Effect[Any]], how: Ending) -> None:
        """Move a run from effect to effect until one has to wait."""
        run.pending = None
        self.timers.cancel(("after", run))
        if not run.refreshed:
            self.idle.stop(run)
        while True:
            try:
                effect = step()
            except StopIteration as done:
                self.over(run, how, done.value or "")
                return
            except VisitOver:
                self.over(run, how)
                return
            run.pending = effect
            outcome = self._performers[type(effect)](run, effect)
            if outcome is LATER:
                if not isinstance(effect, Ask):
                    self.idle.stop(run)
                return
            run.pending = None

            def step(given: object = outcome) -> Effect[Any]:
                return run.journey.send(given)

    def _begin_visit(self, run: Run, effect: Begin) -> None:
        run.visit = VisitId(self.outside.draw())
        self.record(run, VisitBegan(effect.journey, self.outside.word(), effect.with_screen))

    def _ask(self, run: Run, question: Ask[Any]) -> object:
        for source in question.also:
            match source:
                case DoorEvents(door) if door not in self.book.ledger.doors_open:
                    return DoorClosed(door, quickly=False)
                case DoorOpens(door) if door in self.book.ledger.doors_open:
                    return DoorOpened(door)
                case Prints() if run in self.receipts.ended:
                    return self.receipts.ended.pop(run)
                case After(seconds) if seconds < NEVER:
                    self._time(run, question, source)
                case BoardNews():
                    pause = _NEWS_EVERY if run.refreshed else 0.0
                    self.timers.set(("after", run), pause, self.outside.locks.ask_health)
                case _:
                    pass
        if question.screen is not None:
            self.put_up(run, question.screen)
        if not run.refreshed:
            self.idle.asked(run)
        return LATER

    def _time(self, run: Run, question: Ask[Any], after: After) -> None:
        """Whoever wishes for more time gets it for everything that they are asked."""
        theirs = question.screen is not None and run.on_stage and not after.fixed
        pace = self.wishes.pace if theirs else 1
        self.timers.set(("after", run), pace * after.seconds, lambda: self.go_on(run, TimeUp()))

    def _at_another_pace(self) -> None:
        """What is counted for whoever is at the screen is counted anew."""
        run = self.stage
        if run is None or not isinstance(run.pending, Ask):
            return
        for source in run.pending.also:
            if isinstance(source, After) and not source.fixed and source.seconds < NEVER:
                self._time(run, run.pending, source)
        self.idle.touched()

    def _show(self, run: Run, effect: Show) -> None:
        self.put_up(run, effect.screen)
        self.idle.asked(run)

    # --- the screen -------------------------------------------------------------------------------

    def put_up(self, run: Run, screen: Screen[object]) -> None:
        """A new question, or a new sight, on the screen; without the stage it only waits there.

        What is only refreshed keeps its turn, as long as it takes the same answers.
        """
        if not run.refreshed or not same_question(screen, run.screen):
            self._turn += 1
            run.turn = self._turn
        if not run.refreshed:
            run.still_there = 0
        run.screen = screen
        self.publish()

    def publish(self) -> None:
        """Let the screen show what the run on the stage has put up."""
        run = self.stage
        if run is None or run.screen is None:
            return
        self.seeing.follow(run, run.screen)
        self.aiming.follow(run)
        visit = self.book.ledger.visits.get(run.visit) if run.visit else None
        # A door that was open when the site file changed may be none of this cabinet's any more.
        here = (self.site.cabinet.behind(door) for door in self.book.ledger.doors_open)
        doors_open = tuple(sorted({compartment.label for compartment in here if compartment is not None}))
        scene = Scene(
            run.turn,
            run.screen,
            visit.number if visit else 0,
            visit.word if visit else "",
            run.still_there,
            doors_open,
            camera=self.seeing.on,
            dim=self.power.conduct.dim,
            volumes=(self.book.ledger.level(Level.DAY), self.book.ledger.level(Level.NIGHT)),
            brightness=100 * self.book.ledger.level(Level.BRIGHTNESS) // MOST,
            wishes=run.wishes,
        )
        if scene != self._last_scene:
            self._last_scene = scene
            self.outside.show(scene)

    def _changed(self) -> None:
        """Tell receptions that what home shows may be different."""
        self.senses.follow()
        parked = tuple(sorted(v.parked_at for v in self.book.ledger.visits.values() if v.parked_at))
        facts = (self.out_of_service(), parked, self.book.ledger.doors_open, self.power.conduct)
        if facts != self._home_facts:
            self._home_facts = facts
            for run in tuple(self.runs):
                if run.listens(Changes):
                    self.go_on(run, Changed())
        self.outside.locks.watch(busy=self.busy())
        self.publish()
        self.power.settled()

    # --- messages ---------------------------------------------------------------------------------

    def handle(self, message: Message) -> None:
        """Take one message. Raises JournalUnusable where the disk has failed; then the house is no more."""
        self.senses.follow()  # an order may have put something where it is too warm
        for hear in self._hearers[type(message)]:
            hear(message)
        self._changed()

    def touched(self) -> None:
        """Somebody is at the machine: the idle clock starts again."""
        self.idle.touched()

    def on_answered(self, message: Answered) -> None:
        run = self.stage
        if run is not None and message.turn == run.turn and allows(run, message.answer):
            self.touched()
            self.go_on(run, message.answer)
        else:
            log.debug("late: %s", type(message).__name__)

    def on_wants_to_leave(self, message: WantsToLeave) -> None:
        run = self.stage
        if run is not None and message.turn == run.turn and may_leave(run):
            self.leave(run, Ending.LEFT)
        else:
            log.debug("late: %s", type(message).__name__)


def _reply(run: Run, effect: Reply) -> None:
    if run.reply is not None:
        run.reply(effect.outcome)
        run.reply = None


def _on_pong(_message: ScreenPong | Pong) -> None:
    """Whoever sent the ping hears it elsewhere; here it says no more than that the thread is awake."""
