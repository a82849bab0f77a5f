"""What a provider answers about one payment; the last four end it."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.money.words import DeclineReason, PayStep
from kiosk.custody.services.rules import Money


@dataclass(frozen=True, slots=True)
class PayProgress:
    """`can_cancel`: whether the visitor may still stop it.

    `link`: what their phone is to open, with `PayStep.OPEN_LINK`; `until`: how many seconds it lasts.
    """

    step: PayStep
    can_cancel: bool = True
    link: str = ""
    until: int = 0


@dataclass(frozen=True, slots=True)
class PayApproved:
    """It is approved and waits for its door: the money moves when the provider is told to commit."""

    amount: Money
    reference: str = ""


@dataclass(frozen=True, slots=True)
class PayDone:
    """So much has moved, or is held. `reference`: what the provider calls it, such as a receipt's number;
    never a card's number."""

    amount: Money
    reference: str = ""


@dataclass(frozen=True, slots=True)
class PayDeclined:
    """No money has moved."""

    reason: DeclineReason = DeclineReason.OTHER


@dataclass(frozen=True, slots=True)
class PayNotSent:
    """The provider surely never heard of it; it may be tried again under another id."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class PayUnknown:
    """Nobody knows. It is asked again later, and never sent again."""

    reason: str = ""


PayEnd = PayDone | PayDeclined | PayNotSent | PayUnknown
PayAnswer = PayProgress | PayApproved | PayEnd
