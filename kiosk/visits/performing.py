"""Performs the effects of journeys. The door rule stands here, once."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Any, Final, assert_never

from hardware.outcomes import DoorState, Jammed, NotSent, Opened, OpenOutcome, OutcomeUnknown
from kiosk.access.codes import Refused as RefusedText
from kiosk.access.codes import classify, tracking_text
from kiosk.access.credentials import (
    BothShown,
    Halfway,
    PinShown,
    Proved,
    TokenShown,
    TooSoon,
    Unproved,
    Verdict,
)
from kiosk.access.roles import needs_code
from kiosk.custody import events as e
from kiosk.custody.attempts import wait
from kiosk.custody.claims import may_open
from kiosk.custody.ids import ConsignmentId, IntentId, PartyId, VisitId
from kiosk.custody.words import Audience, DoorResult, Ending, Kind, Stage, Way
from kiosk.journal.tables import CredentialKind
from kiosk.journeys.effects import (
    After,
    Ask,
    Begin,
    DoorClosed,
    DoorEvents,
    Draw,
    Effect,
    Find,
    LeaveOff,
    OpenDoor,
    Opening,
    Park,
    Record,
    Refused,
    Reply,
    Sense,
    Show,
    SiteNotWritten,
    SiteWritten,
    Texts,
    TimeUp,
    Verify,
    VisitOver,
    WriteSite,
)
from kiosk.site import SiteRefused
from kiosk.site.rewriting import replace_site
from kiosk.visits.book import Signature

if TYPE_CHECKING:
    from kiosk.visits.house import House
    from kiosk.visits.run import Run

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tagged:
    """What a typed PIN was turned into, by a thread that may take its time."""

    ticket: int
    tag: bytes = field(repr=False)


class _Later:
    """The outcome will come as a message."""


LATER: Final = _Later()
_SETTLES: Final = 1.0
"""Seconds after which a sensor has surely been read, bounce and all."""

_KINDS: Final = {
    CredentialKind.PIN: Kind.PIN,
    CredentialKind.TOKEN: Kind.TOKEN,
    CredentialKind.RECOVERY: Kind.TOTP,
}

# One row of tickets for the whole process: what a lock says to a kiosk whose disk failed must not answer the
# kiosk that came after it.
_TICKETS: Final = itertools.count(1)


class Performer:
    """Moves a run from effect to effect until one has to wait."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._unlocking: dict[int, tuple[Run, e.OpeningIntended]] = {}
        self._verifying: dict[int, Run] = {}

    def go_on(self, run: Run, outcome: object) -> None:
        """Send the outcome into the journey and perform what it asks for next."""
        self._drive(run, lambda: run.journey.send(outcome), Ending.FINISHED)

    def throw(self, run: Run, over: VisitOver, how: Ending) -> None:
        """End the journey at the question it waits at."""
        self._drive(run, lambda: run.journey.throw(over), how)

    def _drive(self, run: Run, step: Callable[[], Effect[Any]], how: Ending) -> None:
        run.pending = None
        self._house.timers.cancel(("after", run))
        self._house.idle.stop(run)
        while True:
            try:
                effect = step()
            except StopIteration as done:
                self._house.over(run, how, done.value or "")
                return
            except VisitOver:
                self._house.over(run, how)
                return
            run.pending = effect
            outcome = self._perform(run, effect)
            if outcome is LATER:
                return
            run.pending = None

            def step(given: object = outcome) -> Effect[Any]:
                return run.journey.send(given)

    def _perform(self, run: Run, effect: Effect[Any]) -> object:
        match effect:
            case Ask():
                return self._ask(run, effect)
            case Show(screen):
                self._house.put_up(run, screen)
                self._house.idle.asked(run)
                return None
            case Begin(journey, with_screen):
                self._begin_visit(run, journey, with_screen=with_screen)
                return None
            case Record(events):
                self._house.record(run, *events)
                return None
            case Draw():
                return self._house.outside.draw()
            case Verify():
                return self._verify(run, effect)
            case OpenDoor():
                return self._open(run, effect)
            case Park(door):
                return self._park(run, door)
            case _:
                return self._fetch(run, effect)

    def _fetch(self, run: Run, effect: Effect[Any]) -> object:
        """What needs no book: labels, sensors, the site file, the machine itself."""
        match effect:
            case Find(text):
                return self._find(text)
            case Texts(consignments):
                labels = self._house.book.vault.labels(consignments)
                return tuple(labels[c].tracking if c in labels else "" for c in consignments)
            case Sense(door, expected):
                return self._sense(run, door, expected)
            case WriteSite():
                return self._write_site(effect)
            case LeaveOff(how):
                self._house.leave_off(how)
                return None
            case Reply(outcome):
                self.answer_afar(run, outcome)
                return None
            case _:
                raise AssertionError(f"nobody performs {type(effect).__name__}")

    # --- questions --------------------------------------------------------------------------------

    def _ask(self, run: Run, question: Ask[Any]) -> object:
        for source in question.also:
            match source:
                case DoorEvents(door) if door not in self._house.book.ledger.doors_open:
                    return DoorClosed(door, quickly=False)
                case After(seconds) if seconds < float("inf"):
                    self._house.timers.set(("after", run), seconds, lambda: self.go_on(run, TimeUp()))
                case _:
                    pass
        if question.screen is not None:
            self._house.put_up(run, question.screen)
        self._house.idle.asked(run)
        return LATER

    def _begin_visit(self, run: Run, journey: str, *, with_screen: bool) -> None:
        run.visit = VisitId(self._house.outside.draw())
        word = self._house.outside.word()
        self._house.record(run, e.VisitBegan(journey, word, with_screen))

    def _park(self, run: Run, door: str) -> object:
        self._house.record(run, e.VisitParked(door))
        self._house.park(run)
        return LATER

    # --- who is it --------------------------------------------------------------------------------

    def _verify(self, run: Run, effect: Verify) -> object:
        way = _way(effect)
        seconds = wait(
            self._house.book.ledger.attempts,
            way,
            effect.audience or Audience.VISITOR,
            self._house.clock.now(),
        )
        if seconds > 0:
            return TooSoon(ceil(seconds))
        first = effect.shown.first if isinstance(effect.shown, BothShown) else effect.shown
        match first:
            case TokenShown(text):
                return self._look_up(run, effect, self._house.book.vault.tag_token(text))
            case PinShown(digits, phone_end):
                ticket = next(_TICKETS)
                self._verifying[ticket] = run
                self._house.outside.tag_pin(ticket, digits, phone_end)
                return LATER
            case _:
                assert_never(first)

    def tagged(self, message: Tagged) -> None:
        """A PIN's tag is there; whoever showed it may be gone by now."""
        run = self._verifying.pop(message.ticket, None)
        if run is not None and run in self._house.runs and isinstance(run.pending, Verify):
            self.go_on(run, self._look_up(run, run.pending, message.tag))

    def _look_up(self, run: Run, effect: Verify, tag: bytes) -> Verdict:
        owner, kind = self._owner(effect, tag)
        way, audience = _way(effect), owner.audience if owner else effect.audience or Audience.VISITOR
        needs = owner is not None and needs_code(self._house.book.ledger.role_of(owner.party))
        if owner is not None and needs and not isinstance(effect.shown, BothShown):
            return Halfway()
        if isinstance(effect.shown, BothShown):
            return self._second_factor(run, effect.shown.code, owner if needs else None, kind)
        if owner is not None:
            self._signed_in(run, owner)
            tried = e.CredentialTried(way, audience, owner.party, kinds=(kind,))
        else:
            tried = e.CredentialTried(way, audience)
        self._house.record(run, tried)
        return owner or Unproved()

    def _owner(self, effect: Verify, tag: bytes) -> tuple[Proved | None, Kind]:
        """Whose PIN or badge it is, and which of them."""
        audiences = tuple(Audience) if effect.audience is None else (effect.audience,)
        owner: Proved | None = None
        kind = Kind.PIN
        for audience in audiences:
            found = self._house.book.vault.lookup(tag, audience, self._house.clock.now())
            wanted = found is not None and effect.of in (None, found.party)
            if found is not None and wanted and self._counts(audience, found.party, found.consignment):
                owner = Proved(PartyId(found.party), audience)
                kind = _KINDS[found.kind]
        return owner, kind

    def _second_factor(self, run: Run, code: str, owner: Proved | None, kind: Kind) -> Verdict:
        """The phone's code, or the one that stands for the phone: each counts once, and is spent on the disk
        before anybody is let in. Nobody's PIN makes the same work."""
        vault, now = self._house.book.vault, self._house.clock.now()
        member = self._house.book.ledger.staff.get(owner.party) if owner else None
        party = member.id if member else PartyId("")
        step = vault.code_step(party, code, now, member.counter if member else 0)
        spare = vault.lookup(vault.tag_recovery(code), Audience.STAFF, now)
        recovered = spare is not None and spare.party == party and spare.kind is CredentialKind.RECOVERY
        if owner is None or not (step is not None or recovered):
            self._house.record(run, e.CredentialTried(Way.TYPE, Audience.STAFF))
            return Unproved()
        self._signed_in(run, owner)
        tried = e.CredentialTried(Way.TYPE, Audience.STAFF, owner.party, step, (kind, Kind.TOTP))
        used = spare.id if spare is not None and step is None else None
        self._house.record(run, tried, also=lambda: used and vault.revoke(credential=used))
        return owner

    def _counts(self, audience: Audience, party: str, consignment: str | None) -> bool:
        """A visitor's credential is good while its thing waits here, a member of staff's while employed."""
        ledger = self._house.book.ledger
        if audience is Audience.STAFF:
            return PartyId(party) in ledger.staff
        thing = ledger.consignments.get(ConsignmentId(consignment or ""))
        return thing is not None and thing.stage is not Stage.ANNOUNCED

    def _signed_in(self, run: Run, proved: Proved) -> None:
        if run.audience is Audience.STAFF and run.actor:
            return  # a second person approves; whose visit it is stays
        member = self._house.book.ledger.staff.get(proved.party)
        run.actor = proved.party
        run.audience = proved.audience
        run.principal = member.principal if member else ""

    # --- doors ------------------------------------------------------------------------------------

    def _open(self, run: Run, effect: OpenDoor) -> object:
        """Rule, durable intent, one actuation. The sensor's word comes as a message."""
        house = self._house
        door = house.cabinet.door(effect.door)
        if run.visit is None or door is None:
            raise AssertionError("a journey opens a door before its visit began, or one that is not there")
        refusal = may_open(house.facts(), run.visit, effect.grant, effect.door)
        if refusal is not None:
            return Refused(refusal)
        intent = e.OpeningIntended(IntentId(house.outside.draw()), effect.grant, effect.door)
        house.record(run, intent)
        ticket = next(_TICKETS)
        self._unlocking[ticket] = (run, intent)
        house.outside.locks.unlock(ticket, door.lock)
        return LATER

    def unlocked(self, ticket: int, outcome: OpenOutcome) -> None:
        """The lock has answered: into the book, then to the journey."""
        if ticket not in self._unlocking:
            log.warning("a lock answers ticket %d, which nobody here has given: %s", ticket, outcome)
            return
        run, intent = self._unlocking.pop(ticket)
        result, detail = _result(outcome)
        after_ms = outcome.after_ms if isinstance(outcome, Opened) else None
        if run not in self._house.runs:
            by = Signature(self._house.site.principal, visit=run.visit)
            self._house.book.record(e.OpeningEnded(intent.intent, result, detail, after_ms), by=by)
            return
        self._house.record(run, e.OpeningEnded(intent.intent, result, detail, after_ms))
        if isinstance(outcome, Opened):
            run.opened_at[intent.door] = self._house.clock.monotonic()
        self.go_on(run, outcome)

    def answer_afar(self, run: Run, outcome: Opening) -> None:
        if run.reply is not None:
            run.reply(outcome)
            run.reply = None

    def _sense(self, run: Run, door: str, expected: DoorState | None) -> object:
        sensed = self._house.doors.sensed
        now = sensed.get(door, DoorState.UNKNOWN)
        if expected is None or now is expected:
            return now
        self._house.timers.set(
            ("after", run), _SETTLES, lambda: self.go_on(run, sensed.get(door, DoorState.UNKNOWN))
        )
        return LATER

    def sensed(self, door: str, state: DoorState) -> None:
        """A sensor has changed; whoever waits for just that goes on."""
        for run in tuple(self._house.runs):
            if isinstance(run.pending, Sense) and run.pending == Sense(door, state):
                self.go_on(run, state)

    def _write_site(self, effect: WriteSite) -> SiteWritten | SiteNotWritten:
        house = self._house
        try:
            site, kept = replace_site(
                house.site.path,
                house.cabinet,
                effect.columns,
                dict(effect.wiring),
                effect.inverted,
                house.clock.now(),
            )
        except (OSError, SiteRefused) as failure:
            log.warning("the site file was not written: %s", failure)
            return SiteNotWritten(str(failure))
        return SiteWritten(site.digest, kept)

    # --- labels -----------------------------------------------------------------------------------

    def _find(self, text: str) -> ConsignmentId | None:
        """The consignment with this label: the one that is still to come, else one that is here."""
        if isinstance(classify(text), RefusedText):
            return None
        book = self._house.book
        known = (ConsignmentId(c) for c in book.vault.consignments_with(tracking_text(text) or text))
        here = [book.ledger.consignments[c] for c in known if c in book.ledger.consignments]
        here.sort(key=lambda c: c.stage is not Stage.ANNOUNCED)
        return here[0].id if here else None


def _way(effect: Verify) -> Way:
    return Way.SCAN if isinstance(effect.shown, TokenShown) else Way.TYPE


def _result(outcome: OpenOutcome) -> tuple[DoorResult, str]:
    match outcome:
        case Opened():
            return DoorResult.OPENED, ""
        case Jammed():
            return DoorResult.JAMMED, ""
        case NotSent(reason):
            return DoorResult.NOT_SENT, reason
        case OutcomeUnknown(reason):
            return DoorResult.UNKNOWN, reason
        case _:
            assert_never(outcome)
