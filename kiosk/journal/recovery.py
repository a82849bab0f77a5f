"""After a failed COMMIT nobody knows whether the rows are there: close, open anew, and read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from kiosk.journal.problems import JournalUnusable
from kiosk.journal.store import Journal

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Reopened(Generic[E]):
    """`kept` says whether the rows of the failed append are in the journal."""

    journal: Journal[E]
    kept: bool


def reopen(journal: Journal[E], failure: JournalUnusable) -> Reopened[E]:
    """Close the journal that failed and open it anew; raises JournalUnusable where that fails again.

    Whatever `kept` says, a door is never commanded twice on its account.
    """
    journal.close()
    anew = Journal.open(
        journal.owned,
        clock=journal.clock,
        boot=journal.boot,
        codec=journal.codec,
        sign=journal.sign,
        verify=journal.signed_by_us,
        checkpoint_every=journal.checkpoint_every,
    )
    return Reopened(anew, kept=failure.attempt is not None and anew.holds(failure.attempt))
