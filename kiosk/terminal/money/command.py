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
from kiosk.terminal.money import deciding, reconciling, report
from kiosk.terminal.text.times import zone_of
from kiosk.usage import money as usage


def main(argv: Sequence[str]) -> int:
    given = usage.money().parse_args(argv)
    if given.command in ("refund", "clear"):
        return deciding.decide(given)
    try:
        return _report(given) if given.command == "report" else _reconcile(given)
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


def _reconcile(given: argparse.Namespace) -> int:
    """0 where nothing differs, 1 where a person has to look."""
    zone = zone_of(given.data)
    day = given.day or SystemClock().now().astimezone(zone).date()
    begins, ends = _bounds(day, zone)
    days = [each for each in _heard(given.data, ends).days if begins <= each.at < ends]
    differs = any(each.checked.agrees is False for each in days)
    if given.json:
        plain = {
            "ok": not differs,
            "day": day.isoformat(),
            "settled": [reconciling.plain(one) for one in days],
        }
        said = json.dumps(plain, ensure_ascii=False)
    else:
        said = "\n".join(reconciling.told(days, zone)) or f"No terminal settled a day on {day}."
    sys.stdout.write(f"{said}\n")
    return 1 if differs else 0


def day_of(folder: Path, day: date, zone: tzinfo) -> DayAccount:
    """The account of a day where the machine is, as everything was at its end. Raises JournalUnusable and
    Unreadable."""
    begins, ends = _bounds(day, zone)
    return account(_heard(folder, ends), begins, ends)


def _heard(folder: Path, ends: datetime) -> MoneyBook:
    book = MoneyBook()
    with snapshot(folder) as db:
        for row in journal_book.rows_of(db, KINDS):
            if row.at < ends:
                book.hear(row)
    return book


def _bounds(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    return _utc(day, zone), _utc(day + timedelta(days=1), zone)


def _utc(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
