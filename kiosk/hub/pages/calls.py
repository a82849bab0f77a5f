"""The call centre: find what a caller speaks of, and give an order, with a name and a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from starlette.responses import Response
from starlette.routing import Route

from kiosk.hub.keys.client import SignerRefused
from kiosk.hub.line import orders
from kiosk.hub.line.asking import TurnedDown
from kiosk.hub.pages.desk import Asking, FrontDesk, see
from kiosk.hub.pages.machines import OUTCOMES
from kiosk.hub.pages.masking import phone_key, tracking_key
from kiosk.hub.pages.ordered import order_words
from kiosk.wire.order import TWO_KEYS

_SHORTEST: Final = 3
_FIND: Final = """
SELECT t.kiosk, t.consignment, t.state, t.compartment, t.announced, k.name, 'parcel' AS what, '' AS word
FROM parcels p JOIN things t ON t.kiosk = p.kiosk AND t.order_id = p.order_id JOIN kiosks k ON k.id = t.kiosk
WHERE (%(tracking)s <> '' AND p.tracking_key = %(tracking)s) OR (%(phone)s <> '' AND p.phone_key = %(phone)s)
UNION ALL
SELECT t.kiosk, t.consignment, t.state, t.compartment, t.announced, k.name, 'parcel', ''
FROM things t JOIN kiosks k ON k.id = t.kiosk WHERE t.consignment = %(text)s
UNION ALL
SELECT v.kiosk, v.visit, v.journey, v.number::text, v.began, k.name, 'visit', v.word
FROM visits v JOIN kiosks k ON k.id = v.kiosk
WHERE lower(v.word) = lower(%(text)s) OR (%(number)s > 0 AND v.number = %(number)s)
ORDER BY 5 DESC NULLS LAST LIMIT 50
"""
_LONGEST_HOURS: Final = 720


class CallPages:
    """Pages of whoever answers the phone."""

    def __init__(self, desk: FrontDesk) -> None:
        self._desk = desk
        self._database = desk.database

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [
            route("GET", "/find", self._find),
            route("POST", "/kiosks/{kiosk}/open", self._open),
            route("POST", "/kiosks/{kiosk}/things/{thing}/withdraw", self._withdraw),
            route("POST", "/kiosks/{kiosk}/things/{thing}/code", self._code),
            route("GET", "/kiosks/{kiosk}/orders/{seq:int}", self._order),
            route("POST", "/kiosks/{kiosk}/orders/{seq:int}/approve", self._approve),
            route("POST", "/kiosks/{kiosk}/orders/{seq:int}/answer", self._answer),
        ]

    async def _find(self, asking: Asking) -> Response:
        text = asking.said("text")
        found: list[dict[str, Any]] = []
        if len(text) >= _SHORTEST:
            digits = phone_key(text)
            number = int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0
            found = await self._database.rows(
                _FIND,
                {
                    "text": text,
                    "tracking": tracking_key(text),
                    "phone": digits if len(digits) >= 7 else "",
                    "number": number,
                },
            )
            await self._desk.looked(asking, "a search", "")
        return self._desk.show(asking, "find", text=text, found=found, is_short=0 < len(text) < _SHORTEST)

    async def _open(self, asking: Asking) -> Response:
        kiosk, label, reason = asking.part("kiosk"), asking.form.get("compartment", ""), _reason(asking)
        known = await self._database.rows(
            "SELECT EXISTS (SELECT FROM things WHERE kiosk = %(kiosk)s AND compartment = %(label)s"
            " AND state = 'stored') OR EXISTS (SELECT FROM fronts WHERE kiosk = %(kiosk)s"
            " AND label = %(label)s"
            " AND trouble <> '') AS taken",
            {"kiosk": kiosk, "label": label},
        )
        if not label:
            raise TurnedDown(400, "Which door? Go back and choose one.")
        args = {"compartment": label, "reason": reason, "by": asking.session.name}
        new = orders.NewOrder(
            kiosk,
            "open",
            args,
            asking.session.name,
            reason,
            lasts=orders.AT_ONCE,
            needs=TWO_KEYS if known[0]["taken"] else 1,
        )
        return await self._give(new)

    async def _withdraw(self, asking: Asking) -> Response:
        parcel = await self._parcel(asking)
        new = orders.NewOrder(
            parcel["kiosk"],
            "withdraw",
            {"tracking": parcel["tracking"]},
            asking.session.name,
            _reason(asking),
        )
        return await self._give(new)

    async def _code(self, asking: Asking) -> Response:
        parcel = await self._parcel(asking)
        said = asking.form.get("hours", "72")
        hours = int(said) if said.isascii() and said.isdigit() and len(said) < 5 else 0
        if not 1 <= hours <= _LONGEST_HOURS:
            raise TurnedDown(400, f"A code counts for 1 to {_LONGEST_HOURS} hours.")
        args = {"phone": parcel["phone"], "tracking": parcel["tracking"], "hours": hours}
        new = orders.NewOrder(
            parcel["kiosk"], "delegate", args, asking.session.name, _reason(asking), lasts=timedelta(hours=1)
        )
        return await self._give(new)

    async def _parcel(self, asking: Asking) -> dict[str, Any]:
        found = await self._database.rows(
            "SELECT p.* FROM parcels p JOIN things t ON t.kiosk = p.kiosk AND t.order_id = p.order_id"
            " WHERE t.kiosk = %s AND t.consignment = %s",
            [asking.part("kiosk"), asking.part("thing")],
        )
        if not found:
            raise TurnedDown(
                404, "This parcel was not announced through the hub: its label and phone are not here."
            )
        return found[0]

    async def _give(self, new: orders.NewOrder) -> Response:
        if not await self._database.rows("SELECT 1 FROM kiosks WHERE id = %s", [new.kiosk]):
            raise TurnedDown(404, "There is no machine of this name.")
        async with self._database.transaction() as connection:
            made = await orders.make(connection, new)
        await self._release(made)
        return see(f"/kiosks/{made.kiosk}/orders/{made.seq}")

    async def _release(self, made: orders.MadeOrder) -> None:
        try:
            await orders.release(self._database, self._desk.signer, self._desk.hub, self._desk.seconds, made)
        except SignerRefused as refusal:
            raise TurnedDown(403, str(refusal)) from None

    async def _known(self, asking: Asking) -> dict[str, Any]:
        found = await self._database.rows(
            "SELECT o.*, k.name FROM orders o JOIN kiosks k ON k.id = o.kiosk"
            " WHERE o.kiosk = %s AND o.seq = %s",
            [asking.part("kiosk"), int(asking.part("seq"))],
        )
        if not found:
            raise TurnedDown(404, "There is no such order.")
        return found[0]

    async def _order(self, asking: Asking, answer: str = "") -> Response:
        order = await self._known(asking)
        items = await self._database.rows(
            "SELECT id, kind, received FROM items WHERE kiosk = %s AND about = %s",
            [order["kiosk"], order["id"]],
        )
        waits = order["needs"] == TWO_KEYS and order["approved_by"] is None and not order["outcome"]
        return self._desk.show(
            asking,
            "order",
            order=order,
            words=order_words(order),
            outcome=OUTCOMES.get(order["outcome"], order["outcome"].replace("_", " ").capitalize()),
            waits=waits and order["ends"] > asking.now,
            is_other=order["by"] != asking.session.name,
            items=items,
            answer=answer,
        )

    async def _approve(self, asking: Asking) -> Response:
        order = await self._known(asking)
        if order["by"] == asking.session.name:
            raise TurnedDown(403, "Somebody else has to agree: this order is yours.")
        async with self._database.transaction() as connection:
            await connection.execute(
                "UPDATE orders SET approved_by = %s WHERE kiosk = %s AND seq = %s AND approved_by IS NULL"
                " AND needs = 2 AND outcome = '' AND ends > now()",
                [asking.session.name, order["kiosk"], order["seq"]],
            )
        await self._release(orders.MadeOrder(order["kiosk"], order["seq"], order["id"], anew=False))
        return see(f"/kiosks/{order['kiosk']}/orders/{order['seq']}")

    async def _answer(self, asking: Asking) -> Response:
        """What the machine answered sealed, shown once it was asked for, and that is written down."""
        order = await self._known(asking)
        await self._desk.looked(asking, "a code", order["kiosk"], order["id"])
        items = await self._database.rows(
            "SELECT id, sealed FROM items WHERE kiosk = %s AND about = %s", [order["kiosk"], order["id"]]
        )
        opened = []
        for item in items:
            try:
                raw = await self._desk.signer.open(order["kiosk"], item["id"], bytes(item["sealed"]))
            except SignerRefused as refusal:
                raise TurnedDown(409, str(refusal)) from None
            opened.append(raw.decode("utf-8", "replace"))
        return await self._order(asking, "\n".join(opened))


def _reason(asking: Asking) -> str:
    reason = asking.form.get("reason", "")
    if len(reason) < _SHORTEST:
        raise TurnedDown(400, "Please give a reason: a few words that others understand later.")
    return reason[:200]
