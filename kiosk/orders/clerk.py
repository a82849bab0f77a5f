"""Takes the orders that need no door: one after the other, those with an id once, and hashes elsewhere."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Final

from kiosk.custody.machine.events import OrderEnded
from kiosk.custody.words import OrderOutcome
from kiosk.journal.problems import JournalUnusable
from kiosk.orders.erasure import clear_traces, erased
from kiosk.orders.mandate import AT_ONCE, Mandate
from kiosk.orders.mistakes import mistake, unusable
from kiosk.orders.order import PROCEDURES, Order, Quiet
from kiosk.orders.procedure import Answer, Means
from kiosk.orders.refusal import Expired, OrderRefused
from kiosk.site.whole import Site
from kiosk.vault.answers import OrderAsked, Told
from kiosk.vault.drawing import TagWanted, Work
from kiosk.vault.phones import Phones, home_of
from kiosk.visits.book import Book
from kiosk.visits.run import TICKETS
from kiosk.visits.things.rules import take_rules_of

log = logging.getLogger(__name__)

Reply = Callable[[Answer], None]

OTHER: Final[Answer] = {
    "ok": False,
    "why": "This id belongs to another order. Give this one an id of its own.",
}

EXPIRED: Final = "This order came too late: its time was over before the kiosk could take it."


@dataclass(slots=True, eq=False)
class _Underway:
    kind: str
    work: Work[Answer]
    asked: OrderAsked | None
    replies: list[Reply] = field(default_factory=list)


def phones_of(site: Site) -> Phones:
    """How phones are written where the site is."""
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

    def take(self, order: Quiet, reply: Reply, mandate: Mandate = AT_ONCE) -> None:
        """Carry it out, or answer again what it was answered. Raises JournalUnusable, having answered.

        One that came too late for its mandate is not begun; one whose PIN is still worked out then is done.
        """
        asked = asked_of(self._book, order, mandate)
        if asked is not None and self._is_answered(asked, reply):
            return
        if mandate.is_over(self._book.journal.clock.monotonic()):
            self._refuse(_Underway(order.order, _nothing(), asked, [reply]), Expired(EXPIRED))
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
        same = next((u for u in underway if u.asked and u.asked.row == asked.row), None)
        if same is not None and same.asked == asked:
            same.replies.append(reply)
            return True
        if same is None and not answers.knows(asked):
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
            close_order(book, underway.asked, answer, OrderOutcome.DONE)
            return answer
        except OrderRefused as refusal:
            answer = {"ok": False, "why": str(refusal)}
            close_order(book, underway.asked, answer, refusal.outcome)
            return answer
        except JournalUnusable:
            raise
        except Exception as failure:  # noqa: BLE001  whoever stands at the screen has nothing to do with it
            answer = mistake(book, underway.kind, begun_at, failure)
            close_order(book, underway.asked, answer, OrderOutcome.FAILED)
            return answer

    def _refuse(self, underway: _Underway, refusal: OrderRefused) -> None:
        answer: Answer = {"ok": False, "why": str(refusal)}
        try:
            close_order(self._book, underway.asked, answer, refusal.outcome)
        except JournalUnusable as problem:
            self._reply(underway, unusable(problem))
            raise
        self._reply(underway, answer)


def asked_of(book: Book, order: Order, mandate: Mandate) -> OrderAsked | None:
    """The order as answers are kept for it; None where it has no id."""
    if not mandate.id:
        return None
    answers, plain = book.vault.answers, asdict(order)
    return answers.asked(mandate.id, plain, mandate.issuer, mandate.kept, mandate.number)


def close_order(book: Book, asked: OrderAsked | None, answer: Answer, outcome: OrderOutcome) -> None:
    """Whoever gave an order from afar learns how it ended, where its effect has not said so already.

    One that was given at the machine leaves nothing behind where nothing was done. Raises JournalUnusable.
    """
    if asked is None or not asked.issuer or book.vault.answers.knows(asked):
        return
    with book.under(asked):
        book.end_order(Told(answer), outcome, taken=outcome is OrderOutcome.DONE)


def end_cut_off(book: Book) -> None:
    """Say of each order that an earlier run did not end that it was cut off. Raises JournalUnusable."""
    for name, issuer in tuple(book.ledger.orders.items()):
        book.record(OrderEnded(name, OrderOutcome.CUT_OFF, issuer), by=book.operator)


def _nothing() -> Work[Answer]:
    """The work of an order that is not begun."""
    yield from ()
    return {}


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
        # What comes under rules has them in the book before, as in a kiosk that runs.
        take_rules_of(means.book, means.site.services.values())
        clerk.take(order, answers.append, Mandate(order_id))
        while waiting:
            ticket, digits, phone_end = waiting.pop()
            clerk.tagged(ticket, means.book.vault.tag_pin(digits, phone_end or None))
    return answers[0]
