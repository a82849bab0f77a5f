"""A fleet at a test's hub, in the test's own thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.custody.link.words import EnrolmentWord
from kiosk.fleet import enrolling as fleets
from kiosk.fleet.fleet import Fleet, FleetPlan
from kiosk.fleet.weather import Weather
from kiosk.hub.line import enrolling
from kiosk.wire.enrolment import NO_PIN, EnrolmentCode
from tests.hub.world import World

FINE = Weather((), ())
"""Nothing befalls the fleet but what a test does to it."""


@contextmanager
def fleet_of(plan: FleetPlan, weather: Weather | None = None) -> Iterator[Fleet]:
    """Switched on, and known at no hub."""
    fleet = Fleet(plan, weather)
    try:
        fleet.open()
        yield fleet
    finally:
        fleet.close()


@contextmanager
def fleet_at(
    world: World,
    folder: Path,
    kiosks: int,
    days: float,
    *,
    weather: Weather | None = None,
    parcels: float = 4.0,
    seed: int = 1,
) -> Iterator[Fleet]:
    """Enrolled at the hub of this world, as fast as it can."""
    plan = FleetPlan(world.hub.address, folder, kiosks, days, 0.0, seed, parcels, state_every=1.0)
    with fleet_of(plan, weather) as fleet:
        enrol(world, fleet)
        yield fleet


def code_for(world: World, kiosk: str) -> str:
    """What the hub's page shows for a kiosk that is to be enrolled."""
    return EnrolmentCode(world.hub.address, NO_PIN, kiosk, world.code(kiosk)).text()


def enrol(world: World, fleet: Fleet) -> None:
    """With a person who compares."""
    digits = fleets.enrol(fleet, {m.kiosk.id: code_for(world, m.kiosk.id) for m in fleet.members})
    fleets.settled(fleet, 60.0, EnrolmentWord.WAITING)
    for kiosk, shown in digits.items():
        assert world.with_database(lambda db, k=kiosk, d=shown: enrolling.approve(db, k, d, "Ada"))  # type: ignore[misc]
    fleets.settled(fleet, 60.0, EnrolmentWord.DONE)
