"""The screens on which a technician tries devices and sees how the machine does."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from kiosk.custody.words import Leaving, TaskKind
from kiosk.journeys.handover.screens import ReceiptWord
from kiosk.journeys.machine.seen import (
    Errand,
    ErrandEnd,
    ErrandWord,
    LinkSeen,
    NetworkSeen,
    StorageSeen,
    Unread,
    VersionsSeen,
)
from kiosk.journeys.screen import Back, BackChoice, Firm, OkChoice, Screen, Standing


class DeviceChoice(StrEnum):
    SCANNER = "scanner"
    CAMERA = "camera"
    PRINTER = "printer"
    SOUND = "sound"


class MachineChoice(StrEnum):
    NETWORK = "network"
    LINK = "link"
    STORAGE = "storage"
    EXPORT = "export"
    VERSIONS = "versions"
    RESTART = "restart"
    SHUT_DOWN = "shut_down"


@dataclass(frozen=True, slots=True)
class DeviceMenu(Screen[DeviceChoice | BackChoice]):
    """Which of the site's devices is to be tried."""

    offered: tuple[DeviceChoice, ...]
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[DeviceChoice | BackChoice, ...]:
        return (*self.offered, BackChoice.BACK)


@dataclass(frozen=True, slots=True)
class MachineMenu(Screen[MachineChoice | BackChoice]):
    """What there is to be seen and done about the machine itself."""

    offered: tuple[MachineChoice, ...]
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[MachineChoice | BackChoice, ...]:
        return (*self.offered, BackChoice.BACK)


@dataclass(frozen=True, slots=True)
class LinkPage(Screen[OkChoice | BackChoice]):
    """How the link to the operator is, and how far an enrolment; scanning a hub's code begins one."""

    seen: LinkSeen
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[OkChoice | BackChoice, ...]:
        return (OkChoice.OK, BackChoice.BACK)


class ReaderState(StrEnum):
    WAITS = "waits"
    READ = "read"
    UNREADABLE = "unreadable"
    """Something came that is no text: the wrong speed, a keyboard's codes."""
    GONE = "gone"
    BLACK = "black"


@dataclass(frozen=True, slots=True)
class ScannerTest(Screen[BackChoice]):
    """What the scanner read last, as plain text of `length` characters. `kind`: of code, where it said so."""

    standing: ReaderState
    text: str = field(default="", repr=False)
    length: int = 0
    kind: str = ""
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[BackChoice, ...]:
        return tuple(BackChoice)


class CameraSight(StrEnum):
    """How well the camera can see what is held up to it."""

    UNKNOWN = "unknown"
    GOOD = "good"
    CLOSER = "closer"
    HOLD_STILL = "hold-still"
    DIM_YOUR_PHONE = "dim-your-phone"
    TOO_DARK = "too-dark"


@dataclass(frozen=True, slots=True)
class CameraTest(Screen[BackChoice]):
    """What the camera sees; below it what was read last, as in `ScannerTest`."""

    standing: ReaderState
    text: str = field(default="", repr=False)
    length: int = 0
    kind: str = ""
    sight: CameraSight = CameraSight.UNKNOWN
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[BackChoice, ...]:
        return tuple(BackChoice)


class PrintChoice(StrEnum):
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class PrinterTest(Screen[PrintChoice | BackChoice]):
    """A test page is offered, printed, or was; `receipt` says the state of it."""

    receipt: ReceiptWord
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[PrintChoice | BackChoice, ...]:
        if self.receipt is ReceiptWord.PRINTING:
            return (BackChoice.BACK,)
        return (PrintChoice.PRINT, BackChoice.BACK)


class Tone(StrEnum):
    """The sounds that the machine makes."""

    TOUCHED = "touched"
    OPEN = "open"
    DONE = "done"
    LOOK_HERE = "look_here"


class LevelChoice(StrEnum):
    DAY_UP = "day_up"
    DAY_DOWN = "day_down"
    NIGHT_UP = "night_up"
    NIGHT_DOWN = "night_down"
    BRIGHTER = "brighter"
    DARKER = "darker"
    HEAR_TOUCHED = "hear_touched"
    HEAR_OPEN = "hear_open"
    HEAR_DONE = "hear_done"
    HEAR_LOOK_HERE = "hear_look_here"


@dataclass(frozen=True, slots=True)
class SoundLevels(Screen[LevelChoice | BackChoice]):
    """Steps from 0 to 5; `brightness` 0 where it can't be set here. `playing`: a tone that is heard now.

    `by_night`: it is heard as at night.
    """

    day: int
    night: int
    brightness: int = 0
    playing: str = ""
    by_night: bool = False
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[LevelChoice | BackChoice, ...]:
        screens = (LevelChoice.BRIGHTER, LevelChoice.DARKER)
        offered = (c for c in LevelChoice if self.brightness or c not in screens)
        return (*offered, BackChoice.BACK)


@dataclass(frozen=True, slots=True)
class NetworkPage(Screen[OkChoice | BackChoice]):
    """How the machine is connected; nothing where that could not be read. OK looks again."""

    seen: NetworkSeen | Unread
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[OkChoice | BackChoice, ...]:
        return (OkChoice.OK, BackChoice.BACK)


@dataclass(frozen=True, slots=True)
class StoragePage(Screen[OkChoice | BackChoice]):
    """How the disk and the journal do; OK verifies the whole journal now. `verdict`: what that came to."""

    seen: StorageSeen | Unread
    verdict: ErrandEnd | Unread = field(default_factory=Unread)
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[OkChoice | BackChoice, ...]:
        return (OkChoice.OK, BackChoice.BACK)


class VersionChoice(StrEnum):
    INSTALL = "install"
    GO_BACK = "go_back"


@dataclass(frozen=True, slots=True)
class VersionsPage(Screen[VersionChoice | OkChoice | BackChoice]):
    """Which version runs, what is new in one that is here, and the way back. OK looks again.

    `shut`: every door is, and nobody's visit is set aside; before that nothing is changed.
    """

    seen: VersionsSeen | Unread
    shut: bool = True
    may_change: bool = True
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[VersionChoice | OkChoice | BackChoice, ...]:
        if isinstance(self.seen, Unread) or not self.shut or not self.may_change:
            return (OkChoice.OK, BackChoice.BACK)
        install = (VersionChoice.INSTALL,) if self.seen.ready else ()
        go_back = (VersionChoice.GO_BACK,) if self.seen.previous else ()
        return (*install, *go_back, OkChoice.OK, BackChoice.BACK)


class ExportChoice(StrEnum):
    WRITE = "write"
    WRITE_BROKEN = "write_broken"


@dataclass(frozen=True, slots=True)
class ExportPage(Screen[ExportChoice | BackChoice]):
    """The journal and the logs onto a USB stick; `verdict`: what the last try came to."""

    verdict: ErrandEnd | Unread = field(default_factory=Unread)
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[ExportChoice | BackChoice, ...]:
        broken = isinstance(self.verdict, ErrandEnd) and self.verdict.word is ErrandWord.BROKEN
        return (ExportChoice.WRITE_BROKEN if broken else ExportChoice.WRITE, BackChoice.BACK)


class StopChoice(StrEnum):
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Underway(Firm[StopChoice]):
    """Long work that need not be waited for; whole percent."""

    errand: Errand
    percent: int

    def answers(self) -> tuple[StopChoice, ...]:
        return tuple(StopChoice)


@dataclass(frozen=True, slots=True)
class ConfirmLeave(Screen[OkChoice | BackChoice]):
    """Before the machine stops. `open_doors`: labels; `parked`: those at which a visitor is awaited."""

    how: Leaving
    open_doors: tuple[str, ...] = ()
    parked: tuple[str, ...] = ()
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[OkChoice | BackChoice, ...]:
        return (OkChoice.OK, BackChoice.BACK)


@dataclass(frozen=True, slots=True)
class GoodBye(Standing):
    """The machine is about to stop."""

    how: Leaving


@dataclass(frozen=True, slots=True)
class MachineTask(Screen[OkChoice | BackChoice]):
    """What is the matter and what to do. `name`: a zone's or a contact's; `labels`: the zone's compartments.
    Of what comes and goes it is the thing, such as "line locks".

    `worst`: the farthest reading in tenths of a degree Celsius, of a zone that is too warm or too cold.
    `times`: how often something came and went within the last hour, 0 where it has become steady.
    `can_finish`: a person says when it is done; the others end by themselves.
    """

    kind: TaskKind
    name: str
    labels: tuple[str, ...] = ()
    worst: int = 0
    can_finish: bool = False
    times: int = 0
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[OkChoice | BackChoice, ...]:
        return (OkChoice.OK, BackChoice.BACK) if self.can_finish else (BackChoice.BACK,)
