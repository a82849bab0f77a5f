"""Every screen as a value: ids, counts, enums and labels, never sentences.

`ui/qml/screens/<name>.qml` shows the screen of the same name; its required properties are the fields here.
`Screen[A]` says what a screen can answer, so that a journey that forgets an answer does not type-check.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kiosk.custody.cabinet.cabinet import Place
from kiosk.custody.words import Audience
from kiosk.journeys.ambient import Appearance, AppearanceChoice, Help, Languages, StillThere, StillThereChoice
from kiosk.journeys.board_screens import (
    BoardCard,
    BoardList,
    BoardMessage,
    BoardSensors,
    BoardsFound,
    BoardTaken,
    SearchingBoard,
)
from kiosk.journeys.check_screens import (
    CameraSight,
    CameraTest,
    ConfirmLeave,
    DeviceChoice,
    DeviceMenu,
    ExportChoice,
    ExportPage,
    GoodBye,
    LevelChoice,
    MachineChoice,
    MachineMenu,
    NetworkPage,
    PrintChoice,
    PrinterTest,
    ReaderState,
    ScannerTest,
    SoundLevels,
    StopChoice,
    StoragePage,
    Tone,
    Underway,
)
from kiosk.journeys.commission_screens import (
    ChooseColumns,
    ClosedChoice,
    CloseLearned,
    ColumnOffer,
    ColumnsChoice,
    CommissionSummary,
    Front,
    FrontDoor,
    SummaryWork,
    TryingChannel,
    WhichChoice,
    WhichOpened,
    front_of,
)
from kiosk.journeys.courier_screens import (
    ChooseSize,
    CourierSummary,
    NothingFree,
    PutChoice,
    PutHint,
    PutParcel,
    ReceiptWord,
    ScanNotice,
    ScanParcel,
    ScanParcelChoice,
    SizeOffer,
    SummaryChoice,
    TypeLabel,
    WhichParcel,
)
from kiosk.journeys.delegation_screens import DelegateCode, PickUpChoice, PickUpOrGive
from kiosk.journeys.door_screens import CanYouClose, HelpAtDoor, HelpChoice, PressChoice, PressDoor, Purpose
from kiosk.journeys.face_screens import (
    ConsentChoice,
    FaceConsent,
    FaceEnrol,
    FaceNote,
    FaceWord,
    LookChoice,
    LookHere,
    LookOver,
    LookOverChoice,
)
from kiosk.journeys.front_screens import (
    DoorLeftOpen,
    Home,
    HomeChoice,
    OpenWhy,
    OutChoice,
    OutOfService,
    OutReason,
)
from kiosk.journeys.machine_screens import MachineTask
from kiosk.journeys.proof_screens import (
    NextPerson,
    NextPin,
    NextShow,
    PersonChoice,
    ProofChoice,
    ProofProblem,
)
from kiosk.journeys.screen import Back, BackChoice, Firm, OkChoice, Picked, Screen, Standing, Typed, YesNo
from kiosk.journeys.sorry_screen import Sorry, SorryChoice, SorryKind
from kiosk.journeys.work_screens import (
    AuditAsk,
    AuditChoice,
    AuditNext,
    ChooseFault,
    DoorAct,
    DoorCard,
    DoorList,
    DoorWord,
    IsItEmpty,
    StaffTasks,
    TaskDoor,
    TaskLine,
    WorkMessage,
    Workshop,
    WorkshopChoice,
    WorkWord,
)

__all__ = [
    "Appearance",
    "AppearanceChoice",
    "AuditAsk",
    "AuditChoice",
    "AuditNext",
    "Back",
    "BackChoice",
    "BoardCard",
    "BoardList",
    "BoardMessage",
    "BoardSensors",
    "BoardTaken",
    "BoardsFound",
    "CameraSight",
    "CameraTest",
    "CanYouClose",
    "ChooseColumns",
    "ChooseFault",
    "ChooseSize",
    "CloseDoor",
    "CloseLearned",
    "CloseWhy",
    "ClosedChoice",
    "CodeChoice",
    "ColumnOffer",
    "ColumnsChoice",
    "CommissionSummary",
    "ConfirmLeave",
    "ConsentChoice",
    "CourierSummary",
    "DelegateCode",
    "DeviceChoice",
    "DeviceMenu",
    "DidYouTakeIt",
    "DoorAct",
    "DoorCard",
    "DoorLeftOpen",
    "DoorList",
    "DoorOpening",
    "DoorWord",
    "EnterCode",
    "EnterPhoneEnd",
    "EnterPin",
    "ExportChoice",
    "ExportPage",
    "FaceConsent",
    "FaceEnrol",
    "FaceGlance",
    "FaceNote",
    "FaceWord",
    "Firm",
    "Front",
    "FrontDoor",
    "GoodBye",
    "Help",
    "HelpAtDoor",
    "HelpChoice",
    "Home",
    "HomeChoice",
    "IsItEmpty",
    "Languages",
    "LevelChoice",
    "LookChoice",
    "LookHere",
    "LookOver",
    "LookOverChoice",
    "MachineChoice",
    "MachineMenu",
    "MachineTask",
    "NetworkPage",
    "NextPerson",
    "NextPin",
    "NextShow",
    "NothingFree",
    "OkChoice",
    "OpenWhy",
    "OutChoice",
    "OutOfService",
    "OutReason",
    "PersonChoice",
    "PickUpChoice",
    "PickUpOrGive",
    "Picked",
    "PinChoice",
    "PinProblem",
    "PressChoice",
    "PressDoor",
    "PrintChoice",
    "PrinterTest",
    "ProofChoice",
    "ProofProblem",
    "Purpose",
    "PutChoice",
    "PutHint",
    "PutParcel",
    "ReaderState",
    "ReceiptWord",
    "ScanCode",
    "ScanNotice",
    "ScanParcel",
    "ScanParcelChoice",
    "ScannerTest",
    "Screen",
    "SearchingBoard",
    "SizeOffer",
    "Sorry",
    "SorryChoice",
    "SorryKind",
    "SoundLevels",
    "StaffTasks",
    "Standing",
    "StillThere",
    "StillThereChoice",
    "StopChoice",
    "StoragePage",
    "SummaryChoice",
    "SummaryWork",
    "TakeChoice",
    "TakeParcel",
    "TaskDoor",
    "TaskLine",
    "ThankYou",
    "ThanksChoice",
    "Tone",
    "TryingChannel",
    "TypeLabel",
    "Typed",
    "Underway",
    "WhichChoice",
    "WhichOpened",
    "WhichParcel",
    "WorkMessage",
    "WorkWord",
    "Workshop",
    "WorkshopChoice",
    "YesNo",
    "front_of",
]

# --- who is it ----------------------------------------------------------------------------------


class PinProblem(StrEnum):
    NONE = "none"
    NOT_FOUND = "not_found"
    """Unknown, expired, withdrawn, someone else's machine: all look the same."""
    CLOCK = "clock"
    """A signed code is genuine, and nobody can tell the time by which it counts."""
    WAIT = "wait"


class PinChoice(StrEnum):
    SCAN = "scan"


class FaceGlance(StrEnum):
    NONE = "none"
    OPEN = "open"
    """A look into the camera does as well."""
    UNKNOWN = "unknown"
    """The camera does not know who stands there."""
    SLOW = "slow"
    """Too few pictures come to look at anybody."""


@dataclass(frozen=True, slots=True)
class EnterPin(Screen[Typed | PinChoice]):
    """`wait`: seconds until another attempt is taken, with `PinProblem.WAIT`.

    `or_digits`: so many are taken too, where the site's PINs are of two kinds.
    """

    audience: Audience
    digits: int
    problem: PinProblem = PinProblem.NONE
    wait: int = 0
    can_scan: bool = True
    camera: bool = False
    face: FaceGlance = FaceGlance.NONE
    badges: bool = False
    or_digits: int = 0

    def answers(self) -> tuple[Typed | PinChoice, ...]:
        fewer = (Typed("0" * self.or_digits),) if self.or_digits else ()
        return (Typed("0" * self.digits), *fewer, *((PinChoice.SCAN,) if self.camera else ()))


@dataclass(frozen=True, slots=True)
class EnterPhoneEnd(Screen[Typed | BackChoice]):
    """The last four digits of the phone the message came to."""

    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[Typed | BackChoice, ...]:
        return (Typed("0000"), BackChoice.BACK)


class CodeChoice(StrEnum):
    LOST_PHONE = "lost_phone"


@dataclass(frozen=True, slots=True)
class EnterCode(Screen[Typed | CodeChoice | BackChoice]):
    """The phone's code, after a PIN or a badge; with `lost_phone` the code that stands for the phone."""

    digits: int
    lost_phone: bool = False
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[Typed | CodeChoice | BackChoice, ...]:
        lost = () if self.lost_phone else (CodeChoice.LOST_PHONE,)
        return (Typed("0" * self.digits), *lost, BackChoice.BACK)


@dataclass(frozen=True, slots=True)
class ScanCode(Screen[BackChoice]):
    """The camera's preview; a code held before it is the answer. `hint`: a ScanHint, or nothing."""

    audience: Audience
    problem: PinProblem = PinProblem.NONE
    wait: int = 0
    hint: str = ""
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[BackChoice, ...]:
        return (BackChoice.BACK,)


# --- a door -------------------------------------------------------------------------------------


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
    """The door closed so quickly that the thing may still be inside.

    `undo`: a courier was to take back out what they had put in; nobody's own parcel lies there.
    """

    label: str
    place: Place
    undo: bool = False

    def answers(self) -> tuple[YesNo, ...]:
        return tuple(YesNo)


class ThanksChoice(StrEnum):
    OPEN_AGAIN = "open_again"
    FORGET_FACE = "forget_face"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ThankYou(Firm[ThanksChoice]):
    """`count` parcels were taken; `reopen`: label of the door that may be opened once more, or empty.

    `face`: theirs is kept here, and they may have it forgotten.
    """

    count: int
    reopen: str = ""
    face: bool = False

    def answers(self) -> tuple[ThanksChoice, ...]:
        again = (ThanksChoice.OPEN_AGAIN,) if self.reopen else ()
        forget = (ThanksChoice.FORGET_FACE,) if self.face else ()
        return (*again, *forget, ThanksChoice.DONE)
