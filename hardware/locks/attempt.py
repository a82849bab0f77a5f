"""One unlock from its frame to its outcome, decided by readings made after it and by nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

from hardware.outcomes import DoorState, Jammed, LockAddress, Opened, OpenOutcome, OutcomeUnknown

WINDOW = 3.0
"""Seconds after the frame in which a door that opens counts as opened by it."""
BLIND = 2.0
"""Seconds without a reading in which somebody may have opened the door and pushed it shut again."""
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
    _looked: float = field(init=False)
    _doubt: str = ""
    _open: int = 0
    _failed: int = 0

    def __post_init__(self) -> None:
        self._looked = self.sent

    def reading(self, state: DoorState, now: float, *, surprising: bool) -> OpenOutcome | None:
        """A good reading of the door at `now`; `surprising` when other doors changed with it.

        A wrecked frame whose checksum is right by chance has to show changes elsewhere; then it takes two.
        """
        match state:
            case DoorState.OPEN:
                self._look(now)
                self._open += 1
                if self._open >= max(self.needed, 2 if surprising else 1):
                    return Opened(round((now - self.sent) * 1000))
            case DoorState.CLOSED:
                self._look(now)
                self._open, self._failed = 0, 0
                if now - self.sent >= self.window:
                    return OutcomeUnknown(self._doubt) if self._doubt else Jammed()
            case DoorState.UNKNOWN:
                self._open = 0
        return self._overdue(now, "the sensor of this door can't be read")

    def heard(self, state: DoorState) -> None:
        """The board said by itself how the door is: never enough for an `Opened`, but against a `Jammed`."""
        if state is DoorState.OPEN:
            self._doubt = self._doubt or "the board told of an opening that no reading showed"

    def failed(self, why: str, now: float) -> OpenOutcome | None:
        """A reading that went wrong."""
        return self._overdue(now, why)

    def _look(self, now: float) -> None:
        if now - self._looked > BLIND:
            self._doubt = self._doubt or "for a while nobody could see the door"
        self._looked = now

    def _overdue(self, now: float, why: str) -> OpenOutcome | None:
        if now - self.sent < self.window:
            return None
        self._failed += 1
        return OutcomeUnknown(why) if self._failed > LAST_LOOKS else None
