"""A signed order of the hub as one of ours, with its mandate; or why it is none."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final, TypeAlias

from kiosk.control.reading import NoOrder
from kiosk.control.reading import read_order as read_line
from kiosk.link.desk import OurHub
from kiosk.link.greeting import Greeted, verify
from kiosk.orders.clock import AcceptClock
from kiosk.orders.doors import OpenRemotely
from kiosk.orders.keys import SetOperatorKeys
from kiosk.orders.link import EnrolLink
from kiosk.orders.mandate import Mandate
from kiosk.orders.order import Order
from kiosk.wire import jws
from kiosk.wire.order import LONGEST_DOOR, TYPE, WireOrder, read_order

LONGEST_LIFE: Final = 30 * 86_400
"""Seconds that any order may live: for so long its answer is known, so that it can't be done twice."""
_KEPT_BESIDES: Final = 86_400.0
_AT_THE_MACHINE: Final = (SetOperatorKeys, AcceptClock, EnrolLink)
"""What decides whom the kiosk believes, only somebody at the machine may order."""


@dataclass(frozen=True, slots=True)
class Good:
    order: Order
    mandate: Mandate


@dataclass(frozen=True, slots=True)
class Odd:
    """Our hub has signed it, and it can't be carried out here; `why` is a sentence for whoever gave it."""

    said: WireOrder
    mandate: Mandate
    why: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """Nobody we know has signed it, or it is for another kiosk, hub or incarnation."""


ReadOrder: TypeAlias = Good | Odd | Foreign


def read(said: object, keys: list[bytes], enrolment: OurHub, greeted: Greeted) -> ReadOrder:
    """What to make of one entry of the hub's list."""
    statement = jws.read(said, TYPE, keys, verify)
    order = read_order(statement.content) if statement else None
    if statement is None or order is None:
        return Foreign()
    if (order.aud, order.hub, order.inc) != (enrolment.kiosk, enrolment.hub, enrolment.inc):
        return Foreign()
    left = float(order.exp - greeted.hello.now)
    mandate = Mandate(
        order.id,
        enrolment.hub,
        greeted.ends_at(order.exp),
        max(0.0, min(left, LONGEST_LIFE)) + _KEPT_BESIDES,
        order.seq,
        order.needs,
        len(statement.keys),
    )
    longest = max(left, order.exp - order.iat)
    if longest > LONGEST_LIFE:
        return Odd(order, mandate, f"An order counts for {LONGEST_LIFE // 86_400} days at most.")
    if {"order", "id"} & set(order.args):
        return Odd(order, mandate, "An order's kind and id do not stand among its arguments.")
    try:
        found = read_line(json.dumps({"order": order.act, **order.args}).encode()).order
    except NoOrder as refusal:
        return Odd(order, mandate, str(refusal))
    if isinstance(found, _AT_THE_MACHINE):
        return Odd(order, mandate, f"{order.act!r} is ordered at the machine alone.")
    if isinstance(found, OpenRemotely) and longest > LONGEST_DOOR:
        return Odd(order, mandate, f"An order that opens a door counts for {LONGEST_DOOR} s at most.")
    if len(statement.keys) < order.needs:
        return Odd(
            order, mandate, f"This order needs {order.needs} signatures and has {len(statement.keys)}."
        )
    return Good(found, mandate)
