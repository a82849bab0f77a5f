"""A technician stops the machine: it says what is still open, writes it down, and settles what runs."""

from __future__ import annotations

from kiosk.custody.words import Leaving
from kiosk.custody.work.events import StopAsked
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import Record, Show, ask
from kiosk.journeys.machine.effects import LeaveOff
from kiosk.journeys.machine.screens import ConfirmLeave, GoodBye
from kiosk.journeys.screen import BackChoice


async def leave_off(desk: Desk, how: Leaving) -> bool:
    """Whether the machine stops."""
    answer = await ask(confirm_leave(desk, how))
    if answer is BackChoice.BACK:
        return False
    await Record(StopAsked(how))
    await Show(GoodBye(how))
    await LeaveOff(how)
    return True


def confirm_leave(desk: Desk, how: Leaving) -> ConfirmLeave:
    """Asks once more, and says which doors are open."""
    parked = (visit.parked_at for visit in desk.ledger.visits.values() if visit.parked_at)
    return ConfirmLeave(how, _labels(desk, desk.ledger.doors_open), _labels(desk, frozenset(parked)))


def _labels(desk: Desk, doors: frozenset[str]) -> tuple[str, ...]:
    """Of the doors that this cabinet still has, in the order in which people count."""
    behind = frozenset(home.label for door in doors if (home := desk.cabinet.behind(door)) is not None)
    return tuple(home.label for home in desk.cabinet.compartments() if home.label in behind)
