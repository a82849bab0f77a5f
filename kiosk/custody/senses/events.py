"""What the cabinet feels, as the journal says it: temperatures by their crossings, contacts, alarms.

Readings themselves are no events. Temperatures are tenths of a degree Celsius, `seconds` count on the
machine's own clock, which nobody sets.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.event import Event
from kiosk.custody.words import Alarm


@dataclass(frozen=True, slots=True)
class ExcursionBegan(Event):
    """The air of a zone has been outside of its class's limits for longer than the class's grace.

    `seconds`: since it was last known to be within; `worst`: the reading farthest outside so far.
    """

    zone: str
    temperature: str
    compartments: tuple[str, ...]
    seconds: int
    worst: int


@dataclass(frozen=True, slots=True)
class ExcursionRuns(Event):
    """It is not over yet; said rarely."""

    zone: str
    seconds: int
    worst: int


@dataclass(frozen=True, slots=True)
class ExcursionEnded(Event):
    """The air is within the limits again. `seconds`: how long it was not."""

    zone: str
    seconds: int
    worst: int


@dataclass(frozen=True, slots=True)
class ZoneUnwatched(Event):
    """Nobody has known the temperature of a zone for `seconds`: no word that it was wrong."""

    zone: str
    seconds: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ZoneWatched(Event):
    """There are readings again, after `seconds` without."""

    zone: str
    seconds: int


@dataclass(frozen=True, slots=True)
class ContactOpened(Event):
    """`allowed`: it is a door that somebody who works on the machine may open."""

    contact: str
    allowed: bool


@dataclass(frozen=True, slots=True)
class ContactShut(Event):
    contact: str


@dataclass(frozen=True, slots=True)
class AlarmRaised(Event):
    alarm: Alarm
    contact: str


@dataclass(frozen=True, slots=True)
class SenseRemoved(Event):
    """The site file no longer has this zone or contact: what was said of it holds no more."""

    name: str
