"""Every screen as a value: ids, counts, enums and labels, never sentences.

`ui/qml/screens/<name>.qml` shows the screen of the same name; its required properties are the fields here.
`Screen[A]` says what a screen can answer, so that a journey that forgets an answer does not type-check.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kiosk.custody.cabinet import Place
from kiosk.custody.words import Audience, TaskKind
from kiosk.journeys.ambient import Appearance, AppearanceChoice, Help, Languages, StillThere, StillThereChoice
from kiosk.journeys.screen import Back, BackChoice, Firm, OkChoice, Picked, Screen, Standing, Typed, YesNo

__all__ = [
    "Appearance",
    "AppearanceChoice",
    "Back",
    "BackChoice",
    "ChooseSize",
    "CloseDoor",
    "CloseWhy",
    "CourierSummary",
    "DidYouTakeIt",
    "DoorOpening",
    "EnterPhoneEnd",
    "EnterPin",
    "Firm",
    "Help",
    "Home",
    "HomeChoice",
    "IsItEmpty",
    "Languages",
    "NothingFree",
    "OkChoice",
    "OutOfService",
    "OutReason",
    "Picked",
    "PinChoice",
    "PinProblem",
    "Purpose",
    "PutChoice",
    "PutHint",
    "PutParcel",
    "ScanCode",
    "ScanNotice",
    "ScanParcel",
    "ScanParcelChoice",
    "Screen",
    "SizeOffer",
    "Sorry",
    "SorryChoice",
    "SorryKind",
    "StaffTasks",
    "Standing",
    "StillThere",
    "StillThereChoice",
    "SummaryChoice",
    "TakeChoice",
    "TakeParcel",
    "TaskDoor",
    "TaskLine",
    "ThankYou",
    "ThanksChoice",
    "TypeLabel",
    "Typed",
    "YesNo",
]

# --- the front ----------------------------------------------------------------------------------


class HomeChoice(StrEnum):
    PICK_UP = "pick_up"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Home(Firm[HomeChoice | Picked]):
    """`open_doors`: labels of doors somebody left open; picking one resumes that visit."""

    open_doors: tuple[str, ...] = ()
    can_scan: bool = True

    def answers(self) -> tuple[HomeChoice | Picked, ...]:
        return (*HomeChoice, *(Picked(label) for label in self.open_doors))


class OutReason(StrEnum):
    LOCKS = "locks"
    STORAGE = "storage"
    MAINTENANCE = "maintenance"
    STARTING = "starting"


@dataclass(frozen=True, slots=True)
class OutOfService(Standing):
    """The machine takes nothing in and gives nothing out; the claims of those who wait are kept."""

    reason: OutReason


# --- who is it ----------------------------------------------------------------------------------


class PinProblem(StrEnum):
    NONE = "none"
    NOT_FOUND = "not_found"
    """Unknown, expired, withdrawn, someone else's machine: all look the same."""
    WAIT = "wait"


class PinChoice(StrEnum):
    SCAN = "scan"


@dataclass(frozen=True, slots=True)
class EnterPin(Screen[Typed | PinChoice]):
    """`wait`: seconds until another attempt is taken, with `PinProblem.WAIT`."""

    audience: Audience
    digits: int
    problem: PinProblem = PinProblem.NONE
    wait: int = 0
    can_scan: bool = True
    camera: bool = False

    def answers(self) -> tuple[Typed | PinChoice, ...]:
        return (Typed("0" * self.digits), *((PinChoice.SCAN,) if self.camera else ()))


@dataclass(frozen=True, slots=True)
class EnterPhoneEnd(Screen[Typed | BackChoice]):
    """The last four digits of the phone the message came to."""

    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[Typed | BackChoice, ...]:
        return (Typed("0000"), BackChoice.BACK)


@dataclass(frozen=True, slots=True)
class ScanCode(Screen[BackChoice]):
    """The camera's preview; a code held before it is the answer."""

    audience: Audience
    problem: PinProblem = PinProblem.NONE
    wait: int = 0
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[BackChoice, ...]:
        return (BackChoice.BACK,)


# --- a door -------------------------------------------------------------------------------------


class Purpose(StrEnum):
    TAKE = "take"
    PUT = "put"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class DoorOpening(Standing):
    """Shown while the lock is at work."""

    label: str
    place: Place
    purpose: Purpose


class TakeChoice(StrEnum):
    CANNOT_REACH = "cannot_reach"
    EMPTY = "empty"
    NOT_MINE = "not_mine"


@dataclass(frozen=True, slots=True)
class TakeParcel(Firm[TakeChoice]):
    """Door `label` is open. `index` of `of` parcels, from 1; `reminded`: it has been open for long."""

    label: str
    place: Place
    index: int = 1
    of: int = 1
    reminded: bool = False

    def answers(self) -> tuple[TakeChoice, ...]:
        return tuple(TakeChoice)


class CloseWhy(StrEnum):
    CANNOT_REACH = "cannot_reach"
    EMPTY = "empty"
    NOT_MINE = "not_mine"
    OCCUPIED = "occupied"
    TOO_SMALL = "too_small"
    CHANGED_MIND = "changed_mind"
    LOOKED = "looked"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class CloseDoor(Standing):
    """Said what is wrong; now the door is to be closed, with the thing back in where it was not theirs."""

    label: str
    place: Place
    why: CloseWhy
    reminded: bool = False


@dataclass(frozen=True, slots=True)
class DidYouTakeIt(Firm[YesNo]):
    """The door closed so quickly that the thing may still be inside."""

    label: str
    place: Place

    def answers(self) -> tuple[YesNo, ...]:
        return tuple(YesNo)


class ThanksChoice(StrEnum):
    OPEN_AGAIN = "open_again"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ThankYou(Firm[ThanksChoice]):
    """`count` parcels were taken; `reopen`: label of the door that may be opened once more, or empty."""

    count: int
    reopen: str = ""

    def answers(self) -> tuple[ThanksChoice, ...]:
        return tuple(ThanksChoice) if self.reopen else (ThanksChoice.DONE,)


class SorryKind(StrEnum):
    JAMMED = "jammed"
    """The lock was told to open and the door stayed shut."""
    NOT_SENT = "not_sent"
    """The lock could not be told; another try is allowed."""
    UNKNOWN = "unknown"
    """Nobody can tell whether the door opened."""
    REFUSED = "refused"
    CANNOT_REACH = "cannot_reach"
    EMPTY = "empty"
    NOT_MINE = "not_mine"
    NOTHING_WAITING = "nothing_waiting"


class SorryChoice(StrEnum):
    DONE = "done"
    TRY_AGAIN = "try_again"


@dataclass(frozen=True, slots=True)
class Sorry(Screen[SorryChoice]):
    """What did not work and what happens now. `kept`: the thing waits on for this person."""

    kind: SorryKind
    label: str = ""
    kept: bool = True
    can_retry: bool = False
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[SorryChoice, ...]:
        return tuple(SorryChoice) if self.can_retry else (SorryChoice.DONE,)


# --- the courier --------------------------------------------------------------------------------


class ScanNotice(StrEnum):
    NONE = "none"
    DELIVERED = "delivered"
    UNKNOWN_LABEL = "unknown_label"
    UNREADABLE = "unreadable"
    ALREADY_IN = "already_in"
    UNDONE = "undone"
    NOT_DELIVERED = "not_delivered"
    """Changed my mind, or nothing was put in."""
    DOOR_BROKEN = "door_broken"


class ScanParcelChoice(StrEnum):
    TYPE = "type"
    UNDO = "undo"
    TASKS = "tasks"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ScanParcel(Screen[ScanParcelChoice]):
    """`delivered` in this visit, `expected` still announced; `label` and `text` belong to the notice."""

    delivered: int = 0
    expected: int = 0
    notice: ScanNotice = ScanNotice.NONE
    label: str = ""
    text: str = ""
    can_undo: bool = False
    tasks: int = 0
    camera: bool = False
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[ScanParcelChoice, ...]:
        offered = {ScanParcelChoice.UNDO: self.can_undo, ScanParcelChoice.TASKS: self.tasks > 0}
        return tuple(c for c in ScanParcelChoice if offered.get(c, True))


@dataclass(frozen=True, slots=True)
class TypeLabel(Screen[Typed | BackChoice]):
    """A label that can't be read is typed: letters, digits, `-`."""

    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[Typed | BackChoice, ...]:
        return (Typed("LABEL-0001"), BackChoice.BACK)


@dataclass(frozen=True, slots=True)
class SizeOffer:
    """One size to choose; centimetres, and how many are free."""

    name: str
    width: float
    height: float
    depth: float
    free: int


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
    """No compartment of this size or larger is free; the parcel goes on with the courier."""

    size: str
    text: str
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[OkChoice, ...]:
        return tuple(OkChoice)


class PutHint(StrEnum):
    NONE = "none"
    CLOSE_FIRST = "close_first"
    """The next label was scanned while the door is still open."""


class PutChoice(StrEnum):
    OCCUPIED = "occupied"
    TOO_SMALL = "too_small"
    CHANGED_MIND = "changed_mind"


@dataclass(frozen=True, slots=True)
class PutParcel(Firm[PutChoice]):
    """Door `label` is open for the parcel with the label `text`."""

    label: str
    place: Place
    text: str
    size: str
    hint: PutHint = PutHint.NONE
    reminded: bool = False

    def answers(self) -> tuple[PutChoice, ...]:
        return tuple(PutChoice)


class SummaryChoice(StrEnum):
    FINISH = "finish"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class CourierSummary(Screen[SummaryChoice]):
    """`missing`: labels that were announced and not scanned."""

    delivered: int
    missing: tuple[str, ...] = ()
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[SummaryChoice, ...]:
        return tuple(SummaryChoice)


# --- work on the machine ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TaskLine:
    id: str
    label: str
    kind: TaskKind


@dataclass(frozen=True, slots=True)
class StaffTasks(Screen[Picked | BackChoice]):
    """What is to be done at this machine by the role that signed in."""

    tasks: tuple[TaskLine, ...]
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[Picked | BackChoice, ...]:
        return (*(Picked(t.id) for t in self.tasks), BackChoice.BACK)


@dataclass(frozen=True, slots=True)
class TaskDoor(Standing):
    """Door `label` is open for the task; closing it goes on."""

    label: str
    place: Place
    kind: TaskKind
    reminded: bool = False


@dataclass(frozen=True, slots=True)
class IsItEmpty(Screen[YesNo]):
    """After a task's door closed: whether the compartment may be used again."""

    label: str
    place: Place
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[YesNo, ...]:
        return tuple(YesNo)
