"""Events about doors: gone from the site file, opened too late, wanted within reach."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.event import Event
from kiosk.custody.ids import IntentId, PartyId


@dataclass(frozen=True, slots=True)
class DoorsRemoved(Event):
    """The site file no longer has these doors: they are neither open nor down, and keep no clock standing."""

    doors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DoorOpenedLate(Event):
    """A door opened after its lock, told to by `intent`, had seemed to hold, or nobody could tell."""

    door: str
    intent: IntentId


@dataclass(frozen=True, slots=True)
class LowDoorWanted(Event):
    """What comes for this person from now on goes behind a door in reach, where one is free."""

    party: PartyId
