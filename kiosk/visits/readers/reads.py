"""What is held out to the readers, and which question it answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hardware.outcomes.reading import BadgeRead, CodeRead, ReadRefused
from kiosk.journeys.effects import After
from kiosk.journeys.who.effects import BadgeHeld, Proofs, Scanned, Scans
from kiosk.visits.ground import Ground
from kiosk.visits.hands import Hands
from kiosk.visits.part import Hears, Performs
from kiosk.visits.readers.repeats import Repeats
from kiosk.visits.run import Run

BADGES: Final = "badge reader"
"""The device that reads no labels."""


class Reads:
    """Belongs to the kiosk's thread. `tried` hears what no visit waits for: somebody may try readers."""

    def __init__(self, ground: Ground, hands: Hands, tried: Callable[[CodeRead | ReadRefused], None]) -> None:
        self._hands = hands
        self._tried = tried
        self.repeats = Repeats(ground.clock.monotonic)
        self.performs: Performs = {}
        self.hears: Hears = {
            CodeRead: self.on_code_read,
            BadgeRead: self.on_badge_read,
            ReadRefused: self.on_read_refused,
        }

    def on_code_read(self, read: CodeRead) -> None:
        run = self._hands.stage
        if run is None or not (run.listens(Scans) or run.listens(Proofs)):
            self._tried(read)
            return
        self._hands.touched()
        self._hands.go_on(run, Scanned(read.text))

    def on_badge_read(self, read: BadgeRead) -> None:
        """Let the visit on the stage go on where it waits for a badge that is held out anew."""
        run = self._hands.stage
        again = self.repeats.is_one(read.number)
        if run is not None and run.listens(Proofs) and not again:
            self.repeats.tried(read.number)
            self._hands.touched()
            self._hands.go_on(run, BadgeHeld(read.number))

    def on_read_refused(self, read: ReadRefused) -> None:
        run = self._hands.stage
        if run is not None and _is_answer(run, read):
            # No text at all, and no touch of anybody's: a line may be noisy for days.
            self._hands.refresh(run, Scanned(""))
        else:
            self._tried(read)


def _is_answer(run: Run, read: ReadRefused) -> bool:
    """Whether what can't be read answers the question: only where somebody is at it, and wants a code.

    A question for labels that has a clock as well is left alone: noise would start its clock again for ever.
    """
    if run.visit is None:
        return False
    labels = run.listens(Scans) and not run.listens(After) and read.source != BADGES
    return labels or run.listens(Proofs)
