"""Badges, and when credentials of staff end: what orders about them need."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from hardware.scanners.badges.frames import badge_number
from hardware.scanners.text import NoText
from kiosk.custody.ids import PartyId
from kiosk.custody.proofs.events import BadgeTaken
from kiosk.journal.tables.vault import CredentialKind
from kiosk.orders.refusal import OrderRefused
from kiosk.vault.answers import Told
from kiosk.vault.vault import Drawn
from kiosk.visits.book import Book, Signature

TODAY: Final = "today"
"""In place of a time: the end of this day, where the machine stands."""


def new_badge(book: Book, number: str) -> Drawn:
    """The badge of this number, which nobody here has. Raises OrderRefused."""
    drawn = _badge(book, number)
    if book.vault.holder(drawn.tag) is not None:
        raise OrderRefused("Somebody here has this badge already.")
    return drawn


def take_badge(book: Book, number: str) -> None:
    """From now on it proves nobody. Raises OrderRefused where it proved nobody before."""
    found = book.vault.holder(_badge(book, number).tag)
    if found is None or found.revoked or found.kind is not CredentialKind.BADGE:
        raise OrderRefused("Nobody here has this badge.")
    by = Signature(book.house.principal, "operator")
    gone = BadgeTaken(PartyId(found.party))
    book.record(gone, by=by, also=lambda: book.vault.drop(found.id), told=Told({"ok": True}, found.party))


def _badge(book: Book, number: str) -> Drawn:
    read = badge_number(number.encode("ascii", "replace"))
    if isinstance(read, NoText):
        raise OrderRefused(f"{number!r} is no number of a badge: wanted 4 to 32 digits and letters.")
    return book.vault.badge(read)


def end_of(until: str, now: datetime, zone: str) -> datetime | None:
    """When credentials end that end at `until`; None where it is empty. Raises OrderRefused.

    A date alone means its end, where the machine is.
    """
    if not until:
        return None
    here = ZoneInfo(zone)
    if until == TODAY:
        return _end_of_day(now.astimezone(here).date(), here)
    try:
        ends = _read(until, here)
    except ValueError:
        wanted = "wanted a date such as 2026-05-04, or a time such as 2026-05-04T18:00"
        raise OrderRefused(f"{until!r} is no time: {wanted}.") from None
    except OverflowError:
        raise OrderRefused(f"{until!r} is no time: the last day is 9999-12-30.") from None
    if ends <= now:
        raise OrderRefused(f"{until} is over.")
    return ends


def _read(until: str, here: ZoneInfo) -> datetime:
    """In UTC: what has no time there, beyond the years 1 and 9999, has no place in the vault."""
    try:
        told = _end_of_day(date.fromisoformat(until), here)
    except ValueError:
        told = datetime.fromisoformat(until)
    return (told if told.tzinfo else told.replace(tzinfo=here)).astimezone(UTC)


def _end_of_day(day: date, here: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), here)
