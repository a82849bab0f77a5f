"""The kiosk that is killed: the real machine without Qt; its screen and its touches are a socket.

`python -m tests.crash.kiosk FD BIRTH` lives once. `python -m tests.crash.kiosk FD` has loaded everything and
forks a kiosk for each birth that comes through the socket FD, so that two hundred starts take no minutes.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any

from hardware.locks import bus, doorwatch, line
from kiosk.custody.event import Event
from kiosk.custody.fold import fold
from kiosk.custody.ledger import Recorded
from kiosk.custody.things.principals import principal_of
from kiosk.journal import connection
from kiosk.journal.lock import own
from kiosk.journal.rows import Entry
from kiosk.program import life
from kiosk.program.life import Stop, Window
from kiosk.program.machine import Machine
from kiosk.site.loading import load_site
from kiosk.vault.answers import Told
from kiosk.visits.book import Book, Signature

LONGEST = 65536
TRY_AGAIN = 0.2
"""Seconds after which a kiosk that is out of service tries its disk anew."""


@dataclass(frozen=True, slots=True)
class Birth:
    """How one kiosk is made.

    `dies`: "before:KIND" or "after:KIND", the moment around the commit of such an event at which it kills
    itself. `hasty`: it acknowledges before it commits. `synchronous` and `checkpoint` are SQLite's pragmas.
    """

    site: str
    data: str
    dies: str = ""
    hasty: bool = False
    synchronous: str = "EXTRA"
    checkpoint: int = 1000
    window: bool = False

    def text(self) -> str:
        return json.dumps(asdict(self))


class DyingBook(Book):
    """Kills its process around the commit of one kind of event."""

    when, kind = "", ""

    def record(self, *events: Event, **how: Any) -> None:
        struck = any(type(event).__name__ == self.kind for event in events)
        if struck and self.when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        super().record(*events, **how)
        if struck:
            os.kill(os.getpid(), signal.SIGKILL)


class HastyBook(Book):
    """Says that events are recorded, and records them when the next ones come: the mistake to be found."""

    _owed: tuple[tuple[Event, ...], list[Entry[Event]], Any, Told | None] | None = None

    def record(
        self,
        *events: Event,
        by: Signature | None = None,
        also: Any = None,
        principal: str | None = None,
        told: Told | None = None,
        theirs: bool = False,
    ) -> None:
        self._pay()
        by = by or self.house
        owners = [(principal_of(self.ledger, one) if theirs else principal) or by.principal for one in events]
        at = self.journal.clock.now()
        for event, owner in zip(events, owners, strict=True):
            row = Recorded(self.ledger.seq + 1, at, by.visit, owner, by.actor, event)
            self.ledger = fold(self.ledger, row)
        entries = [Entry(one, by.visit, owner, by.actor) for one, owner in zip(events, owners, strict=True)]
        self._owed = (events, entries, also, told)

    def _pay(self) -> None:
        if self._owed is not None:
            events, entries, also, told = self._owed
            self._owed = None
            self.journal.append(entries, lambda: self._vault_writes(events, also, told))


def exchange(module: ModuleType, name: str, value: object) -> None:
    """In this process the module's `name` is `value` from now on. Raises AttributeError where it has none."""
    getattr(module, name)
    setattr(module, name, value)


def hurry() -> None:
    """Boards on a pseudo-terminal answer in milliseconds, and their contacts don't bounce."""
    exchange(line, "GAP", 0.004)
    exchange(doorwatch, "BOUNCE", 0.03)
    exchange(life, "Bus", partial(bus.Bus, window=0.4))


def spoil(birth: Birth) -> None:
    """Make this process the kiosk that the birth asks for, mistakes and all."""
    changed = {"synchronous": (birth.synchronous, {"EXTRA": 3, "NORMAL": 1}[birth.synchronous])}
    changed["wal_autocheckpoint"] = (str(birth.checkpoint), birth.checkpoint)
    connection.PRAGMAS = tuple(
        (name, *changed.get(name, (wanted, reads_as))) for name, wanted, reads_as in connection.PRAGMAS
    )
    if birth.hasty:
        exchange(life, "Book", HastyBook)
    elif birth.dies:
        DyingBook.when, DyingBook.kind = birth.dies.split(":")
        exchange(life, "Book", DyingBook)


def live(birth: Birth, person: Connection) -> None:
    """One life without a window, until a `Stop` comes or nobody is there any more."""
    with own(Path(birth.data)) as owned:
        site = load_site(Path(birth.site))
        machine = Machine(site, owned, Window(person.send), failed=lambda: os._exit(70), try_again=TRY_AGAIN)
        machine.start()
        try:
            while not isinstance(said := person.recv(), Stop):
                machine.post(said)
        except (EOFError, OSError):
            said = Stop("nobody is there any more")
        machine.stop(said.reason)


def be(birth: Birth, handle: int) -> None:
    hurry()
    spoil(birth)
    person = Connection(handle)
    if birth.window:
        from tests.crash.window import live_with_window  # noqa: PLC0415  Qt only where it is wanted

        live_with_window(birth, person)
    else:
        live(birth, person)


def bear(births: socket.socket) -> None:
    """Fork a kiosk for each birth until the socket ends. There are no threads here."""
    while True:
        said, handles, _, _ = socket.recv_fds(births, LONGEST, 1)
        # Only now: until the next birth a dead kiosk keeps its number, and whoever watches it can find it.
        bury(os.WNOHANG if said else 0)
        if not said:
            return
        child = os.fork()
        if child == 0:
            births.close()
            be(Birth(**json.loads(said)), handles[0])
            sys.stderr.flush()
            os._exit(0)
        os.close(handles[0])
        births.send(str(child).encode())


def bury(how: int) -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, how)[0]:
            pass


def main(handle: int, birth: str = "") -> None:
    if birth:
        be(Birth(**json.loads(birth)), handle)
    else:
        bear(socket.socket(fileno=handle))


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
