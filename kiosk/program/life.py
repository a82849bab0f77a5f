"""One life of the kiosk on one open journal: its devices, its visits, and the loop between them."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Protocol, TypeVar

from hardware.locks.bus import Bus
from hardware.locks.driver import Bank
from hardware.locks.port import open_line
from hardware.locks.registry import line_settings
from hardware.outcomes.locks import LockAddress, Pong
from hardware.outcomes.terminals import TerminalDayClosed, TerminalDayOpen, TerminalNews
from hardware.scanners.badges.reader import BadgeReader
from hardware.scanners.scanner import SerialScanner
from hardware.scanners.triggers import TRIGGERS
from hardware.transport.base import LineSettings, Transport
from hardware.vision.client import Vision
from kiosk.clock import Clock
from kiosk.control.pending import PendingOrder, Reply
from kiosk.custody.event import Event
from kiosk.custody.ledger import Ledger
from kiosk.custody.machine.events import MachineStarted
from kiosk.custody.words import Leaving, OrderOutcome
from kiosk.doctor.examination import examine
from kiosk.doctor.senses import states
from kiosk.journal import book as journal_book
from kiosk.journal import projections
from kiosk.journal.connection import SQLITE_VERSION
from kiosk.journal.problems import JournalUnusable
from kiosk.journal.projections import Projected, Projection
from kiosk.journal.store import Journal
from kiosk.journeys.doors.effects import Park
from kiosk.link.desk import LinkDesk
from kiosk.link.link import HubLink
from kiosk.link.reach import FromLink, Reach
from kiosk.orders.clerk import Clerk, asked_of, close_order, end_cut_off, phones_of
from kiosk.orders.doors import OpenRemotely
from kiosk.orders.erasure import destroy_unused_faces, destroy_unused_wishes
from kiosk.orders.link import EnrolLink, ShowLink
from kiosk.orders.looks import Examine
from kiosk.orders.mandate import Mandate
from kiosk.orders.mistakes import mistake, unusable
from kiosk.orders.order import Live, Order, complete
from kiosk.orders.procedure import Means
from kiosk.orders.refusal import OrderRefused
from kiosk.payments.fiscal.device import SigningFiscal
from kiosk.program.clearing import Clearing, Told
from kiosk.program.devices import receipt_printer, sensor_line
from kiosk.program.fiscal import fiscaliser_of, keep_copy
from kiosk.program.heartbeat import Heartbeat
from kiosk.program.linking import Linking
from kiosk.program.nightly import LOOK, Nightly
from kiosk.program.notify import sd_notify
from kiosk.program.present import present
from kiosk.program.sidework import SideDone, SideWork
from kiosk.program.supplies import power_devices
from kiosk.program.terminals import CardTerminals, TerminalWord
from kiosk.site.parts.buses import BusSite
from kiosk.site.whole import Site
from kiosk.update.installation import Installation
from kiosk.upkeep.errands import ErrandRunner, commands
from kiosk.upkeep.looking import look
from kiosk.vault.keys import Keys
from kiosk.vault.vault import Vault
from kiosk.version import VERSION
from kiosk.visits.book import Book
from kiosk.visits.doors.afar import Afar
from kiosk.visits.house import House, Message
from kiosk.visits.machine import time as timekeeping
from kiosk.visits.machine.link import LinkMoved
from kiosk.visits.machine.time import Timekeeper
from kiosk.visits.machine.tools import Looked
from kiosk.visits.outside import Outside
from kiosk.visits.readers.reads import BADGES
from kiosk.visits.receipts.slips import Say
from kiosk.visits.scene import Scene, ScreenPong
from kiosk.visits.things.departures import forgetting
from kiosk.visits.who.verification import Tagged
from kiosk.visits.words import WORDS

log = logging.getLogger(__name__)

BEAT: Final = 5.0
COUNT_EVERY: Final = 86_400.0
_SNAPSHOT_EVERY: Final = 500
_HEALTH_FROM: Final = 1.0
_SLICES_APART: Final = 0.05
_OWED_AGAIN: Final = 600.0
_CALLER_WAITS: Final = 20.0
"""Seconds after which whoever has somebody erased is told that older copies are still being replaced."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The last message of a life. `leaving`: what the machine is to do then; None: whoever stops it knows.

    `drained`: nobody asked for it, the battery is low.
    """

    reason: str
    leaving: Leaving | None = None
    drained: bool = False


Inbox = Message | TerminalWord | PendingOrder | SideDone | FromLink | Stop
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Window:
    """How the kiosk's thread reaches the screen; all may be called from any thread.

    `backlight`: whether the screen's brightness can be set.
    `say`: a phrase of receipts in the language that the screen speaks now.
    """

    show: Callable[[Scene], None]
    ping: Callable[[int], None] | None = None
    say: Say = str
    backlight: bool = False


class _Device(Protocol):
    """What has a thread of its own."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


class Life:
    """Made and lived in the kiosk's thread. `post` puts into the one queue, from any thread."""

    def __init__(
        self,
        site: Site,
        journal: Journal[Event],
        keys: Keys,
        clock: Clock,
        window: Window,
        post: Callable[[Inbox], None],
        ledger: Ledger,
        installation: Installation | None = None,
    ) -> None:
        self._post = post
        self._clock = clock
        self._site = site
        self._journal = journal
        vault = Vault(journal.vault, keys.pepper)
        self._book = Book(journal, vault, ledger, site.principal, phones_of(site))
        self._means = Means(site, self._book, draw, lambda: self._house.senses.unfit())  # noqa: PLW0108  later
        self._tagging = ThreadPoolExecutor(1, thread_name_prefix="argon2")
        # Whoever stands at the screen doesn't queue behind an operator's two hundred parcels.
        self._tagging_orders = ThreadPoolExecutor(1, thread_name_prefix="argon2-orders")
        self._clerk = Clerk(self._means, partial(self._tag_pin, self._tagging_orders), self._clear_after)
        self._beside = SideWork(post)
        self._tag = vault.tag_pin
        self._buses = {b.name: Bus(b.name, partial(_line, b), b.banks, post) for b in site.buses}
        self._bus_of = {bank.name: self._buses[bus.name] for bus in site.buses for bank in bus.banks}
        wand = site.scanner
        self._scanner = (
            SerialScanner(wand.port, post, baud=wand.baud, trigger=TRIGGERS.get(wand.trigger))
            if wand
            else None
        )
        reader = site.badges
        self._badges = BadgeReader(reader.port, post, name=BADGES, baud=reader.baud) if reader else None
        self.vision = Vision(site.camera.source, post, tell=post) if site.camera else None
        self._sensors = [sensor_line(line, post) for line in site.sensors]
        self._printer = receipt_printer(site.printer, post) if site.printer else None
        self._terminals = CardTerminals(site.terminals, post, clock.now, lambda: self._book.ledger)
        self._fiscal = fiscaliser_of(site.fiscal, site.id, lambda: self._book.ledger.fiscal_receipts, post)
        self._errands = ErrandRunner(post, commands(journal.folder, site.id))
        desk = LinkDesk(self._means, lambda number, taken: present(self._house, number, taken))
        self.link = HubLink(site.link, keys, clock, Reach(post, desk), changed=lambda: post(LinkMoved()))
        linking = Linking(self.link, desk)
        outside = Outside(
            window.show,
            self,
            self.vision,
            partial(self._tag_pin, self._tagging),
            draw,
            lambda: secrets.choice(WORDS),
            lambda how: post(Stop(f"a technician: {how}", how)),
            paper=self._printer,
            say=window.say,
            look=lambda ticket, what: look(ticket, what, lambda at, seen: post(Looked(at, seen))),
            backlight=window.backlight,
            errands=self._errands,
            switch_off=lambda why: post(Stop(why, Leaving.SHUT_DOWN, drained=True)),
            wand=self._scanner,
            link=linking,
            providers=tuple(self._terminals.providers),
            fiscal=self._fiscal,
            keep_fiscal=self._keep_fiscal,
            clear=self._clear,
            installation=installation,
        )
        self._house = House(site, self._book, clock, outside)
        self._heart = Heartbeat(
            window.ping,
            lambda bus, ticket: self._buses[bus].ping(ticket),
            self._buses,
            self._feed,
        )
        self._nightly = Nightly(journal, site.time_zone)
        self._house.unsaved = self._nightly.unsaved_days()
        self._clearing = Clearing(self._book, self._house.timers, self._beside)
        self._afar = Afar(self._house, self._means)
        self._live: Mapping[type, Callable[[Any, Reply, Mandate], None]] = complete(
            Live,
            (
                (OpenRemotely, self._afar.open),
                (Examine, self._examine),
                (EnrolLink, linking.obey),
                (ShowLink, linking.show),
            ),
        )
        self._sent_on = 0
        self._timekeeper = Timekeeper(self._book, clock)
        self._erasing: dict[Told, bool] = {}
        self._saved = self._book.ledger.seq

    @property
    def site(self) -> Site:
        """The site as it is by now: a board may stand elsewhere than it did at the start."""
        return self._house.site

    # --- the locks, as the house reaches them (kiosk.visits.house.Locks) ----------------------------

    def unlock(self, ticket: int, address: LockAddress) -> None:
        self._bus_of[address.bank].unlock(ticket, address)

    def watch(self, *, busy: bool) -> None:
        for bus in self._buses.values():
            bus.watch(busy)

    def ask_health(self) -> None:
        for bus in self._buses.values():
            bus.ask_health()

    def search(self, ticket: int, bank: str) -> None:
        self._bus_of[bank].search(ticket, bank)

    def move(self, bank: Bank) -> None:
        self._bus_of[bank.name].move(bank)

    def _tag_pin(self, worker: ThreadPoolExecutor, ticket: int, digits: str, phone_end: str) -> None:
        def tagged(done: Future[bytes]) -> None:
            failure = done.exception()
            if failure is not None:
                log.error("a PIN could not be worked out", exc_info=failure)
            # The empty tag is nobody's: the person is asked again, and not left before a still screen.
            self._post(Tagged(ticket, done.result() if failure is None else b""))

        worker.submit(self._tag, digits, phone_end or None).add_done_callback(tagged)

    # --- from start to end --------------------------------------------------------------------------

    def live(self, next_message: Callable[[float | None], Inbox | None]) -> Stop:
        """Serve until a `Stop` comes. `next_message` waits for so many seconds (None: for ever).

        Raises JournalUnusable where the disk fails; whatever was made here is ended all the same.
        """
        started: list[_Device] = []
        try:
            self._start()
            self._house.open()
            for device in self._devices():
                device.start()
                started.append(device)
            self._beat()
            self._house.timers.set("night", LOOK, self._night)
            self._house.timers.set("boards", COUNT_EVERY, self._count)
            self._house.timers.set("health", _HEALTH_FROM, self._catch_up)
            self._keep_time()
            stop = self._serve(next_message)
            self._house.close(stop.reason)
            projections.save(self._journal, journal_book.ledger(), self._book.ledger)
            projections.save(self._journal, journal_book.health(), self._book.health, self._book.known.seq)
            return stop
        finally:
            self._afar.close()
            for end in tuple(self._erasing):
                end("the kiosk stopped meanwhile, and goes on after its next start")
            for device in reversed(started):
                device.stop()
            self._errands.close()
            self._clerk.close("The kiosk stops. Nothing was done.")
            self._tagging.shutdown()
            self._tagging_orders.shutdown(cancel_futures=True)
            self._beside.close()

    def _start(self) -> None:
        first = not self._book.ledger.credentials_bound
        self._book.record(
            MachineStarted(VERSION, self._site.digest, SQLITE_VERSION, bound=True),
            also=self._book.vault.bind_all if first else None,
        )
        end_cut_off(self._book)

    def _devices(self) -> list[_Device]:
        devices: list[_Device] = list(self._buses.values())
        devices += [reader for reader in (self._scanner, self._badges) if reader is not None]
        if self.vision is not None:
            devices.append(self.vision)
        devices += self._sensors
        if self._printer is not None:
            devices.append(self._printer)
        if self._site.power is not None:
            devices += power_devices(self._site.power, self._post)
        if isinstance(self._fiscal, SigningFiscal):
            devices.append(self._fiscal)
        return [*devices, self._terminals, self.link]

    def _keep_fiscal(self, data: bytes) -> None:
        """An auditor's copy that can't be kept is no reason to serve nobody."""
        try:
            keep_copy(self._journal.folder, self._house.clock.now(), data)
        except OSError as failure:
            log.warning("the copy of the fiscal device was not kept: %s", failure)

    def _serve(self, next_message: Callable[[float | None], Inbox | None]) -> Stop:
        while True:
            message = next_message(self._house.tick())
            match message:
                case None:
                    continue
                case Stop():
                    return message
                case PendingOrder(order, reply, take, mandate):
                    if take():
                        self._obey(order, reply, mandate)
                        self._house.changed()  # now, and not with the next touch, which would be lost by it
                case SideDone(then):
                    then()
                case FromLink(do):
                    do()
                    self._house.changed()
                case Tagged(ticket, tag) if self._clerk.waits_for(ticket):
                    self._clerk.tagged(ticket, tag)
                    self._house.changed()
                case ScreenPong(ticket):
                    self._heart.screen_answered(ticket)
                case Pong(bus, ticket):
                    self._heart.bus_answered(bus, ticket)
                case _:
                    self._hear(message)
            self._save_sometimes()
            if self._sent_on != self._journal.head.seq:
                self._sent_on = self._journal.head.seq
                self.link.poke()

    def _hear(self, message: Message | TerminalWord) -> None:
        if isinstance(message, TerminalNews | TerminalDayClosed | TerminalDayOpen):
            self._terminals.hear(message)
        else:
            self._house.handle(message)

    def _save_sometimes(self) -> None:
        """A start need not fold years; saved while nobody waits."""
        ledger = self._book.ledger
        if ledger.seq - self._saved >= _SNAPSHOT_EVERY and not self._house.busy():
            self._saved = ledger.seq
            self._keep(journal_book.ledger(), Projected(ledger.seq, ledger))
            self._keep(journal_book.health(), self._book.known)

    def _keep(self, projection: Projection[S, Event], standing: Projected[S]) -> None:
        """A state may be large: it is written down beside, and only put into the file here."""
        row_hash = projections.hash_at(self._journal.writing.db, standing.seq)
        self._beside.do(
            partial(projections.prepare, projection, standing, row_hash, self._journal.sign),
            partial(projections.store, self._journal),
        )

    def _catch_up(self) -> None:
        """Years of how the locks did come in slices, while the machine serves."""
        if not self._book.catch_up():
            self._house.timers.set("health", _SLICES_APART, self._catch_up)

    def _feed(self) -> None:
        sd_notify("WATCHDOG=1")
        self._house.versions.beat()

    def _beat(self) -> None:
        self._heart.beat()
        self._house.timers.set("beat", BEAT, self._beat)

    def _night(self) -> None:
        self._house.unsaved = self._nightly.unsaved_days()
        if self._is_quiet() and self._nightly.due():
            self._terminals.close_days()
            self._house.till.fiscal.close_day()
            faces, time = self._site.faces, self._book.certain()
            if time is not None:
                destroy_unused_faces(self._book, faces.keep if faces else None, time)
                destroy_unused_wishes(self._book, time)
                self._book.vault.answers.drop_old(time)
            self._forget(forgetting(self._book, self._site.services, time) if time else iter(()))
        elif self._is_quiet() and self._clearing.owed:  # copies that an erasing could not reach so far
            self._clearing.begin(self._cleared)
        else:
            self._house.timers.set("night", LOOK, self._night)

    def _forget(self, slices: Iterator[int]) -> None:
        """What left long ago, a slice at a time; then the copies."""
        if next(slices, None) is not None:
            self._house.timers.set("night", _SLICES_APART / 10, partial(self._forget, slices))
            return
        self._nightly.sign(self._book.certain())
        (self._clearing.begin if self._clearing.owed else self._clearing.copy)(self._night_is_over)

    def _clear(self, told: Told) -> None:
        self._clearing.begin(told)

    def _cleared(self, why: str) -> None:
        self._house.timers.set("night", _OWED_AGAIN if why else LOOK, self._night)

    def _night_is_over(self, why: str) -> None:
        self._house.timers.set("night", self._nightly.copied(why), self._night)

    def _keep_time(self) -> None:
        self._timekeeper.look()
        self._house.timers.set("time", timekeeping.LOOK, self._keep_time)

    def _count(self) -> None:
        self._house.count_boards()
        self._house.timers.set("boards", COUNT_EVERY, self._count)

    def _is_quiet(self) -> bool:
        """Nobody is at the screen and no lock is at work; a door that is open may go on doing so."""
        return all(run.visit is None or isinstance(run.pending, Park) for run in self._house.visits.runs)

    # --- orders -------------------------------------------------------------------------------------

    def _obey(self, order: Order, reply: Reply, mandate: Mandate) -> None:
        if not isinstance(order, Live):
            self._clerk.take(order, reply, mandate)
            return
        try:
            self._see_to(order, reply, mandate)
        except JournalUnusable as problem:
            reply(unusable(problem))
            raise

    def _see_to(self, order: Live, reply: Reply, mandate: Mandate) -> None:
        begun_at = self._journal.head.seq
        asked = asked_of(self._book, order, mandate)
        try:
            self._live[type(order)](order, reply, mandate)
        except OrderRefused as refusal:
            answer = {"ok": False, "why": str(refusal)}
            close_order(self._book, asked, answer, refusal.outcome)
            reply(answer)
        except JournalUnusable:
            raise
        except Exception as failure:  # noqa: BLE001  whoever stands at the screen has nothing to do with it
            answer = mistake(self._book, order.order, begun_at, failure)
            close_order(self._book, asked, answer, OrderOutcome.FAILED)
            reply(answer)

    def _clear_after(self, told: Told) -> None:
        """`told` hears when the traces of whom was just erased are gone too, or why that goes on."""

        def end(left: str) -> None:
            self._house.timers.cancel(end)
            if self._erasing.pop(end, None) is not None:
                told(left)

        self._erasing[end] = True
        self._house.timers.set(end, _CALLER_WAITS, partial(end, "it goes on while the kiosk serves"))
        self._clearing.begin(end)

    def _examine(self, order: Examine, reply: Reply, mandate: Mandate) -> None:
        lines, devices = self._house.lines(), self._house.devices.standing
        felt = states(self._house.senses, self._clock.monotonic())
        power, turns = self._house.power.told, self._house.unsteady.flapping.often()
        link, cards = self.link.standing(), self._terminals.standing
        found = examine(self._site, self._book, lines, devices, felt, power, turns, link, cards)
        answer = {"ok": True, "found": found}
        close_order(self._book, asked_of(self._book, order, mandate), answer, OrderOutcome.DONE)
        reply(answer)


def draw() -> str:
    """A random id of 64 bits, without meaning."""
    return secrets.token_hex(8)


def _line(bus: BusSite) -> Transport:
    settings = LineSettings(bus.baud) if bus.baud else line_settings(bus.banks)
    return open_line(bus.port, settings, bus.banks)
