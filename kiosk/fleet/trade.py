"""A kiosk's days: parcels announced in the morning, brought by couriers, fetched, sent back, or forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Final

from kiosk.custody.roles import COURIER, TECHNICIAN
from kiosk.custody.words import Stage
from kiosk.fleet.clock import DAY
from kiosk.fleet.mind import SimulatedKiosk
from kiosk.fleet.people import People, Visitor
from kiosk.orders.parcels import Announce
from kiosk.orders.refusal import OrderRefused
from kiosk.orders.staff import AddStaff

_HOUR: Final = 3600.0
_ROUNDS: Final = (9.5, 15.0)
"""Hours of the day at which couriers come, about."""
_FORGOTTEN: Final = 0.04
_RETURNS: Final = 0.12


@dataclass(slots=True)
class _Expected:
    tracking: str
    pin: str = field(repr=False)
    token: str = field(repr=False)


class Trade:
    """Belongs to the fleet's thread. `parcels`: a day, on average."""

    def __init__(self, kiosk: SimulatedKiosk, people: People, parcels: float, chance: Random) -> None:
        self._kiosk = kiosk
        self._people = people
        self._parcels = parcels
        self._chance = chance
        self._coming: list[_Expected] = []
        self._staff: dict[str, Visitor] = {}
        self._number = 0
        self._rounds: list[Visitor] = []

    def open(self) -> None:
        """A kiosk is put up: it gets its staff, and its first day begins."""
        for role in (COURIER, TECHNICIAN):
            told = self._kiosk.give(AddStaff(f"Bo {role}", role, anyway=True))
            self._staff[role] = Visitor(told["token"], told["pin"], told.get("phone", ""))
        self._day()

    def send_technician(self) -> None:
        """Somebody comes who frees what is jammed and looks at every task."""
        known = self._staff[TECHNICIAN]
        self._people.comes(Visitor(known.token, known.pin, known.phone, repairs=True))

    def _day(self) -> None:
        for hour in _ROUNDS:
            late = self._chance.gauss(0.0, 0.6) * _HOUR
            many = self._drawn(self._parcels / len(_ROUNDS))
            self._later(max(0.0, hour * _HOUR - 5400.0 + late), partial(self._announce, many))
            self._later(max(60.0, hour * _HOUR + late), self._round)
        if self._chance.random() < self._parcels * _RETURNS:
            self._later(self._chance.uniform(8, 21) * _HOUR, self._bring_back)
        if self._chance.random() < 0.4:
            self._later(self._chance.uniform(10, 17) * _HOUR, self.send_technician)
        self._later(DAY, self._day)

    def _later(self, seconds: float, do: Callable[[], None]) -> None:
        self._kiosk.later(seconds, do, outlives=True)

    def _drawn(self, mean: float) -> int:
        """A number with this mean."""
        return (
            int(mean)
            + (self._chance.random() < mean - int(mean))
            + self._chance.choice((-1, 0, 0, 1)) * (mean > 2)
        )

    def _announce(self, many: int) -> None:
        for _ in range(many):
            self._number += 1
            tracking = f"{self._kiosk.id}-{self._number:06}".upper()
            phone = f"+49 30 55{self._chance.randrange(10_000, 99_999)}"
            service = ""
            if len(self._kiosk.site.services) > 1 and self._chance.random() < 0.3:
                service = next((name for name in self._kiosk.site.services if name == "chilled"), "")
            size = self._chance.choice([*list(self._kiosk.site.cabinet.sizes)[:3], ""])
            try:
                told = self._kiosk.give(Announce(tracking, phone, size, service=service))
            except OrderRefused:
                continue
            self._coming.append(_Expected(tracking, told["pin"], told["token"]))

    def _round(self) -> None:
        bringing, self._coming = self._coming[:12], self._coming[12:]
        known, theirs = self._staff[COURIER], self._announced_elsewhere()
        hands = [one.tracking for one in bringing] + theirs
        self._people.comes(Visitor(known.token, known.pin, hands=hands))
        for one in bringing:
            if self._chance.random() >= _FORGOTTEN:
                hours = min(44.0, 0.4 + self._chance.expovariate(1 / 9.0))
                self._later(hours * _HOUR, partial(self._fetch, one))

    def _announced_elsewhere(self) -> list[str]:
        """Labels of what principals have announced through the hub."""
        things = self._kiosk.ledger.consignments.items()
        coming = [thing for thing, one in things if one.stage is Stage.ANNOUNCED]
        labels = self._kiosk.book.vault.labels(coming).values() if self._kiosk.on else ()
        return [one.tracking for one in labels if not one.tracking.startswith(self._kiosk.id.upper())][:6]

    def _fetch(self, one: _Expected) -> None:
        self._people.comes(Visitor(one.token, one.pin))

    def _bring_back(self) -> None:
        self._number += 1
        self._people.comes(Visitor(hands=[f"RET-{self._kiosk.id}-{self._number:06}".upper()]))
