"""The screens of a drop-off: what it is, who collects it, its number, and the receipt."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from hardware.outcomes.reading import ScanHint
from kiosk.custody.cabinet.cabinet import DoorPlace
from kiosk.journeys.handover.screens import ReceiptWord
from kiosk.journeys.screen import Back, BackChoice, Firm, OkChoice, Screen, Typed


class SayProblem(StrEnum):
    NONE = "none"
    UNREADABLE = "unreadable"
    MISREAD = "misread"
    """Its check digit does not fit."""
    ALREADY_IN = "already_in"
    NOT_THIS = "not_this"
    """It is announced, and not for whoever comes to bring it."""


class SayChoice(StrEnum):
    TYPE = "type"
    NO_LABEL = "no_label"


@dataclass(frozen=True, slots=True)
class SayWhat(Screen[SayChoice]):
    """The label is scanned, or typed, or there is none. `service`: the digest of its rules."""

    service: str
    problem: SayProblem = SayProblem.NONE
    text: str = ""
    can_scan: bool = True
    camera: bool = False
    hint: ScanHint | None = None

    def answers(self) -> tuple[SayChoice, ...]:
        return tuple(SayChoice)


class AgreeChoice(StrEnum):
    AGREE = "agree"


@dataclass(frozen=True, slots=True)
class ReadTerms(Screen[AgreeChoice | BackChoice]):
    """What whoever brings it declares, in the words of the service."""

    service: str
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[AgreeChoice | BackChoice, ...]:
        return (*AgreeChoice, BackChoice.BACK)


class CollectorChoice(StrEnum):
    CODE_ONLY = "code_only"


@dataclass(frozen=True, slots=True)
class NameCollector(Screen[Typed | CollectorChoice | BackChoice]):
    """The phone of whoever collects it, if it is to wait for them by that; a code is made in any case."""

    service: str
    refused: bool = False
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[Typed | CollectorChoice | BackChoice, ...]:
        return (Typed("0305550100"), *CollectorChoice, BackChoice.BACK)


@dataclass(frozen=True, slots=True)
class WriteNumber(Screen[OkChoice]):
    """`parcel`: what has no label gets a number, which is written on it before it goes in."""

    parcel: str

    def answers(self) -> tuple[OkChoice, ...]:
        return tuple(OkChoice)


@dataclass(frozen=True, slots=True)
class PassOn(Screen[OkChoice]):
    """The code for whoever collects it, as digits and as a QR code; before the door opens."""

    code: str = field(repr=False)
    token: str = field(repr=False)

    def answers(self) -> tuple[OkChoice, ...]:
        return tuple(OkChoice)


class PutInAnswer(StrEnum):
    YES = "yes"
    AGAIN = "again"
    """Not yet: the door is to open once more."""
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class DidYouPutItIn(Firm[PutInAnswer]):
    """The door closed so quickly that nothing may be inside."""

    label: str
    place: DoorPlace

    def answers(self) -> tuple[PutInAnswer, ...]:
        return tuple(PutInAnswer)


class DropOffChoice(StrEnum):
    RECEIPT = "receipt"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class DropOffDone(Firm[DropOffChoice]):
    """It is in: under which number (`parcel`), behind which door, since when (by the clock of the place).

    `own`: the code with which whoever brought it can take it back. `reference`: the receipt, as a QR code.
    `seconds` until home comes by itself.
    """

    service: str
    parcel: str
    label: str
    size: str
    time: str
    reference: str = field(repr=False)
    own: str = field(default="", repr=False)
    receipt: ReceiptWord = ReceiptWord.NONE
    seconds: int = 0

    def answers(self) -> tuple[DropOffChoice, ...]:
        busy = self.receipt in (ReceiptWord.NONE, ReceiptWord.PRINTING, ReceiptWord.PRINTED)
        return tuple(c for c in DropOffChoice if c is not DropOffChoice.RECEIPT or not busy)


@dataclass(frozen=True, slots=True)
class FindDropOff(Screen[SayChoice]):
    """The number on a receipt is scanned or typed. `unknown`: the last one is none of this machine's."""

    can_scan: bool = True
    unknown: bool = False

    def answers(self) -> tuple[SayChoice, ...]:
        return (SayChoice.TYPE,)


@dataclass(frozen=True, slots=True)
class WhereItIs(Screen[OkChoice]):
    """What was left under the number `parcel`: at which door since when; no `label`: taken out then."""

    parcel: str
    label: str
    time: str

    def answers(self) -> tuple[OkChoice, ...]:
        return tuple(OkChoice)
