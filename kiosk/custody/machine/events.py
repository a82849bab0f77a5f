"""Events about the machine itself: starts, stops, its clock, and orders that came to nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.machine.updates import UndoReason, UpdateFault
from kiosk.custody.words import ClockReason, OrderOutcome


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


@dataclass(frozen=True, slots=True)
class OrderFailed(Event):
    """An order of this kind came upon a mistake of ours; the log has the rest."""

    order: str


@dataclass(frozen=True, slots=True)
class OrderTaken(Event):
    """An order of this kind is carried out, in the transaction of this row.

    `order_id`: as whoever began it named it. One given at this machine may tell somebody: it is a keyed hash,
    and `issuer` is empty.
    """

    order_id: str
    order: str
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class OrderEnded(Event):
    """What came of it; of one from afar that was never carried out as well."""

    order_id: str
    outcome: OrderOutcome
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class UpdateFetched(Event):
    """A release has come to the machine; `size` is what was fetched for it, in bytes."""

    version: str
    size: int


@dataclass(frozen=True, slots=True)
class UpdateRefused(Event):
    """A release was not taken; `version` is empty where nobody could tell which."""

    version: str
    why: UpdateFault


@dataclass(frozen=True, slots=True)
class UpdateApplied(Event):
    """The machine changes to this version, on trial; `previous` is what it goes back to."""

    version: str
    previous: str


@dataclass(frozen=True, slots=True)
class UpdateConfirmed(Event):
    """It has served for as long as a trial takes, and stays."""

    version: str


@dataclass(frozen=True, slots=True)
class UpdateUndone(Event):
    """The version was given up, and `back_to` runs again."""

    version: str
    back_to: str
    why: UndoReason


@dataclass(frozen=True, slots=True)
class DrainBegan(Event):
    """The machine is to be empty by then (UTC): nothing is put in that would stay longer."""

    until: datetime


@dataclass(frozen=True, slots=True)
class DrainEnded(Event):
    """It goes on as before."""


@dataclass(frozen=True, slots=True)
class Withdrawn(Event):
    """The consignment is not to be handed out any more; one that was still to come is gone from the book."""

    consignment: ConsignmentId
