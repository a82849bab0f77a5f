"""How fast the journal is beside bare SQLite with the same settings on the same disk."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from kiosk.clock import SystemClock
from kiosk.journal.chain import Raw
from kiosk.journal.codec import Codec
from kiosk.journal.connection import FILE, set_pragmas
from kiosk.journal.lock import own
from kiosk.journal.migrations import JOURNAL
from kiosk.journal.reading import raw_rows
from kiosk.journal.rows import Entry
from kiosk.journal.store import Journal


@dataclass(frozen=True, slots=True)
class Measured:
    """A stand-in of the usual size for an event."""

    v: ClassVar[int] = 1
    consignment: str = "k-5f2c9a1e7b3d4608"
    compartment: str = "12"
    size: str = "M"
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class AppendFigures:
    """Durable transactions of one row a second; `ratio` is the median over rounds side by side."""

    journal: float
    bare: float
    ratio: float


def measure_appends(place: Path | None = None, rounds: int = 20, appends: int = 200) -> AppendFigures:
    """Append by turns to a journal and to a bare table, both in a new folder below `place`."""
    with tempfile.TemporaryDirectory(dir=place) as text:
        folder = Path(text)
        (folder / "bare").mkdir()
        codec = Codec({"Measured": Measured})
        entry = Entry(Measured(), visit="v-5f2c9a1e", principal="swift", actor="p-5f2c9a1e7b3d4608")
        bare = sqlite3.connect(folder / "bare" / FILE, isolation_level=None)
        pairs: list[tuple[float, float]] = []
        with (
            own(folder / "journal") as owned,
            Journal.open(
                owned,
                clock=SystemClock(),
                boot="bench",
                codec=codec,
                sign=lambda _: bytes(64),
                verify=lambda _message, _signature: True,
            ) as journal,
        ):
            set_pragmas(bare)
            bare.execute(JOURNAL)
            journal.append([entry])
            row = next(raw_rows(journal.writing.db))
            for number in range(rounds):
                began = time.perf_counter()
                for _ in range(appends):
                    journal.append([entry])
                between = time.perf_counter()
                _append_bare(bare, row, number * appends, appends)
                pairs.append((between - began, time.perf_counter() - between))
        bare.close()
    return AppendFigures(
        journal=appends / statistics.median(ours for ours, _ in pairs),
        bare=appends / statistics.median(theirs for _, theirs in pairs),
        ratio=statistics.median(theirs / ours for ours, theirs in pairs),
    )


def _append_bare(bare: sqlite3.Connection, row: Raw, after: int, appends: int) -> None:
    insert = f"INSERT INTO journal VALUES ({', '.join('?' * len(row))})"  # noqa: S608  only question marks
    for seq in range(after + 1, after + appends + 1):
        bare.execute("BEGIN")
        bare.execute(insert, (seq, *row[1:]))
        bare.execute("COMMIT")
