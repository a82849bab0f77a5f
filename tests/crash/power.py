"""Power cuts: a session of the real kiosk is recorded once, and cut at any point, again and again."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from hardware.locks.driver import Bank
from hardware.outcomes.locks import LockAddress
from kiosk.clock import SystemClock
from kiosk.journal import book as journal_book
from kiosk.journal import projections
from kiosk.journal.lock import own
from kiosk.journal.problems import JournalUnusable
from kiosk.orders.parcels import Place
from kiosk.program.machine import open_journal
from kiosk.site.loading import load_site
from kiosk.site.whole import Site
from kiosk.vault.keys import KeysUnusable
from kiosk.vault.vault import Vault
from kiosk.visits.book import Book
from kiosk.visits.house import House
from kiosk.visits.outside import Outside
from tests.crash import trace
from tests.crash.checks import Checker, Told
from tests.crash.disk import Disk
from tests.crash.kiosk import Birth
from tests.crash.nursery import UnderStrace
from tests.crash.theatre import End, Theatre

_SOMETHING: Final = Place("", "", "")
"""The order that a recorded reply belongs to; only the reply counts."""


@dataclass(slots=True)
class Session:
    """One life under strace. `before`: a copy of the data folder as it was when it began."""

    site: Site
    before: Path
    data: Path
    steps: list[trace.Step]
    intents: Counter[str]
    """Openings of each door that were intended before it began."""


def record(theatre: Theatre, birth: Birth, end: End, notes: Path) -> tuple[Session, list[str]]:
    """Let a kiosk live under strace; the session, and what was wrong with it without any cut."""
    before = notes.with_suffix(".before")
    theatre.data.mkdir(exist_ok=True)
    shutil.copytree(theatre.data, before, ignore=shutil.ignore_patterns("*.sock", "*-shm"))
    intents = theatre.checker.intents.copy()
    strace = UnderStrace("-xx", "-s", "1000000", "-e", f"trace={trace.CALLS}", "-o", str(notes))
    found = [*theatre.play(strace.born, birth, end), *theatre.look()]
    _, present = Disk.holding(theatre.data, before)
    with notes.open() as lines:
        steps = list(trace.Reader(theatre.data, strace.person, present).steps(lines))
    return Session(load_site(theatre.site), before, theatre.data, steps, intents), found


def cut(
    session: Session, points: Counter[int], chance: Random, place: Path
) -> Iterator[tuple[str, list[str]]]:
    """Cut the power after so many steps, so often; each time what was said last, and what was wrong."""
    disk, _ = Disk.holding(session.data, session.before)
    told, last = Told(), "nothing"
    frames: list[str] = []
    for number in range(len(session.steps) + 1):
        for again in range(points[number]):
            folder = place / f"{number}-{again}"
            folder.mkdir(parents=True)
            disk.lose_power(chance, folder)
            yield last, [f"cut after step {number}: {said}" for said in _look(session, folder, told, frames)]
            shutil.rmtree(folder)
        if number == len(session.steps):
            return
        step = session.steps[number]
        disk.take(step)
        match step:
            case trace.Shown(scene):
                told.scenes.append(scene)
                last = type(scene.screen).__name__
            case trace.Replied(reply):
                told.replies.append((_SOMETHING, reply))
            case trace.Told(label):
                frames.append(label)
                last = "an unlock frame"
            case _:
                pass


def _look(session: Session, folder: Path, told: Told, frames: list[str]) -> Iterator[str]:
    """Start on what the cut has left, as the kiosk does, then check."""
    try:
        _start(session.site, folder)
    except (JournalUnusable, KeysUnusable) as refusal:
        yield f"it does not open: {refusal}"
        return
    checker = Checker(folder)
    yield from checker.look(told, [])
    yield from checker.rebuild()
    yield from checker.unsettled()
    for label, count in Counter(frames).items():
        if checker.intents[label] - session.intents[label] < count:
            yield f"door {label} was told to open {count} times, and the journal lacks an intent"


def _start(site: Site, folder: Path) -> None:
    with own(folder) as owned, open_journal(owned, SystemClock()) as (journal, keys):
        ledger = projections.present(journal, journal_book.ledger())
        book = Book(journal, Vault(journal.vault, keys.pepper), ledger, site.principal)
        House(site, book, journal.clock, Outside(_nobody, _NoLocks(), None, _nobody, str, str)).open()


class _NoLocks:
    def unlock(self, _ticket: int, _address: LockAddress) -> None:
        raise AssertionError("a start opens no door")

    def watch(self, *, busy: bool) -> None:
        pass

    def ask_health(self) -> None:
        pass

    def search(self, _ticket: int, _bank: str) -> None:
        raise AssertionError("nobody looks for a board at a start")

    def move(self, _bank: Bank) -> None:
        raise AssertionError("nobody moves a board at a start")


def _nobody(*_: object) -> None:
    pass
