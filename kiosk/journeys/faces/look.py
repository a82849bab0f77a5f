"""A look into the camera as a proof: what it asks is done, or the code is typed after all."""

from __future__ import annotations

from typing import assert_never

from kiosk.access.credentials import LookShown
from kiosk.custody.ids import PartyId
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import ask
from kiosk.journeys.faces.effects import FaceLook, LookFailed, Looks
from kiosk.journeys.faces.screens import LookChoice, LookHere, LookOver, LookOverChoice
from kiosk.journeys.screen import BackChoice


async def look(desk: Desk, of: PartyId | None = None) -> LookShown | None:
    """Of one person, or of anybody for whom something waits; None where it comes to nothing."""
    flashes = desk.settings.flashes
    while True:
        answer = await ask(LookHere(flashes=flashes), Looks(of, flashes))
        match answer:
            case FaceLook(ticket):
                return LookShown(ticket)
            case LookFailed(why, again):
                said = await ask(LookOver(why, again))
                if said is LookOverChoice.CODE:
                    return None
            case LookChoice.WITHOUT_FLASHES:
                flashes = False
            case LookChoice.CODE | BackChoice.BACK:
                return None
            case _:
                assert_never(answer)
