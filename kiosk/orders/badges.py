"""Orders about badges of recipients, and the check of a badge's number that staff's need as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from hardware.scanners.badges.frames import badge_number
from hardware.scanners.text import NoText
from kiosk.custody.ids import PartyId
from kiosk.custody.proofs.events import BadgeGiven, BadgeTaken
from kiosk.custody.words import Audience
from kiosk.journal.tables.vault import CredentialKind
from kiosk.orders.persons import parties_with, phone_of
from kiosk.orders.procedure import Answer, Means, at_once
from kiosk.orders.refusal import OrderRefused
from kiosk.vault.answers import Told
from kiosk.vault.vault import Drawn
from kiosk.visits.book import Book


@dataclass(frozen=True, slots=True)
class GiveBadge:
    """Whoever has this phone collects with this badge from now on."""

    phone: str
    number: str
    order: Literal["give-badge"] = "give-badge"


@dataclass(frozen=True, slots=True)
class TakeBadge:
    """The badge of this number proves nobody any more."""

    number: str
    order: Literal["take-badge"] = "take-badge"


BadgeOrder = GiveBadge | TakeBadge


def give_badge(means: Means, order: GiveBadge) -> Answer:
    """Raises OrderRefused, having done nothing."""
    book, vault = means.book, means.book.vault
    phone = phone_of(book, order.phone)
    badge = new_badge(book, order.number)
    known = parties_with(book, phone)
    party = known[0] if known else PartyId(means.draw())

    def keep() -> None:
        if not known:
            vault.remember_person(party, "", phone)
        vault.issue(badge, credential=means.draw(), party=party, audience=Audience.VISITOR)

    book.record(BadgeGiven(party), by=means.by, also=keep, told=Told({"ok": True}, party))
    return {"ok": True}


def new_badge(book: Book, number: str) -> Drawn:
    """The badge of this number, which nobody here has. Raises OrderRefused."""
    drawn = _badge(book, number)
    if book.vault.holder(drawn.tag) is not None:
        raise OrderRefused("Somebody here has this badge already.")
    return drawn


def take_badge(book: Book, number: str) -> Answer:
    """From now on it proves nobody. Raises OrderRefused where it proved nobody before."""
    found = book.vault.holder(_badge(book, number).tag)
    if found is None or found.revoked or found.kind is not CredentialKind.BADGE:
        raise OrderRefused("Nobody here has this badge.")
    gone = BadgeTaken(PartyId(found.party))
    book.record(
        gone, by=book.operator, also=lambda: book.vault.drop(found.id), told=Told({"ok": True}, found.party)
    )
    return {"ok": True}


def _badge(book: Book, number: str) -> Drawn:
    read = badge_number(number.encode("ascii", "replace"))
    if isinstance(read, NoText):
        raise OrderRefused(f"{number!r} is no number of a badge: wanted 4 to 32 digits and letters.")
    return book.vault.badge(read)


PROCEDURES: Final = (
    at_once(GiveBadge, give_badge),
    at_once(TakeBadge, lambda means, order: take_badge(means.book, order.number)),
)
