"""Badges, and when credentials of staff end: what orders about them need."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from hardware.scanners.badges import badge_number
from hardware.scanners.text import Unreadable
from kiosk.custody import events as e
from kiosk.custody.ids import PartyId
from kiosk.journal.tables import CredentialKind
from kiosk.vault.vault import Drawn
from kiosk.visits.book import Book, Signature
from kiosk.visits.refusing import OrderRefused

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
    gone = e.BadgeTaken(PartyId(found.party))
    book.record(gone, by=by, also=lambda: book.vault.drop(found.id))


def _badge(book: Book, number: str) -> Drawn:
    read = badge_number(number.encode("ascii", "replace"))
    if isinstance(read, Unreadable):
        raise OrderRefused(f"{number!r} is no number of a badge: wanted 4 to 32 digits and letters.")
    return book.vault.badge(read)


def end_of(until: str, now: datetime, zone: str) -> datetime | None:
    """When credentials end that end at `until`; None where it is empty. Raises OrderRefused."""
    if not until:
        return None
    here = ZoneInfo(zone)
    if until == TODAY:
        tomorrow = now.astimezone(here).date() + timedelta(days=1)
        return datetime.combine(tomorrow, time(), here)
    try:
        told = datetime.fromisoformat(until)
        # What has no time in UTC, beyond the years 1 and 9999, has no place in the vault.
        ends = (told if told.tzinfo else told.replace(tzinfo=here)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise OrderRefused(f"{until!r} is no time: wanted one such as 2026-05-04T18:00.") from None
    if ends <= now:
        raise OrderRefused(f"{until} is over.")
    return ends
