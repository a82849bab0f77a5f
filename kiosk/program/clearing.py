"""What was erased goes out of every file while the machine serves: swept in slices, copied beside."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from kiosk.journal.copies import backup
from kiosk.journal.copies.backup import BackupFailed
from kiosk.journal.problems import FAILURES
from kiosk.journal.tables import erasure
from kiosk.journal.tables.sweep import Sweep
from kiosk.program.sidework import SideWork
from kiosk.visits.book import Book
from kiosk.visits.timers import Timers

log = logging.getLogger(__name__)

_APART: Final = 0.004
"""Seconds between two slices, in which visitors and locks have their turn."""
_UNTIL_FREE: Final = 0.2

Told = Callable[[str], None]
"""Called in the kiosk's thread with why copies could not be made or removed; with nothing where they were."""


class Clearing:
    """Belongs to the kiosk's thread."""

    def __init__(self, book: Book, timers: Timers, beside: SideWork) -> None:
        self._book = book
        self._journal = book.journal
        self._timers = timers
        self._beside = beside
        self._told: list[Told] = []
        self._sweep: Sweep | None = None
        self._since = 0

    @property
    def owed(self) -> bool:
        """Whether traces of somebody who was erased may still be in some file."""
        return erasure.owed(self._journal, self._book.ledger.erased_at)

    def begin(self, told: Told) -> None:
        """Take out what was erased so far; `told` hears of the end, once."""
        self._told.append(told)
        if self._sweep is None:
            self._begin_sweep()

    def copy(self, told: Told) -> None:
        """Only make a backup, beside."""
        at = self._journal.clock.now()
        self._beside.do(partial(tried, backup.copy, self._journal.folder, at), told)

    def _begin_sweep(self) -> None:
        self._since = self._book.ledger.erased_at
        self._sweep = Sweep(self._journal.writing)
        self._timers.set("clearing", _APART, self._step)

    def _step(self) -> None:
        if self._sweep is not None and self._sweep.step():
            self._timers.set("clearing", _APART, self._step)
        elif self._since != self._book.ledger.erased_at:  # somebody more, whom this sweep may have copied
            self._begin_sweep()
        else:
            self._empty()

    def _empty(self) -> None:
        if self._beside.under_way:  # a backup that is being made reads the log
            self._timers.set("clearing", _UNTIL_FREE, self._empty)
            return
        try:
            erasure.empty_log(self._journal)
        except BackupFailed as failure:
            self._over(str(failure))
            return
        at = self._journal.clock.now()
        self._beside.do(partial(tried, erasure.replace_copies, self._journal.folder, at), self._over)

    def _over(self, why: str) -> None:
        if not why and self._since != self._book.ledger.erased_at:
            self._begin_sweep()
            return
        told, self._told, self._sweep = self._told, [], None
        for each in told:
            each(why)


def tried(copy: Callable[..., Path], *of: object) -> str:
    """Make a copy; why that could not be, or nothing."""
    try:
        copy(*of)
    except (BackupFailed, *FAILURES) as failure:
        return str(failure)
    return ""
