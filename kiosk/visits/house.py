"""The kiosk's mind at work: takes every message there is, one after the other, and moves visits on.

It belongs to one thread and waits for nothing: locks, Argon2 and the screen answer by messages of their own.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from hardware.outcomes.devices import DeviceDown, DeviceUp
from hardware.outcomes.faces import (
    FaceAsked,
    FaceCollected,
    FaceEnrolled,
    FaceKnown,
    FaceRefused,
    FaceReport,
    FaceSeen,
)
from hardware.outcomes.locks import (
    BankBack,
    BankSilent,
    BusDown,
    BusReady,
    BusReport,
    DoorMoved,
    LineHealth,
    Pong,
    SearchDone,
    UnlockDone,
)
from hardware.outcomes.power import PowerState
from hardware.outcomes.printing import PrintDone
from hardware.outcomes.reading import BadgeRead, CodeRead, ReaderReport, ReadRefused, ScanHelp
from hardware.outcomes.senses import Climate, Contact, SensorReport
from kiosk.clock import Clock
from kiosk.custody.boards.boards import LineState, LineWord
from kiosk.custody.cabinet.cabinet import Cabinet
from kiosk.custody.doors.claims import Facts
from kiosk.custody.doors.events import VisitResumed
from kiosk.custody.doors.settle import settle
from kiosk.custody.event import Event
from kiosk.custody.ids import PartyId, VisitId
from kiosk.custody.machine.events import MachineStopped
from kiosk.custody.proofs.events import CredentialTried
from kiosk.custody.wishes.wishes import Wishes
from kiosk.custody.words import Ending, Leaving, Level
from kiosk.custody.work.levels import MOST
from kiosk.journal.problems import JournalUnusable
from kiosk.journeys.desk import Desk, Settings
from kiosk.journeys.doors.effects import Opening, Resumed
from kiosk.journeys.doors.remote import open_remotely
from kiosk.journeys.effects import Changed, Changes, VisitOver
from kiosk.journeys.front.reception import reception
from kiosk.journeys.front.screens import OutReason
from kiosk.journeys.screen import Screen
from kiosk.site.whole import Site
from kiosk.upkeep.errands import ErrandSaid
from kiosk.visits.answering import allows, may_leave, same_question
from kiosk.visits.boards.news import Boards
from kiosk.visits.book import Book, Signature
from kiosk.visits.doors.doorman import Doorman
from kiosk.visits.doors.sensors import Doors
from kiosk.visits.faces.camera import Seeing
from kiosk.visits.idle import Idle
from kiosk.visits.machine.devices import Devices
from kiosk.visits.machine.tools import Looked, Tools
from kiosk.visits.machine.unsteady import Unsteady
from kiosk.visits.outside import Outside
from kiosk.visits.performing import Performer
from kiosk.visits.power.supplies import Power
from kiosk.visits.readers.reads import take_read
from kiosk.visits.readers.repeats import Repeats
from kiosk.visits.readers.scanner import Aiming
from kiosk.visits.receipts.printing import Receipts
from kiosk.visits.run import Run
from kiosk.visits.scene import (
    Answered,
    FromScreen,
    Scene,
    ScreenPong,
    Touched,
    WantsReach,
    WantsToLeave,
    Wished,
)
from kiosk.visits.senses.senses import Around, Senses
from kiosk.visits.timers import Timers
from kiosk.visits.who.guard import raise_alarms, set_limits
from kiosk.visits.who.verification import Tagged

log = logging.getLogger(__name__)


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
    """`handle` one message, `tick` the timers; both leave every visit waiting for something."""

    def __init__(self, site: Site, book: Book, clock: Clock, outside: Outside) -> None:
        self.site = site
        self.book = book
        self.clock = clock
        self.outside = outside
        self.timers = Timers(clock.monotonic)
        self.doors = Doors(
            site.cabinet,
            {bus.name: LineWord.STARTING for bus in site.buses},
            {bank.name: bus.name for bus in site.buses for bank in bus.banks},
        )
        self.settings = Settings(
            timers=site.timers,
            pins=tuple(sorted({service.pin for service in site.services.values()})),
            reserve=site.reserve,
            scanner=site.scanner is not None,
            camera=outside.eye is not None,
            printer=outside.paper is not None,
            backlight=outside.backlight,
            face_days=site.faces.keep // 86_400 if site.faces and outside.eye else None,
            badges=site.badges is not None,
            flashes=site.faces is None or site.faces.flashes,
            delegation_hours=site.delegation_hours,
        )
        self.devices = Devices()
        self.boards = Boards(site.buses, clock)
        self.unsteady = Unsteady(book, clock, self.timers, outside.draw)
        around = Around(site, book, clock, self.timers, outside.draw, self.unsteady.flapping)
        self.senses = Senses(around)
        self.repeats = Repeats(clock.monotonic)
        self.wishes = Wishes()
        """Of whoever is at the screen."""
        self.unsaved = 0
        """Whole days without a backup."""
        self.runs: list[Run] = []
        self.stage: Run | None = None
        self.idle = Idle(self)
        self.performer = Performer(self)
        self.tools = Tools(self)
        self.seeing = Seeing(self)
        self.aiming = Aiming(outside.wand)
        self.receipts = Receipts(self)
        self.doorman = Doorman(self)
        self._turn = 0
        self._home_facts: object = None
        self._last_scene: Scene | None = None
        self._leaving = False
        self.power = Power(self, self._changed)

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
    def cabinet(self) -> Cabinet:
        return self.site.cabinet

    def facts(self) -> Facts:
        return Facts(
            self.book.ledger,
            self.site.cabinet,
            self.site.services,
            self.clock.now(),
            self.site.proof,
            self.site.staff.fresh,
        )

    def lines(self) -> tuple[LineState, ...]:
        """How lines and boards do now."""
        return self.boards.lines(self.doors.lines, self.book.health)

    def out_of_service(self) -> OutReason | None:
        """Why nobody can be served now; None where at least one line of locks is up."""
        if self.power.closing:
            return OutReason.BATTERY
        if self.book.ledger.under_maintenance or not self.cabinet.columns:
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
            self.facts,
            self.settings,
            out_of_service=self.out_of_service,
            takes_deposits=lambda: self.power.conduct.deposits,
            wants_reach=lambda: self.wishes.reach,
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
        self.performer.go_on(run, None)

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
        self.performer.throw(run, VisitOver(), how)

    def park(self, run: Run) -> None:
        """The run goes on without the screen; somebody else may have it."""
        run.on_stage = False
        self.idle.stop(run)
        if self.stage is run:
            self.stage = None
            self.receive()
        self._changed()

    def _parked_at(self, door: str) -> Run | None:
        return next((r for r in self.runs if not r.on_stage and r.waits_for(door)), None)

    def _resume(self, run: Run) -> None:
        door = getattr(run.pending, "door", "")
        self.stage = run
        run.on_stage = True
        self.record(run, VisitResumed(door))
        self.performer.go_on(run, Resumed())

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
        here = (self.cabinet.behind(door) for door in self.book.ledger.doors_open)
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
                    self.performer.go_on(run, Changed())
        self.outside.locks.watch(busy=self.busy())
        self.publish()
        self.power.settled()

    # --- messages ---------------------------------------------------------------------------------

    def handle(self, message: Message) -> None:
        """Take one message. Raises JournalUnusable where the disk has failed; then the house is no more."""
        self.senses.follow()  # an order may have put something where it is too warm
        match message:
            case Answered() | WantsToLeave() | Touched() | WantsReach() | Wished() | ScreenPong():
                self._from_screen(message)
            case UnlockDone(ticket, _, outcome):
                self.doorman.answered(self.performer.unlocked(ticket, outcome))
            case DoorMoved(address, state, commanded):
                self.doorman.moved(address, state, commanded=commanded)
            case BusReady() | BusDown() | BankSilent() | BankBack() | LineHealth():
                self.doorman.told(message)
            case SearchDone():
                self.performer.replacer.found(message)
            case CodeRead() | BadgeRead() | ReadRefused():
                take_read(self, message)
            case ScanHelp() | Looked() | ErrandSaid():
                self.tools.take(message)
            case Tagged():
                self.performer.tagged(message)
            case DeviceUp() | DeviceDown() | Climate() | Contact() | PowerState() | PrintDone():
                self._device(message)
            case FaceSeen() | FaceCollected() | FaceAsked() | FaceEnrolled() | FaceKnown() | FaceRefused():
                self.seeing.reported(message)
            case Pong():
                pass
            case _:
                assert_never(message)
        self._changed()

    def _from_screen(self, message: FromScreen) -> None:
        run = self.stage
        if run is None:
            return
        match message:
            case Answered(turn, answer) if turn == run.turn and allows(run, answer):
                self.idle.touched()
                self.performer.go_on(run, answer)
            case WantsToLeave(turn) if turn == run.turn and may_leave(run):
                self.leave(run, Ending.LEFT)
            case Touched():
                self.idle.touched()
                self.seeing.touched()
            case WantsReach(on):
                self.wishes = replace(self.wishes, reach=on)
            case Wished(wishes):
                self.wishes = wishes
            case _:
                log.debug("late: %s", type(message).__name__)

    def _device(self, report: DeviceUp | DeviceDown | Climate | Contact | PowerState | PrintDone) -> None:
        match report:
            case DeviceUp() | DeviceDown():
                self.devices.told(report, self.clock.now())
                self.tools.heard(report)
                self.senses.told(report)
                self.seeing.told(report)
            case Climate() | Contact():
                self.senses.told(report)
            case PowerState():
                self.power.heard(report)
            case PrintDone():
                self.receipts.told(report)
            case _:
                assert_never(report)
