"""What the ledger knows of proofs: what a visit has seen, whose keys sign, who may take whose things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kiosk.custody import events as e
from kiosk.custody.ids import ConsignmentId, PartyId
from kiosk.custody.words import Kind, Way

if TYPE_CHECKING:
    from kiosk.custody.ledger import Ledger, Recorded, Visit

_SHOWN_BY: Final = {Way.TYPE: (Kind.PIN,), Way.SCAN: (Kind.TOKEN,)}


@dataclass(frozen=True, slots=True)
class OperatorKeys:
    """`number` is that of the document that brought them; 0 where none ever came."""

    number: int = 0
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delegation:
    """One code for `things` of `party`; `until` is UTC in ISO 8601."""

    id: str
    party: PartyId
    things: tuple[ConsignmentId, ...]
    until: str


def kinds_of(tried: e.CredentialTried) -> frozenset[Kind]:
    """Journals from before there were kinds tell them by the way, and a phone's code by its time step."""
    code = () if tried.counter is None else (Kind.TOTP,)
    return frozenset(tried.kinds or (*_SHOWN_BY.get(tried.way, ()), *code))


def proved(visit: Visit, tried: e.CredentialTried, party: PartyId) -> Visit:
    """The visit after `party` has shown what `tried` says: for everything of theirs, or for some things."""
    proven = {**visit.proven, party: tried.audience}
    kinds = kinds_of(tried)
    if tried.only:
        scoped = {thing: visit.scoped.get(thing, frozenset()) | kinds for thing in tried.only}
        return replace(visit, proven=proven, scoped={**visit.scoped, **scoped})
    proofs = {**visit.proofs, party: visit.proofs.get(party, frozenset()) | kinds}
    return replace(visit, proven=proven, proofs=proofs)


def allow(ledger: Ledger, row: Recorded) -> Ledger:
    match row.event:
        case e.OperatorKeysChanged(number, keys):
            return replace(ledger, operator_keys=OperatorKeys(number, keys))
        case e.DelegationMade(delegation, party, things, until):
            made = Delegation(delegation, party, things, until)
            return replace(ledger, delegations={**ledger.delegations, delegation: made})
        case e.DelegationWithdrawn(delegation):
            return _without(ledger, frozenset({delegation}))
        case e.Collected(thing):
            return _without(ledger, _about(ledger.delegations, thing))
        case e.PersonErased(party):
            return _without(ledger, frozenset(d.id for d in ledger.delegations.values() if d.party == party))
        case _:
            return ledger


def _about(delegations: Mapping[str, Delegation], thing: ConsignmentId) -> frozenset[str]:
    """Those of which the last thing goes."""
    return frozenset(d.id for d in delegations.values() if d.things == (thing,))


def _without(ledger: Ledger, gone: frozenset[str]) -> Ledger:
    if not gone:
        return ledger
    return replace(ledger, delegations={k: d for k, d in ledger.delegations.items() if k not in gone})
