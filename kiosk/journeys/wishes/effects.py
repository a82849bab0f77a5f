"""What journeys ask for about wishes. What is kept stays with whoever performs these."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.ids import PartyId
from kiosk.custody.wishes.wishes import WishStanding
from kiosk.journeys.effects import Effect


@dataclass(frozen=True, slots=True)
class RecallWishes(Effect[None]):
    """What is kept of this person's is so at once, unless they have chosen something else just now."""

    party: PartyId

    def outcomes(self) -> tuple[None, ...]:
        return (None,)


@dataclass(frozen=True, slots=True)
class WishesOf(Effect[WishStanding]):
    """The state of what this person wishes now, and what is kept of theirs."""

    party: PartyId

    def outcomes(self) -> tuple[WishStanding, ...]:
        return tuple(WishStanding)


@dataclass(frozen=True, slots=True)
class KeepWishes(Effect[None]):
    """Keep what they wish now for their next visit. Only after they have agreed."""

    party: PartyId

    def outcomes(self) -> tuple[None, ...]:
        return (None,)


@dataclass(frozen=True, slots=True)
class ForgetWishes(Effect[None]):
    """Destroy what is kept, at their word; older copies go with the next clearing."""

    party: PartyId

    def outcomes(self) -> tuple[None, ...]:
        return (None,)
