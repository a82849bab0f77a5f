"""What the owner thread of a bus does, step after step; it knows no thread and can run on any clock."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hardware.locks.bankwatch import BankWatch
from hardware.locks.driver import Bank, Driver
from hardware.locks.line import Line
from hardware.locks.session import Context, Session, Wanted
from hardware.outcomes import BusDown, BusReady, NotSent
from hardware.transport.base import LineError, Transport

log = logging.getLogger(__name__)

RETRY_FIRST, RETRY_MOST = 0.25, 5.0
"""Seconds between two tries to open the line: doubled each time, up to the second."""


@dataclass(slots=True)
class Orders:
    """What other threads want, as the owner sees it between two transactions."""

    unlocks: deque[Wanted] = field(default_factory=deque)
    busy: bool = False
    stopping: bool = False


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
        self._ready = False
        self._retry_at = float("-inf")
        self._retry_after = RETRY_FIRST
        self._down_told = False

    def step(self) -> None:
        """One thing: a try to connect, an unlock, a reading, or waiting for the next."""
        orders = self._orders()
        if orders.stopping:
            return  # the bell that told of it has just been silenced
        try:
            if self._session is None:
                self._connect()
            else:
                self._session.work(orders.unlocks, busy=orders.busy)
        except LineError as lost:
            self._lose(lost)

    def finish(self, reason: str) -> None:
        """Leave the boards in their safe state, answer everything that is open and let go of the line."""
        if self._session is not None:
            self._session.leave()
        self._end_session(reason, written=1)
        self._orders()

    def _orders(self) -> Orders:
        """See what is wanted; unlocks that come before the line is ready are answered here."""
        self._context.wake.clear()
        orders = self._take_orders()
        while orders.unlocks and not self._ready:
            self._context.answer(orders.unlocks.popleft(), NotSent("the line to the locks is down"))
        return orders

    def _connect(self) -> None:
        wait = self._retry_at - self._context.clock()
        if wait > 0:
            self._context.wake.wait(wait)
            return
        gap = max(bank.driver.gap for bank in self._banks)
        line = Line(self._open_transport(), self._banks, self._context.clock, gap)
        self._session = Session(line, self._banks, self._context)
        for bank in self._banks:
            self._session.first_reading(bank)
            if self._orders().stopping:
                return
        self._begin(self._session)

    def _begin(self, session: Session) -> None:
        if self._down_told:
            log.info("bus %s: the line is back", self._context.name)
        self._down_told = False
        self._retry_after = RETRY_FIRST
        self._ready = True
        doors = {address: state for bank in self._banks for address, state in bank.states().items()}
        self._context.post(BusReady(self._context.name, doors))
        session.begin()

    def _lose(self, lost: LineError) -> None:
        self._end_session(f"the line was lost: {lost.reason}", written=lost.written)
        self._orders()
        if not self._down_told:
            log.warning("bus %s: the line is down: %s", self._context.name, lost.reason)
            self._down_told = True
            self._context.post(BusDown(self._context.name, lost.reason))
        self._retry_at = self._context.clock() + self._retry_after
        self._retry_after = min(self._retry_after * 2, RETRY_MOST)

    def _end_session(self, reason: str, *, written: int) -> None:
        self._ready = False
        session, self._session = self._session, None
        if session is not None:
            session.end(reason, written=written)
