"""The principals' interface: announce, cancel, ask, availability, subscriptions; each request done once."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Annotated, Any, Final

import psycopg
from fastapi import APIRouter, Header, Path, Query
from fastapi.responses import JSONResponse

from kiosk.hub.database import Connection, Database, Rights
from kiosk.hub.keys.client import SignerClient, SignerGone, SignerRefused
from kiosk.hub.line import orders
from kiosk.hub.line.asking import TurnedDown
from kiosk.hub.outward.keys import PrincipalKeys
from kiosk.hub.outward.shapes import (
    NotDone,
    ParcelComing,
    ParcelState,
    SizesFree,
    SubscriptionMade,
    SubscriptionWanted,
)
from kiosk.hub.pages.masking import phone_key, tracking_key
from kiosk.hub.settings import Hub
from kiosk.wire.enrolment import is_kiosk_id

Key = Annotated[str, Header(description="Bearer and the API key")]
Once = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        description="8 to 64 letters, digits, dots, dashes",
    ),
]
_ONCE: Final = re.compile(r"[A-Za-z0-9._:-]{8,64}")
_KIND: Final = re.compile(r"[A-Za-z]{1,64}")
_PHONE: Final = re.compile(r"\+?[0-9 ()./-]{5,30}")
_ID: Final = re.compile(r"p-[0-9a-f]{32}")
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": NotDone, "description": words}
    for status, words in (
        (400, "Something is missing or wrong"),
        (401, "No key, or none that counts"),
        (404, "Not known here"),
        (409, "Done already, or not possible any more"),
        (422, "The key belongs to another request"),
        (429, "Too many requests"),
        (503, "The hub can't reach its own parts"),
    )
}
_OUTCOMES: Final = {"refused": "refused", "expired": "expired"}
_PARCEL: Final = (
    "SELECT p.order_id, p.kiosk, p.cancelled, o.outcome, t.state, t.compartment, t.announced, t.deposited,"
    " t.left_at"
    " FROM parcels p JOIN orders o ON o.kiosk = p.kiosk AND o.id = p.order_id"
    " LEFT JOIN things t ON t.kiosk = p.kiosk AND t.order_id = p.order_id WHERE p.order_id = %s"
)


class PrincipalRoutes:
    """The handlers of one node."""

    def __init__(
        self, database: Database, hub: Hub, signer: SignerClient, keys: PrincipalKeys, now: Callable[[], int]
    ) -> None:
        self._database = database
        self._hub = hub
        self._signer = signer
        self._keys = keys
        self._now = now

    def router(self) -> APIRouter:
        made = APIRouter(prefix="/v1", responses=_ANSWERS)
        made.post("/parcels", status_code=201, response_model=ParcelState)(self.announce)
        made.get("/parcels/{parcel}", response_model=ParcelState)(self.state)
        made.delete("/parcels/{parcel}", status_code=202, response_model=ParcelState)(self.cancel)
        made.get("/availability", response_model=list[SizesFree])(self.availability)
        made.post("/subscriptions", status_code=201, response_model=SubscriptionMade)(self.subscribe)
        made.get("/subscriptions", response_model=list[SubscriptionMade])(self.subscriptions)
        made.delete("/subscriptions/{subscription}", status_code=204, response_model=None)(self.unsubscribe)
        return made

    async def announce(self, parcel: ParcelComing, authorization: Key = "", once: Once = "") -> Any:  # noqa: ANN401
        """Announce a parcel: the machine takes it over as soon as it is connected."""
        principal = await self._keys.principal(authorization)
        _check(parcel)

        async def do(connection: Connection) -> tuple[int, dict[str, Any]]:
            if not await _one(connection, "SELECT 1 FROM kiosks WHERE id = %s", parcel.kiosk):
                raise TurnedDown(404, "There is no machine of this name.")
            of = f"{principal}\n{once}"
            order_id = f"p-{hashlib.sha256(of.encode()).hexdigest()[:32]}"
            args = {
                "tracking": parcel.tracking,
                "phone": parcel.phone,
                "size": parcel.size,
                "service": parcel.service,
            }
            said = {name: value for name, value in args.items() if value}
            await orders.make(
                connection,
                orders.NewOrder(parcel.kiosk, "announce", said, principal, id=order_id, principal=principal),
            )
            await connection.execute(
                "INSERT INTO parcels (kiosk, order_id, principal, tracking, tracking_key, phone, phone_key,"
                " name) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
                [
                    *(parcel.kiosk, order_id, principal, parcel.tracking, tracking_key(parcel.tracking)),
                    *(parcel.phone, phone_key(parcel.phone), parcel.name),
                ],
            )
            return 201, asdict(ParcelState(order_id, parcel.kiosk, "asked"))

        return await self._once(principal, once, {"announce": asdict(parcel)}, do)

    async def state(self, parcel: Annotated[str, Path()], authorization: Key = "") -> ParcelState:
        """How a parcel is."""
        principal = await self._keys.principal(authorization)
        async with self._database.transaction(Rights.PRINCIPAL, principal) as connection:
            return _state(await _one(connection, _PARCEL, parcel))

    async def cancel(self, parcel: Annotated[str, Path()], authorization: Key = "", once: Once = "") -> Any:  # noqa: ANN401
        """It is not to be handed out any more; what a visitor does first counts."""
        principal = await self._keys.principal(authorization)

        async def do(connection: Connection) -> tuple[int, dict[str, Any]]:
            found = await _one(connection, _PARCEL, parcel)
            state = _state(found)
            if state.state in ("collected", "withdrawn", "gone"):
                raise TurnedDown(409, f"Too late: the parcel is {state.state}.")
            label = await _one(connection, "SELECT tracking FROM parcels WHERE order_id = %s", parcel)
            args = {"tracking": label["tracking"] if label else ""}
            cancelling = f"c-{parcel.removeprefix('p-')}"
            await orders.make(
                connection,
                orders.NewOrder(state.kiosk, "withdraw", args, principal, id=cancelling, principal=principal),
            )
            await connection.execute(
                "UPDATE parcels SET cancelled = coalesce(cancelled, now()) WHERE order_id = %s", [parcel]
            )
            return 202, _plain(state)

        return await self._once(principal, once, {"cancel": parcel}, do)

    async def availability(
        self, authorization: Key = "", kiosk: Annotated[str, Query(description="one machine; else all")] = ""
    ) -> list[SizesFree]:
        """Free doors by size."""
        principal = await self._keys.principal(authorization)
        if kiosk and not is_kiosk_id(kiosk):
            raise TurnedDown(404, "There is no machine of this name.")
        async with self._database.transaction(Rights.OPERATOR, principal) as connection:
            # Of other principals' parcels only that they are there, never whose or which.
            found = await (
                await connection.execute(
                    "SELECT s.kiosk, s.heard, s.cabinet, coalesce((SELECT jsonb_agg(label) FROM"
                    " (SELECT compartment AS label FROM things t WHERE t.kiosk = s.kiosk"
                    " AND t.state = 'stored'"
                    " UNION SELECT label FROM fronts f WHERE f.kiosk = s.kiosk"
                    " AND (f.trouble <> '' OR f.down <> '')) x), '[]'::jsonb) AS taken"
                    " FROM states s WHERE %(kiosk)s = '' OR s.kiosk = %(kiosk)s ORDER BY s.kiosk LIMIT 1000",
                    {"kiosk": kiosk},
                )
            ).fetchall()
        return [
            SizesFree(row["kiosk"], row["heard"], _free(row["cabinet"], set(row["taken"]))) for row in found
        ]

    async def subscribe(self, wanted: SubscriptionWanted, authorization: Key = "", once: Once = "") -> Any:  # noqa: ANN401
        """Have events of own parcels delivered, from now on."""
        principal = await self._keys.principal(authorization)
        if (
            not wanted.url.startswith(("https://", "http://"))
            or len(wanted.url) > 500
            or not wanted.url.isprintable()
        ):
            raise TurnedDown(400, "The url is no address that events can be sent to.")
        if len(wanted.kinds) > 100 or not all(_KIND.fullmatch(kind) for kind in wanted.kinds):
            raise TurnedDown(400, "kinds are names of events, such as Deposited.")

        async def do(connection: Connection) -> tuple[int, dict[str, Any]]:
            made, secret = f"s-{secrets.token_hex(12)}", secrets.token_bytes(32)
            await connection.execute(
                "INSERT INTO subscriptions (id, principal, url, secret, kinds, xid, row_id)"
                " VALUES (%s, %s, %s, %s, %s, pg_snapshot_xmin(pg_current_snapshot()), -1)",
                [made, principal, wanted.url, secret, wanted.kinds],
            )
            told = f"whsec_{base64.b64encode(secret).decode()}"
            return 201, asdict(SubscriptionMade(made, wanted.url, wanted.kinds, told))

        return await self._once(principal, once, {"subscribe": asdict(wanted)}, do)

    async def subscriptions(self, authorization: Key = "") -> list[SubscriptionMade]:
        """Own subscriptions, and whether they can be delivered."""
        principal = await self._keys.principal(authorization)
        async with self._database.transaction(Rights.PRINCIPAL, principal) as connection:
            found = await (await connection.execute("SELECT * FROM subscriptions ORDER BY made")).fetchall()
        return [
            SubscriptionMade(row["id"], row["url"], row["kinds"], "", row["failing_since"], row["why"])
            for row in found
        ]

    async def unsubscribe(self, subscription: Annotated[str, Path()], authorization: Key = "") -> None:
        """Nothing more is delivered."""
        principal = await self._keys.principal(authorization)
        async with self._database.transaction(Rights.PRINCIPAL, principal) as connection:
            gone = await connection.execute("DELETE FROM subscriptions WHERE id = %s", [_text(subscription)])
        if not gone.rowcount:
            raise TurnedDown(404, "There is no such subscription.")

    async def _once(
        self,
        principal: str,
        key: str,
        asked: dict[str, Any],
        do: Callable[[Connection], Awaitable[tuple[int, dict[str, Any]]]],
    ) -> JSONResponse:
        """What a request with this key is answered: done now, or what it was answered before."""
        if not _ONCE.fullmatch(key):
            raise TurnedDown(400, "An Idempotency-Key is needed: 8 to 64 letters, digits, dots or dashes.")
        digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).digest()
        try:
            async with self._database.transaction(Rights.PRINCIPAL, principal) as connection:
                await connection.execute(
                    "SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [f"{principal}\n{key}"]
                )
                known = await _one(connection, "SELECT * FROM requests WHERE key = %s", key)
                if known is not None and bytes(known["digest"]) != digest:
                    raise TurnedDown(422, "This Idempotency-Key belongs to another request.")
                if known is not None:
                    status, answer = int(known["status"]), dict(known["answer"])
                else:
                    status, answer = await do(connection)
                    await connection.execute(
                        "INSERT INTO requests (principal, key, digest, status, answer)"
                        " VALUES (%s, %s, %s, %s, %s)",
                        [principal, key, digest, status, json.dumps(answer)],
                    )
        except (psycopg.errors.UniqueViolation, orders.SameIdOtherOrder):
            raise TurnedDown(409, "An order of this id was made before.") from None
        await self._release_all(principal)
        return JSONResponse(answer, status)

    async def _release_all(self, principal: str) -> None:
        """Sign what this principal asked for and nobody signed yet, also where a node failed."""
        found = await self._database.rows(
            "SELECT kiosk, seq, id FROM orders WHERE principal = %s AND signed IS NULL AND outcome = ''"
            " AND needs = 1 ORDER BY made LIMIT 50",
            [principal],
        )
        for row in found:
            made = orders.MadeOrder(row["kiosk"], row["seq"], row["id"], anew=True)
            try:
                await orders.release(self._database, self._signer, self._hub, self._now(), made)
            except (SignerGone, SignerRefused):
                return  # the hub's tidying signs it later: the order is written down


async def _one(connection: Connection, query: str, value: str) -> dict[str, Any] | None:
    return await (await connection.execute(query, [_text(value)])).fetchone()


def _text(value: str) -> str:
    return value.replace("\0", "")[:200]


def _check(parcel: ParcelComing) -> None:
    if not is_kiosk_id(parcel.kiosk):
        raise TurnedDown(404, "There is no machine of this name.")
    if not 4 <= len(tracking_key(parcel.tracking)) <= 60 or not parcel.tracking.isprintable():
        raise TurnedDown(400, "tracking is what the label says: 4 to 60 letters and digits.")
    if not _PHONE.fullmatch(parcel.phone):
        raise TurnedDown(400, "phone is the recipient's, with its country, such as +49 30 123456.")
    for text, name, most in (
        (parcel.name, "name", 100),
        (parcel.size, "size", 20),
        (parcel.service, "service", 60),
    ):
        if len(text) > most or not (text.isprintable() or not text):
            raise TurnedDown(400, f"{name} has {most} letters at most.")


def _state(row: dict[str, Any] | None) -> ParcelState:
    if row is None:
        raise TurnedDown(404, "There is no such parcel of yours.")
    state = row["state"] or _OUTCOMES.get(row["outcome"], "asked")
    return ParcelState(
        row["order_id"],
        row["kiosk"],
        state,
        row["compartment"] or "",
        row["announced"],
        row["deposited"],
        row["left_at"],
    )


def _plain(state: ParcelState) -> dict[str, Any]:
    said = asdict(state)
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in said.items()}


def _free(cabinet: object, taken: set[str]) -> dict[str, int]:
    """Doors by size; none where the machine has not said how its cabinet looks."""
    free: dict[str, int] = {}
    columns = cabinet.get("cabinet") if isinstance(cabinet, dict) else None
    for column in columns if isinstance(columns, list) else ():
        for one in column.get("compartments") or () if isinstance(column, dict) else ():
            if isinstance(one, dict) and isinstance(one.get("size"), str):
                free[one["size"]] = free.get(one["size"], 0) + (one.get("label") not in taken)
    return free
