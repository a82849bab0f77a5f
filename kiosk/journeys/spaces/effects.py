"""What a journey asks about rented spaces."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.custody.ids import PartyId, TenancyId
from kiosk.journeys.effects import Effect


@dataclass(frozen=True, slots=True)
class SpaceKey:
    """A space that was begun, and what its holder comes back with: a code to type, and the text of a QR code.
    Both are empty for somebody who has something of their own to show."""

    tenancy: TenancyId
    party: PartyId
    code: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RentSpace(Effect[SpaceKey]):
    """The compartment, which this visit holds, is rented from now on by the service of this name.

    `party`: who rents it; None for somebody without a name, who gets a code that nobody else ever sees.
    """

    service: str
    compartment: str
    party: PartyId | None = None

    def outcomes(self) -> tuple[SpaceKey, ...]:
        return (SpaceKey(TenancyId("space"), PartyId("guest"), "00000000", "token"),)


@dataclass(frozen=True, slots=True)
class KeepFind(Effect[str]):
    """Staff have taken out what was in a rented space: the space ends, what they have is kept for its holder,
    and comes back by the number that is written on it."""

    tenancy: TenancyId

    def outcomes(self) -> tuple[str, ...]:
        return ("K0000000",)
