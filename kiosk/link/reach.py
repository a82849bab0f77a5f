"""From the link's threads to the kiosk's: a call goes into its one queue, and what came of it comes back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from kiosk.control.pending import Call, PendingOrder
from kiosk.journal.problems import JournalUnusable
from kiosk.link.desk import LinkDesk
from kiosk.orders.mandate import Mandate
from kiosk.orders.order import Order

T = TypeVar("T")

_ORDER_TAKES: Final = 60.0
"""Seconds, by far, that an order may take; a lock that jams takes ten."""


class LinkOver(Exception):  # noqa: N818  says what is the matter
    """The kiosk stops, or its disk has failed: the link ends, and a new one begins with the next life."""


@dataclass(frozen=True, slots=True)
class FromLink:
    """Something that the link wants done; called in the kiosk's thread."""

    do: Callable[[], None] = field(compare=False)


class Reach:
    """`post` puts into the kiosk's queue. Everything may be called from the link's threads."""

    def __init__(self, post: Callable[[FromLink | PendingOrder], None], desk: LinkDesk) -> None:
        self._post = post
        self._desk = desk
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._waiting: set[Future[Any]] = set()

    @property
    def over(self) -> threading.Event:
        """Set once the kiosk stops."""
        return self._over

    def call(self, do: Callable[[LinkDesk], T]) -> T:
        """What `do` comes to in the kiosk's thread, whenever that has its turn. Raises LinkOver."""
        future = self._expect()
        self._post(FromLink(lambda: self._carry_out(future, do)))
        found: T = self._outcome(future)
        return found

    def give(self, order: Order, mandate: Mandate) -> dict[str, Any] | None:
        """What the order is answered; None where that takes too long: asked again, it is not done twice.

        Raises LinkOver.
        """
        answered: Future[None] = self._expect()
        call = Call(lambda: _end(answered))
        self._post(PendingOrder(order, call.reply, call.take, mandate))
        try:
            self._outcome(answered, _ORDER_TAKES)
        except TimeoutError:
            call.withdraw()
            return None
        return call.answer

    def close(self) -> None:
        """Whoever waits is told that it is over; nothing more is carried out."""
        with self._lock:
            self._over.set()
            for future in self._waiting:
                future.cancel()

    def _expect(self) -> Future[Any]:
        future: Future[Any] = Future()
        with self._lock:
            if self._over.is_set():
                raise LinkOver
            self._waiting.add(future)
        return future

    def _outcome(self, future: Future[T], seconds: float | None = None) -> T:
        try:
            return future.result(seconds)
        except (CancelledError, JournalUnusable):
            raise LinkOver from None
        finally:
            with self._lock:
                self._waiting.discard(future)

    def _carry_out(self, future: Future[T], do: Callable[[LinkDesk], T]) -> None:
        """In the kiosk's thread. A disk that fails ends this life as it ends it for everybody."""
        if self._over.is_set() or not future.set_running_or_notify_cancel():
            return
        try:
            found = do(self._desk)
        except BaseException as failure:
            future.set_exception(failure)
            if isinstance(failure, JournalUnusable):
                raise
        else:
            future.set_result(found)


def _end(future: Future[None]) -> None:
    if future.set_running_or_notify_cancel():
        future.set_result(None)
