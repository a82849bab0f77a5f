"""What goes into the journal and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeAlias, TypeVar

from kiosk.journal.chain import Raw
from kiosk.journal.codec import Codec

E = TypeVar("E")

Told: TypeAlias = tuple[int, str, int, str | None, str | None, str | None, str, int, str]
"""What a fold needs of a row, as the file has it: seq, at, clock_trusted, visit, principal, actor, kind, v
and body. A start may read a million of them: nothing is made of them that nobody asks for.
"""


@dataclass(frozen=True, slots=True)
class Entry(Generic[E]):
    """What is to be recorded; the journal adds when, in which epoch and boot, and the chain."""

    event: E
    visit: str | None = None
    principal: str | None = None
    actor: str | None = None
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class Row(Generic[E]):
    """What is recorded. `event` is of today's class, whatever version was written."""

    seq: int
    epoch: int
    boot: str
    at: datetime
    clock_trusted: bool
    visit: str | None
    principal: str | None
    actor: str | None
    on_behalf_of: str | None
    kind: str
    event: E
    hash: bytes


def read(codec: Codec[E], raw: Raw) -> Row[E]:
    """A row with its event; raises `codec.Unreadable`."""
    seq, epoch, boot, at, trusted, visit, principal, actor, on_behalf_of, kind, v, body, hash_ = raw
    moment = datetime.fromisoformat(at)
    event = codec.decode(kind, v, body)
    return Row(
        seq, epoch, boot, moment, bool(trusted), visit, principal, actor, on_behalf_of, kind, event, hash_
    )
