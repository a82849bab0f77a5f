"""What orders were answered, for a day and a night: sealed, so that asking again tells it again."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from kiosk.custody.machine.pace import CertainTime
from kiosk.journal.tables.orders import Answer, OrderTables

KEPT_FOR: Final = timedelta(days=1)
_NONCE: Final = 12


@dataclass(frozen=True, slots=True)
class OrderAsked:
    """An order that has an id: `tag` tells it from others, and tells nothing of it.

    `row`: under which its answer is kept; ids of different issuers have different ones.
    `name`: what the journal calls it: its id where it came from afar, else a keyed hash.
    `kept`: how long its answer has to be known at least.
    """

    row: str
    tag: bytes = field(repr=False)
    name: str = field(default="", compare=False)
    kind: str = field(default="", compare=False)
    issuer: str = field(default="", compare=False)
    kept: timedelta = field(default=timedelta(), compare=False)
    number: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Told:
    """What an order is answered. Whoever erases `party` or `consignment` erases it too."""

    answer: Mapping[str, object] = field(repr=False)
    party: str | None = None
    consignment: str | None = None


class Answers:
    """A write joins the transaction that is open, or is its own.

    `MOST`: a hundred times what a busy day brings; whoever floods a kiosk fills no disk with orders.
    """

    MOST: ClassVar[int] = 20_000

    def __init__(self, tables: OrderTables, pepper: bytes) -> None:
        self._tables = tables
        self._count: int | None = None
        self._pepper = pepper
        self._cipher = ChaCha20Poly1305(hmac.digest(pepper, b"cubby answer 1", hashlib.sha256))

    def asked(
        self,
        order_id: str,
        order: Mapping[str, object],
        issuer: str = "",
        kept: float = 0.0,
        number: int = 0,
    ) -> OrderAsked:
        """`order` as plain values, its kind under "order". `kept`: seconds its answer is known at least.

        `number`: the place that its issuer gave it.
        """
        plain = json.dumps(order, sort_keys=True).encode()
        tag = hmac.digest(self._pepper, b"cubby order 1" + plain, hashlib.sha256)
        row = f"{issuer}/{order_id}" if issuer else order_id
        hidden = hmac.digest(self._pepper, b"cubby order id 1" + order_id.encode(), hashlib.sha256)
        name = order_id if issuer else hidden.hex()[:16]
        return OrderAsked(
            row, tag, name, str(order.get("order", "")), issuer, timedelta(seconds=kept), number
        )

    def keep(self, asked: OrderAsked, told: Told, now: datetime) -> None:
        nonce = secrets.token_bytes(_NONCE)
        plain = json.dumps(dict(told.answer)).encode()
        sealed = nonce + self._cipher.encrypt(nonce, plain, asked.row.encode() + asked.tag)
        until = _text(now + max(KEPT_FOR, asked.kept))
        answer = Answer(asked.row, asked.tag, sealed, told.party, told.consignment, until)
        if self._tables.put_answer(answer):
            self._make_room()

    def _make_room(self) -> None:
        """One more is kept: past the most that are, the one goes that would go first."""
        self._count = self._tables.count_answers() if self._count is None else self._count + 1
        if self._count > self.MOST:
            self._tables.drop_first_answer()
            self._count -= 1

    def knows(self, asked: OrderAsked) -> bool:
        """Whether an order of this id was answered lately."""
        return self._tables.answer(asked.row) is not None

    def drop_old(self, time: CertainTime) -> None:
        """Those that were kept for long enough: only while its id is known, an order is done once."""
        self._tables.drop_answers(_text(time.at))
        self._count = None

    def of(self, asked: OrderAsked) -> dict[str, Any] | None:
        """What this very order was answered; None where it never was, where it is another's id, or where
        it was sealed under another pepper."""
        row = self._tables.answer(asked.row)
        if row is None or not hmac.compare_digest(row.order, asked.tag):
            return None
        nonce, sealed = row.sealed[:_NONCE], row.sealed[_NONCE:]
        try:
            plain = self._cipher.decrypt(nonce, sealed, asked.row.encode() + asked.tag)
        except InvalidTag:
            return None
        answer: dict[str, Any] = json.loads(plain)
        return answer


def _text(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="microseconds")
