"""What becomes of an order that comes upon a mistake of ours, or upon a disk that fails: it is told."""

from __future__ import annotations

import logging

from kiosk.custody.machine.events import OrderFailed
from kiosk.journal.problems import JournalUnusable
from kiosk.visits.book import Book

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
    book.record(OrderFailed(kind))
    what = "Nothing was done" if untouched else "Part of it was done: look before you ask again"
    return {"ok": False, "why": f"The kiosk could not carry this out because of a mistake in it. {what}."}


def unusable(problem: JournalUnusable) -> dict[str, object]:
    """What to tell whoever gave an order that the disk did not take.

    Where a COMMIT failed, its rows may be there all the same: asked again, an order with an id learns it.
    """
    if problem.attempt is None:
        return {"ok": False, "why": f"The kiosk is out of service: {problem} Nothing was done."}
    why = f"Nobody can say yet whether this was done: {problem} Ask again with the same id, or look."
    return {"ok": False, "unsure": True, "why": why}
