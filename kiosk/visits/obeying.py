"""What becomes of an order that comes upon a mistake of ours: it is told, and the kiosk goes on."""

from __future__ import annotations

import logging

from kiosk.custody import events as e
from kiosk.journal.problems import JournalUnusable
from kiosk.site import Site
from kiosk.visits.book import Book
from kiosk.visits.office import Office
from kiosk.visits.orders import OrderRefused, Quiet
from kiosk.visits.quiet import carry_out

log = logging.getLogger(__name__)


def mistake(book: Book, kind: str, begun_at: int, failure: Exception) -> dict[str, object]:
    """What to tell whoever gave an order of this `kind`. `begun_at`: the journal's seq when it was begun.

    The journal keeps that it happened, the log how. Raises `failure` where the ledger is out of step with
    the journal: nobody may be served by a book that is wrong. Raises JournalUnusable.
    """
    if book.ledger.seq != book.journal.head.seq:
        raise failure
    log.error("an order (%s) came upon a mistake of ours", kind, exc_info=failure)
    untouched = book.journal.head.seq == begun_at
    book.record(e.OrderFailed(kind))
    what = "Nothing was done" if untouched else "Part of it was done: look before you ask again"
    return {"ok": False, "why": f"The kiosk could not carry this out because of a mistake in it. {what}."}


def obey_at_rest(site: Site, book: Book, office: Office, order: Quiet) -> dict[str, object]:
    """Carry out an order in the data of a kiosk that does not run. Raises OrderRefused, JournalUnusable."""
    begun_at = book.journal.head.seq
    try:
        return carry_out(site, book, office, order)
    except (OrderRefused, JournalUnusable):
        raise
    except Exception as failure:  # noqa: BLE001  a sentence and an event, as a running kiosk has them
        return mistake(book, order.order, begun_at, failure)
