"""A door that is open and that no visit at the screen looks after: left, opened from afar, pried open."""

from __future__ import annotations

from kiosk.custody.ledger import Ledger
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.effects import DoorEvents
from kiosk.journeys.doors.screens import DoorLeftOpen, OpenWhy
from kiosk.journeys.effects import ask


def nobodys(desk: Desk) -> tuple[str, ...]:
    """Doors of the cabinet that are surely open and that no visit with a screen looks after."""
    cabinet, ledger = desk.cabinet, desk.ledger
    return tuple(
        door
        for door in sorted(ledger.doors_open - ledger.doors_down)
        if cabinet.behind(door) is not None and not cabinet.is_loose(door) and not _is_cared_for(ledger, door)
    )


def by_operator(desk: Desk) -> tuple[str, ...]:
    """Doors that an operator has opened from afar and that are open."""
    return tuple(door for door in nobodys(desk) if _is_operators(desk.ledger, door))


async def left_open(desk: Desk, door: str) -> None:
    """Whoever stands there may close it, and needs no code for that. What is inside stays as booked."""
    home = desk.cabinet.behind(door)
    why = OpenWhy.OPERATOR if _is_operators(desk.ledger, door) else OpenWhy.LEFT
    if home is not None:
        await ask(DoorLeftOpen(home.label, desk.place(home.label), why), DoorEvents(door))


def _is_cared_for(ledger: Ledger, door: str) -> bool:
    """Whether a visit that has, or can be given, the screen still owes an account of this opening."""
    visits = (visit for visit in ledger.visits.values() if visit.with_screen)
    return any(i.door == door and not i.accounted for visit in visits for i in visit.intents)


def _is_operators(ledger: Ledger, door: str) -> bool:
    visits = (visit for visit in ledger.visits.values() if not visit.with_screen)
    return any(i.door == door for visit in visits for i in visit.intents)
