"""Orders down: made here once, signed by the signer, held for the kiosk until they are over."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import psycopg

from kiosk.hub.database import Connection, Database, connect
from kiosk.hub.keys.client import SignerClient
from kiosk.hub.settings import Hub
from kiosk.wire.order import LONGEST_DOOR, TWO_KEYS, WireOrder

CHANNEL: Final = "cubby_orders"
_MOST: Final = 100
_LOOKS_AGAIN: Final = 5.0
_TO_GIVE: Final = (
    "SELECT DISTINCT kiosk FROM orders WHERE given IS NULL AND signed IS NOT NULL AND ends > now()"
)
USUALLY: Final = timedelta(days=7)
"""How long an order waits for its kiosk, where it opens no door."""
AT_ONCE: Final = timedelta(seconds=LONGEST_DOOR)


@dataclass(frozen=True, slots=True)
class NewOrder:
    """What somebody here wants of a kiosk. `id`: by whoever began it, empty where it begins here."""

    kiosk: str
    act: str
    args: Mapping[str, Any]
    by: str
    reason: str = ""
    id: str = ""
    principal: str = ""
    lasts: timedelta = USUALLY
    needs: int = 1


@dataclass(frozen=True, slots=True)
class MadeOrder:
    """`anew`: it was made just now; else it had been before, and this is the same one."""

    kiosk: str
    seq: int
    id: str
    anew: bool


class SameIdOtherOrder(Exception):  # noqa: N818  says what is the matter
    """The id belongs to another order of this kiosk."""


async def make(connection: Connection, new: NewOrder) -> MadeOrder:
    """Write the order down, once. Raises SameIdOtherOrder, psycopg.Error."""
    order_id = new.id or f"o-{secrets.token_hex(12)}"
    found = await (
        await connection.execute(
            "SELECT seq, act, args FROM orders WHERE kiosk = %s AND id = %s", [new.kiosk, order_id]
        )
    ).fetchone()
    if found is not None:
        if found["act"] != new.act or found["args"] != dict(new.args):
            raise SameIdOtherOrder
        return MadeOrder(new.kiosk, found["seq"], order_id, anew=False)
    given = await (
        await connection.execute(
            "UPDATE kiosks SET orders_given = orders_given + 1 WHERE id = %s RETURNING orders_given",
            [new.kiosk],
        )
    ).fetchone()
    seq = int(given["orders_given"]) if given else 0
    await connection.execute(
        "INSERT INTO orders (kiosk, seq, id, principal, act, args, by, reason, needs, ends, lasts)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, now() + %s, %s)",
        [
            *(
                new.kiosk,
                seq,
                order_id,
                new.principal,
                new.act,
                json.dumps(dict(new.args)),
                new.by,
                new.reason,
            ),
            *(new.needs, new.lasts, int(new.lasts.total_seconds())),
        ],
    )
    return MadeOrder(new.kiosk, seq, order_id, anew=True)


async def release(database: Database, signer: SignerClient, hub: Hub, now: int, made: MadeOrder) -> bool:
    """Have it signed, if all who must have agreed, and wake who waits for it; whether it can be fetched now.

    Raises SignerRefused, SignerGone, psycopg.Error.
    """
    async with database.transaction() as connection:
        row = await (
            await connection.execute(
                "SELECT * FROM orders WHERE kiosk = %s AND seq = %s FOR UPDATE", [made.kiosk, made.seq]
            )
        ).fetchone()
        if row is None or row["outcome"] or (row["needs"] == TWO_KEYS and row["approved_by"] is None):
            return False
        if row["signed"] is None:
            order = WireOrder(
                *(made.kiosk, hub.id, hub.incarnation, made.seq, row["id"], row["act"], row["args"]),
                *(now, now + row["lasts"], row["by"], row["needs"]),
            )
            people = [row["by"], *([row["approved_by"]] if row["approved_by"] else [])]
            signed = await signer.sign_order(order.content(), people)
            await connection.execute(
                "UPDATE orders SET signed = %s, ends = to_timestamp(%s) WHERE kiosk = %s AND seq = %s",
                [json.dumps(signed), order.exp, made.kiosk, made.seq],
            )
    # After the order's own transaction: a NOTIFY makes commits wait for each other.
    async with database.transaction() as connection:
        await connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, made.kiosk])
    return True


async def waiting(database: Database, kiosk: str, after: int) -> list[dict[str, Any]]:
    """The signed orders above `after` that are not over, lowest first."""
    async with database.transaction() as connection:
        found = await (
            await connection.execute(
                "UPDATE orders SET given = coalesce(given, now()) WHERE kiosk = %s AND seq IN"
                " (SELECT seq FROM orders WHERE kiosk = %s AND seq > %s AND signed IS NOT NULL"
                " AND ends > now()"
                " ORDER BY seq LIMIT %s)"
                " RETURNING seq, signed",
                [kiosk, kiosk, after, _MOST],
            )
        ).fetchall()
    return [row["signed"] for row in sorted(found, key=lambda row: int(row["seq"]))]


class OrderBell:
    """Wakes requests that wait for orders: by PostgreSQL's NOTIFY, with a look now and then behind it.

    One look of a node, not one of each kiosk: a hundred thousand that wait would ask 20,000 times a second.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._waiting: dict[str, set[asyncio.Event]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._is_over = False

    def start(self) -> None:
        """Begin to listen, in the running loop."""
        self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._look())]

    def ring_out(self) -> None:
        """Whoever waits, now or later, is answered at once."""
        self._is_over = True
        self._ring_all()

    async def close(self) -> None:
        """Let all that wait go."""
        self.ring_out()
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def wait(self, database: Database, kiosk: str, after: int, seconds: float) -> list[dict[str, Any]]:
        """The orders above `after`, as soon as there are some; none after so many seconds."""
        loop = asyncio.get_running_loop()
        ends, event = loop.time() + seconds, asyncio.Event()
        self._waiting.setdefault(kiosk, set()).add(event)
        try:
            while True:
                event.clear()
                found = await waiting(database, kiosk, after)
                left = ends - loop.time()
                if found or left <= 0 or self._is_over:
                    return found
                with suppress(TimeoutError):
                    await asyncio.wait_for(event.wait(), left)
        finally:
            self._waiting[kiosk].discard(event)
            if not self._waiting[kiosk]:
                del self._waiting[kiosk]

    async def _listen(self) -> None:
        while True:
            try:
                connection = await connect(self._url, autocommit=True)
                try:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    self._ring_all()  # what came before we listened
                    async for notice in connection.notifies():
                        for event in self._waiting.get(notice.payload, ()):
                            event.set()
                finally:
                    await connection.close()
            except psycopg.Error:
                pass
            self._ring_all()
            await asyncio.sleep(_LOOKS_AGAIN)

    async def _look(self) -> None:
        """Wake those for whom something was given although the bell did not ring."""
        while True:
            await asyncio.sleep(_LOOKS_AGAIN)
            if not self._waiting:
                continue
            with suppress(psycopg.Error):
                connection = await connect(self._url, autocommit=True)
                try:
                    found = await (await connection.execute(_TO_GIVE)).fetchall()
                finally:
                    await connection.close()
                for row in found:
                    for event in self._waiting.get(row["kiosk"], ()):
                        event.set()

    def _ring_all(self) -> None:
        for events in self._waiting.values():
            for event in events:
                event.set()
