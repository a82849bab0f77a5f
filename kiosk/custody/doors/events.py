"""Events about doors, visits and the rights to open: a door opens for a visit that holds a grant."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.event import Event
from kiosk.custody.ids import GrantId, IntentId, PartyId
from kiosk.custody.words import Act, DoorResult, Ending


@dataclass(frozen=True, slots=True)
class DoorsDown(Event):
    """These doors can neither be opened nor seen: the clocks of what is behind them stop.

    `turns`: how often they went since the last such row; a plug that is loose is no row each time.
    """

    doors: tuple[str, ...]
    reason: str
    turns: int = 1


@dataclass(frozen=True, slots=True)
class DoorsUp(Event):
    doors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DoorForced(Event):
    """A door opened that nobody had asked to open."""

    door: str


@dataclass(frozen=True, slots=True)
class DoorFoundOpen(Event):
    """A door was open when somebody could look again; nobody saw it open."""

    door: str


@dataclass(frozen=True, slots=True)
class DoorShut(Event):
    door: str


@dataclass(frozen=True, slots=True)
class VisitBegan(Event):
    journey: str
    word: str
    with_screen: bool = True


@dataclass(frozen=True, slots=True)
class VisitParked(Event):
    door: str


@dataclass(frozen=True, slots=True)
class VisitResumed(Event):
    door: str


@dataclass(frozen=True, slots=True)
class VisitEnded(Event):
    how: Ending


@dataclass(frozen=True, slots=True)
class GrantGiven(Event):
    """A claim of `party`, proven in this visit. `source`: the consignment's or the task's id."""

    grant: GrantId
    party: PartyId
    act: Act
    source: str
    compartment: str
    openings: int = 1


@dataclass(frozen=True, slots=True)
class OpeningAdded(Event):
    grant: GrantId
    act: Act


@dataclass(frozen=True, slots=True)
class OpeningIntended(Event):
    """Committed before the lock is told anything. Consumes one opening of its grant."""

    intent: IntentId
    grant: GrantId
    door: str


@dataclass(frozen=True, slots=True)
class OpeningEnded(Event):
    """`after_ms`: from the frame to the sensor's word, where the door opened."""

    intent: IntentId
    result: DoorResult
    detail: str = ""
    after_ms: int | None = None


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
