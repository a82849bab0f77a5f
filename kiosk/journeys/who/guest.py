"""Whoever comes: somebody who shows who they are where a step wants that, else a guest."""

from __future__ import annotations

from kiosk.access.credentials import Proved
from kiosk.custody.ids import PartyId
from kiosk.custody.proofs.events import GuestCame
from kiosk.custody.services.rules import StepRule
from kiosk.custody.words import Audience
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import Draw, Record
from kiosk.journeys.who.identify import identify


async def whoever_comes(desk: Desk, step: StepRule) -> Proved:
    """Who does this step, as far as this visit knows."""
    if step.proof.factors > 0:
        return await identify(desk, Audience.VISITOR)
    drawn = await Draw()
    guest = PartyId(drawn)
    await Record(GuestCame(guest))
    return Proved(guest, Audience.VISITOR)
