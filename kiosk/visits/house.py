"""The kiosk's one thread of decisions: takes every message in turn, and moves visits on.

It belongs to one thread and waits for nothing: locks, Argon2 and the screen answer by messages of their own.
"""

from __future__ import annotations

from typing import Any, get_args

from hardware.outcomes.faces import FaceReport
from hardware.outcomes.locks import BusReport, Pong
from hardware.outcomes.power import PowerState
from hardware.outcomes.printing import PrintDone
from hardware.outcomes.reading import ReaderReport, ScanHelp
from hardware.outcomes.senses import SensorReport
from kiosk.clock import Clock
from kiosk.custody.boards.boards import LineState, LineWord
from kiosk.custody.machine.events import MachineStopped
from kiosk.custody.words import Leaving
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import Effect
from kiosk.journeys.every import EFFECTS
from kiosk.journeys.front.screens import OutReason
from kiosk.journeys.machine.effects import LeaveOff
from kiosk.payments.fiscal.fiscaliser import FiscalMessage
from kiosk.payments.provider import PayMessage
from kiosk.site.whole import Site
from kiosk.upkeep.errands import ErrandSaid
from kiosk.visits.boards.news import Boards
from kiosk.visits.boards.replacement import Replacer
from kiosk.visits.book import Book
from kiosk.visits.doors.doorman import Doorman
from kiosk.visits.doors.sensors import Doors
from kiosk.visits.faces.camera import Seeing
from kiosk.visits.faces.kept import KeptFaces
from kiosk.visits.ground import ground as lay_ground
from kiosk.visits.idle import Idle
from kiosk.visits.learning.wiring import Wiring
from kiosk.visits.machine.devices import Devices
from kiosk.visits.machine.link import LinkMoved, LinkPages
from kiosk.visits.machine.tools import Looked, Tools
from kiosk.visits.machine.unsteady import Unsteady
from kiosk.visits.machine.versions import Versions
from kiosk.visits.money.till import CashDesk
from kiosk.visits.outside import Outside
from kiosk.visits.part import Hears, Part, Performs, hearers, performers
from kiosk.visits.power.supplies import Power
from kiosk.visits.presenter import Presenter
from kiosk.visits.questions import Questions
from kiosk.visits.readers.reads import Reads
from kiosk.visits.readers.scanner import Aiming
from kiosk.visits.receipts.printing import Receipts
from kiosk.visits.run import Run
from kiosk.visits.scene import FromScreen
from kiosk.visits.senses.senses import Senses
from kiosk.visits.spaces.finds import Finds
from kiosk.visits.spaces.keys import SpaceKeys
from kiosk.visits.things.deadlines import Deadlines
from kiosk.visits.things.draining import Draining
from kiosk.visits.things.dropoffs import DropOffs
from kiosk.visits.things.labels import Labels
from kiosk.visits.things.lent import Lent
from kiosk.visits.things.rules import take_rules_of
from kiosk.visits.underway import UnderWay
from kiosk.visits.who.codes import Codes
from kiosk.visits.who.guard import raise_alarms, set_limits
from kiosk.visits.who.verification import Tagged, Verifier
from kiosk.visits.wishes.kept import KeptWishes

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
    | LinkMoved
    | PayMessage
    | FiscalMessage
)


class House:
    """`handle` one message, `tick` the timers; both leave every visit waiting for something.

    It builds its parts, one a subject, each with a table of the effects it performs and of the messages it
    hears. Raises AssertionError when it is built with an effect that nobody performs, or a message that
    nobody hears.
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
        self._home_facts: object = None
        self.lent = Lent(self.ground)
        self.visits = hands = UnderWay(ground, self)
        self.wishes = KeptWishes(ground, hands, self._at_another_pace)
        self.idle = Idle(ground, hands, hands.leave, lambda: self.wishes.pace)
        self.devices = Devices(clock.now)
        self.boards = Boards(site.buses, clock)
        self.unsteady = Unsteady(ground)
        flapping = self.unsteady.flapping
        self.senses = Senses(ground, flapping)
        ground.in_band = self.senses.in_band
        self.power = Power(ground, hands, flapping, self.changed, self.switch_off)
        self.till = CashDesk(ground, hands, outside.providers, outside.fiscal)
        self.doorman = Doorman(ground, hands, self.doors, flapping, self.till.released)
        self.tools = Tools(ground, hands, lambda: self.unsaved)
        self.seeing = Seeing(ground, hands, self.devices)
        self.receipts = Receipts(ground, hands, self.devices)
        self.versions = Versions(ground, hands, self.out_of_service, self.receive_nobody, self.leave_off)
        self.reads = Reads(ground, hands, self.tools.heard)
        self.labels = Labels(ground)
        self.deadlines = Deadlines(ground)
        self.draining = Draining(ground)
        aiming = Aiming(outside.wand)
        self._presenter = Presenter(ground, hands, self.seeing, aiming, lambda: self.power.conduct)
        self._questions = Questions(
            ground,
            hands,
            self._presenter,
            self.idle,
            self.receipts,
            hands.leave,
            lambda: self.wishes.pace,
        )
        self.performs: Performs = {LeaveOff: lambda _run, effect: self.leave_off(effect.how)}
        self.hears: Hears = {Pong: _on_pong}
        parts: tuple[Part, ...] = (
            self,
            hands,
            self._questions,
            self.devices,
            self.boards,
            self.doorman,
            self.tools,
            LinkPages(ground, hands),
            self.senses,
            self.seeing,
            self.power,
            self.receipts,
            self.reads,
            Verifier(ground, hands, self.seeing.known),
            Codes(ground, hands),
            KeptFaces(ground, hands, self.devices, self.seeing.taken),
            self.wishes,
            self.labels,
            DropOffs(ground, hands, self.labels),
            self.deadlines,
            self.versions,
            self.draining,
            self.till,
            Finds(ground, hands),
            SpaceKeys(ground, hands),
            Wiring(ground),
            Replacer(ground, hands, self.boards),
        )
        self._performers = performers(parts, EFFECTS)
        self._hearers = hearers(parts, get_args(Message))

    # --- life -------------------------------------------------------------------------------------

    def open(self) -> None:
        """Settle what an earlier run of the program left, then open the front."""
        set_limits(self.book, self.site.limits)
        raise_alarms(self.book, self.book.by_last_row(), self.outside.draw)
        take_rules_of(self.book, self.site.services.values())
        for event in self.doors.removed(self.book.ledger):
            self.book.record(event)
        self.visits.settle_interrupted()
        self.labels.open()
        self.seeing.open()
        self.unsteady.open()
        self.senses.open()
        self.power.open()
        self.deadlines.open()
        self.versions.open()
        self.draining.open()
        self.till.open()
        self.visits.receive()

    def close(self, reason: str) -> None:
        """End every visit, as a power cut would, but with everything in the book."""
        self.visits.interrupt()
        self.till.close()
        self.count_boards()
        self.book.record(MachineStopped(reason))

    def receive_nobody(self) -> None:
        """What runs goes on to its end."""
        self.visits.receives = False

    def leave_off(self, how: Leaving) -> None:
        """What runs goes on to its end; nobody is received any more."""
        self.visits.receives = False
        self.outside.leave_off(how)

    def switch_off(self, why: str) -> None:
        """The machine stops by itself: nobody is received any more."""
        self.visits.receives = False
        self.outside.switch_off(why)

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
        return any(run.visit is not None for run in self.visits.runs)

    def desk(self, run: Run) -> Desk:
        """What the journey of this run may ask without an effect."""
        return Desk(
            self.ground.facts,
            self.ground.settings,
            out_of_service=self.out_of_service,
            takes_deposits=lambda: self.power.conduct.deposits,
            refuses=self.draining.refuses,
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
            pay_ways=self.till.ways,
        )

    # --- for the visits ----------------------------------------------------------------------------

    def perform(self, run: Run, effect: Effect[Any]) -> object:
        """The outcome of the effect, or `LATER` where that comes as a message."""
        return self._performers[type(effect)](run, effect)

    def rest(self, run: Run) -> None:
        """Nobody is waited for at this run's screen: its idle clock stops."""
        self.idle.stop(run)

    def forget(self, run: Run) -> None:
        """Its journey has ended: nothing that it asked for is waited for any more."""
        self.receipts.over(run)
        self.idle.stop(run)
        self.tools.over(run)

    def publish(self) -> None:
        """Let the screen show what the run on the stage has put up."""
        self._presenter.publish()

    def touched(self) -> None:
        """Somebody is at the machine: the idle clock starts again."""
        self.idle.touched()

    def changed(self) -> None:
        """Tell receptions that what home shows may be different."""
        self.senses.follow()
        parked = tuple(sorted(v.parked_at for v in self.book.ledger.visits.values() if v.parked_at))
        doors, pools = self.book.ledger.doors_open, self.lent.services()
        ways = self.till.ways() if pools else ()
        facts = (self.out_of_service(), parked, doors, self.power.conduct, pools, ways)
        if facts != self._home_facts:
            self._home_facts = facts
            self.visits.tell_changes()
        self.outside.locks.watch(busy=self.busy())
        self.publish()
        self.till.follow()
        self.power.settled()

    def _at_another_pace(self) -> None:
        """Whoever is at the screen wishes for more time, or for no more than others."""
        self._questions.at_another_pace()

    # --- messages ---------------------------------------------------------------------------------

    def handle(self, message: Message) -> None:
        """Take one message. Raises JournalUnusable where the disk has failed; then the house is no more."""
        self.senses.follow()  # an order may have put something where it is too warm
        for hear in self._hearers[type(message)]:
            hear(message)
        self.changed()


def _on_pong(_message: Pong) -> None:
    """Whoever sent the ping hears it elsewhere; here it says no more than that the thread is awake."""
