"""Watches how credentials are tried: the site's limits, and an alarm when somebody tries again and again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from kiosk.custody.doors.settle import INSPECTORS
from kiosk.custody.event import Event
from kiosk.custody.ids import TaskId
from kiosk.custody.ledger import Ledger
from kiosk.custody.proofs.attempts import Limit, key, limit_of, suspicious
from kiosk.custody.proofs.events import GuessingSuspected, LimitsSet, WayLimit
from kiosk.custody.words import Audience, TaskKind, Way
from kiosk.custody.work.events import TaskMade
from kiosk.visits.book import Book

log = logging.getLogger(__name__)


def set_limits(book: Book, limits: Mapping[tuple[Way, Audience], Limit]) -> None:
    """From here on the book counts attempts as the site file says; often it does so already."""
    other = {k: v for k, v in limits.items() if limit_of(book.ledger.attempts, *k) != v}
    if other:
        each = (WayLimit(*k, limit.size, round(limit.refill)) for k, limit in other.items())
        book.record(LimitsSet(tuple(each)))


def raise_alarms(book: Book, now: datetime, draw: Callable[[], str]) -> None:
    """Where a way ran dry three times in a day: say so, and ask a technician to look.

    A power cut between the attempt and this loses nothing: the next attempt, or the next start, asks again.
    """
    suspected = tuple(_alarms(book.ledger, now, draw))
    if suspected:
        log.warning("somebody tries codes here, again and again: %s", suspected[0])
        book.record(*suspected)


def _alarms(ledger: Ledger, now: datetime, draw: Callable[[], str]) -> Iterator[Event]:
    standing = {task.note for task in ledger.tasks.values() if task.kind is TaskKind.ATTEMPTS}
    for way, audience in suspicious(ledger.attempts, now):
        yield GuessingSuspected(way, audience)
        note = key(way, audience)
        if note not in standing:
            yield TaskMade(TaskId(draw()), TaskKind.ATTEMPTS, "", INSPECTORS, note)
