"""What a journey asks of the receipt printer, and what is on a receipt: values, without a word of it.

A print never holds up a visit: `PrintReceipt` comes back at once, and what came of it may answer a question.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.journeys.effects import Effect, Source
from kiosk.journeys.handover.screens import ReceiptWord


@dataclass(frozen=True, slots=True)
class RoundSlip:
    """`parcels`: the compartment and the label of each that is in; `missing`: announced and not scanned."""

    parcels: tuple[tuple[str, str], ...]
    missing: int


@dataclass(frozen=True, slots=True)
class DropOffSlip:
    """What somebody has left: its number, behind which door of which size since when, by the clock of the
    place. `reference`: of the QR code. `code`: for whoever collects it; `own`: to take it back; may be empty.
    """

    number: str
    label: str
    size: str
    time: str
    reference: str
    code: str = field(default="", repr=False)
    own: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class TestSlip:
    """Nothing but what every receipt has on it, and letters."""


@dataclass(frozen=True, slots=True)
class SpaceSlip:
    """What opens door `label` for whoever rents it."""

    label: str
    code: str = field(repr=False)
    token: str = field(repr=False)


Slip = RoundSlip | DropOffSlip | TestSlip | SpaceSlip


@dataclass(frozen=True, slots=True)
class PrintReceipt(Effect[None]):
    """It will be printed in the language of the screen; `Prints` tells what came of it."""

    slip: Slip

    def outcomes(self) -> tuple[None, ...]:
        return (None,)


@dataclass(frozen=True, slots=True)
class PrintEnded:
    word: ReceiptWord


@dataclass(frozen=True, slots=True)
class Prints(Source[PrintEnded]):
    """What came of this visit's last `PrintReceipt`, also where that was before the question."""

    def outcomes(self) -> tuple[PrintEnded, ...]:
        ends = (ReceiptWord.PRINTED, ReceiptWord.NO_PAPER, ReceiptWord.OFFLINE, ReceiptWord.FAILED)
        return tuple(PrintEnded(word) for word in ends)
