"""A kiosk's data, its thread and its link, without a screen or a lock: rows are written and orders obeyed."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeVar

from kiosk.clock import Clock, SystemClock
from kiosk.control.pending import PendingOrder
from kiosk.custody.event import Event
from kiosk.custody.link.words import EnrolmentWord, LinkWord
from kiosk.custody.machine.events import Alive
from kiosk.journal.lock import own
from kiosk.journal.store import Journal
from kiosk.link.budget import Habits
from kiosk.link.desk import LinkDesk
from kiosk.link.link import HubLink
from kiosk.link.pacing import Jitter
from kiosk.link.reach import FromLink, Reach
from kiosk.link.standing import LinkStanding
from kiosk.orders.clerk import Clerk
from kiosk.orders.order import Live
from kiosk.orders.procedure import Means
from kiosk.program.life import draw
from kiosk.program.machine import book_at_rest, open_journal
from kiosk.site.parts.link import LinkSite
from kiosk.site.whole import Site
from kiosk.vault.keys import Keys
from kiosk.visits.book import Book
from kiosk.wire.state import KioskState
from tests.bench.kiosk import site_on
from tests.link.hub import FakeHub

QUICK: Final = Habits(gather=0.0, wait=1, state_every=3600.0, documents_every=3600.0, day=0, rows=50)
T = TypeVar("T")


class Eager(Jitter):
    """Tries again at once, and remembers what it was asked to wait for."""

    def __init__(self) -> None:
        super().__init__(lambda: 1.0)

    def failed(self, retry_after: str = "") -> float:
        return min(0.01, super().failed(retry_after))


class LinkedKiosk:
    """One life on DATA: everything of the book happens in its own thread, as in a kiosk."""

    def __init__(
        self,
        data: Path,
        site: Site,
        *,
        clock: Clock | None = None,
        habits: Habits = QUICK,
        link_site: LinkSite | None = None,
    ) -> None:
        self.data, self.site = data, site
        self.clock = clock or SystemClock()
        self._habits = habits
        self._link_site = link_site or LinkSite()
        self._queue: queue.SimpleQueue[Callable[[], object] | FromLink | PendingOrder | None] = (
            queue.SimpleQueue()
        )
        self._ready = threading.Event()
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._live, name="kiosk")
        self.link: HubLink
        self.desk: LinkDesk
        self.book: Book

    def start(self) -> None:
        self._thread.start()
        assert self._ready.wait(30)

    def stop(self) -> None:
        self._queue.put(None)
        self._thread.join()

    def _live(self) -> None:
        with own(self.data) as owned, open_journal(owned, self.clock) as (journal, keys):
            self._serve(journal, keys)

    def _serve(self, journal: Journal[Event], keys: Keys) -> None:
        self.book = book_at_rest(self.site, journal, keys)
        means = Means(self.site, self.book, draw)
        waiting: list[tuple[int, str, str]] = []
        clerk = Clerk(means, lambda *wanted: waiting.append(wanted))
        self.desk = LinkDesk(means, self._state)
        reach = Reach(self._queue.put, self.desk)
        self.link = HubLink(
            self._link_site,
            keys,
            self.clock,
            reach,
            habits=self._habits,
            changed=self._tell,
            pace=Eager,
            ask_every=0.02,
        )
        self.link.start()
        self._ready.set()
        seen = 0
        while (message := self._queue.get()) is not None:
            match message:
                case FromLink(do):
                    do()
                case PendingOrder(order, reply, take, mandate):
                    assert not isinstance(order, Live)
                    if take():
                        clerk.take(order, reply, mandate)
                        while waiting:
                            ticket, pin, end = waiting.pop()
                            clerk.tagged(ticket, self.book.vault.tag_pin(pin, end or None))
                case _:
                    message()
            if seen != journal.head.seq:
                seen = journal.head.seq
                self.link.poke()
        self.link.stop()
        clerk.close("over")

    def _state(self, number: int, documents: Mapping[str, int]) -> KioskState:
        digest = self.site.digest
        return KioskState(
            number, self.desk.head, "", "Europe/Berlin", "0", digest, serving=True, documents=documents
        )

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()

    # --- what a test does ---------------------------------------------------------------------------

    def does(self, what: Callable[[Book], T]) -> T:
        """What it comes to in the kiosk's thread."""
        found: queue.SimpleQueue[T] = queue.SimpleQueue()
        self._queue.put(lambda: found.put(what(self.book)))
        return found.get(timeout=60)

    def comes_to(self, fits: Callable[[Book], bool]) -> None:
        """Wait until something is so in the book, asking between what else happens."""
        for _ in range(1200):
            if self.does(fits):
                return
            threading.Event().wait(0.05)
        raise AssertionError("it never came to that")

    def writes(self, rows: int) -> int:
        """So many rows more; the last one's number."""

        def write(book: Book) -> int:
            book.record(*(Alive() for _ in range(rows)))
            return book.journal.head.seq

        return self.does(write)

    def rows(self) -> list[bytes]:
        """Every row as it goes over the wire."""

        def read(book: Book) -> list[bytes]:
            found: list[bytes] = []
            while (part := book.journal.slice(len(found), 100, 1 << 20)) is not None:
                found += part.rows
            return found

        return self.does(read)

    def events(self) -> list[Event]:
        return self.does(lambda book: [row.event for row in book.journal.rows()])

    def until(self, fits: Callable[[LinkStanding], bool], seconds: float = 60.0) -> LinkStanding:
        with self._changed:
            assert self._changed.wait_for(lambda: fits(self.link.standing()), seconds), self.link.standing()
        return self.link.standing()

    def is_(self, word: LinkWord) -> LinkStanding:
        return self.until(lambda standing: standing.word is word)

    def enrols(self, hub: FakeHub) -> None:
        self.link.enrol(hub.code_text, self.does(lambda book: book.journal.epoch))
        self.until(lambda standing: standing.enrolment.word is EnrolmentWord.DONE)


@contextmanager
def living(folder: Path, **more: Any) -> Iterator[LinkedKiosk]:
    """A kiosk on FOLDER/data for as long as the block."""
    folder.mkdir(exist_ok=True)
    kiosk = LinkedKiosk(folder / "data", site_on(str(folder / "locks"), folder), **more)
    kiosk.start()
    try:
        yield kiosk
    finally:
        kiosk.stop()


@contextmanager
def linked(folder: Path, hub: FakeHub, **more: Any) -> Iterator[LinkedKiosk]:
    """The same, enrolled at the hub."""
    with living(folder, **more) as kiosk:
        kiosk.enrols(hub)
        yield kiosk


def quick(**other: Any) -> Habits:
    return replace(QUICK, **other)
