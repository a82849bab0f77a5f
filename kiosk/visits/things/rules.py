"""Puts the rules of a site's services into the book, each version once."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.custody.services.events import RulesTaken
from kiosk.custody.things.services import Service
from kiosk.visits.book import Book


def take_rules_of(book: Book, services: Iterable[Service]) -> None:
    """So that whatever comes from here on goes by rules that the journal has."""
    for service in services:
        if service.rules is not None and service.rules.digest not in book.ledger.rules:
            book.record(RulesTaken(service.rules))
