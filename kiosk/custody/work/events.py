"""Events about the work of staff: tasks, audits, devices tried, a journal verified or exported."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.event import Event
from kiosk.custody.ids import TaskId
from kiosk.custody.words import Found, Leaving, Level, TaskKind


@dataclass(frozen=True, slots=True)
class TaskMade(Event):
    """`note` is a word of this program's. `text`: the id of what a person wrote, which the vault has.

    `about`: the thing that a visit left in doubt.
    """

    task: TaskId
    kind: TaskKind
    compartment: str
    role: str
    note: str = ""
    text: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class TaskDone(Event):
    task: TaskId


@dataclass(frozen=True, slots=True)
class Audited(Event):
    """Somebody held a compartment against the book. `booked`: how many things the book had there."""

    compartment: str
    booked: int
    found: Found


@dataclass(frozen=True, slots=True)
class DeviceTried(Event):
    """A technician tried a device; what it read or printed is nobody's business."""

    device: str
    worked: bool


@dataclass(frozen=True, slots=True)
class LevelSet(Event):
    """How loud or how bright the machine is from now on, in steps (`kiosk.custody.work.levels`)."""

    level: Level
    step: int


@dataclass(frozen=True, slots=True)
class JournalVerified(Event):
    """A technician had the whole chain walked: `came_to` "done" after `rows`, or "broken" from `seq` on."""

    came_to: str
    rows: int
    seq: int


@dataclass(frozen=True, slots=True)
class JournalExported(Event):
    """A technician had the journal and the logs carried out; what came of it, and so many rows."""

    came_to: str
    rows: int


@dataclass(frozen=True, slots=True)
class StopAsked(Event):
    """A technician stops the machine; `MachineStopped` follows when everything is settled."""

    how: Leaving
