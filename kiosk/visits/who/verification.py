"""Who is it: what was shown, against the throttle, the vault and the ledger. Every attempt is an event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from typing import Final, assert_never

from kiosk.access.codes import CodeRefused, Offline, classify
from kiosk.access.credentials import (
    BadgeShown,
    BothShown,
    Halfway,
    LookShown,
    PinShown,
    Proved,
    TokenShown,
    TooSoon,
    Unproved,
    Untimely,
    Verdict,
)
from kiosk.access.roles import needs_code
from kiosk.custody.doors.steps import is_asked
from kiosk.custody.ids import ConsignmentId, PartyId, TenancyId
from kiosk.custody.ledger import Consignment, Ledger
from kiosk.custody.proofs.attempts import wait
from kiosk.custody.proofs.events import CredentialTried
from kiosk.custody.spaces.claims import spaces_of
from kiosk.custody.spaces.closing import KEPT
from kiosk.custody.words import Audience, Kind, Stage, TokenFault, Way
from kiosk.journal.tables.vault import Credential, CredentialKind
from kiosk.journeys.who.effects import Verify
from kiosk.vault.totp import Drift, drift_of
from kiosk.visits.ground import Ground
from kiosk.visits.hands import Hands
from kiosk.visits.part import Hears, Performs
from kiosk.visits.run import LATER, TICKETS, Once, Run
from kiosk.visits.who.delegations import proof_of
from kiosk.visits.who.signed import check


@dataclass(frozen=True, slots=True)
class Tagged:
    """What a typed PIN was turned into, by a thread that may take its time."""

    ticket: int
    tag: bytes = field(repr=False)


_KINDS: Final = {
    CredentialKind.PIN: Kind.PIN,
    CredentialKind.TOKEN: Kind.TOKEN,
    CredentialKind.RECOVERY: Kind.TOTP,
    CredentialKind.BADGE: Kind.BADGE,
    CredentialKind.DELEGATION: Kind.DELEGATION,
}


class Verifier:
    """Belongs to the kiosk's thread. `known`: whom the look with a ticket has found, once."""

    def __init__(self, ground: Ground, hands: Hands, known: Callable[[int], PartyId | None]) -> None:
        self._ground = ground
        self._hands = hands
        self._known = known
        self._verifying: dict[int, Run] = {}
        self.performs: Performs = {Verify: self._verify}
        self.hears: Hears = {Tagged: self.on_tagged}

    def _verify(self, run: Run, effect: Verify) -> object:
        way = _way(effect)
        seconds = wait(
            self._ground.book.ledger.attempts,
            way,
            effect.counted,
            self._ground.book.by_last_row(),
        )
        if seconds > 0 and not self._is_token_of_somebody(effect):
            return TooSoon(ceil(seconds))
        first = effect.shown.first if isinstance(effect.shown, BothShown) else effect.shown
        match first:
            case TokenShown(text):
                return self._scanned(run, effect, text)
            case BadgeShown(number):
                return self._look_up(run, effect, self._ground.book.vault.tag_badge(number))
            case LookShown(ticket):
                return self._looked(run, effect, self._known(ticket))
            case PinShown(digits, phone_end):
                ticket = next(TICKETS)
                self._verifying[ticket] = run
                self._ground.outside.tag_pin(ticket, digits, phone_end)
                return LATER
            case _:
                assert_never(first)

    def _is_token_of_somebody(self, effect: Verify) -> bool:
        """Nobody guesses 128 bits or a signature: a right code never waits because a scanner babbles."""
        if not isinstance(effect.shown, TokenShown):
            return False
        code = classify(effect.shown.text)
        if isinstance(code, Offline):
            read = check(self._ground.book, self._ground.site.id, code.text, self._ground.clock)
            return not isinstance(read, TokenFault)
        owner, _ = self._owner(effect, self._ground.book.vault.tag_token(effect.shown.text))
        return owner is not None

    def on_tagged(self, message: Tagged) -> None:
        """A PIN's tag is there; whoever showed it may be gone by now."""
        run = self._verifying.pop(message.ticket, None)
        if run is not None and run in self._hands.runs and isinstance(run.pending, Verify):
            self._hands.go_on(run, self._look_up(run, run.pending, message.tag))

    def _look_up(self, run: Run, effect: Verify, tag: bytes) -> Verdict:
        owner, kind = self._owner(effect, tag)
        way, audience = _way(effect), owner.audience if owner else effect.counted
        needs = owner is not None and needs_code(self._ground.book.ledger.role_of(owner.party))
        if owner is not None and needs and not isinstance(effect.shown, BothShown):
            return Halfway()
        if isinstance(effect.shown, BothShown):
            return self._second_factor(run, effect.shown.code, owner if needs else None, kind)
        if owner is not None:
            self._signed_in(run, owner)
            only = self._delegated(run, owner, kind, tag)
            tried = CredentialTried(way, audience, owner.party, kinds=(kind,), only=only)
        else:
            tried = CredentialTried(way, audience)
        self._hands.record(run, tried)
        return owner or Unproved()

    def _looked(self, run: Run, effect: Verify, party: PartyId | None) -> Verdict:
        """A face proves its person while something waits for them or they rent a space; with each use its
        term begins anew."""
        book = self._ground.book
        faces, now = book.vault.faces, book.pace()
        awaited = party is not None and (book.ledger.waiting_for(party) or spaces_of(book.ledger, party))
        counts = party is not None and faces.has(party) and bool(awaited)
        if party is None or not counts or effect.of not in (None, party):
            self._hands.record(run, CredentialTried(Way.LOOK, Audience.VISITOR))
            return Unproved()
        proved = Proved(party, Audience.VISITOR)
        self._signed_in(run, proved)
        tried = CredentialTried(Way.LOOK, Audience.VISITOR, party, kinds=(Kind.FACE,))
        self._hands.record(run, tried, also=lambda: faces.used(party, now))
        return proved

    def _delegated(self, run: Run, owner: Proved, kind: Kind, tag: bytes) -> tuple[ConsignmentId, ...]:
        """For which things alone it proves somebody: those that a code for somebody else names."""
        found = self._ground.book.vault.holder(tag) if kind is Kind.DELEGATION else None
        if found is None:
            return ()
        delegation = self._ground.book.ledger.delegations[found.id]
        run.shows_once(owner.party, proof_of(delegation))
        return delegation.things

    def _scanned(self, run: Run, effect: Verify, text: str) -> Verdict:
        match classify(text):
            case Offline(token):
                return self._signed(run, effect, token)
            case CodeRefused():
                return self._refused(run, effect, TokenFault.FORM)
            case _:
                return self._look_up(run, effect, self._ground.book.vault.tag_token(text))

    def _signed(self, run: Run, effect: Verify, text: str) -> Verdict:
        """A token by the operator's key: proves its recipient for one thing, and for one visit."""
        checked = check(self._ground.book, self._ground.site.id, text, self._ground.clock)
        if isinstance(checked, TokenFault):
            return self._refused(run, effect, checked)
        proved = Proved(checked.party, Audience.VISITOR)
        if effect.of not in (None, proved.party) or effect.audience is Audience.STAFF:
            return self._refused(run, effect, TokenFault.NOT_HERE)
        self._signed_in(run, proved)
        run.shows_once(proved.party, Once(Kind.OFFLINE, checked.proof, checked.until))
        tried = CredentialTried(
            Way.SCAN, Audience.VISITOR, proved.party, kinds=(Kind.OFFLINE,), only=(checked.thing,)
        )
        self._hands.record(run, tried)
        return proved

    def _refused(self, run: Run, effect: Verify, fault: TokenFault) -> Verdict:
        self._hands.record(run, CredentialTried(_way(effect), effect.counted, fault=fault))
        return Untimely() if fault is TokenFault.CLOCK else Unproved()

    def _owner(self, effect: Verify, tag: bytes) -> tuple[Proved | None, Kind]:
        """Whose PIN or badge it is, and which of them."""
        audiences = tuple(Audience) if effect.audience is None else (effect.audience,)
        owner: Proved | None = None
        kind = Kind.PIN
        for audience in audiences:
            found = self._ground.book.vault.lookup(tag, audience, self._ground.clock.now())
            wanted = found is not None and effect.of in (None, found.party)
            if found is not None and wanted and self._counts(audience, found):
                owner = Proved(PartyId(found.party), audience)
                kind = _KINDS[found.kind]
        return owner, kind

    def _second_factor(self, run: Run, code: str, owner: Proved | None, kind: Kind) -> Verdict:
        """The phone's code, or the one that stands for the phone: each counts once, and is spent on the disk
        before anybody is let in. Nobody's PIN makes the same work."""
        vault, now = self._ground.book.vault, self._ground.clock.now()
        member = self._ground.book.ledger.staff.get(owner.party) if owner else None
        party = member.id if member else PartyId("")
        pace = self._ground.book.pace()
        drift = drift_of(member.drift, member.drift_at, pace, lost=member.lost) if member else Drift()
        step = vault.code_step(party, code, now, member.counter if member else 0, drift)
        spare = vault.lookup(vault.tag_recovery(code), Audience.STAFF, now)
        recovered = spare is not None and spare.party == party and spare.kind is CredentialKind.RECOVERY
        if owner is None or not (step is not None or recovered):
            self._hands.record(run, CredentialTried(Way.TYPE, Audience.STAFF))
            return Unproved()
        self._signed_in(run, owner)
        tried = CredentialTried(Way.TYPE, Audience.STAFF, owner.party, step, (kind, Kind.TOTP))
        used = spare.id if spare is not None and step is None else None
        self._hands.record(run, tried, also=lambda: used and vault.revoke(credential=used))
        return owner

    def _counts(self, audience: Audience, found: Credential) -> bool:
        """A visitor's credential is good while its thing waits here or its space is rented, a badge as long
        as it is theirs, and a member of staff's while employed."""
        ledger = self._ground.book.ledger
        if audience is Audience.STAFF:
            return PartyId(found.party) in ledger.staff
        if found.kind is CredentialKind.BADGE:
            return True
        if found.kind is CredentialKind.DELEGATION:
            delegation = ledger.delegations.get(found.id)
            return delegation is not None and not delegation.used and bool(delegation.things)
        about = found.consignment or ""
        if not about:
            return _is_member(ledger, PartyId(found.party))
        if TenancyId(about) in ledger.tenancies:
            return True
        thing = ledger.consignments.get(ConsignmentId(about))
        if thing is not None and self._asks_for(thing):
            return True
        # Of several pieces each opens for the code of the first, whichever comes or leaves first.
        return any(self._asks_for(one) for one in ledger.consignments.values() if one.case == about)

    def _asks_for(self, thing: Consignment) -> bool:
        """Whether there is something to do with it for whoever has its code."""
        here = thing.stage is not Stage.ANNOUNCED
        # Whoever rented a space is told what became of their things.
        book = self._ground.book
        return here or thing.kind == KEPT or is_asked(book.ledger, thing, book.by_last_row())

    def _signed_in(self, run: Run, proved: Proved) -> None:
        if run.actor:
            return  # one more proof, or a second person who approves; whose visit it is stays
        member = self._ground.book.ledger.staff.get(proved.party)
        run.actor = proved.party
        run.audience = proved.audience
        run.principal = member.principal if member else ""


def _is_member(ledger: Ledger, party: PartyId) -> bool:
    """Whether what is theirs alone, and no thing's, proves somebody: one of a group, or who has something."""
    in_group = any(party in members for members in ledger.groups.values())
    return in_group or any(thing.holder == party for thing in ledger.consignments.values())


def _way(effect: Verify) -> Way:
    match effect.shown:
        case TokenShown():
            return Way.SCAN
        case BadgeShown():
            return Way.BADGE
        case LookShown():
            return Way.LOOK
        case PinShown() | BothShown():
            return Way.TYPE
        case _:
            assert_never(effect.shown)
