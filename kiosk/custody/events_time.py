"""Events about the machine's clock, and about nothing else having happened."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.event import Event
from kiosk.custody.words import ClockReason


@dataclass(frozen=True, slots=True)
class Alive(Event):
    """Nothing was recorded for an hour: the machine runs. After a power cut this says how long it was off."""


@dataclass(frozen=True, slots=True)
class ClockMoved(Event):
    """The wall clock was set ahead (or back, below 0) by `seconds` since the row before this one."""

    seconds: int


@dataclass(frozen=True, slots=True)
class ClockBelieved(Event):
    """The clock of this row is right, whatever the journal held for the time before."""

    why: ClockReason
