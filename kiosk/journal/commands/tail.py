"""`cubby journal tail`: the last events in words, and those that follow; read beside the kiosk."""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any, Final

from sqlite_utils import Database

from kiosk.clock import SystemClock
from kiosk.custody.event import Event
from kiosk.custody.machine.events import OrderEnded, OrderTaken
from kiosk.custody.telling.sentences import told
from kiosk.custody.telling.story import Story
from kiosk.custody.words import OrderOutcome
from kiosk.journal import book, reading
from kiosk.journal.chain import Raw
from kiosk.journal.codec import Unreadable
from kiosk.journal.connection import FILE, read_only
from kiosk.journal.problems import unusable
from kiosk.terminal.text.times import moment, when, zone_of

USUAL: Final = 20
_BEFORE: Final = 2_000
"""Rows that are heard before the first one shown: what it refers to was said there."""
_SEARCHED: Final = 20_000
"""Rows that a door or a visit is looked for in, where nobody says since when."""
_LOOK_EVERY: Final = 0.5
"""Seconds between two looks for rows that are new."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    door: str
    visit: str
    zone: tzinfo

    def fits(self, raw: Raw, event: Event | None, story: Story) -> bool:
        if self.door and not (event and any(_is_door(self.door, one) for one in story.concerns(event))):
            return False
        return not self.visit or self._is_visit(raw.visit, story)

    def _is_visit(self, visit: str | None, story: Story) -> bool:
        if visit is None:
            return False
        known = story.visits.get(visit)
        number = str(known.number) if known else ""
        return self.visit in (visit, known.word if known else "") or self.visit.lstrip("0") == number


def _is_door(wanted: str, one: str) -> bool:
    return one == wanted or one.startswith(f"{wanted}/")


def tail(options: argparse.Namespace) -> int:
    """0; raises JournalUnusable, and ValueError where `--since` is no time."""
    folder: Path = options.data
    zone = zone_of(folder)
    since = moment(options.since, SystemClock().now(), zone) if options.since else None
    rows = options.rows if options.rows is not None else USUAL if since is None else None
    wanted = _Wanted(options.door, options.visit, zone)
    say = _objects if options.json else _words
    db = read_only(folder)
    try:
        story, shown, last = _last(db, wanted, since, rows)
        for line in shown:
            say(*line, zone)
        while options.follow:  # anew where a backup was put back meanwhile
            last = _follow(folder, db, wanted, story, last, say)
            db.close()
            db = read_only(folder)
            last = min(last, reading.head(db).seq)
    except (sqlite3.Error, UnicodeDecodeError) as failure:
        raise unusable(failure) from failure
    finally:
        db.close()
    return 0


def last_sentences(folder: Path, rows: int) -> list[tuple[str, str]]:
    """When, in ISO 8601, and what happened, of the last rows. Raises JournalUnusable.

    That an order given here was taken, and ended well, is left out: what it did is a row of its own.
    """
    db = read_only(folder)
    try:
        _, shown, _ = _last(db, _Wanted("", "", UTC), None, 3 * rows)
        news = [(raw.at, sentence) for raw, event, sentence in shown if not _is_routine(event)]
        return news[-rows:]
    except (sqlite3.Error, UnicodeDecodeError) as failure:
        raise unusable(failure) from failure
    finally:
        db.close()


def _is_routine(event: Event | None) -> bool:
    match event:
        case OrderTaken(issuer=issuer) | OrderEnded(outcome=OrderOutcome.DONE, issuer=issuer):
            return not issuer
        case _:
            return False


_Line = tuple[Raw, Event | None, str]
"""A row, its event, None where that can't be read, and what is said of it."""


def _last(
    db: Database, wanted: _Wanted, since: datetime | None, rows: int | None
) -> tuple[Story, Iterable[_Line], int]:
    """The rows to show, the story up to the last row, and that row's seq."""
    db.execute("BEGIN")  # one moment, whatever is written meanwhile
    last = reading.head(db).seq
    if since is not None:
        after = _before(db, since)
    elif wanted.door or wanted.visit:
        after = last - _SEARCHED
    else:
        after = last - (rows or 0)
    after = max(0, after)
    start = max(0, after - _BEFORE)
    story = Story(_visits_begun(db, start))
    shown: deque[_Line] = deque(maxlen=rows)
    for line in _heard(reading.raw_rows(db, start, last), story):
        if line[0].seq > after and wanted.fits(line[0], line[1], story):
            shown.append(line)
    db.execute("COMMIT")
    return story, shown, last


def _before(db: Database, since: datetime) -> int:
    """The last row before a time."""
    at = since.astimezone(UTC).isoformat(timespec="microseconds")
    found = db.execute("SELECT coalesce(max(seq), 0) FROM journal WHERE at < ?", [at]).fetchone()
    return int(found[0])


def _visits_begun(db: Database, upto: int) -> int:
    found = db.execute(
        "SELECT count(*) FROM journal WHERE kind = 'VisitBegan' AND seq <= ?", [upto]
    ).fetchone()
    return int(found[0])


def _heard(raws: Iterable[Raw], story: Story) -> Iterator[_Line]:
    for raw in raws:
        try:
            event = book.codec().decode(raw.kind, raw.v, raw.body)
        except (Unreadable, UnicodeError):
            yield raw, None, f"{raw.kind}: {_as_it_stands(raw.body)}{story.named(raw.visit)}"
            continue
        story.hear(event, raw.visit)
        yield raw, event, f"{told(event, story)}{story.named(raw.visit)}"


def _follow(
    folder: Path, db: Database, wanted: _Wanted, story: Story, last: int, say: Callable[..., None]
) -> int:
    """The last row that was seen when the file became another one.

    Between two looks nothing is held: neither a lock nor a transaction.
    """
    file = _identity(folder)
    while True:
        for line in _heard(reading.raw_rows(db, last), story):
            last = line[0].seq
            if wanted.fits(line[0], line[1], story):
                say(*line, wanted.zone)
        sys.stdout.flush()
        time.sleep(_LOOK_EVERY)
        if _identity(folder) not in (file, None):
            return last


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = (folder / FILE).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


# --- how it is said ---------------------------------------------------------------------------------


def _words(raw: Raw, _event: Event | None, sentence: str, zone: tzinfo) -> None:
    try:
        at = when(datetime.fromisoformat(raw.at), SystemClock().now(), zone)
    except ValueError:
        at = raw.at
    print(f"{at}  {sentence}")


def _objects(raw: Raw, _event: Event | None, _sentence: str, _zone: tzinfo) -> None:
    plain = raw._asdict() | {"body": _body(raw), "hash": raw.hash.hex()}
    print(json.dumps(plain, ensure_ascii=False))


def _body(raw: Raw) -> dict[str, Any] | str:
    """As it stands there where somebody else wrote it."""
    try:
        body: object = json.loads(raw.body)
    except ValueError:
        body = None
    return body if isinstance(body, dict) else _as_it_stands(raw.body)


def _as_it_stands(body: str) -> str:
    return body.encode(errors="backslashreplace").decode()
