"""A door that stands open and is in nobody's hands: after a restart, or when somebody has pried it open."""

from __future__ import annotations

from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import DoorEvents, ask
from kiosk.journeys.screens import DoorLeftOpen


def nobodys(desk: Desk) -> tuple[str, ...]:
    """Doors of the cabinet that are surely open and that no visit looks after."""
    cabinet, ledger = desk.cabinet, desk.ledger
    here = ((door, cabinet.behind(door)) for door in ledger.doors_open - ledger.doors_down)
    return tuple(
        door
        for door, home in here
        if home is not None and not cabinet.is_loose(door) and ledger.holding(home.label).held_by is None
    )


async def left_open(desk: Desk, door: str) -> None:
    """Whoever stands there may close it, and needs no code for that. What lies inside stays as booked."""
    home = desk.cabinet.behind(door)
    if home is not None:
        await ask(DoorLeftOpen(home.label, desk.place(home.label)), DoorEvents(door))
