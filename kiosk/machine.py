"""One kiosk: the thread that is its mind, through good journals and bad disks."""

from __future__ import annotations

import logging
import queue
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from hardware.vision.memory import Preview
from kiosk.clock import Clock, SystemClock
from kiosk.control import Command
from kiosk.custody.events import Event
from kiosk.journal import book as journal_book
from kiosk.journal import projections
from kiosk.journal.connection import FILE as DATABASE
from kiosk.journal.files import write_whole
from kiosk.journal.lock import Owned
from kiosk.journal.problems import JournalUnusable, unusable
from kiosk.journal.store import Journal
from kiosk.journeys.screens import OutOfService, OutReason
from kiosk.life import Inbox, Life, Stop, Window, draw
from kiosk.site import Site
from kiosk.vault.keys import Keys, load
from kiosk.vault.vault import Vault
from kiosk.visits.book import Book
from kiosk.visits.orders import Office
from kiosk.visits.scene import Scene

log = logging.getLogger(__name__)

SITE_COPY: Final = "site.toml"
_TRY_AGAIN: Final = 30.0


class Machine:
    """`post` takes messages from any thread.

    `failed` is called in the kiosk's thread when it dies of a bug; the process should end and be started
    again. A disk that fails is no bug: the screen says so, and every half minute the journal is tried anew.
    """

    def __init__(
        self,
        site: Site,
        owned: Owned,
        window: Window,
        *,
        clock: Clock | None = None,
        failed: Callable[[], None] = lambda: None,
    ) -> None:
        self._site = site
        self._owned = owned
        self._window = window
        self._clock = clock or SystemClock()
        self._failed = failed
        self._queue: queue.SimpleQueue[Inbox] = queue.SimpleQueue()
        self._life: Life | None = None
        self._thread = threading.Thread(target=self._run, name="kiosk")

    def start(self) -> None:
        self._thread.start()

    def post(self, message: Inbox) -> None:
        self._queue.put(message)

    def stop(self, reason: str) -> None:
        """Settle what runs, close everything, and wait for it."""
        self.post(Stop(reason))
        if self._thread.ident is not None:
            self._thread.join()

    def preview(self) -> Preview | None:
        """The camera's newest picture, from any thread."""
        life = self._life
        return life.vision.preview() if life is not None and life.vision is not None else None

    def _run(self) -> None:
        try:
            stop: Stop | None = None
            while stop is None:
                try:
                    stop = self._live()
                except JournalUnusable as problem:
                    stop = self._out_of_service(problem)
        except BaseException:
            log.critical("the kiosk's thread has failed", exc_info=True)
            self._failed()
            raise

    def _live(self) -> Stop:
        with open_journal(self._owned, self._clock) as (journal, keys):
            keep_site(self._site, self._owned)
            self._life = Life(self._site, journal, keys, self._clock, self._window, self.post)
            try:
                return self._life.live(self._next)
            finally:
                self._life = None

    def _next(self, seconds: float | None) -> Inbox | None:
        try:
            return self._queue.get(timeout=seconds)
        except queue.Empty:
            return None

    def _out_of_service(self, problem: JournalUnusable) -> Stop | None:
        """Nothing can be written: nobody is served, nothing is overwritten; the disk is tried again later."""
        log.critical("out of service: %s", problem)
        self._window.show(Scene(0, OutOfService(OutReason.STORAGE)))
        ends = self._clock.monotonic() + _TRY_AGAIN
        while (left := ends - self._clock.monotonic()) > 0:
            message = self._next(left)
            match message:
                case Stop():
                    return message
                case Command(reply=reply):
                    reply({"ok": False, "why": f"The kiosk is out of service: {problem}"})
                case _:
                    pass
        return None


@contextmanager
def open_journal(owned: Owned, clock: Clock) -> Iterator[tuple[Journal[Event], Keys]]:
    """The journal of an owned folder and the keys that fit it; both are made where the folder is new.

    Raises JournalUnusable, KeysUnusable.
    """
    keys = load(owned.folder, create=not (owned.folder / DATABASE).exists())
    journal: Journal[Event] = Journal.open(
        owned,
        clock=clock,
        boot=secrets.token_hex(8),
        codec=journal_book.codec(),
        sign=keys.sign,
        verify=keys.verify,
    )
    with journal:
        yield journal, keys


def office_at_rest(site: Site, journal: Journal[Event], keys: Keys) -> Office:
    """The office that takes orders for a kiosk that does not run."""
    ledger = projections.present(journal, journal_book.ledger())
    return Office(site, Book(journal, Vault(journal.vault, keys.pepper), ledger, site.principal), draw)


def keep_site(site: Site, owned: Owned) -> None:
    """Orders on data at rest need to know the cabinet: a copy of its file lies beside the data, whole.

    Raises JournalUnusable where the disk fails.
    """
    copy = owned.folder / SITE_COPY
    try:
        content = site.path.read_bytes()
        if not copy.exists() or copy.read_bytes() != content:
            write_whole(copy, content)
    except OSError as failure:
        raise unusable(failure) from failure
