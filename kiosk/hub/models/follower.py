"""Follows the rows of all kiosks in an order in which none is lost, and writes the models.

A number drawn from a sequence would lose rows: one drawn early may be committed late. So rows are taken by
(transaction, number), and only those of transactions that are all over (`pg_snapshot_xmin`).
"""

from __future__ import annotations

import json
from typing import Any, Final

from kiosk.hub.database import Connection, Database
from kiosk.hub.models.fold import Written, folded

AT_ONCE: Final = 2_000
NAME: Final = "models"
TABLES: Final = ("machines", "things", "fronts", "tasks", "zones", "visits")

ROWS: Final = (
    "SELECT xid::text AS xid, id, received, kiosk, epoch, seq, principal, row FROM rows"
    " WHERE (xid, id) > (%s::xid8, %s) AND xid < pg_snapshot_xmin(pg_current_snapshot())"
    " ORDER BY xid, id LIMIT %s"
)


class Follower:
    """One may stand in every node: whoever holds the row in `followers` follows, the others do not wait."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def step(self) -> bool:
        """Take the next rows; whether there may be more. Raises psycopg.Error."""
        async with self._database.transaction() as connection:
            at = await (
                await connection.execute(
                    "SELECT xid::text AS xid, id FROM followers WHERE name = %s FOR UPDATE SKIP LOCKED",
                    [NAME],
                )
            ).fetchone()
            if at is None:
                return False
            rows = await (await connection.execute(ROWS, [at["xid"], at["id"], AT_ONCE])).fetchall()
            if not rows:
                return False
            await _write(connection, rows)
            await connection.execute(
                "UPDATE followers SET xid = %s::xid8, id = %s WHERE name = %s",
                [rows[-1]["xid"], rows[-1]["id"], NAME],
            )
        return len(rows) == AT_ONCE

    async def rebuild(self) -> int:
        """All models anew from the first row; how many rows that took. Raises psycopg.Error."""
        async with self._database.transaction() as connection:
            await connection.execute("SELECT FROM followers WHERE name = %s FOR UPDATE", [NAME])
            for table in TABLES:
                await connection.execute(f"DELETE FROM {table}")
            await connection.execute("UPDATE followers SET xid = '0', id = 0 WHERE name = %s", [NAME])
        while await self.step():
            pass
        found = await self._database.rows("SELECT count(*) AS n FROM rows")
        return int(found[0]["n"])


async def _write(connection: Connection, rows: list[dict[str, Any]]) -> None:
    async with connection.pipeline():
        for row in rows:
            try:
                said = json.loads(bytes(row["row"]))
            except ValueError:
                continue
            for statement, values in _of(row, said):
                await connection.execute(statement, values)


def _of(row: dict[str, Any], said: Any) -> list[Written]:  # noqa: ANN401  whatever a row says
    return folded(row["kiosk"], row["received"], said) if isinstance(said, dict) else []
