"""Delivers events to principals: CloudEvents in batches, signed as Standard Webhooks has it, none left out.

Each subscription has one cursor, leased by whoever locks its row. It moves when the other side said 2xx, so a
batch may come twice (its `webhook-id` is the same) and never not at all.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import http.client
import ipaddress
import json
import random
import socket
import ssl
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from kiosk.hub.database import Connection, Database

_AT_ONCE: Final = 100
_WITHIN: Final = 10.0
_LONGEST_PAUSE: Final = 3600.0
_DUE: Final = (
    "SELECT *, xid::text AS at FROM subscriptions WHERE next_try <= now() ORDER BY next_try LIMIT %s"
    " FOR UPDATE SKIP LOCKED"
)
_HORIZON: Final = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid"
_ROWS: Final = (
    "SELECT xid::text AS xid, id, kiosk, epoch, seq, kind, at, row FROM rows WHERE (xid, id) > (%s::xid8, %s)"
    " AND xid < %s::xid8 AND principal = %s AND (cardinality(%s::text[]) = 0 OR kind = ANY(%s))"
    " ORDER BY xid, id LIMIT %s"
)


class Undelivered(Exception):  # noqa: N818  says what is the matter
    """The other side did not take it; the text says why."""


class Deliverer:
    """One may stand in every node. `private`: also to addresses within the hub's own network."""

    def __init__(self, database: Database, now: Callable[[], float], *, private: bool) -> None:
        self._database = database
        self._now = now
        self._private = private

    async def step(self) -> bool:
        """One batch of one subscription; whether there was one. Raises psycopg.Error."""
        async with self._database.transaction() as connection:
            due = await (await connection.execute(_DUE, [1])).fetchone()
            if due is None:
                return False
            return await self._serve(connection, due)

    async def _serve(self, connection: Connection, due: dict[str, Any]) -> bool:
        horizon = await (await connection.execute(_HORIZON)).fetchone()
        end = horizon["xid"] if horizon else "0"
        rows = await (
            await connection.execute(
                _ROWS, [due["at"], due["row_id"], end, due["principal"], due["kinds"], due["kinds"], _AT_ONCE]
            )
        ).fetchall()
        if not rows:
            # All below the horizon is seen: what comes is at it or above.
            await connection.execute(
                "UPDATE subscriptions SET xid = greatest(xid, %s::xid8),"
                " row_id = CASE WHEN xid < %s::xid8 THEN -1"
                " ELSE row_id END, next_try = now() + interval '1 second' WHERE id = %s",
                [end, end, due["id"]],
            )
            return False
        try:
            await asyncio.to_thread(self._deliver, due, rows)
        except Undelivered as problem:
            longest = min(_LONGEST_PAUSE, 2.0 ** min(due["failures"], 12) * 5)
            pause = random.uniform(longest / 2, longest)  # noqa: S311
            await connection.execute(
                "UPDATE subscriptions SET failures = failures + 1, why = %s,"
                " failing_since = coalesce(failing_since, now()),"
                " next_try = now() + %s * interval '1 second' WHERE id = %s",
                [str(problem), pause, due["id"]],
            )
            return True
        await connection.execute(
            "UPDATE subscriptions SET xid = %s::xid8, row_id = %s, failures = 0, why = '',"
            " failing_since = NULL, next_try = now() WHERE id = %s",
            [rows[-1]["xid"], rows[-1]["id"], due["id"]],
        )
        return True

    def _deliver(self, due: dict[str, Any], rows: list[dict[str, Any]]) -> None:
        """Raises Undelivered."""
        body = json.dumps([cloud_event(row) for row in rows], separators=(",", ":")).encode()
        name = f"{due['id']}-{rows[0]['id']}-{rows[-1]['id']}"
        headers = {"Content-Type": "application/cloudevents-batch+json", "User-Agent": "cubby-hub"}
        headers |= signed(name, self._now(), body, bytes(due["secret"]))
        status = post(due["url"], body, headers, private=self._private)
        if not 200 <= status < 300:
            raise Undelivered(f"the other side answered {status}")


def cloud_event(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a CloudEvent 1.0; its id is the same whenever it is sent."""
    said = json.loads(bytes(row["row"]))
    body = said.get("body")
    found = {
        "specversion": "1.0",
        "id": f"{row['kiosk']}/{row['epoch']}/{row['seq']}",
        "source": f"/kiosks/{row['kiosk']}",
        "type": f"cubby.{row['kind']}",
        "time": row["at"],
        "datacontenttype": "application/json",
        "data": body,
    }
    if isinstance(body, dict) and isinstance(body.get("consignment"), str):
        found["subject"] = body["consignment"]
    return found


def signed(name: str, at: float, body: bytes, secret: bytes) -> dict[str, str]:
    """The three headers of Standard Webhooks."""
    content = f"{name}.{int(at)}.".encode() + body
    made = base64.b64encode(hmac.new(secret, content, hashlib.sha256).digest()).decode()
    return {"webhook-id": name, "webhook-timestamp": str(int(at)), "webhook-signature": f"v1,{made}"}


def post(url: str, body: bytes, headers: dict[str, str], *, private: bool) -> int:
    """The status of the answer. No redirect is followed, and the address that was looked at is the one that
    is spoken to: a name can't turn inward meanwhile. Raises Undelivered.
    """
    try:
        parts = urlsplit(url)
        host, secure = parts.hostname or "", parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        if not host or (not secure and not private):
            raise Undelivered("the url is no https address")
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        if not private and not ipaddress.ip_address(str(found[4][0])).is_global:
            raise Undelivered("the address is within a private network")
        plain = socket.create_connection((str(found[4][0]), port), _WITHIN)
        try:
            context = ssl.create_default_context() if secure else None
            stream = context.wrap_socket(plain, server_hostname=host) if context else plain
            connection = http.client.HTTPConnection(host, port)
            connection.sock = stream
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("POST", target, body, headers)
            return connection.getresponse().status
        finally:
            plain.close()
    except (OSError, http.client.HTTPException, ValueError) as failure:
        raise Undelivered(str(failure) or type(failure).__name__) from None
