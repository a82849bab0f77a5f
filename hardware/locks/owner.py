"""The bus owner: opens the line, runs sessions, backs off; without a thread of its own, on any clock."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial

from hardware.locks.attempt import Attempt
from hardware.locks.bankwatch import BankWatch
from hardware.locks.driver import Bank, Driver
from hardware.locks.line import Line
from hardware.locks.orders import Orders
from hardware.locks.session import Context, Session
from hardware.outcomes.locks import BusDown, BusReady, LineHealth, NotSent, SearchDone, UnlockDone
from hardware.transport.base import LineError, Transport

log = logging.getLogger(__name__)

RETRY_FIRST, RETRY_MOST = 0.25, 5.0
"""Seconds between two tries to open the line: doubled each time, up to the second."""
HEALTH_EVERY = 60.0
"""Seconds after which the line tells how it does, also unasked."""
_DOWN = "the line to the locks is down"


class Owner:
    """Opens the line, again and again if need be. `step` blocks for a transaction or until the bell rings."""

    def __init__(
        self,
        open_transport: Callable[[], Transport],
        banks: Sequence[Bank],
        make_driver: Callable[[Bank], Driver],
        take_orders: Callable[[], Orders],
        context: Context,
    ) -> None:
        self._open_transport = open_transport
        self._banks = [BankWatch(bank, make_driver) for bank in banks]
        self._take_orders = take_orders
        self._context = context
        self._session: Session | None = None
        self._left_open: Attempt | None = None
        """an unlock from before the line was lost: its sensor may still tell"""
        self._pull_at = float("-inf")
        self._ready = False
        self._retry_at = float("-inf")
        self._retry_after = RETRY_FIRST
        self._down_told = False
        self._openings = self._strays = 0
        self._health_wanted = False
        self._health_at = context.clock() + HEALTH_EVERY
        for bank in self._banks:
            bank.tally.is_foreign = partial(self._is_anothers, bank)

    def step(self) -> None:
        """One thing: a try to connect, an unlock, a reading, or waiting for the next."""
        orders = self._orders()
        if orders.stopping:
            return  # the bell that told of it has just been silenced
        self._move(orders)
        self._tell_health()
        try:
            if self._session is None:
                self._connect()
            else:
                self._session.work(orders)
        except LineError as lost:
            self._lose(lost)

    def finish(self, reason: str) -> None:
        """Leave the boards in their safe state, answer everything that is open and let go of the line."""
        if self._session is not None:
            self._session.leave()
        self._end_session(reason, written=1, final=True)
        self._give_up(reason)
        self._orders()

    def _orders(self) -> Orders:
        """See what is wanted; what can't be done before the line is ready is answered here."""
        self._context.wake.clear()
        orders = self._take_orders()
        self._health_wanted = self._health_wanted or orders.health
        while orders.unlocks and not self._ready:
            self._context.answer(orders.unlocks.popleft(), NotSent(_DOWN))
        while orders.searches and not self._ready:
            sought = orders.searches.popleft()
            self._context.post(SearchDone(sought.ticket, sought.bank, lost=_DOWN))
        return orders

    def _move(self, orders: Orders) -> None:
        """Banks that stand elsewhere from now on; never under an unlock that waits for its outcome."""
        while orders.moved and self._trying() != orders.moved[0].name:
            bank = orders.moved.popleft()
            for watch in self._banks:
                if watch.bank.name == bank.name:
                    watch.move(bank)

    def _trying(self) -> str:
        """The bank whose unlock waits for its outcome; empty without."""
        if self._session is not None:
            return self._session.trying
        return self._left_open.address.bank if self._left_open is not None else ""

    def _is_anothers(self, asked: BankWatch, data: bytes) -> bool:
        speaker = asked.driver.speaker(data)
        if speaker is not None and speaker != asked.bank.address:
            return True
        return any(bank is not asked and bank.driver.is_answer(data) for bank in self._banks)

    def _give_up(self, reason: str) -> None:
        """The sensor couldn't be asked in time."""
        attempt, self._left_open = self._left_open, None
        if attempt is not None:
            self._context.post(UnlockDone(attempt.ticket, attempt.address, attempt.given_up(reason)))

    # --- how the line does ------------------------------------------------------------------------

    def _tell_health(self) -> None:
        """Post the line's health, only after BusReady or BusDown."""
        now = self._context.clock()
        if not (self._ready or self._down_told) or not (self._health_wanted or now >= self._health_at):
            return
        self._health_wanted, self._health_at = False, now + HEALTH_EVERY
        strays = self._strays + (self._session.strays if self._session is not None else 0)
        banks = tuple(bank.health(now) for bank in self._banks)
        self._context.post(LineHealth(self._context.name, self._openings, strays, banks))

    # --- the line ---------------------------------------------------------------------------------

    def _connect(self) -> None:
        now = self._context.clock()
        if self._left_open is not None and self._left_open.until <= now:
            self._give_up(_DOWN)
        if self._retry_at > now:
            left_open = self._left_open.until if self._left_open is not None else self._retry_at
            self._context.wake.wait(min(self._retry_at, left_open) - now)
            return
        gap = max(bank.driver.gap for bank in self._banks)
        line = Line(self._open_transport(), self._banks, self._context.clock, gap)
        self._openings += 1
        attempt, self._left_open = self._left_open, None
        self._session = Session(line, self._banks, self._context, pull_at=self._pull_at, attempt=attempt)
        trying = self._session.trying
        for bank in sorted(self._banks, key=lambda bank: bank.bank.name != trying):
            self._session.first_reading(bank)
            if self._orders().stopping:
                return
        self._begin(self._session)

    def _begin(self, session: Session) -> None:
        if self._down_told:
            log.info("bus %s: line answers again", self._context.name)
        self._down_told = False
        self._retry_after = RETRY_FIRST
        self._ready = True
        doors = {address: state for bank in self._banks for address, state in bank.states().items()}
        self._context.post(BusReady(self._context.name, doors))
        session.begin()

    def _lose(self, lost: LineError) -> None:
        self._end_session(f"the line was lost: {lost.reason}", written=lost.written, final=False)
        self._orders()
        if not self._down_told:
            log.warning("bus %s: the line is down: %s", self._context.name, lost.reason)
            self._down_told = True
            self._context.post(BusDown(self._context.name, lost.reason))
        self._retry_at = self._context.clock() + self._retry_after
        self._retry_after = min(self._retry_after * 2, RETRY_MOST)

    def _end_session(self, reason: str, *, written: int, final: bool) -> None:
        self._ready = False
        session, self._session = self._session, None
        if session is not None:
            self._strays += session.strays
            self._left_open = session.end(reason, written=written, final=final)
            self._pull_at = session.pull_at
