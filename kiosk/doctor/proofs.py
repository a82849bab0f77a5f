"""How current what the operator said of keys and of lost badges is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from kiosk.doctor.finding import Finding, Harm
from kiosk.site.whole import Site
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


def findings(site: Site, book: Book) -> Iterator[Finding]:
    limit = site.staff.revocations
    if limit is None:
        return
    taken = book.ledger.revocations_at
    lost = "Lost badges and tokens may still open doors."
    remedy = "Send the operator's list: `cubby revoke`."
    if taken is None:
        yield Finding(
            "blocklist:never", Harm.THINGS, "block list", "Block list: never received", lost, remedy
        )
    elif (age := book.journal.clock.now() - taken) > timedelta(seconds=limit):
        what = f"Block list: {age.total_seconds() / 3600:.0f} hours old"
        yield Finding("blocklist:old", Harm.THINGS, "block list", what, lost, remedy, taken)
