"""An order on its way into a running kiosk, and the way back of its answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from kiosk.orders.mandate import AT_ONCE, Mandate
from kiosk.orders.order import Order

Reply = Callable[[dict[str, Any]], None]

UNSURE: Final[dict[str, Any]] = {
    "ok": False,
    "unsure": True,
    "why": "The kiosk began and did not say how it ended. Ask again with the same id, or look.",
}
"""Nobody can say what came of it: an order with an id may be asked again, and is told its true answer."""


@dataclass(frozen=True, slots=True)
class PendingOrder:
    """An order and the way back: `reply` is called once, with {"ok": true, ...} or {"ok": false, "why"}.

    `take` comes first: where it says no, whoever gave the order has given up, and nothing is done.
    `mandate`: who gave it, and its id; one with the same id again is answered as the first time.
    """

    order: Order
    reply: Reply = field(compare=False)
    take: Callable[[], bool] = field(default=lambda: True, compare=False)
    mandate: Mandate = AT_ONCE


class Call:
    """One order under way. It is taken by the kiosk or withdrawn by its caller, never both.

    `answered` is called, in the thread that replies, once there is an answer.
    """

    def __init__(self, answered: Callable[[], None] = lambda: None) -> None:
        self._lock = threading.Lock()
        self._decided = False
        self._told = answered
        self.answer: dict[str, Any] | None = None

    def take(self) -> bool:
        return self._decide()

    def withdraw(self) -> bool:
        """Whether nobody has taken it; then nobody will."""
        return self._decide()

    def _decide(self) -> bool:
        with self._lock:
            first, self._decided = not self._decided, True
            return first

    def reply(self, answer: dict[str, Any]) -> None:
        """The first answer counts."""
        with self._lock:
            self.answer = self.answer or answer
        self._told()
