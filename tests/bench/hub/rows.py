"""What a batch costs the hub, beside the least that PostgreSQL can do with the same rows."""

from __future__ import annotations

import asyncio
import gzip
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import psycopg

from kiosk.hub import cluster
from kiosk.hub.database import Database, Rights
from kiosk.hub.keys import files
from kiosk.hub.line import ingest
from kiosk.hub.line.asking import is_signed
from kiosk.hub.line.rows import COPY, chained, packed
from kiosk.hub.line.unpacking import unpacked
from kiosk.hub.schema.upgrade import upgrade
from kiosk.hub.settings import known
from kiosk.wire import names
from kiosk.wire.batch import FirstLine, read_batch, write_batch
from kiosk.wire.signing import RequestParts, claimed, sign
from tests.bench.figure import Figure
from tests.hub.kiosks import Machine, Writing

BATCH: Final = 50
_KIOSKS: Final = 8
_BATCHES: Final = 60
"""Of each kiosk."""
_BODY: Final = {"compartment": "12", "consignment": "0b51e2b4f2a94d3c9b1f0a7e6c5d4b3a"}


def measure() -> Sequence[Figure]:
    journal = Writing()
    for n in range(BATCH * _BATCHES):
        journal.add("Deposited", {**_BODY, "consignment": f"{n:032x}"}, visit=f"{n // 6:032x}")
    figures = [*_of_bytes(journal), _of_python(journal)]
    with _server() as url:
        hub, bare = asyncio.run(_rates(url, journal))
    return (
        *figures,
        Figure("hub_rows_a_second", round(hub), "1/s", None, "higher"),
        Figure("hub_beside_bare_copy", round(hub / bare, 3), "ratio", 0.3, "higher"),
    )


def _of_bytes(journal: Writing) -> Iterator[Figure]:
    for many in (1, 5, BATCH):
        body = write_batch(FirstLine("hub", 1, 1, journal.before(1)), journal.rows[:many])
        size = len(gzip.compress(body, 6, mtime=0)) / many
        yield Figure(f"hub_bytes_an_event_in_{many}", round(size), "bytes", None, "lower")


def _of_python(journal: Writing) -> Figure:
    """All that the interpreter does for a batch besides HTTP and the database."""
    machine = Machine(("", 0), "k1", "hub")
    body = gzip.compress(write_batch(FirstLine("hub", 1, 1, journal.before(1)), journal.rows[:BATCH]), 6)
    asked = RequestParts("POST", names.events("k1"), "", body)
    headers, key, rounds = sign(asked, "k1", "nonce", machine.key.sign), machine.public, 400
    begun = time.process_time()
    for _ in range(rounds):
        said = claimed(asked, headers)
        if said is None or not is_signed(key, said.base, said.signature):
            raise RuntimeError("the bench's own signature does not fit")
        line, lines = read_batch(unpacked(body, names.MOST_UNPACKED))
        packed("k1", 1, chained(lines, line.epoch, line.first, bytes.fromhex(line.prev)))
    return Figure("hub_python_a_batch", (time.process_time() - begun) / rounds * 1000, "ms", 0.7, "lower")


async def _rates(url: str, journal: Writing) -> tuple[float, float]:
    """Rows a second through the hub's own way, and by COPY and COMMIT alone, in turns on the same server."""
    machine, database = Machine(("", 0), "", "hub"), Database(url)
    try:
        async with database.transaction() as connection:
            for n in range(_KIOSKS):
                await connection.execute("INSERT INTO kiosks (id) VALUES (%s)", [f"k{n}"])
                await connection.execute(
                    "INSERT INTO cursors (kiosk, key) VALUES (%s, %s)", [f"k{n}", machine.public]
                )

        async def through(kiosk: str, first: int, rows: list[bytes]) -> None:
            line = FirstLine("hub", 1, first, journal.before(first))
            await ingest.take(database, kiosk, machine.public, line, rows)

        async def bare(kiosk: str, first: int, rows: list[bytes]) -> None:
            ready = packed(f"bare-{kiosk}", 1, chained(rows, 1, first, bytes.fromhex(journal.before(first))))
            async with (
                database.transaction(Rights.INGEST) as connection,
                connection.cursor() as cursor,
                cursor.copy(COPY) as copy,
            ):
                await copy.write(ready)

        return await _rate(journal, through), await _rate(journal, bare)
    finally:
        await database.close()


async def _rate(journal: Writing, what: Callable[[str, int, list[bytes]], Awaitable[None]]) -> float:
    async def one(kiosk: str) -> None:
        for first in range(1, len(journal.rows), BATCH):
            await what(kiosk, first, journal.rows[first - 1 : first - 1 + BATCH])

    begun = time.perf_counter()
    await asyncio.gather(*(one(f"k{n}") for n in range(_KIOSKS)))
    return _KIOSKS * len(journal.rows) / (time.perf_counter() - begun)


@contextmanager
def _server() -> Iterator[str]:
    """A hub's database as it is run: every commit is on the disk."""
    folder = Path(tempfile.mkdtemp(prefix="cubby-bench-"))
    folder.chmod(0o755)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder)
        url = stack.enter_context(cluster.running(folder))
        upgrade(url)
        known(url, folder, files.load(folder, create=True))
        yield url
        with psycopg.connect(url) as connection:
            connection.execute("SELECT 1")
