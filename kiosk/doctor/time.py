"""What is the matter with the clock: against the journal's own pace, and against the phones of staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from kiosk.doctor.finding import Finding, Harm
from kiosk.vault.totp import STEP
from kiosk.visits.book import Book

_APART: Final = 2
"""Steps of a phone's code from which on two clocks differ by more than a minute."""


def clock(book: Book) -> dict[str, Any]:
    """`pace`: the time by the journal; `trusted`: whether a time server keeps the machine's clock."""
    source = book.journal.clock
    return {
        "now": source.now().isoformat(),
        "pace": book.pace().isoformat(),
        "trusted": source.trusted(),
        "doubted": book.doubt() is not None,
    }


def findings(book: Book) -> Iterator[Finding]:
    doubted = book.doubt()
    if doubted is not None:
        says, pace = (f"{at:%Y-%m-%d %H:%M} UTC" for at in (doubted.says, doubted.pace))
        yield Finding(
            "clock:doubted",
            Harm.THINGS,
            "clock",
            f"Clock: it says {says}, and by the records of this machine it is {pace}",
            "Until one is confirmed, nothing is erased by it, and signed tokens may be refused.",
            "A time server confirms it in an hour; where there is none, set it and run `cubby clock accept`.",
        )
    for member in book.ledger.staff.values():
        if abs(member.drift) >= _APART:
            ahead = "ahead of" if member.drift > 0 else "behind"
            minutes = timedelta(seconds=abs(member.drift) * STEP).total_seconds() / 60
            yield Finding(
                f"clock:phone:{member.id}",
                Harm.SOON,
                "clock",
                f"Clock: the phone of {book.name_of(member.id) or member.id} is {minutes:.1f} min {ahead} it",
                "If the two drift further apart quickly, its codes are refused.",
                "Check the time of the machine and of the phone.",
            )
