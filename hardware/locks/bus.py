"""One line of lock boards and the one thread that owns it."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence

from hardware.locks.attempt import WINDOW
from hardware.locks.driver import Bank, Driver
from hardware.locks.orders import Orders, SearchOrder, UnlockOrder
from hardware.locks.owner import Owner
from hardware.locks.registry import make_driver as from_registry
from hardware.locks.session import Context, Hooks, ignore
from hardware.outcomes.locks import BusDown, BusReport, LockAddress, NotSent, Pong, SearchDone, UnlockDone
from hardware.transport.base import Transport
from hardware.transport.wake import Wake

log = logging.getLogger(__name__)


class Bus:
    """A line of boards. Its methods may be called by any thread and never wait, but for `stop`.

    `open_transport` opens the line afresh, or raises `LineError`; it is called again after each loss, so it
    has to look up stable names itself. `post` is called, mostly in the owner thread, with values of
    `BusReport` and nothing else; it must not block. Every `unlock` is answered by exactly one `UnlockDone`,
    whatever happens.

    `window` is the seconds after the frame in which a door that opens counts as opened by it; `Jammed` takes
    as long. For measuring, in the owner thread, with a ticket and a monotonic time: `on_taken` when the line
    was free and the unlock's turn came, `on_sent` when the line had taken the frame's last byte.
    """

    def __init__(
        self,
        name: str,
        open_transport: Callable[[], Transport],
        banks: Sequence[Bank],
        post: Callable[[BusReport], None],
        *,
        on_taken: Callable[[int, float], None] | None = None,
        on_sent: Callable[[int, float], None] | None = None,
        window: float = WINDOW,
        clock: Callable[[], float] = time.monotonic,
        make_driver: Callable[[Bank], Driver] = from_registry,
    ) -> None:
        if not banks:
            raise ValueError(f"bus {name} has no bank")
        if len({bank.name for bank in banks}) != len(banks):
            raise ValueError(f"bus {name} has two banks of one name")
        self.name = name
        self._post = post
        self._wake = Wake()
        self._lock = threading.Lock()
        self._pings: deque[int] = deque()
        self._new = Orders()
        self._taken = Orders()
        self._stopping = False
        self._over = False
        hooks = Hooks(on_taken or ignore, on_sent or ignore)
        context = Context(name, post, self._wake, clock, hooks, window)
        self._owner = Owner(open_transport, banks, make_driver, self._orders, context)
        self._thread = threading.Thread(target=self._run, name=f"bus {name}")

    def start(self) -> None:
        """Begin to own the line; `BusReady` or `BusDown` is the first thing posted."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the transaction in flight (2 s at most), answer what is open, close the line, join."""
        with self._lock:
            self._stopping = True
            self._ring()
        if self._thread.ident is None:
            self._end("the program stops")
            return
        self._thread.join()

    def unlock(self, ticket: int, address: LockAddress) -> None:
        """Send one unlock frame, ahead of all readings, and post what it came to. It is never sent twice."""
        with self._lock:
            if not self._over:
                self._new.unlocks.append(UnlockOrder(ticket, address))
                self._ring()
                return
        self._post(UnlockDone(ticket, address, NotSent("the program stops")))

    def watch(self, busy: bool) -> None:  # noqa: FBT001  one word at the only caller: watch(True)
        """Read doors more often while somebody is there."""
        with self._lock:
            self._new.busy = busy
            self._ring()

    def ping(self, ticket: int) -> None:
        """Post a `Pong` when the owner thread comes by, within one transaction."""
        with self._lock:
            self._pings.append(ticket)
            self._ring()

    def ask_health(self) -> None:
        """Post a `LineHealth` when the owner thread comes by; without being asked it does so every minute."""
        with self._lock:
            self._new.health = True
            self._ring()

    def search(self, ticket: int, bank: str) -> None:
        """Look for the board that replaces this bank's, and post one `SearchDone`; it takes some seconds.

        The maker's usual question is asked at its likely addresses, but never at another bank's. Other banks
        are read meanwhile, and unlocks go first.
        """
        with self._lock:
            if not self._over:
                self._new.searches.append(SearchOrder(ticket, bank))
                self._ring()
                return
        self._post(SearchDone(ticket, bank, lost="the program stops"))

    def move(self, bank: Bank) -> None:
        """The bank of this name is as `bank` says from now on; `BankBack` follows when it answers there."""
        with self._lock:
            self._new.moved.append(bank)
            self._ring()

    def _ring(self) -> None:
        if not self._over:
            self._wake.set()

    def _orders(self) -> Orders:
        """Called by the owner between transactions; what it gets it has to answer, or to leave for later."""
        with self._lock:
            pings, self._pings = self._pings, deque()
            new, orders = self._new, self._taken
            self._new = Orders(busy=new.busy)
            orders.busy, orders.health, orders.stopping = new.busy, new.health, self._stopping
            orders.unlocks.extend(new.unlocks)
            orders.searches.extend(new.searches)
            orders.moved.extend(new.moved)
        for ticket in pings:
            self._post(Pong(self.name, ticket))
        return orders

    def _run(self) -> None:
        reason = "the program stops"
        try:
            while not self._stopping:
                self._owner.step()
        except BaseException:
            log.critical("bus %s: its thread failed", self.name)
            reason = "the program failed"
            self._post(BusDown(self.name, reason))
            raise
        finally:
            self._end(reason)

    def _end(self, reason: str) -> None:
        with self._lock:
            if self._over:
                return
            self._over = True
        self._owner.finish(reason)
        self._wake.close()
