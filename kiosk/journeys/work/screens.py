"""The screens of work at the machine: tasks, the technician's workshop, and what is said there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kiosk.custody.cabinet.cabinet import DoorPlace
from kiosk.custody.words import Fault, Found, TaskKind
from kiosk.journeys.screen import Back, BackChoice, OkChoice, Picked, Screen, Standing, YesNo


@dataclass(frozen=True, slots=True)
class TaskLine:
    """`label` is empty where the task is about the machine.

    `note` is then a zone's or a contact's name, or of attempts the way and the audience ("type/visitor").
    """

    id: str
    label: str
    kind: TaskKind
    note: str = ""


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
    place: DoorPlace
    kind: TaskKind
    reminded: bool = False


@dataclass(frozen=True, slots=True)
class IsItInOrder(Screen[YesNo]):
    """Somebody has looked at what came back: others may have it, or it was taken out and is lent no more."""

    label: str
    place: DoorPlace
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[YesNo, ...]:
        return tuple(YesNo)


@dataclass(frozen=True, slots=True)
class IsItEmpty(Screen[YesNo]):
    """After a task's door closed: whether the compartment may be used again."""

    label: str
    place: DoorPlace
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[YesNo, ...]:
        return tuple(YesNo)


# --- the workshop -------------------------------------------------------------------------------


class WorkshopChoice(StrEnum):
    TASKS = "tasks"
    DOORS = "doors"
    AUDIT = "audit"
    COMMISSION = "commission"
    BOARDS = "boards"
    DEVICES = "devices"
    MACHINE = "machine"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Workshop(Screen[WorkshopChoice]):
    """What a technician may do here. `slow`: locks that need far longer than they used to.

    `boards`: how many of them do not answer as they should.
    `unfinished`: a commissioning that was begun waits to be taken up again. `unsaved`: days without a backup.
    """

    offered: tuple[WorkshopChoice, ...]
    tasks: int = 0
    slow: int = 0
    unfinished: bool = False
    boards: int = 0
    unsaved: int = 0
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[WorkshopChoice, ...]:
        return self.offered


class WorkWord(StrEnum):
    MUST_BE_EMPTY = "must_be_empty"
    CLOSE_ALL = "close_all"
    WRITTEN = "written"
    NOT_WRITTEN = "not_written"
    TESTED = "tested"
    TEST_FAILED = "test_failed"
    AUDITED = "audited"
    SECOND_PERSON = "second_person"
    NOT_A_SECOND = "not_a_second"
    BOARD_SILENT = "board_silent"
    ATTEMPTS = "attempts"
    """`label`: the way and the audience, such as "type/visitor"."""
    OVERSTAYED = "overstayed"


@dataclass(frozen=True, slots=True)
class WorkMessage(Screen[OkChoice | BackChoice]):
    """What came of it, or what is to be done first. `count` of `of`; `detail` is a name or a file's."""

    word: WorkWord
    label: str = ""
    count: int = 0
    of: int = 0
    detail: str = ""
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[OkChoice | BackChoice, ...]:
        return (OkChoice.OK, BackChoice.BACK)


# --- doors --------------------------------------------------------------------------------------


class DoorWord(StrEnum):
    FREE = "free"
    IN_USE = "in_use"
    IN_DOUBT = "in_doubt"
    OUT = "out"
    DOWN = "down"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class DoorList(Screen[Picked | BackChoice]):
    """Every compartment; `marked`: out of service, in doubt, or slow to open.

    `standings`: the state of each of `labels`; `slow`: those whose locks have become slow.
    """

    labels: tuple[str, ...]
    marked: tuple[str, ...] = ()
    standings: tuple[DoorWord, ...] = ()
    slow: tuple[str, ...] = ()
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[Picked | BackChoice, ...]:
        return (*(Picked(label) for label in self.labels), BackChoice.BACK)


class DoorAct(StrEnum):
    CHECK = "check"
    """Open it and hold what is there against the book."""
    TEST = "test"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class DoorCard(Screen[DoorAct | BackChoice]):
    """One door and its lock. Milliseconds from the command to the opening; 0 where it never opened."""

    label: str
    place: DoorPlace
    standing: DoorWord
    offered: tuple[DoorAct, ...]
    openings: int = 0
    jams: int = 0
    usual_ms: int = 0
    last_ms: int = 0
    slow: bool = False
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[DoorAct | BackChoice, ...]:
        return (*self.offered, BackChoice.BACK)


@dataclass(frozen=True, slots=True)
class ChooseFault(Screen[Fault | BackChoice]):
    """Why the compartment goes out of service."""

    label: str
    place: DoorPlace
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[Fault | BackChoice, ...]:
        return (*Fault, BackChoice.BACK)


class AuditChoice(StrEnum):
    OPEN = "open"
    SKIP = "skip"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class AuditNext(Screen[AuditChoice]):
    """The next compartment of a walk through all; `index` of `of`, from 1."""

    label: str
    place: DoorPlace
    index: int
    of: int
    differences: int = 0
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[AuditChoice, ...]:
        return tuple(AuditChoice)


@dataclass(frozen=True, slots=True)
class AuditAsk(Screen[Found]):
    """Its door is shut again: what is there? `booked`: how many things the book has there.

    `refused`: what is there is halted, and to be taken out.
    """

    label: str
    place: DoorPlace
    booked: int
    refused: bool = False
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[Found, ...]:
        return tuple(Found) if self.booked else (Found.AS_BOOKED, Found.SOMETHING)
