"""A real machine in this process, on boards at a pseudo-terminal; the test is its screen and the hand."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from hardware.locks.registry import MAKERS
from hardware.outcomes.reading import CodeRead, Symbology
from hardware.simulator.boards.board import Timing
from hardware.simulator.boards.command import ServedBoards as SimulatedBoards
from kiosk.clock import Clock, SystemClock
from kiosk.control.client import ask
from kiosk.custody.event import Event
from kiosk.journal.lock import own
from kiosk.journeys.front.screens import Home
from kiosk.journeys.screen import Screen
from kiosk.orders.order import Order
from kiosk.program.life import Window
from kiosk.program.machine import Machine, book_at_rest, open_journal
from kiosk.site.whole import Site
from kiosk.visits.book import Book
from kiosk.visits.scene import Answered, Scene, ScreenPong
from tests.bench.kiosk import site_on
from tests.helpers.inbox import Inbox

FAST: Final = Timing(unlock=0.012, query=0.001, pull=0.004, boot=0.05, byte=0.00001)

S = TypeVar("S", bound=Screen[Any])


class Boards:
    """Two boards of twelve doors at `port`, from `plug` to `unplug`; `moved` hears of every door."""

    def __init__(self, port: Path) -> None:
        self.port = port
        self.moved = Inbox()
        self._boards: Any = None

    def plug(self) -> None:
        self._boards = SimulatedBoards("shuoming", 2, 12, timing=FAST, link=self.port, on_door=self.moved.put)
        self._boards.start()

    def unplug(self) -> None:
        if self._boards is not None:
            self._boards.stop()
            self._boards = None

    def take_out(self, board: int) -> None:
        self._boards.hand.silence(board, on=True)

    def put_in(self, old: int, new: int) -> None:
        """Another board on the locks of the one at address `old`; it stands at `new`."""
        made = self._boards
        with made.line.lock:
            board = made.boards.pop(old)
            bank = replace(board.bank, address=new)
            made.boards[new] = MAKERS[bank.board].board(bank, board.doors, timing=FAST)
            made.wire.devices = list(made.boards.values())

    def jam(self, board: int, channel: int) -> None:
        self._boards.hand.jam(board, channel)

    def close(self, board: int, channel: int) -> None:
        self._boards.hand.close(board, channel)


class Running:
    """One machine on DATA from `with` to its end. `scenes` has what it showed, `pings` its window's, unless
    it has a `window` of its own."""

    def __init__(
        self,
        folder: Path,
        *,
        site: Site | None = None,
        clock: Clock | None = None,
        answers_pings: bool = True,
        plugged: bool = True,
        try_again: float = 0.05,
        window: Window | None = None,
    ) -> None:
        self.data = folder / "data"
        self.boards = Boards(folder / "locks")
        self.site = site or site_on(str(self.boards.port), folder)
        self.scenes = Inbox()
        self.pings = Inbox()
        self.died = threading.Event()
        self.ended = threading.Event()
        self.answers_pings = answers_pings
        self.plugged = plugged
        self._owned = own(self.data)
        self.machine = Machine(
            self.site,
            self._owned,
            window or Window(self.scenes.put, self._pinged),
            clock=clock,
            failed=self.died.set,
            left_off=lambda _how: self.ended.set(),
            try_again=try_again,
        )

    def _pinged(self, ticket: int) -> None:
        self.pings.put(ticket)
        if self.answers_pings:
            self.machine.post(ScreenPong(ticket))

    def __enter__(self) -> Self:
        if self.plugged:
            self.boards.plug()
        self.machine.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.machine.stop("the test is over")
        self.boards.unplug()
        self._owned.release()

    def shows(self, screen: type[S], fits: Callable[[S], bool] = lambda _: True) -> S:
        """The next such screen."""
        self._scene = self.scenes.wait(lambda s: isinstance(s.screen, screen) and fits(s.screen))
        found: S = self._scene.screen
        return found

    def home(self) -> Scene:
        self.shows(Home)
        home: Scene = self._scene
        return home

    def presses(self, answer: object) -> None:
        """Answer the screen that was waited for last."""
        self.machine.post(Answered(self._scene.turn, answer))

    def scans(self, text: str) -> None:
        self.machine.post(CodeRead(text, Symbology.QR, "scanner"))

    def told(self, order: Order) -> dict[str, Any]:
        return ask(self.data, order)

    def closes(self, label: str) -> None:
        """A hand closes this door, wherever its lock is."""
        self.boards.close(*self._lock(label))

    def jams(self, label: str) -> None:
        """From now on its lock is told to open, and its door stays shut."""
        self.boards.jam(*self._lock(label))

    def _lock(self, label: str) -> tuple[int, int]:
        """Address and channel."""
        compartment = self.site.cabinet.compartment(label)
        assert compartment is not None
        lock = compartment.front.lock
        bank = next(bank for bus in self.site.buses for bank in bus.banks if bank.name == lock.bank)
        return bank.address, lock.channel


@contextmanager
def book_of(data: Path, site: Site) -> Iterator[Book]:
    """The book of a kiosk that does not run."""
    with own(data) as owned, open_journal(owned, SystemClock()) as (journal, keys):
        yield book_at_rest(site, journal, keys)


def events_of(data: Path) -> list[Event]:
    """Every event in the journal of a kiosk that does not run."""
    with own(data) as owned, open_journal(owned, SystemClock()) as (journal, _):
        return [row.event for row in journal.rows()]
