"""A small vocabulary and a way to open a journal, so that these tests know nothing of parcels."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.clock import Clock, FakeClock
from kiosk.journal.chain import Broken
from kiosk.journal.codec import Codec, StateCodec
from kiosk.journal.connection import FILE, read_only
from kiosk.journal.lock import Owned, own
from kiosk.journal.projections import Projection
from kiosk.journal.reading import Verified, verify_whole
from kiosk.journal.rows import Entry, Row
from kiosk.journal.store import Journal
from kiosk.vault.keys import Keys, KeySource

KEYS = Keys(b"p" * 32, Ed25519PrivateKey.from_private_bytes(b"s" * 32), KeySource.FILE)
STRANGER = Keys(b"q" * 32, Ed25519PrivateKey.from_private_bytes(b"t" * 32), KeySource.FILE)


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class Wheel:
    width: float
    spokes: int | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """Version 1 called `text` by the name `words`."""

    v: ClassVar[int] = 2
    text: str
    colour: Colour = Colour.RED


@dataclass(frozen=True, slots=True)
class Rolled:
    v: ClassVar[int] = 1
    wheels: tuple[Wheel, ...]
    by: str | None
    fast: bool


Anything = Noted | Rolled

CODEC: Codec[Anything] = Codec(
    {"Noted": Noted, "Rolled": Rolled},
    {("Noted", 1): lambda body: {"text": body.pop("words"), **body}},
)


@dataclass(frozen=True, slots=True)
class Tally:
    """A state for projections: how often each text was noted, and by whom."""

    seq: int = 0
    texts: tuple[tuple[str, int], ...] = ()
    actors: frozenset[str] = frozenset()


def tally(state: Tally, row: Row[Anything]) -> Tally:
    texts = dict(state.texts)
    if isinstance(row.event, Noted):
        texts[row.event.text] = texts.get(row.event.text, 0) + 1
    return Tally(row.seq, tuple(sorted(texts.items())), state.actors | ({row.actor} if row.actor else set()))


TALLY: Projection[Tally, Anything] = Projection("tally", Tally(), tally, StateCodec(Tally, 1))


def note(text: str = "hello", **who: Any) -> Entry[Anything]:
    return Entry(Noted(text), **who)


def begin(
    owned: Owned, *, clock: Clock | None = None, keys: Keys = KEYS, every: int = 8
) -> Journal[Anything]:
    return Journal.open(
        owned,
        clock=clock or FakeClock(),
        boot="boot-1",
        codec=CODEC,
        sign=keys.sign,
        verify=keys.verify,
        checkpoint_every=every,
    )


@contextlib.contextmanager
def opened(
    folder: Path, *, clock: Clock | None = None, keys: Keys = KEYS, every: int = 8
) -> Iterator[Journal[Anything]]:
    with own(folder) as owned, begin(owned, clock=clock, keys=keys, every=every) as journal:
        yield journal


def reopened(journal: Journal[Anything]) -> Journal[Anything]:
    """The journal that failed, closed and opened anew."""
    journal.close()
    return Journal.open(
        journal.owned,
        clock=journal.clock,
        boot=journal.boot,
        codec=journal.codec,
        sign=journal.sign,
        verify=journal.signed_by_us,
        checkpoint_every=journal.checkpoint_every,
    )


def written(folder: Path, rows: int, *, every: int = 8) -> None:
    """A journal of that many rows, closed."""
    with opened(folder, every=every) as journal:
        for number in range(1, rows + 1):
            journal.append([note(f"row {number}", visit=f"v{number}", actor="anna")])


@contextlib.contextmanager
def intruder(folder: Path, *, disarmed: bool = True) -> Iterator[sqlite3.Connection]:
    """Somebody with another program who can write to the file, and who takes the triggers off while at it."""
    connection = sqlite3.connect(folder / FILE, isolation_level=None)
    try:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        if disarmed:
            for name, _ in triggers:
                connection.execute(f"DROP TRIGGER {name}")
        yield connection
        if disarmed:
            for _, sql in triggers:
                connection.execute(sql)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def verified(folder: Path) -> Verified | Broken:
    """What a full verification says, from outside."""
    with contextlib.closing(read_only(folder)) as db:
        return verify_whole(db, folder, KEYS.verify)


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, but for the lock, SQLite's shared memory and an empty log."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "cubby.lock" and not path.name.endswith("-shm")
        if path.stat().st_size or not path.name.endswith("-wal")
    }


class Wrapped:
    """A connection between SQLite and sqlite-utils on which a test can let statements go wrong."""

    def __init__(self, connection: sqlite3.Connection, execute: Callable[..., Any]) -> None:
        self._connection = connection
        self._execute = execute

    def execute(self, sql: str, *parameters: Any) -> Any:
        return self._execute(self._connection, sql, *parameters)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)
