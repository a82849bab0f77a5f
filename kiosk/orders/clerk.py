"""Takes the orders that need no door: one after the other, those with an id once, and hashes elsewhere."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Final

from kiosk.journal.problems import JournalUnusable
from kiosk.orders.erasure import clear_traces, erased
from kiosk.orders.mistakes import mistake, unusable
from kiosk.orders.order import PROCEDURES, Quiet
from kiosk.orders.procedure import Answer, Means
from kiosk.orders.refusal import OrderRefused
from kiosk.site.whole import Site
from kiosk.vault.answers import OrderAsked
from kiosk.vault.drawing import TagWanted, Work
from kiosk.vault.phones import Phones, home_of
from kiosk.visits.book import Book
from kiosk.visits.run import TICKETS

log = logging.getLogger(__name__)

Reply = Callable[[Answer], None]

OTHER: Final[Answer] = {
    "ok": False,
    "why": "This id belongs to another order. Give this one an id of its own.",
}


@dataclass(slots=True, eq=False)
class _Underway:
    kind: str
    work: Work[Answer]
    asked: OrderAsked | None
    replies: list[Reply] = field(default_factory=list)


def phones_of(site: Site) -> Phones:
    """How phones are written where the site stands."""
    return Phones(home_of(site.country, site.phone, site.time_zone))


class Clerk:
    """Belongs to the book's thread. `tag_pin` (ticket, digits, phone's end) is answered by `tagged`.

    `clear`: take the traces of whom was erased out of every file, and tell when that is over and what is
    left; without it that is done at once.
    """

    def __init__(
        self,
        means: Means,
        tag_pin: Callable[[int, str, str], None],
        clear: Callable[[Callable[[str], None]], None] | None = None,
    ) -> None:
        self._means = means
        self._book = means.book
        self._tag_pin = tag_pin
        self._clear = clear
        self._tagging: dict[int, _Underway] = {}
        self._clearing: list[_Underway] = []

    def take(self, order: Quiet, reply: Reply, order_id: str = "") -> None:
        """Carry it out, or answer again what it was answered. Raises JournalUnusable, having answered."""
        asked = self._book.vault.answers.asked(order_id, asdict(order)) if order_id else None
        if asked is not None and self._is_answered(asked, reply):
            return
        procedure = PROCEDURES[type(order)]
        work = procedure.work(self._means, order)
        if not procedure.erases:
            self._go_on(_Underway(order.order, work, asked, [reply]), None)
        elif self._clear is None:
            self._go_on(_Underway(order.order, _cleared(self._book, work), asked, [reply]), None)
        else:
            self._erase(_Underway(order.order, work, asked, [reply]), self._clear)

    def _erase(self, erasing: _Underway, clear: Callable[[Callable[[str], None]], None]) -> None:
        """The rows go now; whoever asked hears of it when the traces are gone too, or why that goes on."""
        answer = self._answered(erasing, None)
        if isinstance(answer, TagWanted):
            raise TypeError("nobody needs a PIN to be erased")
        if not answer["ok"]:
            self._reply(erasing, answer)
            return
        self._clearing.append(erasing)

        def end(left: str) -> None:
            self._clearing.remove(erasing)
            final = erased(answer["persons"], left)
            try:
                with self._book.under(erasing.asked):
                    self._book.retell(final)
            except JournalUnusable:
                log.warning("how an erasure ended was not kept")
            self._reply(erasing, final)

        clear(end)

    def _is_answered(self, asked: OrderAsked, reply: Reply) -> bool:
        answers = self._book.vault.answers
        underway = (*self._tagging.values(), *self._clearing)
        same = next((u for u in underway if u.asked and u.asked.id == asked.id), None)
        if same is not None and same.asked == asked:
            same.replies.append(reply)
            return True
        if same is None and not answers.knows(asked.id):
            return False
        reply((None if same else answers.of(asked)) or OTHER)
        return True

    def waits_for(self, ticket: int) -> bool:
        return ticket in self._tagging

    def tagged(self, ticket: int, tag: bytes) -> None:
        """The tag of this ticket is there. Raises JournalUnusable, having answered."""
        self._go_on(self._tagging.pop(ticket), tag)

    def close(self, why: str) -> None:
        """Nothing of what is under way was done, or will be."""
        for underway in self._tagging.values():
            underway.work.close()
            for reply in underway.replies:
                reply({"ok": False, "why": why})
        self._tagging.clear()

    def _go_on(self, underway: _Underway, tag: bytes | None) -> None:
        answer = self._answered(underway, tag)
        if isinstance(answer, TagWanted):
            ticket = next(TICKETS)
            self._tagging[ticket] = underway
            self._tag_pin(ticket, answer.digits, answer.phone_end)
        else:
            self._reply(underway, answer)

    def _reply(self, underway: _Underway, answer: Answer) -> None:
        for reply in underway.replies:
            reply(answer)

    def _answered(self, underway: _Underway, tag: bytes | None) -> TagWanted | Answer:
        try:
            return self._step(underway, tag)
        except JournalUnusable as problem:
            self._reply(underway, unusable(problem))
            raise

    def _step(self, underway: _Underway, tag: bytes | None) -> TagWanted | Answer:
        """What it wants next, or what to tell."""
        book = self._book
        begun_at = book.journal.head.seq
        try:
            with book.under(underway.asked):
                return next(underway.work) if tag is None else underway.work.send(tag)
        except StopIteration as done:
            answer: Answer = done.value
            return answer
        except OrderRefused as refusal:
            return {"ok": False, "why": str(refusal)}
        except JournalUnusable:
            raise
        except Exception as failure:  # noqa: BLE001  whoever stands at the screen has nothing to do with it
            return mistake(book, underway.kind, begun_at, failure)


def _cleared(book: Book, erasing: Work[Answer]) -> Work[Answer]:
    """`erasing`, and then its traces out of every file at once."""
    answer = yield from erasing
    final = erased(answer["persons"], clear_traces(book))
    book.retell(final)
    return final


def take_at_rest(means: Means, order: Quiet, order_id: str = "") -> Answer:
    """Carry out an order in the data of a kiosk that does not run; its answer, also where the disk failed."""
    waiting: list[tuple[int, str, str]] = []
    answers: list[Answer] = []
    clerk = Clerk(means, lambda *wanted: waiting.append(wanted))
    with suppress(JournalUnusable):  # it is in the answer
        clerk.take(order, answers.append, order_id)
        while waiting:
            ticket, digits, phone_end = waiting.pop()
            clerk.tagged(ticket, means.book.vault.tag_pin(digits, phone_end or None))
    return answers[0]
