"""What the owner thread of a bus does, step after step; it knows no thread and can run on any clock."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hardware.locks.attempt import WINDOW, Attempt
from hardware.locks.bankwatch import BankWatch
from hardware.locks.doorwatch import Move
from hardware.locks.driver import Bank, Doors, Driver
from hardware.locks.line import Line, NoAnswer
from hardware.locks.turns import Turns
from hardware.outcomes import (
    BankBack,
    BankSilent,
    BusDown,
    BusReady,
    BusReport,
    DoorMoved,
    DoorState,
    LockAddress,
    NotSent,
    Opened,
    OpenOutcome,
    OutcomeUnknown,
    UnlockDone,
)
from hardware.transport.base import LineError, Transport
from hardware.transport.wake import Wake

log = logging.getLogger(__name__)

RETRY_FIRST, RETRY_MOST = 0.25, 5.0
"""Seconds between two tries to open the line: doubled each time, up to the second."""
DEAF = 0.1
"""Seconds for which nobody listens to a line that has just babbled."""


def ignore(_ticket: int, _at: float) -> None:
    """A hook for nobody."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """For measuring: called in the owner thread with a ticket and a monotonic time."""

    on_taken: Callable[[int, float], None] = ignore
    """the line was free and the unlock's turn came"""
    on_sent: Callable[[int, float], None] = ignore
    """the line had taken the last byte of the unlock frame"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An unlock that waits for its turn."""

    ticket: int
    address: LockAddress


@dataclass(slots=True)
class Orders:
    """What other threads want, as the owner sees it between two transactions."""

    unlocks: deque[Wanted] = field(default_factory=deque)
    busy: bool = False
    stopping: bool = False


class Owner:
    """Drives one line. `step` blocks for one transaction at most, or until `wake` rings."""

    def __init__(
        self,
        name: str,
        open_transport: Callable[[], Transport],
        banks: Sequence[Bank],
        post: Callable[[BusReport], None],
        take_orders: Callable[[], Orders],
        wake: Wake,
        clock: Callable[[], float],
        make_driver: Callable[[Bank], Driver],
        hooks: Hooks,
        window: float = WINDOW,
    ) -> None:
        self._name = name
        self._open_transport = open_transport
        self._banks = {bank.name: BankWatch(bank, make_driver) for bank in banks}
        self._post = post
        self._take_orders = take_orders
        self._wake = wake
        self._clock = clock
        self._hooks = hooks
        self._window = window
        self._turns = Turns()
        self._orders = Orders()
        self._line: Line | None = None
        self._ready = False
        self._in_hand: Wanted | None = None
        """an unlock that is neither answered nor on its way"""
        self._attempt: Attempt | None = None
        self._retry_at = float("-inf")
        self._retry_after = RETRY_FIRST
        self._down_told = False
        self._deaf_until = float("-inf")

    def step(self) -> None:
        """One thing: a try to connect, an unlock, a reading, or waiting for the next."""
        self._look_at_orders()
        try:
            if self._line is None:
                self._connect()
            else:
                self._work(self._line)
        except LineError as lost:
            self._lose(lost)

    def finish(self, reason: str) -> None:
        """Answer everything that is still open and let go of the line."""
        self._ready = False
        if self._in_hand is not None:
            self._answer(self._in_hand, OutcomeUnknown(reason))
        self._drop_attempt(reason)
        self._look_at_orders()
        if self._line is not None:
            self._line.close()
            self._line = None

    # --- orders -------------------------------------------------------------------------------

    def _look_at_orders(self) -> None:
        self._wake.clear()
        self._orders = self._take_orders()
        self._turns.busy = self._orders.busy
        if not self._ready:
            for wanted in self._take_all():
                self._answer(wanted, NotSent("the line to the locks is down"))

    def _take_all(self) -> list[Wanted]:
        wanted = list(self._orders.unlocks)
        self._orders.unlocks.clear()
        return wanted

    def _answer(self, wanted: Wanted, outcome: OpenOutcome) -> None:
        self._in_hand = None
        self._post(UnlockDone(wanted.ticket, wanted.address, outcome))

    # --- the line -----------------------------------------------------------------------------

    def _connect(self) -> None:
        wait = self._retry_at - self._clock()
        if wait > 0:
            self._wake.wait(wait)
            return
        transport = self._open_transport()
        self._line = line = Line(transport, list(self._banks.values()), self._clock)
        for bank in self._banks.values():
            bank.begin()
        for bank in self._banks.values():
            self._read(line, bank)
            self._look_at_orders()
            if self._orders.stopping:
                return
        self._begin()

    def _begin(self) -> None:
        for bank in self._banks.values():
            if bank.silent:
                self._tell_silent(bank, "no answer")
        if self._down_told:
            log.info("bus %s: the line is back", self._name)
        self._down_told = False
        self._retry_after = RETRY_FIRST
        self._ready = True
        doors = {address: state for bank in self._banks.values() for address, state in bank.states().items()}
        self._post(BusReady(self._name, doors))

    def _lose(self, lost: LineError) -> None:
        self._ready = False
        reason = lost.reason
        if self._in_hand is not None:
            self._give_up(self._in_hand, lost)
        if self._line is not None:
            self._line.close()
            self._line = None
        self._drop_attempt(f"the line was lost: {reason}")
        self._look_at_orders()
        for bank in self._banks.values():
            bank.begin()
        if not self._down_told:
            log.warning("bus %s: the line is down: %s", self._name, reason)
            self._down_told = True
            self._post(BusDown(self._name, reason))
        self._retry_at = self._clock() + self._retry_after
        self._retry_after = min(self._retry_after * 2, RETRY_MOST)

    def _give_up(self, wanted: Wanted, lost: LineError) -> None:
        if lost.written == 0:
            self._answer(wanted, NotSent(f"the line was lost: {lost.reason}"))
            return
        self._banks[wanted.address.bank].doors.command(wanted.address.channel, self._clock())
        self._answer(wanted, OutcomeUnknown(f"the line was lost: {lost.reason}"))

    def _drop_attempt(self, reason: str) -> None:
        attempt, self._attempt = self._attempt, None
        if attempt is not None:
            self._post(UnlockDone(attempt.ticket, attempt.address, OutcomeUnknown(reason)))

    # --- one transaction ----------------------------------------------------------------------

    def _work(self, line: Line) -> None:
        if self._attempt is None and self._orders.unlocks:
            self._in_hand = self._orders.unlocks.popleft()
            self._unlock(line, self._in_hand)
        else:
            first = self._banks[self._attempt.address.bank] if self._attempt else None
            now = self._clock()
            turn = self._turns.next(list(self._banks.values()), now, first)
            if turn.at <= now:
                self._read(line, turn.bank)
            else:
                self._idle(line, turn.at - now)
        self._take_reports(line)

    def _idle(self, line: Line, seconds: float) -> None:
        deaf = self._deaf_until - self._clock()
        if deaf > 0:
            self._wake.wait(min(deaf, seconds))
        elif not line.listen(seconds, self._wake):
            self._deaf_until = self._clock() + DEAF

    def _unlock(self, line: Line, wanted: Wanted) -> None:
        bank = self._banks.get(wanted.address.bank)
        if bank is None or not 1 <= wanted.address.channel <= bank.bank.channels:
            self._answer(wanted, NotSent("there is no such lock on this line"))
            return
        if bank.silent:
            self._read(line, bank)
            if bank.silent:
                self._answer(wanted, NotSent("the board doesn't answer"))
                return
        self._send(line, bank, wanted)

    def _send(self, line: Line, bank: BankWatch, wanted: Wanted) -> None:
        taken = self._clock()
        self._hooks.on_taken(wanted.ticket, taken)
        needed = bank.driver.readings_needed + bank.doubts(taken)

        def on_sent(at: float) -> None:
            bank.doors.command(wanted.address.channel, at)
            self._attempt = Attempt(wanted.ticket, wanted.address, at, needed, self._window)
            self._in_hand = None
            self._hooks.on_sent(wanted.ticket, at)

        refused = bank.driver.unlock(line, wanted.address.channel, on_sent)
        if refused is not None:
            self._answer(wanted, refused)
        self._turns.hurry()

    def _read(self, line: Line, bank: BankWatch) -> None:
        bank.asked = self._clock()
        if line.echo is None:
            line.echo = bank.driver.find_echo(line)
        got = NoAnswer() if line.echo is None else bank.driver.read(line)
        now = self._clock()
        match got:
            case Doors(states=states):
                self._saw(bank, states, now)
            case NoAnswer() | NotSent():
                self._missed(bank, str(got) if isinstance(got, NoAnswer) else got.reason, now)

    def _missed(self, bank: BankWatch, why: str, now: float) -> None:
        if bank.missed(now):
            self._tell_silent(bank, why)
        attempt = self._attempt
        if attempt is not None and attempt.address.bank == bank.bank.name:
            self._conclude(bank, attempt, attempt.failed(why, now), now)

    def _saw(self, bank: BankWatch, states: tuple[DoorState, ...], now: float) -> None:
        attempt = self._attempt if self._attempt and self._attempt.address.bank == bank.bank.name else None
        surprising = attempt is not None and bank.doors.differs(states, attempt.address.channel)
        if bank.answered():
            bank.doors.begin(states, now)
            if self._ready:
                log.info("bus %s: bank %s answers again", self._name, bank.bank.name)
                self._post(BankBack(self._name, bank.bank.name, bank.states()))
        if attempt is not None:
            state = states[attempt.address.channel - 1]
            self._conclude(bank, attempt, attempt.reading(state, now, surprising=surprising), now)
        self._moved(bank, bank.doors.reading(states, now))

    def _conclude(self, bank: BankWatch, attempt: Attempt, outcome: OpenOutcome | None, now: float) -> None:
        if outcome is None:
            return
        self._attempt = None
        self._post(UnlockDone(attempt.ticket, attempt.address, outcome))
        if isinstance(outcome, Opened):
            move = bank.doors.opened(attempt.address.channel, now)
            self._moved(bank, [move] if move else [])

    # --- what is told -------------------------------------------------------------------------

    def _tell_silent(self, bank: BankWatch, why: str) -> None:
        log.warning("bus %s: bank %s is silent: %s", self._name, bank.bank.name, why)
        self._post(BankSilent(self._name, bank.bank.name, why))

    def _take_reports(self, line: Line) -> None:
        banks = list(self._banks.values())
        for report in line.reports():
            bank = banks[report.ear]
            if not bank.silent:
                self._moved(bank, bank.doors.report(report.channel, report.state, report.at))

    def _moved(self, bank: BankWatch, moves: Sequence[Move]) -> None:
        for move in moves:
            address = LockAddress(bank.bank.name, move.channel)
            self._post(DoorMoved(address, move.state, move.commanded))
