"""The link's place on the kiosk's thread: what it may see and change of journal and vault, bit by bit."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from kiosk.custody.link.events import (
    DocumentRefused,
    DocumentTaken,
    IncarnationTaken,
    LinkEnrolled,
    LinkFrozen,
)
from kiosk.custody.words import OrderOutcome
from kiosk.journal.reading import Slice
from kiosk.journal.tables.link import KeptDocument, OutboxItem
from kiosk.orders.clerk import close_order
from kiosk.orders.mandate import Mandate
from kiosk.orders.procedure import Means
from kiosk.orders.refusal import OrderRefused
from kiosk.orders.revocations import Revoke, revoke
from kiosk.vault.answers import OrderAsked, Told
from kiosk.vault.upward import seal_up
from kiosk.visits.book import Book
from kiosk.wire.enrolment import Enrolled
from kiosk.wire.sealed import DAYS_KEPT, SealedItem, info
from kiosk.wire.state import KioskState
from kiosk.wire.statement import SignedDocument

ROWS_AT_ONCE: Final = 100
BYTES_AT_ONCE: Final = 128 << 10
ITEMS_AT_ONCE: Final = 20
ANSWER: Final = "answer"
"""The kind of a sealed item that says what an order was answered."""
REVOCATIONS: Final = "revocations"
LONGEST_LIST: Final = 2000
"""Entries of a block list that are taken in one transaction; it takes 40 ms."""


@dataclass(frozen=True, slots=True)
class OurHub:
    """Where the kiosk is enrolled. `authority`: the pinned certificate (PEM), empty without TLS.

    `epoch`: the least of rows that the hub takes. Keys are in hex.
    """

    address: str
    authority: str
    kiosk: str
    hub: str
    inc: int
    keys: tuple[str, ...]
    sealing: str
    epoch: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept of the link. `after`: the last row that the hub has; `orders`: the last order's number."""

    enrolment: OurHub | None = None
    after: int = 0
    orders: int = 0
    frozen: int | None = None
    versions: Mapping[str, int] = field(default_factory=dict)


class LinkDesk:
    """Belongs to the kiosk's thread. Nothing takes longer than a transaction; all raise JournalUnusable."""

    def __init__(self, means: Means, state: Callable[[int, Mapping[str, int]], KioskState]) -> None:
        """`state` takes its number and the versions of the documents in force."""
        self._means = means
        self._book: Book = means.book
        self._tables = means.book.vault.link
        self._state = state
        self._enrolment = self._read_enrolment()
        self._book.answers_up = self._answer_up

    # --- what is kept -------------------------------------------------------------------------------

    def known(self) -> Known:
        word = self._tables.word
        return Known(
            self._enrolment,
            word("acked") or 0,
            word("orders") or 0,
            word("frozen"),
            self._tables.document_versions(),
        )

    def _read_enrolment(self) -> OurHub | None:
        said = self._tables.word("enrolment")
        return OurHub(**{**said, "keys": tuple(said["keys"])}) if said else None

    @property
    def enrolment(self) -> OurHub | None:
        return self._enrolment

    def enrol(self, address: str, authority: str, enrolled: Enrolled) -> None:
        """From now on the hub of this answer is ours."""
        self._enrolment = enrol_in(self._book, address, authority, enrolled)

    # --- rows -------------------------------------------------------------------------------------

    @property
    def head(self) -> int:
        return self._book.journal.head.seq

    @property
    def epoch(self) -> int:
        return self._book.journal.epoch

    def epoch_of(self, seq: int) -> int | None:
        return self._book.journal.epoch_of(seq)

    def hash_at(self, seq: int) -> bytes | None:
        return self._book.journal.hash_at(seq)

    def first_of(self, epoch: int) -> int:
        return self._book.journal.first_of(epoch)

    def slice(self, after: int, most: int = ROWS_AT_ONCE) -> Slice | None:
        return self._book.journal.slice(after, min(most, ROWS_AT_ONCE), BYTES_AT_ONCE)

    def acked(self, after: int) -> None:
        """The hub has all rows up to `after`."""
        self._tables.keep_word("acked", after)

    def freeze(self, seq: int) -> None:
        """The hub has another row `seq`: nothing goes up and no order counts until a person has decided."""
        if self._tables.word("frozen") is None:
            self._book.record(
                LinkFrozen(seq), by=self._book.operator, also=lambda: self._tables.keep_word("frozen", seq)
            )

    # --- orders -----------------------------------------------------------------------------------

    def _answer_up(self, asked: OrderAsked, told: Told) -> None:
        """In the transaction that keeps an order's answer: send it, and remember the order's place."""
        enrolment = self._enrolment
        if enrolment is None or asked.issuer != enrolment.hub:
            return
        self._tables.keep_word("orders", max(asked.number, self._tables.word("orders") or 0))
        self._put(enrolment, asked.name, ANSWER, dict(told.answer), told.party, told.consignment)

    def _put(
        self,
        enrolment: OurHub,
        about: str,
        kind: str,
        content: Mapping[str, Any],
        party: str | None,
        consignment: str | None,
    ) -> None:
        item = secrets.token_hex(8)
        plain = json.dumps(content, separators=(",", ":")).encode()
        sealed = seal_up(plain, bytes.fromhex(enrolment.sealing), info(enrolment.kiosk, item))
        self._tables.put_item(OutboxItem(item, about, kind, sealed, party, consignment))

    def refuse(self, mandate: Mandate, order: Mapping[str, Any], why: str, outcome: OrderOutcome) -> None:
        """An order that is signed and can't be read here ends at once, and whoever gave it learns why."""
        answers = self._book.vault.answers
        asked = answers.asked(mandate.id, order, mandate.issuer, mandate.kept, mandate.number)
        close_order(self._book, asked, {"ok": False, "why": why}, outcome)

    # --- what goes up sealed --------------------------------------------------------------------------

    def items(self) -> list[SealedItem]:
        return [
            SealedItem(one.id, one.about, one.kind, one.sealed) for one in self._tables.items(ITEMS_AT_ONCE)
        ]

    def ack_items(self, ids: list[str]) -> None:
        """The hub has them; they are erased a week later."""
        self._tables.ack_items(ids, _text(self._book.pace()))

    def erase_old_items(self) -> None:
        """What the hub acknowledged a week ago."""
        self._tables.drop_items(_text(self._book.pace() - timedelta(days=DAYS_KEPT)))

    # --- state, documents, incarnations ---------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """How the kiosk is now, with a number that is higher each time."""
        number = (self._tables.word("state") or 0) + 1
        self._tables.keep_word("state", number)
        return self._state(number, self._tables.document_versions()).content()

    def take_document(self, document: SignedDocument) -> bool:
        """What it says is in force, and its version kept in the same transaction; whether it could be."""
        kept = self._tables.document(document.name)
        if kept is not None and document.version <= kept.version:
            return True
        content: Mapping[str, Any] = document.content

        def keep() -> None:
            self._tables.put_document(KeptDocument(document.name, document.version, content))

        said = DocumentTaken(document.name, document.version)
        if document.name != REVOCATIONS:
            self._book.record(said, by=self._book.operator, also=keep)
            return True
        order = _block_list(content)
        content = {}  # badges have numbers, which are in force as tags
        with suppress(OrderRefused):
            if order is not None:
                revoke(self._book, order, said, also=keep)
                return True
        refused = DocumentRefused(document.name, document.version)
        self._book.record(refused, by=self._book.operator, also=keep)
        return False

    def step_up(self, inc: int) -> None:
        """The hub's orders count again: all that it has come again, and those that we know are known."""
        enrolment = self._enrolment
        if enrolment is None or inc <= enrolment.inc:
            return
        made = replace(enrolment, inc=inc)

        def keep() -> None:
            self._tables.keep_word("enrolment", asdict(made))
            self._tables.keep_word("orders", 0)
            self._tables.send_items_again(_text(self._book.pace() - timedelta(days=DAYS_KEPT)))

        self._book.record(IncarnationTaken(made.hub, inc), by=self._book.operator, also=keep)
        self._enrolment = made


def enrol_in(book: Book, address: str, authority: str, enrolled: Enrolled) -> OurHub:
    """From now on the hub of this answer is the kiosk's; rows that follow are of an epoch that it takes.

    Raises JournalUnusable.
    """
    tables = book.vault.link
    made = OurHub(
        address,
        authority,
        enrolled.kiosk,
        enrolled.hub,
        enrolled.inc,
        enrolled.keys,
        enrolled.sealing,
        enrolled.epoch,
    )
    book.journal.raise_epoch(enrolled.epoch)

    def keep() -> None:
        tables.keep_word("enrolment", asdict(made))
        tables.keep_word("acked", book.journal.first_of(enrolled.epoch) - 1)
        tables.keep_word("orders", enrolled.orders_after)
        tables.keep_word("frozen", None)

    book.record(LinkEnrolled(enrolled.hub, enrolled.inc), by=book.operator, also=keep)
    return made


def _block_list(content: Mapping[str, Any]) -> Revoke | None:
    badges, tokens = content.get("badges", []), content.get("tokens", [])
    if set(content) - {"badges", "tokens"} or not isinstance(badges, list) or not isinstance(tokens, list):
        return None
    if len(badges) + len(tokens) > LONGEST_LIST:
        return None
    if not all(isinstance(one, str) for one in (*badges, *tokens)):
        return None
    return Revoke(tuple(badges), tuple(tokens))


def _text(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="microseconds")
