"""The screens of money: what it costs, how to pay, what is being done, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from kiosk.custody.money.currencies import DECIMALS
from kiosk.custody.money.words import DeclineReason, PayStep, PayWay
from kiosk.custody.services.rules import ChargeKind, Money
from kiosk.journeys.screen import Back, BackChoice, Firm, OkChoice, Screen, Typed

_USUAL: Final = 2


@dataclass(frozen=True, slots=True)
class Price:
    """An amount as it is shown: in the currency's smallest unit, with so many decimals."""

    minor: int
    currency: str
    decimals: int


def price_of(amount: Money) -> Price:
    """The amount with its currency's decimals."""
    return Price(amount.minor, amount.currency, DECIMALS.get(amount.currency, _USUAL))


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One charge. `name`: as its service calls it; `late`: it is for time that is over."""

    name: str
    kind: ChargeKind
    price: Price
    late: bool = False


@dataclass(frozen=True, slots=True)
class TaxShare:
    """What of the total is tax at this rate, in hundredths of a percent."""

    rate: int
    tax: Price


class TermsChoice(StrEnum):
    PAY = "pay"


@dataclass(frozen=True, slots=True)
class TermsAndPrice(Screen[TermsChoice | BackChoice]):
    """What it costs, before anything is asked for. `deposit`: what of the total is only kept; None for none.

    `service`, `terms`: whose terms hold, by name and by the rules' digest. `door`: one opens once it is paid.
    """

    lines: tuple[PriceLine, ...]
    total: Price
    taxes: tuple[TaxShare, ...] = ()
    deposit: Price | None = None
    service: str = ""
    terms: str = ""
    door: bool = True
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[TermsChoice | BackChoice, ...]:
        return (*TermsChoice, BackChoice.BACK)


@dataclass(frozen=True, slots=True)
class Pay(Screen[PayWay | BackChoice]):
    """How to pay, of several ways that work now."""

    total: Price
    ways: tuple[PayWay, ...]
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[PayWay | BackChoice, ...]:
        return (*self.ways, BackChoice.BACK)


@dataclass(frozen=True, slots=True)
class EnterVoucher(Screen[Typed | BackChoice]):
    """A voucher's code is typed, or held before the reader."""

    total: Price
    wrong: bool = False
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[Typed | BackChoice, ...]:
        return (Typed("0"), BackChoice.BACK)


class WaitingChoice(StrEnum):
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class PayWaiting(Firm[WaitingChoice]):
    """What the provider is doing. `link`: what a phone is to open; `until`: the seconds that it lasts."""

    total: Price
    way: PayWay
    step: PayStep
    can_cancel: bool = True
    link: str = ""
    until: int = 0
    door: bool = True

    def answers(self) -> tuple[WaitingChoice, ...]:
        return tuple(WaitingChoice) if self.can_cancel else ()


class FailedChoice(StrEnum):
    TRY_AGAIN = "try_again"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class PayFailed(Screen[FailedChoice]):
    """No money has moved, and why as far as it is known. `others`: whether another way can be tried."""

    total: Price
    reason: DeclineReason
    others: bool = False
    door: bool = True
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[FailedChoice, ...]:
        return tuple(FailedChoice)


@dataclass(frozen=True, slots=True)
class PayUnclear(Screen[OkChoice]):
    """Nobody knows whether money has moved: the door stays shut, and somebody clears it up.

    `visit`: the number of the visit in which it was paid, to be read aloud; `own`: it is this one.
    """

    total: Price
    visit: int
    own: bool = True
    door: bool = True
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[OkChoice, ...]:
        return tuple(OkChoice)


class PayNoteKind(StrEnum):
    NO_WAY = "no_way"
    """Nobody can pay here now; what is theirs stays theirs."""
    GOES_BACK = "goes_back"
    """What was paid for a door that did not open goes back."""


@dataclass(frozen=True, slots=True)
class PayNote(Screen[OkChoice]):
    kind: PayNoteKind
    total: Price
    door: bool = True
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[OkChoice, ...]:
        return tuple(OkChoice)
