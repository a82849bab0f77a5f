"""Takes rows: compares with what is there, adds what is new, commits, and only then says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.hub.database import Connection, Database, Rights
from kiosk.hub.line.rows import COPY, ChainedRow, chained, packed
from kiosk.wire.batch import Acked, Answered, Expected, FirstLine, Fork


class KeyReplaced(Exception):  # noqa: N818  says what is the matter
    """The kiosk was enrolled with another key meanwhile."""


@dataclass(frozen=True, slots=True)
class _Cursor:
    least: int
    epoch: int
    acked: int
    head: bytes

    @property
    def expected(self) -> Expected:
        return Expected(self.acked + 1, self.head.hex(), self.epoch)


async def take(
    database: Database, kiosk: str, key: bytes, line: FirstLine, lines: Sequence[bytes]
) -> Answered:
    """The answer, once it is committed. Raises NotARow, KeyReplaced, psycopg.Error.

    The kiosk's cursor row is locked meanwhile: twenty copies of one batch are taken one after the other, and
    the first of them once.
    """
    rows = chained(lines, line.epoch, line.first, bytes.fromhex(line.prev))
    async with database.transaction(Rights.INGEST) as connection:
        found = await (
            await connection.execute("SELECT * FROM cursors WHERE kiosk = %s FOR UPDATE", [kiosk])
        ).fetchone()
        if found is None or bytes(found["key"]) != key:
            raise KeyReplaced
        at = _Cursor(found["least_epoch"], found["epoch"], found["acked"], bytes(found["head"]))
        answer = await _taken(connection, kiosk, at, line, rows)
    if isinstance(answer, Fork):
        await freeze(database, kiosk, answer.fork, line.epoch)
    return answer


async def _taken(
    connection: Connection, kiosk: str, cursor: _Cursor, line: FirstLine, rows: Sequence[ChainedRow]
) -> Answered:
    before = bytes.fromhex(line.prev)
    if line.epoch == cursor.epoch and line.first == cursor.acked + 1:  # as nearly every batch does
        if before != cursor.head:
            return Fork(cursor.acked) if cursor.acked else Fork(1)
        return await _add(connection, kiosk, line.epoch, rows)
    if line.epoch < cursor.least:
        return cursor.expected
    if line.epoch > cursor.epoch:
        return await _new_line(connection, kiosk, cursor, line, rows)
    if line.first > cursor.acked + 1:
        return cursor.expected
    other = await _first_difference(connection, kiosk, line.epoch, rows, before)
    if other is not None:
        return Fork(other)
    known = await _known_to(connection, kiosk, line.epoch)
    new = [row for row in rows if row.seq > known]
    if line.epoch < cursor.epoch:
        return Fork(new[0].seq) if new else cursor.expected
    if not new:
        return Acked(cursor.acked, cursor.head.hex(), cursor.epoch)
    return await _add(connection, kiosk, line.epoch, new)


async def _add(connection: Connection, kiosk: str, epoch: int, rows: Sequence[ChainedRow]) -> Acked:
    last = rows[-1]
    async with connection.cursor() as cursor:
        async with cursor.copy(COPY) as copy:
            await copy.write(packed(kiosk, epoch, rows))
        await cursor.execute(
            "UPDATE cursors SET epoch = %s, acked = %s, head = %s, heard = now() WHERE kiosk = %s",
            [epoch, last.seq, last.hash, kiosk],
        )
    return Acked(last.seq, last.hash.hex(), epoch)


async def _new_line(
    connection: Connection, kiosk: str, cursor: _Cursor, line: FirstLine, rows: Sequence[ChainedRow]
) -> Answered:
    """A kiosk that came back from a backup, or was enrolled anew, writes on under a higher epoch.

    One that a person enrolled anew may begin anywhere: what its line was before is the other line's business.
    """
    anew = 1 < cursor.least <= line.epoch and cursor.epoch < cursor.least
    if not anew and line.first > cursor.acked + 1:
        return cursor.expected
    before = bytes.fromhex(line.prev)
    there = await _hash_at(connection, kiosk, line.first - 1)
    if not anew and line.first > 1 and there != before:
        return Fork(line.first - 1)
    if line.first <= cursor.acked:
        await connection.execute(
            "UPDATE lines SET lost_from = greatest(first, %s), lost_to = %s"
            " WHERE kiosk = %s AND epoch = %s AND lost_from IS NULL",
            [line.first, cursor.acked, kiosk, cursor.epoch],
        )
    await connection.execute(
        "INSERT INTO lines (kiosk, epoch, first) VALUES (%s, %s, %s)", [kiosk, line.epoch, line.first]
    )
    return await _add(connection, kiosk, line.epoch, rows)


async def _hash_at(connection: Connection, kiosk: str, seq: int) -> bytes | None:
    """Of the row that is row `seq` of this kiosk today: the one of the highest epoch that has it."""
    found = await (
        await connection.execute(
            "SELECT hash FROM rows WHERE kiosk = %s AND seq = %s ORDER BY epoch DESC LIMIT 1", [kiosk, seq]
        )
    ).fetchone()
    return bytes(found["hash"]) if found else None


async def _known_to(connection: Connection, kiosk: str, epoch: int) -> int:
    found = await (
        await connection.execute(
            "SELECT coalesce(max(seq), 0) AS seq FROM rows WHERE kiosk = %s AND epoch = %s", [kiosk, epoch]
        )
    ).fetchone()
    return int(found["seq"]) if found else 0


async def _first_difference(
    connection: Connection, kiosk: str, epoch: int, rows: Sequence[ChainedRow], before: bytes
) -> int | None:
    """The first row that the hub has otherwise; None where all that it has are the same."""
    first, last = rows[0].seq, rows[-1].seq
    there = await (
        await connection.execute(
            "SELECT seq, hash FROM rows WHERE kiosk = %s AND epoch = %s AND seq BETWEEN %s AND %s",
            [kiosk, epoch, first, last],
        )
    ).fetchall()
    hashes: dict[int, Any] = {row["seq"]: bytes(row["hash"]) for row in there}
    if first > 1 and first not in hashes and await _hash_at(connection, kiosk, first - 1) != before:
        return first - 1
    return next((row.seq for row in rows if hashes.get(row.seq, row.hash) != row.hash), None)


async def freeze(database: Database, kiosk: str, fork: int, epoch: int) -> None:
    """No orders for whoever writes under this name, until a person has looked; and an alarm says so."""
    async with database.transaction() as connection:
        await connection.execute(
            "UPDATE cursors SET fork = least(coalesce(fork, %s), %s) WHERE kiosk = %s", [fork, fork, kiosk]
        )
        await raise_alarm(connection, kiosk, "fork", f"row {fork} of epoch {epoch}")


async def raise_alarm(connection: Connection, kiosk: str, kind: str, detail: str) -> None:
    """One alarm a cause, however often it is met."""
    await connection.execute(
        "INSERT INTO alarms (kiosk, kind, detail) VALUES (%s, %s, %s)"
        " ON CONFLICT (kiosk, kind, detail) WHERE seen IS NULL DO UPDATE SET times = alarms.times + 1",
        [kiosk, kind, detail],
    )
