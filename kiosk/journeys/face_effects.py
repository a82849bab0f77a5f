"""What journeys ask for about faces. Templates stay with whoever performs these; a journey has only ids."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.custody.ids import PartyId
from kiosk.journeys.effects import Effect, Source

# --- what the camera may answer ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FaceTaken:
    """Good looks enough: a template waits for `KeepFace`, and is gone with the next question."""


@dataclass(frozen=True, slots=True)
class FaceNotTaken:
    """Nothing will come of it now."""


@dataclass(frozen=True, slots=True)
class FaceTakes(Source[FaceTaken | FaceNotTaken]):
    """The camera gathers looks of whoever stands there. Only after consent."""

    def outcomes(self) -> tuple[FaceTaken | FaceNotTaken, ...]:
        return (FaceTaken(), FaceNotTaken())


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
    """How it stands with this person's face."""

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
class ForgetFace(Effect[bool]):
    """Destroy this person's template at their word; whether no backup has it any more."""

    party: PartyId

    def outcomes(self) -> tuple[bool, ...]:
        return (True, False)
