"""One kiosk: the thread that is its mind, through good journals and bad disks."""

from __future__ import annotations

import logging
import queue
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from hardware.vision.memory import Preview
from kiosk.clock import Clock, SystemClock
from kiosk.control.pending import PendingOrder
from kiosk.control.server import ControlServer
from kiosk.custody.event import Event
from kiosk.custody.ledger import Ledger
from kiosk.custody.words import Leaving
from kiosk.journal import book as journal_book
from kiosk.journal import projections
from kiosk.journal.codec import Unreadable
from kiosk.journal.connection import FILE as DATABASE
from kiosk.journal.files import write_whole
from kiosk.journal.lock import Owned
from kiosk.journal.problems import JournalUnusable, unusable
from kiosk.journal.store import Journal
from kiosk.journal.vocabulary import Vocabulary
from kiosk.journeys.front.screens import OutOfService, OutReason
from kiosk.orders.clerk import phones_of
from kiosk.orders.procedure import Means
from kiosk.program.heartbeat import Heartbeat
from kiosk.program.life import BEAT, Inbox, Life, Stop, Window, draw
from kiosk.program.notify import sd_notify
from kiosk.services.files import own_files
from kiosk.site.whole import Site
from kiosk.update.held import held_by
from kiosk.update.installation import Installation, is_on_trial
from kiosk.vault.keys import Keys, KeysUnusable, load
from kiosk.vault.vault import Vault
from kiosk.visits.book import Book
from kiosk.visits.scene import Scene, ScreenPong

log = logging.getLogger(__name__)

SITE_COPY: Final = "site.toml"
TRY_AGAIN: Final = 30.0
SLICE: Final = 4000
"""Rows that are folded at a start before anything else is done: 50 ms, half a second on a slow machine."""
KEPT_EVERY: Final = 200_000
"""Rows after which a long start keeps what it has come to, so that the next one goes on from there."""

Trouble = JournalUnusable | KeysUnusable | Unreadable
"""What keeps a kiosk from its data; no mistake of ours, so the screen says so, and it is tried again."""


class Machine:
    """`post` takes messages from any thread.

    `left_off` is called in the kiosk's thread when a technician or a low battery has stopped it; everything
    is settled then, and the process should end, to be started again or not.

    `failed` is called in the kiosk's thread when it dies of a bug; the process should end and be started
    again. A disk that fails is no bug: the screen says so, and every `try_again` seconds the journal is
    tried anew. But on trial it counts as one: this version may be what can't read the data.
    """

    def __init__(
        self,
        site: Site,
        owned: Owned,
        window: Window,
        *,
        clock: Clock | None = None,
        failed: Callable[[], None] = lambda: None,
        left_off: Callable[[Leaving], None] = lambda _how: None,
        try_again: float = TRY_AGAIN,
        installation: Installation | None = None,
    ) -> None:
        self._site = site
        self._owned = owned
        self._window = window
        self._clock = clock or SystemClock()
        self._failed = failed
        self._left_off = left_off
        self._try_again = try_again
        self._installation = installation
        self._queue: queue.SimpleQueue[Inbox] = queue.SimpleQueue()
        self._life: Life | None = None
        self._control: ControlServer | None = None
        self._stop: Stop | None = None
        self._beat_at = self._clock.monotonic()
        self._trouble = ""
        self._thread = threading.Thread(target=self._run, name="kiosk")

    def start(self) -> None:
        self._thread.start()

    def post(self, message: Inbox) -> None:
        self._queue.put(message)

    def stop(self, reason: str) -> None:
        """Settle what runs, close everything, and wait for it."""
        sd_notify("STOPPING=1")
        self.post(Stop(reason))
        if self._thread.ident is not None:
            self._thread.join()

    @property
    def drained(self) -> bool:
        """Whether it has stopped because its battery is low; known once `left_off` was called."""
        return self._stop is not None and self._stop.drained

    def preview(self) -> Preview | None:
        """The camera's newest picture, from any thread."""
        life = self._life
        return life.vision.preview() if life is not None and life.vision is not None else None

    def _run(self) -> None:
        on_trial = self._installation is not None and is_on_trial(self._installation)
        try:
            while self._stop is None:
                try:
                    self._live()
                except (JournalUnusable, KeysUnusable, Unreadable) as problem:
                    if on_trial:
                        raise
                    self._out_of_service(problem)
        except BaseException:
            log.critical("the kiosk's thread has failed", exc_info=True)
            self._failed()
            raise
        else:
            if self._stop.leaving is not None:
                self._left_off(self._stop.leaving)
        finally:
            if self._control is not None:
                self._control.stop()

    def _live(self) -> None:
        self._let_callers_in()
        held_to = None if self._installation is None else held_by(self._installation)
        with open_journal(self._owned, self._clock, held_to) as (journal, keys):
            keep_site(self._site, self._owned)
            ledger = self._read_through(journal)
            if ledger is None:
                return
            self._life = Life(
                self._site,
                journal,
                keys,
                self._clock,
                self._window,
                self.post,
                ledger,
                self._installation,
            )
            try:
                self._life.live(self._next_in_service)
            finally:
                self._site = self._life.site
                self._life = None

    def _read_through(self, journal: Journal[Event]) -> Ledger | None:
        """The present, from the last snapshot that was kept; None where somebody stops the machine meanwhile.

        Where an update has changed the fold, or no snapshot is left, that may be years. They are folded in
        slices, the watchdog is fed, and callers are answered.
        """
        projection = journal_book.ledger()
        standing = projections.last_kept(journal, projection)
        behind = journal.head.seq - standing.seq
        if behind > SLICE:
            log.warning("%d rows are read before anybody can be served", behind)
            self._window.show(Scene(0, OutOfService(OutReason.STARTING)))
        heart = self._lone_heart()
        kept = standing.seq
        while (standing := projections.fold_on(journal, projection, standing, SLICE)).seq < journal.head.seq:
            read = 100 * standing.seq // journal.head.seq
            self._meanwhile(heart, 0.0, f"The kiosk starts: {read} % of its journal are read.")
            if self._stop is not None:
                return None
            if standing.seq - kept >= KEPT_EVERY:
                projections.save(journal, projection, standing.state, standing.seq)
                kept = standing.seq
        return standing.state

    def _let_callers_in(self) -> None:
        """Callers are let in through all lives: a kiosk that is out of service tells them so."""
        if self._control is not None:
            return
        try:
            self._control = ControlServer(self._owned.folder, self.post)
        except OSError as failure:
            raise unusable(failure) from failure
        self._control.start()

    def _next(self, seconds: float | None) -> Inbox | None:
        try:
            message = self._queue.get(timeout=seconds)
        except queue.Empty:
            return None
        if isinstance(message, Stop):
            self._stop = message  # stays, whatever the disk does to the farewell
        return message

    def _next_in_service(self, seconds: float | None) -> Inbox | None:
        if self._trouble:
            log.warning("in service again")
            self._trouble = ""
        return self._next(seconds)

    def _out_of_service(self, problem: Trouble) -> None:
        """Nothing can be written: nobody is served, nothing is overwritten; the disk is tried again later."""
        if self._stop is not None:
            log.critical("stopped without a farewell in the journal: %s", problem)
            return
        if str(problem) != self._trouble:
            log.critical("out of service: %s", problem)
        self._trouble = str(problem)
        self._window.show(Scene(0, OutOfService(OutReason.STORAGE)))
        self._meanwhile(self._lone_heart(), self._try_again, f"The kiosk is out of service: {problem}")

    def _lone_heart(self) -> Heartbeat:
        """One that beats while there are no locks."""
        return Heartbeat(self._window.ping, lambda _bus, _ticket: None, (), lambda: sd_notify("WATCHDOG=1"))

    def _meanwhile(self, heart: Heartbeat, seconds: float, why: str) -> None:
        """Take what messages there are while nobody is served; callers hear why."""
        now = self._clock.monotonic()
        ends = now + seconds
        while self._stop is None:
            if now >= self._beat_at:
                heart.beat()
                self._beat_at = now + BEAT
            match self._next(max(0.0, min(ends, self._beat_at) - now)):
                case PendingOrder(_, reply, take) if take():
                    reply({"ok": False, "why": why})
                case ScreenPong(ticket):
                    heart.screen_answered(ticket)
                case None if now >= ends:
                    return
                case _:
                    pass
            now = self._clock.monotonic()


@contextmanager
def open_journal(
    owned: Owned, clock: Clock, held_to: Vocabulary | None = None
) -> Iterator[tuple[Journal[Event], Keys]]:
    """The journal of an owned folder and the keys that fit it; both are made where the folder is new.

    `held_to`: while on trial, what the version before can read.

    Raises JournalUnusable, KeysUnusable.
    """
    try:
        keys = load(owned.folder, create=not (owned.folder / DATABASE).exists())
    except OSError as failure:
        raise unusable(failure) from failure
    journal: Journal[Event] = Journal.open(
        owned,
        clock=clock,
        boot=secrets.token_hex(8),
        codec=journal_book.codec(),
        sign=keys.sign,
        verify=keys.verify,
        held_to=held_to,
    )
    with journal:
        yield journal, keys


def book_at_rest(site: Site, journal: Journal[Event], keys: Keys) -> Book:
    """The book of a kiosk that does not run. Raises Unreadable."""
    ledger = projections.present(journal, journal_book.ledger())
    return Book(journal, Vault(journal.vault, keys.pepper), ledger, site.principal, phones_of(site))


def means_at_rest(site: Site, book: Book) -> Means:
    """What it takes to carry out orders in it."""
    return Means(site, book, draw)


def _keep_services(site: Path, folder: Path) -> None:
    """A copy of the site's own service files, without which its own copy could not be read."""
    for file in own_files(site):
        content = (site.parent / file).read_bytes()
        copy = folder / file
        if not copy.exists() or copy.read_bytes() != content:
            copy.parent.mkdir(parents=True, exist_ok=True)
            write_whole(copy, content)


def keep_site(site: Site, owned: Owned) -> None:
    """Orders on data at rest need to know the cabinet: a copy of its file is beside the data.

    Raises JournalUnusable where the disk does not take it.
    """
    copy = owned.folder / SITE_COPY
    try:
        content = site.path.read_bytes() if site.path.exists() else None
        if content is not None and (not copy.exists() or copy.read_bytes() != content):
            write_whole(copy, content)
        if content is not None:
            _keep_services(site.path, owned.folder)
    except OSError as failure:
        raise unusable(failure) from failure
