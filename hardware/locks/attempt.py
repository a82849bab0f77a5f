"""One unlock from its frame to its outcome, decided by readings made after it and by nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from hardware.outcomes import DoorState, Jammed, LockAddress, Opened, OpenOutcome, OutcomeUnknown

WINDOW = 3.0
"""Seconds after the frame in which a door that opens counts as opened by it."""
LAST_LOOKS = 2
"""Readings tried after the window when the last one in it failed."""


@dataclass(slots=True)
class Attempt:
    """`needed` good readings with the door open make an `Opened`: more than one where a wrong reading is
    possible (a board without checksum, late answers to questions from before the unlock)."""

    ticket: int
    address: LockAddress
    sent: float
    needed: int = 1
    window: float = WINDOW
    _open: int = 0
    _failed: int = 0

    def reading(self, state: DoorState, now: float, *, surprising: bool) -> OpenOutcome | None:
        """A good reading of the door at `now`; `surprising` when other doors changed with it.

        A wrecked frame whose checksum is right by chance has to show changes elsewhere; then it takes two.
        """
        match state:
            case DoorState.OPEN:
                self._open += 1
                if self._open >= max(self.needed, 2 if surprising else 1):
                    return Opened(round((now - self.sent) * 1000))
            case DoorState.CLOSED:
                self._open, self._failed = 0, 0
                if now - self.sent >= self.window:
                    return Jammed()
            case DoorState.UNKNOWN:
                self._open = 0
        return self._overdue(now, "the sensor of this door can't be read")

    def failed(self, why: str, now: float) -> OpenOutcome | None:
        """A reading that went wrong."""
        return self._overdue(now, why)

    def _overdue(self, now: float, why: str) -> OpenOutcome | None:
        if now - self.sent < self.window:
            return None
        self._failed += 1
        return OutcomeUnknown(why) if self._failed > LAST_LOOKS else None
