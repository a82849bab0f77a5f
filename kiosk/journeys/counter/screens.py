"""The screens of what needs no door: a bill is found and paid, an offer is read and answered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kiosk.custody.services.rules import ChargeKind
from kiosk.journeys.money.screens import Price
from kiosk.journeys.screen import Back, BackChoice, OkChoice, Picked, Screen


class BillChoice(StrEnum):
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class FindBill(Screen[BillChoice]):
    """The number on a bill is scanned or typed. `service`: the digest of its rules; `unknown`: the last
    number is of no bill that waits here."""

    service: str
    can_scan: bool = True
    unknown: bool = False

    def answers(self) -> tuple[BillChoice, ...]:
        return tuple(BillChoice)


@dataclass(frozen=True, slots=True)
class BillPaid(Screen[OkChoice]):
    """All of it is done. `parcel`: the number of the bill; `total`: what was paid, None for nothing."""

    service: str
    parcel: str
    total: Price | None
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[OkChoice, ...]:
        return tuple(OkChoice)


@dataclass(frozen=True, slots=True)
class OfferAnswer:
    """An answer, in the word of the service; `kind`, `price`: what it costs or brings, None for nothing."""

    word: str
    kind: ChargeKind | None = None
    price: Price | None = None


@dataclass(frozen=True, slots=True)
class OfferCard(Screen[Picked | BackChoice]):
    """What somebody is asked about what is theirs. `amount`: of the offer, None where there is none."""

    service: str
    amount: Price | None
    choices: tuple[OfferAnswer, ...]
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[Picked | BackChoice, ...]:
        return (*(Picked(choice.word) for choice in self.choices), BackChoice.BACK)


@dataclass(frozen=True, slots=True)
class AnswerKept(Screen[OkChoice]):
    """What was answered is on record. `gives`: what whoever answered is paid, None for nothing."""

    service: str
    word: str
    gives: Price | None = None
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[OkChoice, ...]:
        return tuple(OkChoice)
