"""`cubby money`: what a kiosk took, and what of it is still open; read beside the kiosk."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.custody.money.account import KINDS, DayAccount, MoneyBook, account
from kiosk.journal import book as journal_book
from kiosk.journal.beside import snapshot
from kiosk.journal.codec import Unreadable
from kiosk.journal.problems import JournalUnusable
from kiosk.terminal.answers import fail
from kiosk.terminal.money import report
from kiosk.terminal.text.times import zone_of
from kiosk.usage import money as usage


def main(argv: Sequence[str]) -> int:
    given = usage.money().parse_args(argv)
    try:
        return _report(given)
    except (JournalUnusable, Unreadable) as problem:
        return fail(given, f"money {given.command}", str(problem))


def _report(given: argparse.Namespace) -> int:
    zone = zone_of(given.data)
    day = given.day or SystemClock().now().astimezone(zone).date()
    found = day_of(given.data, day, zone)
    if given.json:
        said = json.dumps({"ok": True, "day": day.isoformat(), **report.plain(found)}, ensure_ascii=False)
    else:
        said = "\n".join(report.told(found, day, zone))
    sys.stdout.write(f"{said}\n")
    return 0


def day_of(folder: Path, day: date, zone: tzinfo) -> DayAccount:
    """The account of a day where the machine is, as everything was at its end. Raises JournalUnusable and
    Unreadable."""
    begins, ends = _utc(day, zone), _utc(day + timedelta(days=1), zone)
    book = MoneyBook()
    with snapshot(folder) as db:
        for row in journal_book.rows_of(db, KINDS):
            if row.at < ends:
                book.hear(row)
    return account(book, begins, ends)


def _utc(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
