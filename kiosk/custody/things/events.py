"""Events about things: announced, laid in, taken out, left inside, gone."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId, PartyId
from kiosk.custody.words import Act, Reported, Why


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
class RoundEnded(Event):
    """A courier finished: how many went in, how many announced ones were not scanned."""

    delivered: int
    missing: int


@dataclass(frozen=True, slots=True)
class DeparturesForgotten(Event):
    """Labels and codes of these were erased: they left long ago."""

    consignments: tuple[ConsignmentId, ...]
