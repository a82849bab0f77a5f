"""The screens of a hand-over: taking a parcel, a courier's round, a code for somebody else."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from hardware.outcomes.reading import ScanHint
from kiosk.custody.cabinet.cabinet import DoorPlace
from kiosk.journeys.money.screens import Price
from kiosk.journeys.screen import Back, BackChoice, Firm, OkChoice, Picked, Screen, Typed, YesNo


class TakeChoice(StrEnum):
    CANNOT_REACH = "cannot_reach"
    EMPTY = "empty"
    NOT_MINE = "not_mine"


@dataclass(frozen=True, slots=True)
class TakeParcel(Firm[TakeChoice]):
    """Door `label` is open. `index` of `of` parcels, from 1; `reminded`: it has been open for long.

    `own`: it is for whoever takes it; else a member of staff takes it along. `lent`: it is one of many, and
    no parcel.
    """

    label: str
    place: DoorPlace
    index: int = 1
    of: int = 1
    reminded: bool = False
    own: bool = True
    lent: bool = False

    def answers(self) -> tuple[TakeChoice, ...]:
        return tuple(c for c in TakeChoice if c is not TakeChoice.NOT_MINE or not self.lent)


@dataclass(frozen=True, slots=True)
class DidYouTakeIt(Firm[YesNo]):
    """The door closed so quickly that the thing may still be inside.

    `undo`: a courier was to take back out what they had put in; nobody's own parcel is there. `lent`: nor
    any parcel, but one of many things.
    """

    label: str
    place: DoorPlace
    undo: bool = False
    lent: bool = False

    def answers(self) -> tuple[YesNo, ...]:
        return tuple(YesNo)


class ThanksChoice(StrEnum):
    OPEN_AGAIN = "open_again"
    FORGET_FACE = "forget_face"
    FORGET_WISHES = "forget_wishes"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ThankYou(Firm[ThanksChoice]):
    """`count` parcels were taken; `reopen`: label of the door that may be opened once more, or empty.

    `face`, `wishes`: theirs are kept here, and they may have them forgotten. `seconds` until home comes by
    itself, 0 for never.
    """

    count: int
    reopen: str = ""
    face: bool = False
    seconds: int = 0
    wishes: bool = False

    def answers(self) -> tuple[ThanksChoice, ...]:
        again = (ThanksChoice.OPEN_AGAIN,) if self.reopen else ()
        forget = (ThanksChoice.FORGET_FACE,) if self.face else ()
        delete = (ThanksChoice.FORGET_WISHES,) if self.wishes else ()
        return (*again, *forget, *delete, ThanksChoice.DONE)


class ScanNotice(StrEnum):
    NONE = "none"
    DELIVERED = "delivered"
    UNKNOWN_LABEL = "unknown_label"
    UNREADABLE = "unreadable"
    TOO_LONG = "too_long"
    """Read well, and too long for any label."""
    MISREAD = "misread"
    """Its check digit does not fit, and nobody announced it just so."""
    ALREADY_IN = "already_in"
    UNDONE = "undone"
    NOT_DELIVERED = "not_delivered"
    """Changed my mind, or nothing was put in."""
    CLOSING = "closing"
    """The machine is to be empty before this parcel would have to be fetched."""
    DOOR_BROKEN = "door_broken"


class ScanParcelChoice(StrEnum):
    TYPE = "type"
    UNDO = "undo"
    TASKS = "tasks"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ScanParcel(Screen[ScanParcelChoice]):
    """`delivered` in this visit, `expected` still announced; `label`, `text` and `carrier` (a name, of whose
    label it is beyond doubt) belong to the notice.

    `paused`: the machine takes nothing in for now. `hint`: what would help the camera.
    """

    delivered: int = 0
    expected: int = 0
    notice: ScanNotice = ScanNotice.NONE
    label: str = ""
    text: str = ""
    carrier: str = ""
    can_undo: bool = False
    tasks: int = 0
    camera: bool = False
    paused: bool = False
    hint: ScanHint | None = None
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[ScanParcelChoice, ...]:
        offered = {
            ScanParcelChoice.TYPE: not self.paused,
            ScanParcelChoice.UNDO: self.can_undo,
            ScanParcelChoice.TASKS: self.tasks > 0,
        }
        return tuple(c for c in ScanParcelChoice if offered.get(c, True))


@dataclass(frozen=True, slots=True)
class TypeLabel(Screen[Typed | BackChoice]):
    """A label that can't be read is typed: letters, digits, `-`."""

    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[Typed | BackChoice, ...]:
        return (Typed("LABEL-0001"), BackChoice.BACK)


@dataclass(frozen=True, slots=True)
class WhichParcel(Screen[Picked | BackChoice]):
    """Several parcels fit what was scanned or typed (`text`), or one but for a slip: their labels."""

    text: str
    labels: tuple[str, ...]
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[Picked | BackChoice, ...]:
        return (*map(Picked, dict.fromkeys(self.labels)), BackChoice.BACK)


@dataclass(frozen=True, slots=True)
class SizeOffer:
    """One size to choose; centimetres, how many are free, and what it costs to begin with, where it does."""

    name: str
    width: float
    height: float
    depth: float
    free: int
    price: Price | None = None


@dataclass(frozen=True, slots=True)
class ChooseSize(Screen[Picked | BackChoice]):
    """`text`: the label of the parcel whose size was not announced."""

    text: str
    sizes: tuple[SizeOffer, ...]
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[Picked | BackChoice, ...]:
        return (*(Picked(s.name) for s in self.sizes if s.free), BackChoice.BACK)


@dataclass(frozen=True, slots=True)
class NothingFree(Screen[OkChoice]):
    """No compartment of this size or larger is free; the parcel goes on with the courier.

    `chilled`: none of those that keep its temperature, or none that does so now; `size` is then empty where
    no size would do.
    """

    size: str
    text: str
    chilled: bool = False
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[OkChoice, ...]:
        return tuple(OkChoice)


class PutHint(StrEnum):
    NONE = "none"
    CLOSE_FIRST = "close_first"
    """A label was scanned while the door is still open, and not taken: it has to be scanned again."""
    NEXT = "next"
    """The next parcel's label was scanned and taken: its door opens as soon as this one is closed."""


class PutChoice(StrEnum):
    OCCUPIED = "occupied"
    TOO_SMALL = "too_small"
    CHANGED_MIND = "changed_mind"


@dataclass(frozen=True, slots=True)
class PutParcel(Firm[PutChoice]):
    """Door `label` is open for the parcel with the label `text`; `following`: that of the next one.

    `lent`: what comes back is no parcel.
    """

    label: str
    place: DoorPlace
    text: str
    hint: PutHint = PutHint.NONE
    reminded: bool = False
    following: str = ""
    lent: bool = False

    def answers(self) -> tuple[PutChoice, ...]:
        return tuple(PutChoice)


class SummaryChoice(StrEnum):
    FINISH = "finish"
    BACK = "back"
    RECEIPT = "receipt"


class ReceiptWord(StrEnum):
    """The state of the receipt that a screen may offer."""

    NONE = "none"
    """There is no printer, or it is not well."""
    OFFERED = "offered"
    PRINTING = "printing"
    PRINTED = "printed"
    NO_PAPER = "no_paper"
    OFFLINE = "offline"
    FAILED = "failed"
    """The printer is well, and this could not be printed."""


@dataclass(frozen=True, slots=True)
class CourierSummary(Screen[SummaryChoice]):
    """`missing`: labels that were announced and not scanned. A receipt that failed may be tried again.

    `earlier`: parcels of the same principal that are here from rounds before.
    """

    delivered: int
    missing: tuple[str, ...] = ()
    receipt: ReceiptWord = ReceiptWord.NONE
    earlier: int = 0
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[SummaryChoice, ...]:
        busy = self.receipt in (ReceiptWord.NONE, ReceiptWord.PRINTING, ReceiptWord.PRINTED)
        return tuple(c for c in SummaryChoice if c is not SummaryChoice.RECEIPT or not busy)


class PickUpChoice(StrEnum):
    OPEN = "open"
    GIVE = "give"
    """Make a code for somebody else."""
    TAKE_BACK = "take_back"
    """The code that was made opens nothing any more."""


@dataclass(frozen=True, slots=True)
class WaitingParcel:
    """Behind which door, of which size, and for how many whole hours; -1 where nobody knows since when."""

    label: str
    size: str = ""
    hours: int = -1


@dataclass(frozen=True, slots=True)
class PickUpOrGive(Screen[PickUpChoice]):
    """`count` things wait. `given`: somebody has a code for them; `can_give`: one may be made now."""

    count: int
    given: bool = False
    can_give: bool = True
    waiting: tuple[WaitingParcel, ...] = ()

    def answers(self) -> tuple[PickUpChoice, ...]:
        give = (PickUpChoice.GIVE,) if self.can_give and not self.given else ()
        back = (PickUpChoice.TAKE_BACK,) if self.given else ()
        return (PickUpChoice.OPEN, *give, *back)


@dataclass(frozen=True, slots=True)
class DelegateCode(Screen[OkChoice]):
    """`code` for `count` things, once, within `hours`. Shown to the recipient and to nobody else."""

    code: str = field(repr=False)
    count: int
    hours: int
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[OkChoice, ...]:
        return tuple(OkChoice)
