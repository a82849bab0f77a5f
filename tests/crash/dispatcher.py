"""The operator of the killed kiosk: gives orders, and remembers what was answered and what was not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from kiosk.orders.doors import OpenRemotely
from kiosk.orders.order import Order
from kiosk.orders.parcels import Announce, Place
from kiosk.orders.staff import AddStaff
from tests.crash.cabinet import LABELS
from tests.crash.world import World


@dataclass(frozen=True, slots=True)
class Codes:
    """`phone`: what a technician's app was given, else empty."""

    pin: str
    token: str
    phone: str = ""


@dataclass(slots=True)
class Operator:
    """`parcels`: what was announced or placed, with its codes where the kiosk lived to tell them."""

    chance: Random
    world: World
    give: Callable[[Order], None]
    parcels: dict[str, Codes | None] = field(default_factory=dict)
    staff: dict[str, Codes] = field(default_factory=dict)
    placing: dict[str, str] = field(default_factory=dict)
    """What is in which compartment without the kiosk's word that it knows; asked until it says so."""
    waiting: bool = False
    _number: int = 0

    def outside(self) -> list[str]:
        """Announced parcels that a courier may bring."""
        inside = {thing for things in self.world.inside.values() for thing in things}
        return [tracking for tracking in self.parcels if tracking not in inside]

    def ideas(self) -> list[Callable[[], None]]:
        """What this operator may do now; likelier things more than once."""
        if self.waiting:
            return []
        if self.placing:
            return [self._place_again]
        missing = [role for role in ("courier", "technician") if role not in self.staff]
        ideas = [self._place, self._open_remotely]
        if missing:
            ideas += [lambda: self._ask(AddStaff("Bo", missing[0], anyway=True))] * 4
        if len(self.outside()) < 3:
            ideas += [self._announce] * 3
        return ideas

    def answered(self, order: Order, reply: dict[str, Any] | None) -> None:
        """The kiosk's word on an order; None where it died before it said any."""
        self.waiting = False
        codes = _codes(reply) if reply and reply["ok"] and "pin" in reply else None
        match order:
            case AddStaff(role=role) if codes is not None:
                self.staff[role] = codes
            case Announce(tracking=tracking):
                self.parcels[tracking] = codes
            case Place(compartment=label, tracking=tracking) if reply is not None:
                del self.placing[label]
                if codes is None and "not free" in reply["why"]:
                    self.world.inside[label].remove(tracking)
                else:
                    self.parcels[tracking] = codes
            case _:
                pass

    def _ask(self, order: Order) -> None:
        self.waiting = True
        self.give(order)

    def _next(self) -> str:
        self._number += 1
        return f"PARCEL{self._number:06}"

    def _announce(self) -> None:
        self._ask(Announce(self._next(), self._phone(), self.chance.choice(("S", "M", ""))))

    def _place(self) -> None:
        empty = [label for label in LABELS if not self.world.inside[label] and not self.world.is_open(label)]
        if empty:
            label, tracking = self.chance.choice(empty), self._next()
            self.world.inside[label].append(tracking)
            self.placing[label] = tracking
            self._place_again()

    def _place_again(self) -> None:
        label, tracking = next(iter(self.placing.items()))
        self._ask(Place(label, tracking, self._phone()))

    def _open_remotely(self) -> None:
        self._ask(OpenRemotely(self.chance.choice(LABELS), "to see whether it opens", "Ana"))

    def _phone(self) -> str:
        """Few people, so that some have several parcels."""
        return f"+49 30 1000{self.chance.randrange(100, 112)}"


def _codes(reply: dict[str, Any]) -> Codes:
    return Codes(reply["pin"], reply["token"], reply.get("phone", ""))
