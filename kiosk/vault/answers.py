"""What orders were answered, for a day and a night: sealed, so that asking again tells it again."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from kiosk.custody.machine.pace import CertainTime
from kiosk.journal.tables.orders import Answer, OrderTables

KEPT_FOR: Final = timedelta(days=1)
_NONCE: Final = 12


@dataclass(frozen=True, slots=True)
class OrderAsked:
    """An order that has an id: `tag` tells it from others, and tells nothing of it."""

    id: str
    tag: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Told:
    """What an order is answered. Whoever erases `party` or `consignment` erases it too."""

    answer: Mapping[str, object] = field(repr=False)
    party: str | None = None
    consignment: str | None = None


class Answers:
    """A write joins the transaction that is open, or is its own."""

    def __init__(self, tables: OrderTables, pepper: bytes) -> None:
        self._tables = tables
        self._pepper = pepper
        self._cipher = ChaCha20Poly1305(hmac.digest(pepper, b"cubby answer 1", hashlib.sha256))

    def asked(self, order_id: str, order: Mapping[str, object]) -> OrderAsked:
        """`order` as plain values."""
        plain = json.dumps(order, sort_keys=True).encode()
        return OrderAsked(order_id, hmac.digest(self._pepper, b"cubby order 1" + plain, hashlib.sha256))

    def keep(self, asked: OrderAsked, told: Told, now: datetime) -> None:
        nonce = secrets.token_bytes(_NONCE)
        plain = json.dumps(dict(told.answer)).encode()
        sealed = nonce + self._cipher.encrypt(nonce, plain, asked.id.encode() + asked.tag)
        until = _text(now + KEPT_FOR)
        self._tables.put_answer(Answer(asked.id, asked.tag, sealed, told.party, told.consignment, until))

    def knows(self, order_id: str) -> bool:
        """Whether an order of this id was answered lately."""
        return self._tables.answer(order_id) is not None

    def drop_old(self, time: CertainTime) -> None:
        """Those that were kept for long enough: only while its id is known, an order is done once."""
        self._tables.drop_answers(_text(time.at))

    def of(self, asked: OrderAsked) -> dict[str, Any] | None:
        """What this very order was answered; None where it never was, where it is another's id, or where
        it was sealed under another pepper."""
        row = self._tables.answer(asked.id)
        if row is None or not hmac.compare_digest(row.order, asked.tag):
            return None
        nonce, sealed = row.sealed[:_NONCE], row.sealed[_NONCE:]
        try:
            plain = self._cipher.decrypt(nonce, sealed, asked.id.encode() + asked.tag)
        except InvalidTag:
            return None
        answer: dict[str, Any] = json.loads(plain)
        return answer


def _text(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="microseconds")
