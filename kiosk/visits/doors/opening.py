"""The door rule: may it open, the intent, the lock told once, the outcome, and the door that opens late."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import assert_never

from hardware.outcomes.locks import Jammed, NotSent, Opened, OpenOutcome, OutcomeUnknown
from kiosk.custody.doors.claims import Refusal, may_open
from kiosk.custody.doors.events import OpeningEnded, OpeningIntended
from kiosk.custody.doors.late import opened_late
from kiosk.custody.doors.paid import with_opening
from kiosk.custody.event import Event
from kiosk.custody.ids import GrantId, IntentId
from kiosk.custody.proofs.events import ProofReturned, ProofSpent
from kiosk.custody.words import DoorResult
from kiosk.journal.problems import AlreadyThere
from kiosk.journeys.doors.effects import DoorOpened, OpenDoor, Refused
from kiosk.visits.book import Signature
from kiosk.visits.ground import Ground
from kiosk.visits.hands import Hands
from kiosk.visits.run import LATER, TICKETS, Once, Run
from kiosk.visits.who.signed import key_of

log = logging.getLogger(__name__)


class Openings:
    """The only way to a lock. Belongs to the kiosk's thread.

    `released`: told of what an opening means for money, once that is on the disk.
    """

    def __init__(
        self, ground: Ground, hands: Hands, released: Callable[[Iterable[Event]], None] = lambda _events: None
    ) -> None:
        self._ground = ground
        self._hands = hands
        self._released = released
        self._unlocking: dict[int, tuple[Run, OpeningIntended, tuple[Once, ...]]] = {}

    @property
    def awaited(self) -> frozenset[str]:
        """Doors whose lock was told and has not answered yet."""
        return frozenset(intent.door for _, intent, _ in self._unlocking.values())

    def open(self, run: Run, effect: OpenDoor) -> object:
        """Rule, durable intent, one actuation. The sensor's word comes as a message."""
        ground = self._ground
        door = ground.cabinet.door(effect.door)
        if run.visit is None or door is None:
            raise AssertionError("a journey opens a door before its visit began, or one that is not there")
        refusal = may_open(ground.facts(), run.visit, effect.grant, effect.door)
        if refusal is not None:
            return Refused(refusal)
        intent = OpeningIntended(IntentId(ground.outside.draw()), effect.grant, effect.door)
        try:
            spent = self._intend(run, intent)
        except AlreadyThere:
            return Refused(Refusal.SPENT)
        ticket = next(TICKETS)
        self._unlocking[ticket] = (run, intent, spent)
        ground.outside.locks.unlock(ticket, door.lock)
        return LATER

    def answered(self, ticket: int, outcome: OpenOutcome) -> str:
        """The lock has answered: into the book, then to the journey. Returns the door, or "" for nobody's."""
        if ticket not in self._unlocking:
            log.warning("a lock answers ticket %d, which nobody here has given: %s", ticket, outcome)
            return ""
        run, intent, spent = self._unlocking.pop(ticket)
        result, detail = _result(outcome)
        after_ms = outcome.after_ms if isinstance(outcome, Opened) else None
        ended = OpeningEnded(intent.intent, result, detail, after_ms)
        if run not in self._hands.runs:
            by = Signature(self._ground.site.principal, visit=run.visit)
            self._ground.book.record(ended, by=by, theirs=True)
            return intent.door
        if result is DoorResult.NOT_SENT:
            self._give_back(run, ended, intent.grant, spent)
        else:
            money = self._money(run, intent.intent, result)
            self._hands.record(run, ended, *money)
            self._released(money)
        if isinstance(outcome, Opened):
            run.opened_at[intent.door] = self._ground.clock.monotonic()
        self._hands.go_on(run, outcome)
        return intent.door

    def opened_late(self, door: str) -> None:
        """The visit that asked for it takes it up where it still stands there; else somebody has to look."""
        book = self._ground.book
        late = book.ledger.unopened[door].intent
        owner = next((run for run in self._hands.runs if run.visit == late.visit), None)
        taken_up = owner is not None and owner.expects(door)
        happened = opened_late(book.ledger, late, taken_up=taken_up)
        if owner is None:
            book.record(*happened)
            return
        money = self._money(owner, late.id, DoorResult.OPENED) if taken_up else ()
        self._hands.record(owner, *happened, *money)
        self._released(money)
        owner.opened_at[door] = self._ground.clock.monotonic()
        if taken_up:
            self._hands.go_on(owner, DoorOpened(door))

    def _money(self, run: Run, name: IntentId, result: DoorResult) -> tuple[Event, ...]:
        facts = self._ground.facts()
        visit = facts.ledger.visits.get(run.visit) if run.visit else None
        intent = next((i for i in visit.intents if i.id == name), None) if visit is not None else None
        return () if visit is None or intent is None else tuple(with_opening(facts, visit, intent, result))

    # --- what is spent by an opening ----------------------------------------------------------------

    def _intend(self, run: Run, intent: OpeningIntended) -> tuple[Once, ...]:
        """Commit the intent, and with it the proofs that count once, if such were shown for this door.

        Raises AlreadyThere where another visit has spent one; then nothing was done.
        """
        book = self._ground.book
        party = book.ledger.grants[intent.grant].party
        shown = run.once.get(party, ())
        spent = book.vault.spent

        def note() -> None:
            for once in shown:
                spent.spend(key_of(once.kind, once.proof), once.until)

        events = (ProofSpent(once.kind, once.proof) for once in shown)
        self._hands.record(run, *events, intent, also=note)
        run.once.pop(party, None)
        return shown

    def _give_back(self, run: Run, ended: OpeningEnded, grant: GrantId, shown: tuple[Once, ...]) -> None:
        """The lock was never told: what was spent for this door is good as before."""
        book = self._ground.book
        spent = book.vault.spent

        def note() -> None:
            for once in shown:
                spent.give_back(key_of(once.kind, once.proof))

        events = (ProofReturned(once.kind, once.proof) for once in shown)
        self._hands.record(run, ended, *events, also=note)
        if shown:
            run.once[book.ledger.grants[grant].party] = shown


def _result(outcome: OpenOutcome) -> tuple[DoorResult, str]:
    match outcome:
        case Opened():
            return DoorResult.OPENED, ""
        case Jammed(reason):
            return DoorResult.JAMMED, reason
        case NotSent(reason):
            return DoorResult.NOT_SENT, reason
        case OutcomeUnknown(reason):
            return DoorResult.UNKNOWN, reason
        case _:
            assert_never(outcome)
