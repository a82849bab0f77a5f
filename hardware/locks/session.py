"""One session of a line, from its opening to its loss: unlocks, polls and their reports."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import assert_never

from hardware.locks.attempt import WINDOW, Attempt
from hardware.locks.bankwatch import BankWatch
from hardware.locks.doorwatch import Move
from hardware.locks.driver import Declined, DoorReading
from hardware.locks.line import Line, NoReply, UnaskedReport
from hardware.locks.orders import Orders, SearchOrder, UnlockOrder
from hardware.locks.search import Search
from hardware.locks.turns import Turns
from hardware.outcomes.locks import (
    BankBack,
    BankSilent,
    BusReport,
    DoorMoved,
    DoorState,
    LockAddress,
    NotSent,
    Opened,
    OpenOutcome,
    OutcomeUnknown,
    SearchDone,
    UnlockDone,
)
from hardware.transport.base import LineError
from hardware.transport.wake import Wake

log = logging.getLogger(__name__)

FRAME_LEAVES = 0.025
"""Seconds that the longest frame needs on the wire after the line has taken it."""
LOOKS_MOST = 5
"""Further readings at the start of a line, where an unlock from before waits for its outcome."""
DEAF = 0.1
"""Seconds for which nobody listens to a line that has just babbled."""
BREATH = 0.05
"""Seconds for which nothing is asked after a door was shut that the kiosk had opened: the next unlock may
follow, and would have to wait for a reading to end."""


def ignore(_ticket: int, _at: float) -> None:
    """A hook that does nothing."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """For measuring: called in the owner thread with a ticket and a monotonic time."""

    on_taken: Callable[[int, float], None] = ignore
    """the line was free and the unlock's turn came"""
    on_sent: Callable[[int, float], None] = ignore
    """the line had taken the last byte of the unlock frame"""


@dataclass(frozen=True, slots=True)
class Context:
    """The bus around a session: its orders, hooks and clock; `window` as in `Bus`."""

    name: str
    post: Callable[[BusReport], None]
    wake: Wake
    clock: Callable[[], float]
    hooks: Hooks
    window: float = WINDOW

    def answer(self, wanted: UnlockOrder, outcome: OpenOutcome) -> None:
        self.post(UnlockDone(wanted.ticket, wanted.address, outcome))


class Session:
    """Works on one open line. Every method but `end` may raise `LineError`, and then only `end` is left."""

    def __init__(
        self,
        line: Line,
        banks: Sequence[BankWatch],
        context: Context,
        *,
        pull_at: float = float("-inf"),
        attempt: Attempt | None = None,
    ) -> None:
        self._line = line
        self._banks = banks
        self._context = context
        self._turns = Turns()
        self._ready = False
        self._in_hand: UnlockOrder | None = None
        """an unlock that is neither answered nor on its way"""
        self._sending = False
        self._attempt = attempt
        self._search: Search | None = None
        self._searched_last = False
        self._deaf_until = float("-inf")
        self._breath_until = float("-inf")
        self.pull_at = pull_at
        """when the next lock may be pulled: two solenoids at once can brown out a supply"""
        for bank in banks:
            bank.begin()

    @property
    def strays(self) -> int:
        """Number of unasked bursts on this line that no driver understood."""
        return self._line.strays

    def first_reading(self, bank: BankWatch) -> None:
        """Read a bank for the first time; an unlock from before the line was lost gets what it needs."""
        self._read(bank)
        for _ in range(LOOKS_MOST):
            attempt = self._attempt_at(bank)
            if attempt is None or not attempt.undecided:
                return
            self._read(bank)

    def begin(self) -> None:
        """Begin to post changes: all banks were read once."""
        self._ready = True
        for bank in self._banks:
            if bank.silent:
                self._tell_silent(bank)

    def work(self, orders: Orders) -> None:
        """One unlock, or one step of a search, or one reading, or waiting for the next."""
        self._turns.busy = orders.busy
        if orders.searches and self._search is None:
            self._begin_search(orders.searches.popleft())
        now = self._context.clock()
        wanted = bool(orders.unlocks) and self._attempt is None
        if self._line.free_at > now:
            self._context.wake.wait(self._line.free_at - now)
        elif wanted and self.pull_at <= now:
            self._in_hand = orders.unlocks.popleft()
            self._unlock(self._in_hand)
        elif self._search is not None and self._attempt is None and not self._searched_last:
            self._search_on(self._search)
        else:
            self._searched_last = False
            self._read_or_rest(self.pull_at if wanted else now if self._search else float("inf"))
        for report in self._line.reports():
            self._heard(self._banks[report.ear], report)

    def leave(self) -> None:
        """The program stops: leave boards as safe as they are at the start, as far as the line takes it."""
        with suppress(LineError):
            for bank in self._banks:
                if bank.prepared:
                    self._line.tally = bank.tally
                    bank.driver.prepare(self._line)

    def end(self, reason: str, *, written: int, final: bool) -> Attempt | None:
        """Answer what is open and let go of the line; `written` as in the `LineError` that ended it.

        An unlock that left, and whose outcome a sensor may still tell when the line is back, is given back
        instead, but not where the end is `final`.
        """
        self._line.close()
        wanted, attempt, search = self._in_hand, self._attempt, self._search
        self._in_hand = self._attempt = self._search = None
        if search is not None:
            self._context.post(search.over(lost=reason))
        if wanted is not None and self._sending and written > 0:
            now, bank = self._context.clock(), self._bank(wanted)
            bank.doors.command(wanted.address.channel, now)
            self.pull_at = now + FRAME_LEAVES + bank.driver.pulse
            attempt = self._new_attempt(bank, wanted, now)
        elif wanted is not None:
            self._context.answer(wanted, NotSent(reason))
        if attempt is not None and final:
            self._context.post(UnlockDone(attempt.ticket, attempt.address, OutcomeUnknown(reason)))
            attempt = None
        for each in self._banks:
            each.begin()
        if attempt is not None:
            attempt.blind(reason)
        return attempt

    def _read_or_rest(self, latest: float) -> None:
        """The next reading, if its time has come; else wait, at most until `latest`."""
        attempt = self._attempt
        first = None if attempt is None else self._bank(attempt)
        now = self._context.clock()
        turn = self._turns.next(self._banks, now, first)
        begins = max(turn.at, self._breath_until)
        if begins <= now:
            self._read(turn.bank)
            return
        wait = min(begins, latest) - now
        deaf = self._deaf_until - now
        if deaf > 0:
            self._context.wake.wait(min(deaf, wait))
        elif not self._line.listen(wait, self._context.wake):
            self._deaf_until = self._context.clock() + DEAF

    # --- unlocks ------------------------------------------------------------------------------

    def _unlock(self, wanted: UnlockOrder) -> None:
        bank = next((bank for bank in self._banks if bank.bank.name == wanted.address.bank), None)
        if bank is None or not 1 <= wanted.address.channel <= bank.bank.channels:
            self._refuse(wanted, NotSent("there is no such lock on this line"))
            return
        if bank.silent:
            self._read(bank)
        if bank.silent:
            self._refuse(wanted, NotSent(f"the board is silent: {bank.why_silent}"))
            return
        self._send(bank, wanted)

    def _refuse(self, wanted: UnlockOrder, outcome: NotSent) -> None:
        self._in_hand = None
        self._context.answer(wanted, outcome)

    def _send(self, bank: BankWatch, wanted: UnlockOrder) -> None:
        taken = self._context.clock()
        self._context.hooks.on_taken(wanted.ticket, taken)

        def on_sent(at: float) -> None:
            self._attempt = self._new_attempt(bank, wanted, at)
            self._in_hand = None
            self.pull_at = at + FRAME_LEAVES + bank.driver.pulse
            bank.doors.command(wanted.address.channel, at)
            self._context.hooks.on_sent(wanted.ticket, at)

        self._sending = True
        self._line.tally = bank.tally
        said = bank.driver.unlock(self._line, wanted.address.channel, on_sent)
        self._sending = False
        if isinstance(said, NotSent):
            self._refuse(wanted, said)
        elif self._attempt is not None:
            self._attempt.declined(said.why) if isinstance(said, Declined) else self._attempt.heard(said)
        self._turns.hurry()

    def _new_attempt(self, bank: BankWatch, wanted: UnlockOrder, at: float) -> Attempt:
        return Attempt(
            wanted.ticket,
            wanted.address,
            at,
            bank.driver.readings_needed + bank.doubts(at),
            self._context.window,
            wanted.address.channel in bank.doors.seen_closed,
        )

    def _conclude(self, bank: BankWatch, attempt: Attempt, outcome: OpenOutcome | None) -> None:
        if outcome is None:
            return
        self._attempt = None
        self._context.post(UnlockDone(attempt.ticket, attempt.address, outcome))
        if isinstance(outcome, Opened):
            move = bank.doors.opened(attempt.address.channel, self._context.clock())
            self._moved(bank, [move] if move else [])

    # --- another board in a silent one's place ----------------------------------------------------

    @property
    def trying(self) -> str:
        """The bank whose unlock waits for its outcome; empty without."""
        return self._attempt.address.bank if self._attempt is not None else ""

    def _begin_search(self, sought: SearchOrder) -> None:
        bank = next((bank for bank in self._banks if bank.bank.name == sought.bank), None)
        if bank is None:
            self._context.post(SearchDone(sought.ticket, sought.bank, lost="there is no such bank"))
            return
        self._search = Search(sought, bank.bank, [each.bank for each in self._banks])
        if bank.silent:
            self._read(bank)
        if not bank.silent:
            self._found(self._search.over(back=True))

    def _search_on(self, search: Search) -> None:
        self._searched_last = True
        done = search.step(self._line)
        if done is not None:
            self._found(done)

    def _found(self, done: SearchDone) -> None:
        self._search = None
        self._context.post(done)

    # --- readings -----------------------------------------------------------------------------

    def _read(self, bank: BankWatch) -> None:
        bank.asked = self._context.clock()
        self._line.tally = bank.tally
        self._line.patient = bank.silent or self._attempt_at(bank) is not None
        got = self._ask(bank)
        now = self._context.clock()
        match got:
            case DoorReading(states=states):
                self._saw(bank, states, now)
            case NoReply() | NotSent():
                self._missed(bank, got, now)
            case _:
                assert_never(got)

    def _read_surely(self, bank: BankWatch) -> DoorReading | NoReply | NotSent:
        """A board is back by an answer that stands alone, or by two that stand between other bytes."""
        got = bank.driver.read(self._line)
        if not bank.silent or not isinstance(got, DoorReading) or not self._line.strayed:
            return got
        return bank.driver.read(self._line)

    def _ask(self, bank: BankWatch) -> DoorReading | NoReply | NotSent:
        if self._line.echo is None:
            echo = bank.driver.find_echo(self._line)
            if not isinstance(echo, bool):
                return echo
            self._line.echo = echo
        got = self._read_surely(bank)
        if bank.prepared or not isinstance(got, DoorReading):
            return got
        refused = bank.driver.prepare(self._line)
        bank.prepared = refused is None
        return got if refused is None else refused

    def _missed(self, bank: BankWatch, why: NoReply | NotSent, now: float) -> None:
        if bank.missed(why, now):
            self._tell_silent(bank)
        attempt = self._attempt_at(bank)
        if attempt is not None:
            self._conclude(bank, attempt, attempt.failed(bank.why_silent, now))

    def _saw(self, bank: BankWatch, states: tuple[DoorState, ...], now: float) -> None:
        attempt = self._attempt_at(bank)
        surprising = attempt is not None and bank.doors.differs(states, attempt.address.channel)
        if bank.answered():
            bank.doors.begin(states, now)
            self._tell_back(bank)
        if attempt is not None:
            state = states[attempt.address.channel - 1]
            strayed = self._line.strayed
            outcome = attempt.reading(state, now, surprising=surprising, strayed=strayed)
            self._conclude(bank, attempt, outcome)
        self._moved(bank, bank.doors.reading(states, now))

    def _heard(self, bank: BankWatch, report: UnaskedReport) -> None:
        attempt = self._attempt_at(bank)
        if attempt is not None and attempt.address.channel == report.channel:
            attempt.heard(report.state)
        if not bank.silent:
            self._moved(bank, bank.doors.report(report.channel, report.state, report.at))

    def _attempt_at(self, bank: BankWatch) -> Attempt | None:
        attempt = self._attempt
        return attempt if attempt is not None and attempt.address.bank == bank.bank.name else None

    def _bank(self, wanted: UnlockOrder | Attempt) -> BankWatch:
        return next(bank for bank in self._banks if bank.bank.name == wanted.address.bank)

    # --- what is told -------------------------------------------------------------------------

    def _tell_silent(self, bank: BankWatch) -> None:
        if self._ready:
            log.warning("bus %s: bank %s is silent: %s", self._context.name, bank.bank.name, bank.why_silent)
            silent = BankSilent(self._context.name, bank.bank.name, bank.why_silent, bank.silence)
            self._context.post(silent)

    def _tell_back(self, bank: BankWatch) -> None:
        if self._ready:
            log.info("bus %s: bank %s answers again", self._context.name, bank.bank.name)
            self._context.post(BankBack(self._context.name, bank.bank.name, bank.states()))

    def _moved(self, bank: BankWatch, moves: Sequence[Move]) -> None:
        for move in moves:
            address = LockAddress(bank.bank.name, move.channel)
            self._context.post(DoorMoved(address, move.state, move.commanded))
            if move.commanded and move.state is DoorState.CLOSED and self._turns.busy and self._ready:
                self._breath_until = self._context.clock() + BREATH
