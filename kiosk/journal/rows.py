"""What goes into the journal and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from kiosk.journal.chain import Raw
from kiosk.journal.codec import Codec

E = TypeVar("E")


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
    return Row(
        seq=raw.seq,
        epoch=raw.epoch,
        boot=raw.boot,
        at=datetime.fromisoformat(raw.at),
        clock_trusted=bool(raw.clock_trusted),
        visit=raw.visit,
        principal=raw.principal,
        actor=raw.actor,
        on_behalf_of=raw.on_behalf_of,
        kind=raw.kind,
        event=codec.decode(raw.kind, raw.v, raw.body),
        hash=raw.hash,
    )
