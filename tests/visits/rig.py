"""A house on a real journal in a folder; the test is the locks, the screen, the scanner and the clock."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from hardware.locks.driver import Bank
from hardware.outcomes.faces import FaceReport
from hardware.outcomes.locks import (
    BusReady,
    DoorMoved,
    DoorState,
    LockAddress,
    Opened,
    OpenOutcome,
    UnlockDone,
)
from hardware.outcomes.reading import CodeRead, Symbology
from hardware.printers.receipt import Receipt
from hardware.vision.faces.client import Liveness
from hardware.vision.faces.likeness import Thresholds
from kiosk.clock import FakeClock
from kiosk.custody.doors.events import OpeningIntended
from kiosk.custody.event import Event
from kiosk.custody.ledger import Ledger
from kiosk.custody.link.words import LinkWord
from kiosk.custody.money.answers import PayAnswer
from kiosk.custody.words import Leaving
from kiosk.journal import book as journal_book
from kiosk.journal import projections
from kiosk.journal.lock import own
from kiosk.journal.store import Journal
from kiosk.journeys.front.screens import Home
from kiosk.journeys.machine.seen import Errand, ErrandAt, ErrandEnd, LinkSeen
from kiosk.journeys.screen import Screen, Typed
from kiosk.journeys.who.screens import EnterCode
from kiosk.orders.clerk import phones_of
from kiosk.orders.delegations import Delegate
from kiosk.orders.order import PROCEDURES
from kiosk.orders.parcels import Announce, Place
from kiosk.orders.procedure import Means, Secrets
from kiosk.orders.staff import AddStaff
from kiosk.payments.fiscal.fiscaliser import Fiscaliser
from kiosk.payments.fiscal.plain import NoFiscal
from kiosk.payments.provider import PayMessage, Provider
from kiosk.payments.scripted import Scripted
from kiosk.site.loading import load_site
from kiosk.update.installation import Installation
from kiosk.upkeep.errands import ErrandSaid
from kiosk.vault.drawing import at_once
from kiosk.vault.pins import Cost
from kiosk.vault.vault import Vault
from kiosk.visits.book import Book
from kiosk.visits.house import House
from kiosk.visits.machine.tools import Looked
from kiosk.visits.outside import Outside
from kiosk.visits.scene import Answered, Scene, Touched, WantsToLeave
from kiosk.visits.who.verification import Tagged
from tests.helpers.phone import code_of
from tests.journal.kit import KEYS

DEMO = Path(__file__).resolve().parents[2] / "assets" / "sites" / "demo.toml"
CHEAP = Cost(memory=8, passes=1)

S = TypeVar("S", bound=Screen[Any])


@dataclass(frozen=True)
class Look:
    """What the camera was asked: to enrol where there are no templates, else to recognise one of them."""

    ticket: int
    templates: tuple[bytes, ...] | None = None
    thresholds: Thresholds | None = None
    liveness: Liveness | None = None


@dataclass
class Errands:
    """What was sent for, and how often somebody was called back."""

    sent: list[tuple[int, Errand]] = field(default_factory=list)
    called_back: int = 0

    def send(self, ticket: int, errand: Errand) -> None:
        self.sent.append((ticket, errand))

    def call_back(self) -> None:
        self.called_back += 1


@dataclass
class ToldScanner:
    """A scanner that has to be told when to look; every word it was told."""

    told: list[bool] = field(default_factory=list)

    def active(self, wanted: bool) -> None:
        self.told.append(wanted)


@dataclass
class ToldLink:
    """The link to the operator's hub, as a test says that it is; `codes` were scanned to enrol."""

    now: LinkSeen = LinkSeen(LinkWord.NONE)  # noqa: RUF009  a value
    codes: list[str] = field(default_factory=list)

    def seen(self) -> LinkSeen:
        return self.now

    def enrol(self, text: str) -> LinkSeen:
        self.codes.append(text)
        return self.now


@dataclass
class Kiosk:
    """`told`: the unlocks that were sent, each with whether its intent was on the disk by then."""

    folder: Path
    file: Path = DEMO
    cost: Cost = CHEAP
    clock: FakeClock = field(default_factory=FakeClock)
    told: list[tuple[int, LockAddress, bool]] = field(default_factory=list)
    scenes: list[Scene] = field(default_factory=list)
    tagging: list[tuple[int, str, str]] = field(default_factory=list)
    tagged: list[int] = field(default_factory=list)
    expected: tuple[str, ...] = ()
    symbologies: tuple[Symbology, ...] = ()
    camera_on: bool = False
    looking: Look | None = None
    models_wanted: bool = False
    left_off: list[Leaving] = field(default_factory=list)
    asked_health: int = 0
    searches: list[tuple[int, str]] = field(default_factory=list)
    moved_banks: list[Bank] = field(default_factory=list)
    receipts: list[tuple[int, Receipt]] = field(default_factory=list)
    looks: list[tuple[int, Callable[[], object]]] = field(default_factory=list)
    errands: Errands = field(default_factory=Errands)
    switched_off: list[str] = field(default_factory=list)
    wand: ToldScanner = field(default_factory=ToldScanner)
    backlight: bool = False
    link: ToldLink = field(default_factory=ToldLink)
    installation: Installation | None = None
    pays: bool = False
    spoken: list[PayMessage] = field(default_factory=list)
    provides: Callable[[Kiosk], Provider] | None = None
    """Another provider than the scripted one; made anew at each start."""
    fiscal: Fiscaliser = field(default_factory=NoFiscal)
    copies: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.site = load_site(self.file)
        self._ids = itertools.count(1)
        self._looks = itertools.count(1)
        self.owned = own(self.folder)
        self.terminal = Scripted("terminal", self.spoken.append)
        self.start()

    def start(self) -> None:
        """Open the journal and the front, as a start of the program does."""
        self.journal: Journal[Event] = Journal.open(
            self.owned,
            clock=self.clock,
            boot="boot",
            codec=journal_book.codec(),
            sign=KEYS.sign,
            verify=KEYS.verify,
        )
        self.vault = Vault(self.journal.vault, KEYS.pepper, cost=self.cost)
        ledger = projections.present(self.journal, journal_book.ledger())
        self.book = Book(self.journal, self.vault, ledger, self.site.principal, phones_of(self.site))
        self.means = Means(self.site, self.book, self.draw)
        outside = Outside(
            self.scenes.append,
            self,
            self,
            self._tag_pin,
            self.draw,
            lambda: "harbour",
            self.left_off.append,
            paper=self,
            look=lambda ticket, what: self.looks.append((ticket, what)),
            errands=self.errands,
            switch_off=self.switched_off.append,
            wand=self.wand,
            link=self.link,
            backlight=self.backlight,
            installation=self.installation,
            providers=self._providers(),
            fiscal=self.fiscal,
            keep_fiscal=self.copies.append,
        )
        self.house = House(self.site, self.book, self.clock, outside)
        self.house.open()

    def _providers(self) -> tuple[Provider, ...]:
        if self.provides is not None:
            return (self.provides(self),)
        return (self.terminal,) if self.pays else ()

    def end(self) -> None:
        self.journal.close()
        self.owned.release()

    def die(self) -> None:
        """The power goes: nothing is settled, nothing is said."""
        self.journal.close()

    def draw(self) -> str:
        return f"id{next(self._ids)}"

    # --- what the house reaches -------------------------------------------------------------------

    def unlock(self, ticket: int, address: LockAddress) -> None:
        door = self.site.cabinet.at(address)
        assert door is not None
        last = [r.event for r in self.journal.rows() if isinstance(r.event, OpeningIntended)][-1]
        self.told.append((ticket, address, last.door == door.id))

    def watch(self, *, busy: bool) -> None:
        self.busy = busy

    def ask_health(self) -> None:
        self.asked_health += 1

    def search(self, ticket: int, bank: str) -> None:
        self.searches.append((ticket, bank))

    def move(self, bank: Bank) -> None:
        self.moved_banks.append(bank)

    def print(self, ticket: int, receipt: Receipt) -> None:
        self.receipts.append((ticket, receipt))

    def active(self, wanted: bool) -> None:
        self.camera_on = wanted

    def expect(self, texts: Iterable[str]) -> None:
        self.expected = tuple(texts)

    def formats(self, wanted: Iterable[Symbology]) -> None:
        self.symbologies = tuple(wanted)

    # --- the faces that the camera sees ------------------------------------------------------------

    @property
    def faces(self) -> Kiosk:
        return self

    def load(self) -> None:
        self.models_wanted = True

    def enrol(self) -> int:
        self.looking = Look(next(self._looks))
        return self.looking.ticket

    def recognise(
        self,
        templates: Sequence[bytes],
        thresholds: Thresholds | None = None,
        liveness: Liveness | None = None,
    ) -> int:
        self.looking = Look(next(self._looks), tuple(templates), thresholds, liveness)
        return self.looking.ticket

    def leave(self) -> None:
        self.looking = None

    def camera_says(self, kind: Callable[..., FaceReport], *what: object) -> None:
        """The camera reports on what it was asked last."""
        assert self.looking is not None, "nobody asked the camera for faces"
        self.house.handle(kind(self.looking.ticket, *what))

    def _tag_pin(self, ticket: int, digits: str, phone_end: str) -> None:
        self.tagging.append((ticket, digits, phone_end))

    # --- what the test does -----------------------------------------------------------------------

    def lines_up(self, state: DoorState = DoorState.CLOSED) -> None:
        """Every bus has read every door."""
        for bus in self.site.buses:
            banks = {bank.name for bank in bus.banks}
            locks = (d.lock for c in self.site.cabinet.compartments() for d in c.doors)
            self.house.handle(BusReady(bus.name, {k: state for k in locks if k.bank in banks}))

    def gives(self, order: Announce | Place | AddStaff) -> Secrets:
        """An operator gives it, and it is carried out at once. Raises OrderRefused."""
        answer = at_once(PROCEDURES[type(order)].work(self.means, order), self.vault.tag_pin)
        return Secrets(**{key: said for key, said in answer.items() if key != "ok"})

    def delegates(self, order: Delegate) -> str:
        """The code. Raises OrderRefused."""
        answer = at_once(PROCEDURES[Delegate].work(self.means, order), self.vault.tag_pin)
        return str(answer["code"])

    def placed(self, label: str, tracking: str = "JJD0001234567", phone: str = "+49 30 1234567") -> Secrets:
        return self.gives(Place(label, tracking, phone, anyway=True))

    def announced(self, tracking: str, size: str = "", phone: str = "+49 30 1234567") -> Secrets:
        return self.gives(Announce(tracking, phone, size))

    def staff(self, role: str = "courier") -> Secrets:
        return self.gives(AddStaff("Bo", role, anyway=True))

    def signs_in(self, secrets: Secrets) -> None:
        """A technician's badge, and the phone's code."""
        self.scans(secrets.token)
        self.sees(EnterCode)
        self.presses(Typed(code_of(secrets.phone, self.clock.now())))

    def presses(self, answer: object) -> None:
        self.house.handle(Answered(self.scene.turn, answer))

    def scans(self, text: str) -> None:
        self.house.handle(CodeRead(text, Symbology.QR, "scanner"))

    def touches(self) -> None:
        self.house.handle(Touched())

    def goes_back(self) -> None:
        self.house.handle(WantsToLeave(self.scene.turn))

    def waits(self, seconds: float) -> None:
        """Time passes, second by second, as it does."""
        whole, rest = divmod(seconds, 1)
        for step in (*[1.0] * int(whole), rest):
            self.clock.advance(step)
            self.house.tick()

    def finds_tag(self) -> None:
        """The thread that takes its time over a PIN is done."""
        ticket, digits, phone_end = self.tagging.pop(0)
        self.tagged.append(ticket)
        self.house.handle(Tagged(ticket, self.vault.tag_pin(digits, phone_end or None)))

    def looks_around(self) -> None:
        """The thread that looks at the machine is done."""
        ticket, what = self.looks.pop(0)
        self.house.handle(Looked(ticket, what()))

    def errand_says(self, news: ErrandAt | ErrandEnd) -> None:
        """The errand that was sent last speaks."""
        self.house.handle(ErrandSaid(self.errands.sent[-1][0], news))

    def lock_says(self, outcome: OpenOutcome | None = None) -> None:
        """The lock answers the last unlock: opened, if nothing else is said."""
        ticket, address, _ = self.told[-1]
        self.house.handle(UnlockDone(ticket, address, outcome or Opened(40)))

    def terminal_says(self, answer: PayAnswer | None = None) -> None:
        """What the terminal has to say arrives; `answer`: about what it was asked last."""
        if answer is not None:
            self.terminal.says(self.terminal.begun[-1].payment, answer)
        while self.spoken:
            self.house.handle(self.spoken.pop(0))

    def closes(self, label: str, after: float = 10.0) -> None:
        """A hand closes the door, `after` seconds later."""
        self.waits(after)
        self.moved(label, DoorState.CLOSED)

    def moved(self, label: str, state: DoorState, *, commanded: bool = True) -> None:
        compartment = self.site.cabinet.compartment(label)
        assert compartment is not None
        self.house.handle(DoorMoved(compartment.front.lock, state, commanded))

    # --- what the test sees -----------------------------------------------------------------------

    @property
    def scene(self) -> Scene:
        return self.scenes[-1]

    def sees(self, kind: type[S]) -> S:
        """The screen that stands now, which must be of this kind."""
        screen = self.scene.screen
        assert isinstance(screen, kind), f"expected {kind.__name__}, the screen shows {screen}"
        return screen

    def is_home(self) -> bool:
        return isinstance(self.scene.screen, Home) and self.scene.visit == 0

    def events(self) -> list[Event]:
        return [row.event for row in self.journal.rows()]

    @property
    def ledger(self) -> Ledger:
        return self.book.ledger
