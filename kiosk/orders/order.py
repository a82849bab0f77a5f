"""What operators ask of a kiosk from outside: the same orders from the command line, the network, a robot.

They are values, one file a family. A new family joins the union and the list here; a new order its family.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar, get_args

from kiosk.orders import (
    badges,
    clock,
    delegations,
    doors,
    keys,
    link,
    looks,
    parcels,
    persons,
    revocations,
    staff,
)
from kiosk.orders.money import decisions
from kiosk.orders.moving import draining, occupancy
from kiosk.orders.pools import members, stock
from kiosk.orders.procedure import Procedure
from kiosk.orders.spaces import tenancies
from kiosk.orders.things import cases, tasks

Quiet = (
    parcels.ParcelOrder
    | cases.CaseOrder
    | tasks.FinishTask
    | tenancies.TenancyOrder
    | stock.PoolOrder
    | members.GroupOrder
    | looks.ListThings
    | staff.StaffOrder
    | persons.PersonOrder
    | badges.BadgeOrder
    | delegations.DelegationOrder
    | revocations.Revoke
    | keys.KeyOrder
    | clock.AcceptClock
    | occupancy.ImportOccupancy
    | draining.DrainOrder
    | decisions.MoneyOrder
)
"""Orders that need no door, so that data at rest can take them."""

Live = doors.OpenRemotely | looks.Examine | link.LinkOrder
"""Orders that only a running kiosk can carry out."""

Order = Quiet | Live

K = TypeVar("K")


def complete(orders: object, pairs: Iterable[tuple[type, K]]) -> Mapping[type, K]:
    """A table with exactly one entry for each member of the union `orders`. Raises TypeError."""
    table: dict[type, K] = {}
    for kind, how in pairs:
        if kind not in get_args(orders):
            raise TypeError(f"{kind.__name__} is carried out and is no such order")
        if kind in table:
            raise TypeError(f"{kind.__name__} is carried out in two ways")
        table[kind] = how
    if missing := [kind.__name__ for kind in get_args(orders) if kind not in table]:
        raise TypeError(f"nobody carries out {', '.join(missing)}")
    return table


_FAMILIES: Final[tuple[tuple[Procedure[Any], ...], ...]] = (
    parcels.PROCEDURES,
    cases.PROCEDURES,
    tasks.PROCEDURES,
    tenancies.PROCEDURES,
    stock.PROCEDURES,
    members.PROCEDURES,
    looks.PROCEDURES,
    staff.PROCEDURES,
    persons.PROCEDURES,
    badges.PROCEDURES,
    delegations.PROCEDURES,
    revocations.PROCEDURES,
    keys.PROCEDURES,
    clock.PROCEDURES,
    occupancy.PROCEDURES,
    draining.PROCEDURES,
    decisions.PROCEDURES,
)

PROCEDURES: Final[Mapping[type, Procedure[Any]]] = complete(
    Quiet, ((procedure.kind, procedure) for family in _FAMILIES for procedure in family)
)
"""How each quiet order is carried out; checked when it is built."""
