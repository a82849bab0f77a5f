"""Events about services: their rules, who is in which group, and what the principal says of a gate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.custody.event import Event
from kiosk.custody.ids import PartyId
from kiosk.custody.services.rules import EvidenceKind, GateKind, Money, PauseReason, ServiceRules


@dataclass(frozen=True, slots=True)
class RulesTaken(Event):
    """From here on things may come under these rules. They stay in the book for as long as it lasts."""

    rules: ServiceRules


@dataclass(frozen=True, slots=True)
class GroupSet(Event):
    """These and nobody else are in the group."""

    group: str
    members: tuple[PartyId, ...]


@dataclass(frozen=True, slots=True)
class EvidenceTaken(Event):
    """Something was recorded on the way of a hand-over. `about`: the thing; `step`: of its service; `value`:
    a word of this program's, never what a person wrote."""

    about: str
    step: str
    kind: EvidenceKind
    value: str


@dataclass(frozen=True, slots=True)
class PauseBegan(Event):
    """From here on the clocks stand that stand for this reason."""

    reason: PauseReason


@dataclass(frozen=True, slots=True)
class PauseEnded(Event):
    reason: PauseReason


@dataclass(frozen=True, slots=True)
class GateTold(Event):
    """The principal says that a gate of a thing, or of a case, is open or shut."""

    about: str
    gate: GateKind
    is_open: bool


@dataclass(frozen=True, slots=True)
class OfferMade(Event):
    """So much is offered for a case, and its decision may be made, up to `until` where there is an end; in
    the place of an earlier offer that nobody has answered."""

    case: str
    amount: Money
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class OfferAnswered(Event):
    """The one who decides has said so, in a word of the service: what depends on it is known from here on."""

    case: str
    answer: str
