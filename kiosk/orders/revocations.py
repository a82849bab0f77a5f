"""The operator's block list: badges that were lost, tokens that went to the wrong people."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Literal

from hardware.scanners.badges.frames import badge_number
from hardware.scanners.text import NoText
from kiosk.custody.event import Event
from kiosk.custody.proofs.events import RevocationsTaken
from kiosk.custody.words import Kind
from kiosk.journal.problems import AlreadyThere
from kiosk.orders.procedure import at_once
from kiosk.orders.refusal import OrderRefused
from kiosk.vault.answers import Told
from kiosk.vault.offline import LONGEST_LIFE, is_token_id
from kiosk.visits.book import Book
from kiosk.visits.who.signed import key_of


@dataclass(frozen=True, slots=True)
class Revoke:
    """The operator's list of badges, by number, and of tokens, by id, blocked at every machine."""

    badges: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    order: Literal["revoke"] = "revoke"


def revoke(book: Book, order: Revoke, *besides: Event, also: Callable[[], object] = lambda: None) -> int:
    """How many of the list were known here. Raises OrderRefused, having done nothing.

    `besides`, `also`: what is recorded and done in the same transaction.
    """
    badges = tuple(_numbers(order.badges))
    if not all(is_token_id(token) for token in order.tokens):
        raise OrderRefused("A token's id has 16 to 64 letters, digits, - and _.")
    known = [found for tag in map(book.vault.tag_badge, badges) if (found := book.vault.holder(tag))]
    # A clock that was set back must not have the list forgotten before what it names is over.
    until = max(book.journal.clock.now(), book.pace()) + LONGEST_LIFE

    def keep() -> None:
        for credential in known:
            book.vault.revoke(credential=credential.id)
        for token in order.tokens:
            with suppress(AlreadyThere):
                book.vault.spent.spend(key_of(Kind.OFFLINE, token), until)
        also()

    said = RevocationsTaken(len(badges), len(order.tokens), len(known))
    told = Told({"ok": True, "known": len(known)})
    book.record(said, *besides, by=book.operator, also=keep, told=told)
    return len(known)


def _numbers(badges: Iterable[str]) -> Iterable[str]:
    for number in badges:
        read = badge_number(number.encode("ascii", "replace"))
        if isinstance(read, NoText):
            raise OrderRefused(f"{number!r} is no number of a badge.")
        yield read


PROCEDURES: Final = (at_once(Revoke, lambda means, order: {"ok": True, "known": revoke(means.book, order)}),)
