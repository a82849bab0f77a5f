"""Everything the journal can say. A class is an event's kind; fields are ids, labels, counts and words.

Never a name, a phone, a tracking number or a PIN: those live in the vault under the ids used here.
A field that is added later gets a default; a change of meaning gets a new `v` and an upcaster.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hardware.outcomes.faces import FaceRefusal
from hardware.outcomes.power import PowerSource
from kiosk.custody import (
    event,
    events_attempts,
    events_boards,
    events_doors,
    events_learning,
    events_leaving,
    events_orders,
    events_proof,
    events_senses,
    events_time,
    events_upkeep,
)
from kiosk.custody.ids import ConsignmentId, GrantId, IntentId, PartyId, TaskId
from kiosk.custody.words import (
    Act,
    Audience,
    DoorResult,
    Ending,
    Forgotten,
    Found,
    Kind,
    Reported,
    TaskKind,
    TokenFault,
    Way,
    Why,
)

Event = event.Event

WayLimit = events_attempts.WayLimit
LimitsSet = events_attempts.LimitsSet
GuessingSuspected = events_attempts.GuessingSuspected
BadgeGiven = events_proof.BadgeGiven
BadgeTaken = events_proof.BadgeTaken
DelegationMade = events_proof.DelegationMade
DelegationWithdrawn = events_proof.DelegationWithdrawn
OperatorKeysChanged = events_proof.OperatorKeysChanged
OperatorKeysRefused = events_proof.OperatorKeysRefused
RevocationsTaken = events_proof.RevocationsTaken
ProofReturned = events_proof.ProofReturned
ProofSpent = events_proof.ProofSpent
BoardsCounted = events_boards.BoardsCounted
BoardReplaced = events_boards.BoardReplaced
DoorOpenedLate = events_doors.DoorOpenedLate
DoorsRemoved = events_doors.DoorsRemoved
LowDoorWanted = events_doors.LowDoorWanted
DeparturesForgotten = events_leaving.DeparturesForgotten
OrderFailed = events_orders.OrderFailed
Withdrawn = events_orders.Withdrawn
DeviceTried = events_upkeep.DeviceTried
JournalExported = events_upkeep.JournalExported
JournalVerified = events_upkeep.JournalVerified
LevelSet = events_upkeep.LevelSet
StopAsked = events_upkeep.StopAsked
ColumnsPlanned = events_learning.ColumnsPlanned
ChannelLearned = events_learning.ChannelLearned
ChannelForgotten = events_learning.ChannelForgotten
CommissioningDropped = events_learning.CommissioningDropped
Commissioned = events_learning.Commissioned
AlarmRaised = events_senses.AlarmRaised
ContactOpened = events_senses.ContactOpened
ContactShut = events_senses.ContactShut
ExcursionBegan = events_senses.ExcursionBegan
ExcursionEnded = events_senses.ExcursionEnded
ExcursionRuns = events_senses.ExcursionRuns
SenseRemoved = events_senses.SenseRemoved
Alive = events_time.Alive
ClockBelieved = events_time.ClockBelieved
ClockMoved = events_time.ClockMoved
ZoneUnwatched = events_senses.ZoneUnwatched
ZoneWatched = events_senses.ZoneWatched


# --- the machine --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MachineStarted(Event):
    version: str
    site: str
    """SHA-256 of the site file's content."""
    sqlite: str
    bound: bool = False
    """Whether every credential in the vault is tied to its owner by a keyed hash since then."""


@dataclass(frozen=True, slots=True)
class MachineStopped(Event):
    reason: str


@dataclass(frozen=True, slots=True)
class DoorsDown(Event):
    """These doors can neither be opened nor seen: the clocks of what lies behind them stop.

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
    """A door stood open when somebody could look again; nobody saw it open."""

    door: str


@dataclass(frozen=True, slots=True)
class DoorShut(Event):
    door: str


# --- visits and who is there --------------------------------------------------------------------


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
class CredentialTried(Event):
    """One attempt. `proved`: whose it was, None where it was nobody's.

    `counter`: the time step of the code that was taken with it; it and those before it are spent.
    `kinds`: what was shown; empty in journals that tell it by the way alone. `only`: the things that it
    proves the party for, none for all of theirs. `fault`: why a token was refused.
    """

    way: Way
    audience: Audience
    proved: PartyId | None = None
    counter: int | None = None
    kinds: tuple[Kind, ...] = ()
    only: tuple[ConsignmentId, ...] = ()
    fault: TokenFault | None = None


@dataclass(frozen=True, slots=True)
class StaffAdded(Event):
    """`route`: they bring what is on it and nothing else; everything where it is empty."""

    staff: PartyId
    role: str
    route: str = ""


@dataclass(frozen=True, slots=True)
class StaffRemoved(Event):
    staff: PartyId


@dataclass(frozen=True, slots=True)
class PersonErased(Event):
    party: PartyId


# --- faces --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FaceChoiceMade(Event):
    """The person was told what keeping their face means, in this version of the words, and chose."""

    party: PartyId
    version: int
    agreed: bool


@dataclass(frozen=True, slots=True)
class FaceKept(Event):
    """A template of the person's face is in the vault, under a key of its own."""

    party: PartyId


@dataclass(frozen=True, slots=True)
class LookRefused(Event):
    """A look into the camera that proved nobody, and why; whose it might have been is not known."""

    why: FaceRefusal


@dataclass(frozen=True, slots=True)
class FaceForgotten(Event):
    """The key of the person's face is destroyed, and the template with it."""

    party: PartyId
    why: Forgotten


# --- rights and doors ---------------------------------------------------------------------------


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


# --- things and spaces --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Leg:
    """One hand-over: somebody may do `act`. Exactly one of `party` and `role` is set."""

    act: Act
    party: PartyId | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class Announced(Event):
    """A consignment is on its way. `size` is empty where nobody knows it, `route` where every courier may."""

    consignment: ConsignmentId
    service: str
    legs: tuple[Leg, ...]
    size: str = ""
    in_reach: bool = False
    route: str = ""


@dataclass(frozen=True, slots=True)
class Reserved(Event):
    compartment: str


@dataclass(frozen=True, slots=True)
class Released(Event):
    compartment: str


@dataclass(frozen=True, slots=True)
class Deposited(Event):
    consignment: ConsignmentId
    compartment: str


@dataclass(frozen=True, slots=True)
class DepositUndone(Event):
    consignment: ConsignmentId
    compartment: str


@dataclass(frozen=True, slots=True)
class Notified(Event):
    consignment: ConsignmentId


@dataclass(frozen=True, slots=True)
class Collected(Event):
    consignment: ConsignmentId
    compartment: str


@dataclass(frozen=True, slots=True)
class LeftInside(Event):
    """The door was open and closed again, and the thing still lies there for the same person."""

    consignment: ConsignmentId
    compartment: str


@dataclass(frozen=True, slots=True)
class PersonReported(Event):
    compartment: str
    what: Reported


@dataclass(frozen=True, slots=True)
class Quarantined(Event):
    compartment: str
    why: Why


@dataclass(frozen=True, slots=True)
class MarkedUnknown(Event):
    compartment: str
    why: Why


@dataclass(frozen=True, slots=True)
class MarkedBroken(Event):
    compartment: str
    why: Why


@dataclass(frozen=True, slots=True)
class Inspected(Event):
    """A person looked inside. `empty`: nothing lies there any more, whatever the book said."""

    compartment: str
    empty: bool


@dataclass(frozen=True, slots=True)
class TaskMade(Event):
    """`note` is a word of this program's. `text`: the id of what a person wrote, which the vault has."""

    task: TaskId
    kind: TaskKind
    compartment: str
    role: str
    note: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class TaskDone(Event):
    task: TaskId


@dataclass(frozen=True, slots=True)
class RoundEnded(Event):
    """A courier finished: how many went in, how many announced ones were not scanned."""

    delivered: int
    missing: int


# --- the technician -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Audited(Event):
    """Somebody held a compartment against the book. `booked`: how many things the book had there."""

    compartment: str
    booked: int
    found: Found


# --- what carries the cabinet -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SupplyTurned(Event):
    """What carries the cabinet changed, or nobody knows it any more. `charge`: percent of the battery."""

    supply: str
    source: PowerSource
    charge: int | None = None


@dataclass(frozen=True, slots=True)
class DepositsPaused(Event):
    """The battery is to last: things go out and none come in."""

    supply: str
    charge: int | None = None


@dataclass(frozen=True, slots=True)
class DepositsResumed(Event):
    supply: str
    charge: int | None = None


@dataclass(frozen=True, slots=True)
class BatteryLow(Event):
    """What runs is finished, then the machine rests until `BatteryWell`."""

    supply: str
    charge: int | None = None


@dataclass(frozen=True, slots=True)
class BatteryWell(Event):
    supply: str
    charge: int | None = None


@dataclass(frozen=True, slots=True)
class SupplyGone(Event):
    """The site file does not name it any more."""

    supply: str


def _every() -> dict[str, type[Event]]:
    return {cls.__name__: cls for cls in Event.__subclasses__()}


EVENTS: Final[Mapping[str, type[Event]]] = _every()
