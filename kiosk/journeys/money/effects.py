"""What a journey asks of money: begin a payment, hear what becomes of it, stop it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.custody.ids import ChargeId, PaymentId
from kiosk.custody.money.answers import (
    PayAnswer,
    PayApproved,
    PayDeclined,
    PayDone,
    PayNotSent,
    PayProgress,
    PayUnknown,
)
from kiosk.custody.money.words import DeclineReason, PayStep, PayWay
from kiosk.custody.services.rules import Money
from kiosk.journeys.effects import Changed, Effect, Source

_SAMPLE = Money(100, "EUR")


@dataclass(frozen=True, slots=True)
class PayStarted:
    """The intent is on the disk, and the provider was told once."""

    payment: PaymentId


@dataclass(frozen=True, slots=True)
class StartPaying(Effect[PayStarted | PayNotSent]):
    """Ask a provider of this way for what is missing of a charge; `PayNotSent` where none can be asked now.

    `code`: of a voucher; kept nowhere.
    """

    charge: ChargeId
    way: PayWay
    code: str = field(default="", repr=False)

    def outcomes(self) -> tuple[PayStarted | PayNotSent, ...]:
        return (PayStarted(PaymentId("payment")), PayNotSent())


@dataclass(frozen=True, slots=True)
class StopPaying(Effect[None]):
    """The visitor does not want to pay after all: a wish, how it ends is heard as ever."""

    payment: PaymentId

    def outcomes(self) -> tuple[None, ...]:
        return (None,)


@dataclass(frozen=True, slots=True)
class PayEvents(Source[PayAnswer]):
    """What becomes of this payment."""

    payment: PaymentId

    def outcomes(self) -> tuple[PayAnswer, ...]:
        return (
            PayProgress(PayStep.PIN),
            PayApproved(_SAMPLE),
            PayDone(_SAMPLE),
            PayDeclined(DeclineReason.REFUSED),
            PayNotSent(),
            PayUnknown(),
        )


@dataclass(frozen=True, slots=True)
class WaysChange(Source[Changed]):
    """How somebody can pay may be different now."""

    def outcomes(self) -> tuple[Changed, ...]:
        return (Changed(),)
