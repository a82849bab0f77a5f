"""What journeys ask for about faces. Templates stay with whoever performs these; a journey has only ids."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hardware.outcomes.faces import FaceRefusal
from kiosk.custody.ids import PartyId
from kiosk.journeys.effects import Effect, Source

# --- what the camera may answer ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FaceTaken:
    """Good looks enough: a template waits for `KeepFace`, and is gone with the next question."""


@dataclass(frozen=True, slots=True)
class FaceNotTaken:
    """Nothing will come of it now. `slow`: too few pictures come, from the camera or in too little light."""

    slow: bool = False


@dataclass(frozen=True, slots=True)
class FaceTakes(Source[FaceTaken | FaceNotTaken]):
    """The camera gathers looks of whoever stands there. Only after consent."""

    def outcomes(self) -> tuple[FaceTaken | FaceNotTaken, ...]:
        return (FaceTaken(), FaceNotTaken(), FaceNotTaken(slow=True))


@dataclass(frozen=True, slots=True)
class FaceLook:
    """The camera knows who stands there; the ticket is what `LookShown` shows."""

    ticket: int


@dataclass(frozen=True, slots=True)
class LookAsked:
    """The camera has found somebody and wants a proof of life: time for a screen that says which."""


@dataclass(frozen=True, slots=True)
class LookFailed:
    """`again`: another try may do better; after three none is offered."""

    why: FaceRefusal
    again: bool


@dataclass(frozen=True, slots=True)
class Glances(Source[FaceLook | LookAsked]):
    """The camera looks by the way, while something else is asked: for `of`, else for whom something waits.

    Who is not found hears nothing of it.
    """

    wanted: bool
    of: PartyId | None = None

    def outcomes(self) -> tuple[FaceLook | LookAsked, ...]:
        return (FaceLook(1), LookAsked()) if self.wanted else ()


@dataclass(frozen=True, slots=True)
class Looks(Source[FaceLook | LookFailed]):
    """The same, and nothing else is asked; it goes on where a glance was. `flashes`: colours may come."""

    of: PartyId | None = None
    flashes: bool = True

    def outcomes(self) -> tuple[FaceLook | LookFailed, ...]:
        return (
            FaceLook(1),
            LookFailed(FaceRefusal.FLAT, again=True),
            LookFailed(FaceRefusal.LOST, again=False),
        )


# --- effects --------------------------------------------------------------------------------------


class FaceStanding(StrEnum):
    OFF = "off"
    """Faces can't be used now."""
    KEPT = "kept"
    LEFT_IN_PEACE = "left_in_peace"
    """Was asked not long ago, and said no."""
    MAY_BE_ASKED = "may_be_asked"


@dataclass(frozen=True, slots=True)
class FaceOf(Effect[FaceStanding]):
    """The state of this person's face."""

    party: PartyId

    def outcomes(self) -> tuple[FaceStanding, ...]:
        return tuple(FaceStanding)


@dataclass(frozen=True, slots=True)
class KeepFace(Effect[bool]):
    """Keep the template that was just taken as this person's; False where there is none."""

    party: PartyId

    def outcomes(self) -> tuple[bool, ...]:
        return (True, False)


@dataclass(frozen=True, slots=True)
class EraseFace(Effect[bool]):
    """Destroy this person's template at their word; whether no backup has it any more."""

    party: PartyId

    def outcomes(self) -> tuple[bool, ...]:
        return (True, False)
