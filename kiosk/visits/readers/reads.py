"""What is held out to the readers, and which question it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from hardware.outcomes.reading import BadgeRead, CodeRead, ReadRefused
from kiosk.journeys.effects import After
from kiosk.journeys.who.effects import BadgeHeld, Proofs, Scanned, Scans

if TYPE_CHECKING:
    from kiosk.visits.house import House
    from kiosk.visits.run import Run

BADGES: Final = "badge reader"
"""The device that reads no labels."""


def take_read(house: House, read: CodeRead | BadgeRead | ReadRefused) -> None:
    """Let the visit on the stage go on where it waits for this; else it is for whoever tries the readers."""
    run = house.stage
    match read:
        case CodeRead(text) if run is not None and (run.listens(Scans) or run.listens(Proofs)):
            house.idle.touched()
            house.performer.go_on(run, Scanned(text))
        case BadgeRead(number):
            again = house.repeats.is_one(number)
            if run is not None and run.listens(Proofs) and not again:
                house.repeats.tried(number)
                house.idle.touched()
                house.performer.go_on(run, BadgeHeld(number))
        case ReadRefused() if run is not None and _is_answer(run, read):
            # No text at all, and no touch of anybody's: a line may be noisy for days.
            house.performer.refresh(run, Scanned(""))
        case CodeRead() | ReadRefused():
            house.tools.heard(read)
        case _:
            assert_never(read)


def _is_answer(run: Run, read: ReadRefused) -> bool:
    """Whether what can't be read answers the question: only where somebody is at it, and wants a code.

    A question for labels that has a clock as well is left alone: noise would start its clock again for ever.
    """
    if run.visit is None:
        return False
    labels = run.listens(Scans) and not run.listens(After) and read.source != BADGES
    return labels or run.listens(Proofs)
