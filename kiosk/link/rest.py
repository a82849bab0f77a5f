"""How the link is of a kiosk that does not run: what its data say."""

from __future__ import annotations

from kiosk.custody.link.words import LinkWord
from kiosk.link.standing import LinkStanding
from kiosk.visits.book import Book


def at_rest(book: Book) -> LinkStanding:
    """Where it is enrolled, and how many rows the hub does not have."""
    word = book.vault.link.word
    enrolment = word("enrolment")
    if enrolment is None:
        return LinkStanding(LinkWord.NONE)
    state = LinkWord.STOPPED if word("frozen") is None else LinkWord.FROZEN
    waiting = book.journal.head.seq - (word("acked") or 0)
    return LinkStanding(state, waiting=waiting, hub=enrolment["address"], kiosk=enrolment["kiosk"])
