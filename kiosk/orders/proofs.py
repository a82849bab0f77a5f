"""Orders about proofs: badges, codes for somebody else, what counts no more, the operator's keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class GiveBadge:
    """Whoever has this phone collects with this badge from now on."""

    phone: str
    number: str
    order: Literal["give-badge"] = "give-badge"


@dataclass(frozen=True, slots=True)
class TakeBadge:
    """The badge of this number proves nobody any more."""

    number: str
    order: Literal["take-badge"] = "take-badge"


@dataclass(frozen=True, slots=True)
class Delegate:
    """Somebody else may take what waits for whoever has this phone, or only the thing with this label."""

    phone: str
    tracking: str = ""
    hours: int = 72
    order: Literal["delegate"] = "delegate"


@dataclass(frozen=True, slots=True)
class WithdrawDelegations:
    """Every code for somebody else that whoever has this phone, or the operator for them, has made."""

    phone: str
    order: Literal["withdraw-delegations"] = "withdraw-delegations"


@dataclass(frozen=True, slots=True)
class Revoke:
    """The operator's list of badges, by number, and of tokens, by id, that count no more at any machine."""

    badges: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    order: Literal["revoke"] = "revoke"


@dataclass(frozen=True, slots=True)
class SetOperatorKeys:
    """These Ed25519 public keys, in hex, sign tokens from now on, whatever signed them before."""

    keys: tuple[str, ...]
    order: Literal["set-operator-keys"] = "set-operator-keys"


@dataclass(frozen=True, slots=True)
class ChangeOperatorKeys:
    """A document that one of the present keys has signed says which keys follow."""

    document: str
    order: Literal["change-operator-keys"] = "change-operator-keys"


ProofOrder = (
    GiveBadge | TakeBadge | Delegate | WithdrawDelegations | Revoke | SetOperatorKeys | ChangeOperatorKeys
)
