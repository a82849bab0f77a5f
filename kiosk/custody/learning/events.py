"""How a machine is learned, as the journal says it."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.event import Event
from kiosk.custody.ids import TaskId
from kiosk.custody.words import SensorWord


@dataclass(frozen=True, slots=True)
class ColumnsPlanned(Event):
    """A commissioning begins: kinds of columns from left to right, none for those of the site file."""

    task: TaskId
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChannelLearned(Event):
    """Somebody saw what a channel opens, and its door shut again; `compartment` is empty where none did."""

    bank: str
    channel: int
    door: str
    compartment: str
    sensor: SensorWord


@dataclass(frozen=True, slots=True)
class ChannelForgotten(Event):
    """It will be tried again."""

    bank: str
    channel: int


@dataclass(frozen=True, slots=True)
class CommissioningDropped(Event):
    """What was learned is not used; the site file stays."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class Commissioned(Event):
    """A site file was written from what was learned: every door was seen shut, every compartment empty.

    `site`: the new file's digest.
    """

    task: TaskId
    site: str
