"""Events about who is there: credentials tried, staff, faces, badges, delegations, keys, and guessing."""

from __future__ import annotations

from dataclasses import dataclass

from hardware.outcomes.faces import FaceRefusal
from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId, PartyId
from kiosk.custody.words import Audience, Forgotten, Kind, TokenFault, Way


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
class GuestCame(Event):
    """Whoever is there has shown nothing, and is this party for as long as the visit lasts.

    What they leave here may name them on: they are given a code for it.
    """

    party: PartyId


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


@dataclass(frozen=True, slots=True)
class ProofSpent(Event):
    """In the transaction of the intent that it was shown for; `proof` opens nothing in any other visit."""

    kind: Kind
    proof: str


@dataclass(frozen=True, slots=True)
class ProofReturned(Event):
    """The lock was never told: the proof is good as before."""

    kind: Kind
    proof: str


@dataclass(frozen=True, slots=True)
class OperatorKeysChanged(Event):
    """From now on tokens are signed by one of these Ed25519 keys, in hex; `number` only ever rises."""

    number: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OperatorKeysRefused(Event):
    """A document that should have changed the keys did not: the keys are as they were."""

    fault: TokenFault


@dataclass(frozen=True, slots=True)
class DelegationMade(Event):
    """Somebody with a code may take these things for `party`, once, until `until` (UTC in ISO 8601).

    `at_machine`: the recipient made it here, else the operator did for them.
    """

    delegation: str
    party: PartyId
    things: tuple[ConsignmentId, ...]
    until: str
    at_machine: bool = True


@dataclass(frozen=True, slots=True)
class DelegationWithdrawn(Event):
    delegation: str
    party: PartyId


@dataclass(frozen=True, slots=True)
class BadgeGiven(Event):
    """A badge proves `party` from now on."""

    party: PartyId


@dataclass(frozen=True, slots=True)
class BadgeTaken(Event):
    """A badge of `party` proves nobody any more."""

    party: PartyId


@dataclass(frozen=True, slots=True)
class RevocationsTaken(Event):
    """The operator's list of badges and tokens that count no more; `known`: how many badges were here."""

    badges: int
    tokens: int
    known: int


@dataclass(frozen=True, slots=True)
class WayLimit:
    """`size` attempts at once, then one every `refill` seconds."""

    way: Way
    audience: Audience
    size: int
    refill: int


@dataclass(frozen=True, slots=True)
class LimitsSet(Event):
    """From here on these ways take attempts no faster than the site says."""

    limits: tuple[WayLimit, ...]


@dataclass(frozen=True, slots=True)
class GuessingSuspected(Event):
    """This way ran dry of attempts three times within a day."""

    way: Way
    audience: Audience
