"""The hub's connections to PostgreSQL: a small pool, and each transaction under the role that it needs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from enum import StrEnum
from typing import Any, Final

import psycopg
from psycopg.rows import DictRow, dict_row

Connection = psycopg.AsyncConnection[DictRow]
_MOST: Final = 12
_OPTIONS: Final = "-c search_path=hub -c timezone=UTC -c idle_in_transaction_session_timeout=60000"


class Rights(StrEnum):
    """Under which role a transaction runs."""

    INGEST = "cubby_ingest"
    PRINCIPAL = "cubby_principal"
    OPERATOR = "none"


async def connect(url: str, *, autocommit: bool = False) -> Connection:
    """A connection of its own, for who listens. Raises psycopg.Error."""
    return await psycopg.AsyncConnection.connect(
        url, autocommit=autocommit, row_factory=dict_row, options=_OPTIONS, connect_timeout=10
    )


class Database:
    """Belongs to one event loop. What is lost (the server restarts) is noticed and made anew."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._idle: list[Connection] = []
        self._places = asyncio.Semaphore(_MOST)

    @asynccontextmanager
    async def transaction(
        self, role: Rights = Rights.OPERATOR, principal: str = ""
    ) -> AsyncIterator[Connection]:
        """Committed where the block ends well, else rolled back. Raises psycopg.Error.

        `principal`: whose rows are visible, under `Rights.PRINCIPAL`.
        """
        async with self._places:
            connection = await self._take()
            try:
                await connection.execute(
                    "SELECT set_config('role', %s, true), set_config('cubby.principal', %s, true)",
                    [role.value, principal],
                )
                yield connection
                await connection.commit()
            except BaseException:
                await self._give_up(connection)
                raise
            self._idle.append(connection)

    async def rows(
        self, query: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None
    ) -> list[DictRow]:
        """What a question of the operator's answers. Raises psycopg.Error."""
        async with self.transaction() as connection:
            return await (await connection.execute(query, parameters)).fetchall()

    async def close(self) -> None:
        """Let all go."""
        while self._idle:
            await self._idle.pop().close()

    async def _take(self) -> Connection:
        while self._idle:
            connection = self._idle.pop()
            if not connection.closed and not connection.broken:
                return connection
            await connection.close()
        return await connect(self.url)

    async def _give_up(self, connection: Connection) -> None:
        try:
            if connection.closed or connection.broken:
                return
            await connection.rollback()
        except psycopg.Error:
            await connection.close()
        else:
            self._idle.append(connection)
