"""How proofs change the ledger: what a visit has seen, whose keys sign, who may take whose things."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.custody.changes import kept, put, replace
from kiosk.custody.doors.events import LowDoorWanted
from kiosk.custody.ids import ConsignmentId, PartyId
from kiosk.custody.ledger import Ledger, Recorded, Visit
from kiosk.custody.proofs.attempts import ruled, spend
from kiosk.custody.proofs.events import (
    CredentialTried,
    DelegationMade,
    DelegationWithdrawn,
    GuessingSuspected,
    GuestCame,
    LimitsSet,
    OperatorKeysChanged,
    PersonErased,
    ProofReturned,
    ProofSpent,
    RevocationsTaken,
)
from kiosk.custody.proofs.state import Delegation, OperatorKeys
from kiosk.custody.things.events import Collected
from kiosk.custody.wishes.events import PreferenceForgotten
from kiosk.custody.words import CODE_LASTS, Audience, Kind, Way
from kiosk.custody.writers import visit_with

_SHOWN_BY: Final = {Way.TYPE: (Kind.PIN,), Way.SCAN: (Kind.TOKEN,)}


def kinds_of(tried: CredentialTried) -> frozenset[Kind]:
    """Journals from before there were kinds tell them by the way, and a phone's code by its time step."""
    code = () if tried.counter is None else (Kind.TOTP,)
    return frozenset(tried.kinds or (*_SHOWN_BY.get(tried.way, ()), *code))


def after_proof(visit: Visit, tried: CredentialTried, party: PartyId) -> Visit:
    """The visit after `party` has shown what `tried` says: for everything of theirs, or for some things."""
    proven = {**visit.proven, party: tried.audience}
    kinds = kinds_of(tried)
    if tried.only:
        scoped = {thing: visit.scoped.get(thing, frozenset()) | kinds for thing in tried.only}
        return replace(visit, proven=proven, scoped={**visit.scoped, **scoped})
    proofs = {**visit.proofs, party: visit.proofs.get(party, frozenset()) | kinds}
    return replace(visit, proven=proven, proofs=proofs)


def receive_guest(ledger: Ledger, row: Recorded, event: GuestCame) -> Ledger:
    """They may do what is open to anyone: no kind of proof stands for them."""
    visit = ledger.visits.get(row.visit) if row.visit else None
    if visit is None:
        return ledger
    proven = {**visit.proven, event.party: Audience.VISITOR}
    return visit_with(ledger, visit, proven=proven, guest=event.party)


def limits(ledger: Ledger, row: Recorded) -> Ledger:
    """What the rows about guessing make of the ledger."""
    match row.event:
        case LimitsSet() | GuessingSuspected():
            return replace(ledger, attempts=ruled(ledger.attempts, row.event, row.at))
        case _:
            return ledger


def after_attempt(ledger: Ledger, row: Recorded, event: CredentialTried) -> Ledger:
    proved = event.proved
    if proved is not None and proved in ledger.staff:
        ledger = _code_spent(ledger, row, event, proved)
    spent = spend(ledger.attempts, event.way, event.audience, hit=proved is not None, at=row.at)
    visit = ledger.visits.get(row.visit) if row.visit else None
    if visit is None or proved is None:
        return replace(ledger, attempts=spent)
    visits = put(ledger.visits, visit.id, after_proof(visit, event, proved))
    return replace(ledger, attempts=spent, visits=visits)


def _code_spent(ledger: Ledger, row: Recorded, event: CredentialTried, proved: PartyId) -> Ledger:
    """What the code of a phone, or coming in without it, says of the phone of a member of staff."""
    member = ledger.staff[proved]
    if event.counter is not None:
        drift = event.counter - int(row.at.timestamp()) // CODE_LASTS
        member = replace(member, counter=event.counter, drift=drift, drift_at=ledger.paced, lost=False)
    elif Kind.TOTP in event.kinds:
        member = replace(member, lost=True)
    else:
        return ledger
    return replace(ledger, staff=put(ledger.staff, proved, member))


def phones(ledger: Ledger, seconds: int) -> Ledger:
    """The machine's clock was set: so much further ahead of it are the phones now."""
    steps = round(seconds / CODE_LASTS)
    staff = {k: replace(s, drift=s.drift + steps) for k, s in ledger.staff.items() if s.counter}
    return replace(ledger, staff={**ledger.staff, **staff}) if staff else ledger


def allow(ledger: Ledger, row: Recorded) -> Ledger:
    match row.event:
        case OperatorKeysChanged(number, keys):
            return replace(ledger, operator_keys=OperatorKeys(number, keys))
        case RevocationsTaken():
            return replace(ledger, revocations_at=row.at)
        case DelegationMade(delegation, party, things, until):
            made = Delegation(delegation, party, things, until)
            # A clock that is ahead must not take a code away that counts again when it is right.
            now = min(row.at, ledger.paced or row.at).isoformat()
            live = kept(ledger.delegations, lambda _, d: d.until > now)
            return replace(ledger, delegations=put(live, delegation, made))
        case ProofSpent(Kind.DELEGATION, proof):
            return _marked(ledger, proof, used=True)
        case ProofReturned(Kind.DELEGATION, proof):
            return _marked(ledger, proof, used=False)
        case DelegationWithdrawn(delegation):
            return _kept(ledger, lambda d: d if d.id != delegation else None)
        case Collected(thing):
            return _kept(ledger, lambda d: _less(d, thing))
        case LowDoorWanted(party):
            return replace(ledger, low_doors=ledger.low_doors | {party})
        case PreferenceForgotten(party):
            return replace(ledger, low_doors=ledger.low_doors - {party})
        case PersonErased(party):
            forgotten = replace(ledger, low_doors=ledger.low_doors - {party})
            return _kept(forgotten, lambda d: d if d.party != party else None)
        case _:
            return ledger


def _marked(ledger: Ledger, delegation: str, *, used: bool) -> Ledger:
    return _kept(ledger, lambda d: replace(d, used=used) if d.id == delegation else d)


def _less(delegation: Delegation, gone: ConsignmentId) -> Delegation | None:
    left = tuple(thing for thing in delegation.things if thing != gone)
    return replace(delegation, things=left) if left else None


def _kept(ledger: Ledger, of: Callable[[Delegation], Delegation | None]) -> Ledger:
    if not ledger.delegations:
        return ledger
    kept = ((k, of(d)) for k, d in ledger.delegations.items())
    return replace(ledger, delegations={k: d for k, d in kept if d is not None})
