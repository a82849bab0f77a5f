"""Events about things: announced, laid in, taken out, left inside, gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId, PartyId, VisitId
from kiosk.custody.services.rules import Money, PauseReason, QuotaRule, Selector, SelectorKind
from kiosk.custody.words import Act, Reported, Why

USUAL_PAUSES: Final = (PauseReason.MACHINE, PauseReason.DOOR)


@dataclass(frozen=True, slots=True)
class Leg:
    """One hand-over: any of `by` may do `act`, which is `step` of the service.

    `pauses`: while any of these lasts, its clock stands. `only_if`: only after this answer to an offer.
    `recalled`: it goes back to whoever `by` names now, with no charge, gate or quota; `was`: whom it was for.
    `quota`: how often one person may do it.
    """

    act: Act
    by: tuple[Selector, ...]
    step: str = ""
    pauses: tuple[PauseReason, ...] = USUAL_PAUSES
    only_if: str = ""
    recalled: bool = False
    was: tuple[Selector, ...] = ()
    quota: QuotaRule | None = None

    @property
    def parties(self) -> tuple[PartyId, ...]:
        """Whom it names."""
        return tuple(PartyId(one.id) for one in self.by if one.kind is SelectorKind.PARTY)

    @property
    def roles(self) -> tuple[str, ...]:
        """Members of staff of which roles may do it."""
        return tuple(one.id for one in self.by if one.kind is SelectorKind.ROLE)


def for_party(party: PartyId) -> tuple[Selector, ...]:
    """Nobody but this party."""
    return (Selector(SelectorKind.PARTY, party),)


def for_visit(visit: VisitId) -> tuple[Selector, ...]:
    """Whoever is there in this visit, and brought it along."""
    return (Selector(SelectorKind.VISIT, visit),)


def for_role(role: str) -> tuple[Selector, ...]:
    """Any member of staff with this role."""
    return (Selector(SelectorKind.ROLE, role),)


@dataclass(frozen=True, slots=True)
class Announced(Event):
    """A consignment is on its way. `size` is empty where nobody knows it, `route` where every courier may.

    `rules`: the digest of the service's rules that hold for it; empty where a site of 0.1 announced it.
    `kind`: which of the service's things it is. `case`: what it belongs to, together with other things.
    `loop`: the legs that follow its last, for what comes back. `goods`: the class of what it is, such as
    "food". `amount`: what the order says that it costs.
    """

    v: ClassVar[int] = 2
    consignment: ConsignmentId
    service: str
    legs: tuple[Leg, ...]
    size: str = ""
    in_reach: bool = False
    route: str = ""
    rules: str = ""
    kind: str = ""
    case: str = ""
    loop: tuple[Leg, ...] = ()
    goods: str = ""
    amount: Money | None = None


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
    """The door was open and closed again, and the thing is still there for the same person."""

    consignment: ConsignmentId
    compartment: str


@dataclass(frozen=True, slots=True)
class DeadlineReached(Event):
    """The clock of a thing, or of a rented space, has come to the deadline at `index` of its step."""

    about: str
    index: int


@dataclass(frozen=True, slots=True)
class LegsChanged(Event):
    """These hand-overs, and no others, are before the thing now."""

    consignment: ConsignmentId
    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True)
class StepDone(Event):
    """A step for which no door opens is done: a bill is paid, an offer answered."""

    consignment: ConsignmentId


@dataclass(frozen=True, slots=True)
class WrittenOff(Event):
    """What was taken out does not come back: it is in nobody's book any more."""

    consignment: ConsignmentId


@dataclass(frozen=True, slots=True)
class CheckNeeded(Event):
    """It has come back, and somebody looks at it before anybody else may have it."""

    consignment: ConsignmentId


@dataclass(frozen=True, slots=True)
class FoundInOrder(Event):
    """Somebody has looked at it, and others may have it."""

    consignment: ConsignmentId


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
class CareNeeded(Event):
    """The compartment is empty, and needs this (such as "wipe") before anything else goes in."""

    compartment: str
    care: str


@dataclass(frozen=True, slots=True)
class CareDone(Event):
    """The compartment is clean: whatever was there before does not matter any more."""

    compartment: str


@dataclass(frozen=True, slots=True)
class Inspected(Event):
    """A person looked inside. `empty`: nothing is there any more, whatever the book said."""

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
