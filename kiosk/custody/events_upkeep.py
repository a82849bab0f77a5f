"""Events about what a technician did to the machine itself."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.event import Event
from kiosk.custody.words import Leaving, Level


@dataclass(frozen=True, slots=True)
class DeviceTried(Event):
    """A technician tried a device; what it read or printed is nobody's business."""

    device: str
    worked: bool


@dataclass(frozen=True, slots=True)
class LevelSet(Event):
    """How loud or how bright the machine is from now on, in steps (`kiosk.custody.levels`)."""

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
