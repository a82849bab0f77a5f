"""What a journey asks about rented spaces."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.ids import TenancyId
from kiosk.journeys.effects import Effect


@dataclass(frozen=True, slots=True)
class KeepFind(Effect[str]):
    """Staff have taken out what was in a rented space: the space ends, what they have is kept for its holder,
    and comes back by the number that is written on it."""

    tenancy: TenancyId

    def outcomes(self) -> tuple[str, ...]:
        return ("K0000000",)
