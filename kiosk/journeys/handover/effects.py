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
    """Which consignments this label may be: one where it was announced just so, more where one of the two
    holds more than the other and several fit; none for a label nobody announced here."""

    text: str

    def outcomes(self) -> tuple[tuple[ConsignmentId, ...], ...]:
        return ((),)


@dataclass(frozen=True, slots=True)
class LabelTold:
    """What is known of a label whose parcel was not found.

    `carrier`: a carrier's name, where it is that one's beyond doubt. `misread`: its check digit says so.
    `near`: consignments that it would be but for a slip of the reader's or of whoever typed it.
    """

    carrier: str = ""
    misread: bool = False
    near: tuple[ConsignmentId, ...] = ()


@dataclass(frozen=True, slots=True)
class TellLabel(Effect[LabelTold]):
    """What the carriers' rules say of a label whose parcel was not found."""

    text: str

    def outcomes(self) -> tuple[LabelTold, ...]:
        return (LabelTold(),)


@dataclass(frozen=True, slots=True)
class Texts(Effect[tuple[str, ...]]):
    """The labels of these consignments, to be read on the screen; "" for one that was erased."""

    consignments: tuple[ConsignmentId, ...]

    def outcomes(self) -> tuple[tuple[str, ...], ...]:
        return (tuple("label" for _ in self.consignments),)
