"""How current what the operator said of keys and of lost badges is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from kiosk.site import Site
from kiosk.visits.book import Book


def proofs(book: Book) -> dict[str, Any]:
    """`keys_number` 0: no operator's key is known, and no signed token is taken."""
    ledger = book.ledger
    taken = ledger.revocations_at
    return {
        "keys_number": ledger.operator_keys.number,
        "keys": list(ledger.operator_keys.keys),
        "revocations": taken.isoformat() if taken else None,
        "delegations": sum(1 for delegation in ledger.delegations.values() if not delegation.used),
    }


def findings(site: Site, book: Book) -> Iterator[str]:
    limit = site.staff.revocations
    if limit is None:
        return
    taken = book.ledger.revocations_at
    if taken is None:
        yield "The operator's list of what counts no more has never come."
    elif (age := book.journal.clock.now() - taken) > timedelta(seconds=limit):
        yield f"The operator's list of what counts no more is {age.total_seconds() / 3600:.0f} hours old."
