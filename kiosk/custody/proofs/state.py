"""What the ledger keeps of proofs: whose keys sign, who may take whose things."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.ids import ConsignmentId, PartyId


@dataclass(frozen=True, slots=True)
class OperatorKeys:
    """`number` is that of the document that brought them; 0 where none ever came."""

    number: int = 0
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delegation:
    """One code for `things` of `party`; `until` is UTC in ISO 8601. `used`: a door has opened for it."""

    id: str
    party: PartyId
    things: tuple[ConsignmentId, ...]
    until: str
    used: bool = False
