"""Orders to open a door from afar: each begins one visit without a screen, and has one answer."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Any, Final

from hardware.outcomes.locks import Opened
from kiosk.custody.proofs.attempts import wait
from kiosk.custody.words import Audience, OrderOutcome, Way
from kiosk.journeys.doors.effects import Opening
from kiosk.orders.clerk import EXPIRED, OTHER, Reply, asked_of
from kiosk.orders.doors import OpenRemotely, check_opening, keep_reason, operator_named
from kiosk.orders.mandate import Mandate
from kiosk.orders.procedure import Answer, Means
from kiosk.orders.refusal import Expired, OrderRefused
from kiosk.vault.answers import OrderAsked, Told
from kiosk.visits.house import House

_CUT_OFF: Final[Answer] = {
    "ok": False,
    "why": "The kiosk stopped before the lock answered. Look at the door.",
}

SIGNATURES_IF_OCCUPIED: Final = 2
"""Of different keys, for an order from afar to open a door behind which there is something."""


class Afar:
    """Belongs to the kiosk's thread."""

    def __init__(self, house: House, means: Means) -> None:
        self._house = house
        self._means = means
        self._waiting: list[tuple[OrderAsked | None, list[Reply]]] = []

    def open(self, order: OpenRemotely, reply: Reply, mandate: Mandate) -> None:
        """An order with an id opens once, however often it is asked. Raises OrderRefused, JournalUnusable."""
        book = self._house.book
        asked = asked_of(book, order, mandate)
        if asked is not None and self._is_answered(asked, reply):
            return
        self._check(order, mandate)
        operator = operator_named(self._means, order.by)
        reason = keep_reason(self._means, operator, order.reason)
        if asked is not None:
            # Before anything opens: after a power cut the door is not opened a second time for it.
            with book.under(asked):
                book.begin_order(Told(_CUT_OFF, operator))
        waiting = (asked, [reply])
        self._waiting.append(waiting)

        def tell(answer: Answer) -> None:
            self._waiting.remove(waiting)
            if asked is not None:
                outcome = OrderOutcome.DONE if answer["ok"] else OrderOutcome.NOT_OPENED
                with book.under(asked):
                    book.end_order(Told(answer, operator), outcome)
            for each in waiting[1]:
                each(answer)

        def told(outcome: Opening) -> None:
            why = str(getattr(outcome, "reason", ""))
            tell({"ok": isinstance(outcome, Opened), "outcome": type(outcome).__name__, "why": why})

        try:
            self._house.visits.open_from_afar(order.compartment, operator, reason, told)
        except Exception:
            if waiting in self._waiting:
                self._waiting.remove(waiting)
            raise

    def close(self) -> None:
        """Nobody will hear of a lock any more."""
        for _, replies in self._waiting:
            for reply in replies:
                reply(dict(_CUT_OFF))
        self._waiting.clear()

    def _is_answered(self, asked: OrderAsked, reply: Reply) -> bool:
        answers = self._house.book.vault.answers
        for other, replies in self._waiting:
            if other is not None and other.row == asked.row:
                (replies.append if other == asked else _other)(reply)
                return True
        if not answers.knows(asked):
            return False
        reply(answers.of(asked) or OTHER)
        return True

    def _check(self, order: OpenRemotely, mandate: Mandate) -> None:
        if mandate.is_over(self._house.clock.monotonic()):
            raise Expired(EXPIRED)
        check_opening(self._means, order)
        if mandate.is_from_afar:
            inside = self._house.book.ledger.holding(order.compartment).things
            wanted = max(mandate.needs, SIGNATURES_IF_OCCUPIED if inside else 1)
            if mandate.signed < wanted:
                raise OrderRefused(f"Opening door {order.compartment} from afar needs {wanted} signatures.")
        if self._house.power.closing:
            raise OrderRefused("The machine is about to switch off: its battery is low.")
        house = self._house
        seconds = wait(house.book.ledger.attempts, Way.COMMAND, Audience.STAFF, house.book.by_last_row())
        if seconds > 0:
            raise OrderRefused(f"Too many openings from afar: the next one in {ceil(seconds)} s.")


def _other(reply: Callable[[dict[str, Any]], None]) -> None:
    reply(OTHER)
