"""What the journal says of proofs that count once: signed tokens, the keys that sign them, delegations."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId, PartyId
from kiosk.custody.words import Kind, TokenFault


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
