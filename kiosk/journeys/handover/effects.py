"""What a journey asks about parcels: which one a label is, and whether any are taken in."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.ids import ConsignmentId
from kiosk.journeys.effects import Changed, Effect, Source


@dataclass(frozen=True, slots=True)
class Pauses(Source[Changed]):
    """Whether things are taken in may be different; the same screen may be asked again."""

    def outcomes(self) -> tuple[Changed, ...]:
        return (Changed(),)


@dataclass(frozen=True, slots=True)
class Find(Effect[tuple[ConsignmentId, ...]]):
    """Which consignments this label may be: one where it was announced just so, more where the bars hold more
    than was announced and several fit; none for a label nobody announced here."""

    text: str

    def outcomes(self) -> tuple[tuple[ConsignmentId, ...], ...]:
        return ((),)


@dataclass(frozen=True, slots=True)
class Texts(Effect[tuple[str, ...]]):
    """The labels of these consignments, to be read on the screen; "" for one that was erased."""

    consignments: tuple[ConsignmentId, ...]

    def outcomes(self) -> tuple[tuple[str, ...], ...]:
        return (tuple("label" for _ in self.consignments),)
