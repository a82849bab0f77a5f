"""What is held out to the readers, and which question it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from hardware.outcomes import BadgeRead, CodeRead, ReadRefused
from kiosk.journeys.effects import BadgeHeld, Proofs, Scanned, Scans

if TYPE_CHECKING:
    from kiosk.visits.house import House


def take_read(house: House, read: CodeRead | BadgeRead | ReadRefused) -> None:
    """Let the visit on the stage go on where it waits for this; else it is for whoever tries the readers."""
    run = house.stage
    match read:
        case CodeRead(text) if run is not None and (run.listens(Scans) or run.listens(Proofs)):
            house.idle.touched()
            house.performer.go_on(run, Scanned(text))
        case BadgeRead(number):
            if run is not None and run.listens(Proofs):
                house.idle.touched()
                house.performer.go_on(run, BadgeHeld(number))
        case ReadRefused() if run is not None and run.visit is not None and run.listens(Proofs):
            # No text at all. Only where somebody is at it: a line may be noisy for days.
            house.performer.go_on(run, Scanned(""))
        case CodeRead() | ReadRefused():
            house.tools.heard(read)
        case _:
            assert_never(read)
