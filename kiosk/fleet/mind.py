"""One kiosk of a fleet: its own journal, house, clerk and link; no window, no hardware, no own thread."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Final

from hardware.outcomes.locks import BusReport
from kiosk.control.pending import PendingOrder, Reply
from kiosk.custody.ledger import EMPTY, Ledger
from kiosk.custody.machine.events import MachineStarted
from kiosk.custody.words import OrderOutcome
from kiosk.fleet.cabinet import SimulatedCabinet
from kiosk.fleet.clock import FleetClock
from kiosk.fleet.line import SimulatedLine
from kiosk.journal import book as journal_book
from kiosk.journal import projections
from kiosk.journal.connection import SQLITE_VERSION
from kiosk.journal.lock import own
from kiosk.journeys.front.screens import Home
from kiosk.link.budget import Habits
from kiosk.link.desk import LinkDesk
from kiosk.link.link import HubLink
from kiosk.link.pacing import Jitter
from kiosk.link.reach import FromLink, Reach
from kiosk.orders.clerk import Clerk, asked_of, close_order, end_cut_off, phones_of
from kiosk.orders.doors import OpenRemotely
from kiosk.orders.mandate import Mandate
from kiosk.orders.order import PROCEDURES, Order, Quiet
from kiosk.orders.procedure import Means
from kiosk.orders.refusal import OrderRefused
from kiosk.program.machine import open_journal
from kiosk.program.present import present
from kiosk.site.whole import Site
from kiosk.vault.drawing import at_once
from kiosk.vault.pins import Cost
from kiosk.vault.vault import Vault
from kiosk.version import VERSION
from kiosk.visits.book import Book
from kiosk.visits.doors.afar import Afar
from kiosk.visits.house import House, Message
from kiosk.visits.machine.time import LOOK, Timekeeper
from kiosk.visits.outside import Outside
from kiosk.visits.scene import Answered, Scene
from kiosk.visits.who.verification import Tagged
from kiosk.visits.words import WORDS

Inbox = Message | PendingOrder | FromLink
_CHEAP: Final = Cost(memory=8, passes=1)
"""Nobody guesses the PINs of a kiosk that does not exist."""
_TAGGED_IN: Final = 0.3
_AT_REST: Final = 600.0
"""Seconds of the fleet between two looks at a kiosk before which nobody is, while time runs fast."""
_ASKS_EVERY: Final = 0.2


@dataclass(frozen=True, slots=True)
class FleetGround:
    """What all kiosks of a fleet have in common. `post` may be called from any thread.

    `habits`: of their links. `hub`: the only address at which they enrol.
    """

    clock: FleetClock
    post: Callable[[SimulatedKiosk, Inbox], None]
    habits: Habits
    hub: str


class SimulatedKiosk:
    """Belongs to the fleet's thread; only `link` is other threads' too.

    `see` is told each scene. `line`: its way to the hub.
    """

    def __init__(self, id_: str, folder: Path, site: Site, around: FleetGround, chance: Random) -> None:
        self.id = id_
        self.folder = folder
        self.site = replace(site, link=replace(site.link, hub=around.hub))
        self.clock = around.clock
        self.chance = chance
        self._jitter = Random(chance.random())  # noqa: S311  of the link's threads
        self.line = SimulatedLine()
        self.cabinet = SimulatedCabinet(site, self._hear, self.later)
        self.see: Callable[[Scene], None] = lambda _scene: None
        self.scene = Scene(0, Home())
        self.lives = 0
        self._around = around
        self._agenda: list[tuple[float, int, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._stack = ExitStack()
        self._on = False
        self.book: Book
        self.house: House
        self.means: Means
        self.desk: LinkDesk
        self.link: HubLink

    # --- lives ----------------------------------------------------------------------------------------

    @property
    def on(self) -> bool:
        return self._on

    @property
    def ledger(self) -> Ledger:
        return self.book.ledger if self._on else EMPTY

    def switch_on(self) -> None:
        """A life begins, as after every start. Raises JournalUnusable, AlreadyOwned."""
        owned = self._stack.enter_context(own(self.folder))
        journal, keys = self._stack.enter_context(open_journal(owned, self.clock))
        vault = Vault(journal.vault, keys.pepper, cost=_CHEAP)
        ledger = projections.present(journal, journal_book.ledger())
        self.book = Book(journal, vault, ledger, self.site.principal, phones_of(self.site))
        self.means = Means(self.site, self.book, self._draw, lambda: self.house.senses.unfit())  # noqa: PLW0108  later
        self._tagging: list[tuple[int, str, str]] = []
        self._clerk = Clerk(self.means, lambda *wanted: self._tagging.append(wanted))
        self.desk = LinkDesk(self.means, lambda number, taken: present(self.house, number, taken))
        post = partial(self._around.post, self)
        self.link = HubLink(
            self.site.link,
            keys,
            self.clock.present,
            Reach(post, self.desk),
            habits=self._around.habits,
            pace=lambda: Jitter(lambda: self._jitter.random() / self.clock.pace()),
            ask_every=_ASKS_EVERY,
            line=self.line.caller,
        )
        outside = Outside(
            self._show, self.cabinet, None, self._tag, self._draw, lambda: self.chance.choice(WORDS)
        )
        self.house = House(self.site, self.book, self.clock, outside)
        self._afar = Afar(self.house, self.means)
        self._timekeeper = Timekeeper(self.book, self.clock)
        self._on, self.lives, self._sent_on = True, self.lives + 1, 0
        first = not self.book.ledger.credentials_bound
        self.book.record(
            MachineStarted(VERSION, self.site.digest, SQLITE_VERSION, bound=True),
            also=vault.bind_all if first else None,
        )
        end_cut_off(self.book)
        self.house.open()
        self.cabinet.ready()
        self._look_at_the_time()
        self.link.start()

    def say_goodbye(self, reason: str) -> None:
        """Settle what runs and write so; the link goes on until `switch_off`."""
        self.house.close(reason)
        self.link.poke()

    def switch_off(self) -> None:
        """The power goes: nothing is settled, nothing is said."""
        if not self._on:
            return
        self._on = False
        self.link.stop()
        self._afar.close()
        self._clerk.close("The kiosk stops. Nothing was done.")
        self._stack.close()

    # --- time -------------------------------------------------------------------------------------------

    def later(self, seconds: float, do: Callable[[], None], *, outlives: bool = False) -> None:
        """Call it in so many seconds of the fleet; not where the kiosk is switched off before that.

        `outlives`: somebody far away means to do it, whatever befalls the kiosk until then.
        """
        at = self.clock.monotonic() + max(0.0, seconds)
        heapq.heappush(self._agenda, (at, next(self._numbers), 0 if outlives else self.lives, do))

    def due(self) -> float | None:
        """When something is to happen here next; None while it is switched off."""
        if not self._on:
            return None
        moments = [self._agenda[0][0]] if self._agenda else []
        ticks = self.house.timers.next_in()
        if ticks is not None:
            at_rest = not self.clock.live and not self.house.busy()
            moments.append(self._ticks_at + _AT_REST if at_rest else self.clock.monotonic() + ticks)
        return min(moments, default=None)

    def turn(self) -> None:
        """See to what is due now."""
        now = self.clock.monotonic()
        while self._on and self._agenda and self._agenda[0][0] <= now:
            _, _, life, do = heapq.heappop(self._agenda)
            if life in (0, self.lives):
                do()
        if self._on:
            self._ticks_at = now
            self.house.tick()
            self._after()

    def take(self, message: Inbox) -> None:
        """What came from the link, or from anybody else."""
        if not self._on:
            return
        match message:
            case FromLink(do):
                do()
            case PendingOrder(order, reply, take, mandate):
                if take():
                    self._obey(order, reply, mandate)
            case _:
                self.house.handle(message)
        self._after()

    def _after(self) -> None:
        while self._tagging:
            ticket, digits, phone_end = self._tagging.pop()
            self._clerk.tagged(ticket, self.book.vault.tag_pin(digits, phone_end or None))
        if self._sent_on != self.book.journal.head.seq:
            self._sent_on = self.book.journal.head.seq
            self.link.poke()

    def _look_at_the_time(self) -> None:
        self._ticks_at = self.clock.monotonic()
        self._timekeeper.look()
        self.house.timers.set("time", LOOK, self._look_at_the_time)

    # --- orders -------------------------------------------------------------------------------------------

    def give(self, order: Quiet) -> dict[str, Any]:
        """Somebody gives it at the machine. Raises OrderRefused."""
        found: dict[str, Any] = at_once(
            PROCEDURES[type(order)].work(self.means, order), self.book.vault.tag_pin
        )
        self.house.changed()
        self._after()
        return found

    def _obey(self, order: Order, reply: Reply, mandate: Mandate) -> None:
        if isinstance(order, Quiet):
            self._clerk.take(order, reply, mandate)
            return
        try:
            self._opens(order, reply, mandate)
        except OrderRefused as refusal:
            answer = {"ok": False, "why": str(refusal)}
            close_order(self.book, asked_of(self.book, order, mandate), answer, OrderOutcome.REFUSED)
            reply(answer)

    def _opens(self, order: Order, reply: Reply, mandate: Mandate) -> None:
        if not isinstance(order, OpenRemotely):
            raise OrderRefused("This kiosk is simulated: it can't do that.")
        self._afar.open(order, reply, mandate)

    # --- for the house ------------------------------------------------------------------------------------

    def say(self, message: Message) -> None:
        """A person, a sensor or a board says it."""
        if self._on:
            self.house.handle(message)

    def answer(self, turn: int, answer: object) -> None:
        self.say(Answered(turn, answer))

    def _hear(self, report: BusReport) -> None:
        self.say(report)

    def _show(self, scene: Scene) -> None:
        self.scene = scene
        self.see(scene)

    def _tag(self, ticket: int, digits: str, phone_end: str) -> None:
        tag = self.book.vault.tag_pin(digits, phone_end or None)
        self.later(_TAGGED_IN, lambda: self.say(Tagged(ticket, tag)))

    def _draw(self) -> str:
        return f"{self.chance.getrandbits(64):016x}"
