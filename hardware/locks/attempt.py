"""One unlock from its frame to its outcome, decided only by readings made after it."""

from __future__ import annotations

from dataclasses import dataclass, field

from hardware.outcomes.locks import DoorState, Jammed, LockAddress, Opened, OpenOutcome, OutcomeUnknown

WINDOW = 3.0
"""Seconds after the frame in which a door that opens counts as opened by it."""
BLIND = 2.0
"""Seconds without a reading in which somebody may have opened the door and pushed it shut again."""
LAST_LOOKS = 2
"""Readings tried after the window when the last one in it failed."""
UNPROVEN = "the sensor of this door was never seen closed; maybe the board has no such lock"


@dataclass(slots=True)
class Attempt:
    """`needed` good readings with the door open make an `Opened`: more than one where a wrong reading is
    possible (a board without checksum, late answers to questions from before the unlock).

    `proven`: whether this door was ever seen closed. A channel that tells of an open door from the first
    reading on may have no lock, so its word isn't enough."""

    ticket: int
    address: LockAddress
    sent: float
    needed: int = 1
    window: float = WINDOW
    proven: bool = True
    _looked: float = field(init=False)
    _doubt: str = ""
    _said: str = ""
    _open: int = 0
    _failed: int = 0

    def __post_init__(self) -> None:
        self._looked = self.sent

    @property
    def undecided(self) -> bool:
        """Whether it was seen open, but not often enough."""
        return self._open > 0

    @property
    def until(self) -> float:
        """End of its window."""
        return self.sent + self.window

    def reading(
        self, state: DoorState, now: float, *, surprising: bool = False, strayed: bool = False
    ) -> OpenOutcome | None:
        """A good reading of the door at `now`; `surprising` when other doors changed with it.

        A wrecked frame whose checksum is right by chance has to show changes elsewhere; then it takes two.
        `strayed`: it stood between bytes that belong to nothing; then it takes one more.
        """
        match state:
            case DoorState.OPEN:
                self._look(now)
                self._open += 1
                if self._open >= max(self.needed + strayed, 2 if surprising else 1):
                    return (
                        Opened(round((now - self.sent) * 1000)) if self.proven else OutcomeUnknown(UNPROVEN)
                    )
            case DoorState.CLOSED:
                self._look(now)
                self._open, self._failed = 0, 0
                if now - self.sent >= self.window:
                    return OutcomeUnknown(self._doubt) if self._doubt else Jammed(self._said)
            case DoorState.UNKNOWN:
                self._open = 0
        return self._overdue(now, "the sensor of this door can't be read")

    def heard(self, state: DoorState) -> None:
        """The board said by itself how the door is: never enough for an `Opened`, but against a `Jammed`."""
        if state is DoorState.OPEN:
            self._doubt = self._doubt or "the board told of an opening that no reading showed"

    def declined(self, why: str) -> None:
        """The board said no: a door that stays closed has its reason."""
        self._said = why

    def blind(self, why: str) -> None:
        """Nobody can see the door until the line is back: never a `Jammed` any more."""
        self._doubt = self._doubt or why
        self._open = 0

    def given_up(self, why: str) -> OutcomeUnknown:
        """The end without a reading."""
        return OutcomeUnknown(self._doubt or why)

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
