"""What is to be paid before the door of a rented space."""

from __future__ import annotations

from kiosk.custody.doors.paid import due_for_space
from kiosk.custody.ids import PartyId, TenancyId
from kiosk.custody.spaces.claims import space_step
from kiosk.custody.words import Act
from kiosk.journeys.desk import Desk
from kiosk.journeys.money.settle_up import settle_up


async def pay_for_space(desk: Desk, name: TenancyId, act: Act, party: PartyId) -> bool:
    """Whether its door may be asked for now: all that this act costs is paid."""
    space = desk.ledger.tenancies[name]
    step = space_step(desk.ledger, space, act)
    if step is None:
        return True
    due = due_for_space(desk.facts, desk.visit, space, act, party)
    return await settle_up(desk, name, step.name, due)
