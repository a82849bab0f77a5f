"""Two people for what a service guards so: the one at work, and a technician who approves."""

from __future__ import annotations

from kiosk.access.credentials import Proved
from kiosk.custody.doors.claims import lacks_second
from kiosk.custody.words import Audience
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import ask
from kiosk.journeys.screen import BackChoice
from kiosk.journeys.who.identify import identify
from kiosk.journeys.work.screens import WorkMessage, WorkWord


async def approved(desk: Desk, who: Proved, label: str) -> bool:
    """Whether the compartment may be opened by as many people as stand there; asks for the second."""
    if not lacks_second(desk.facts, desk.visit, who.party, label):
        return True
    answer = await ask(WorkMessage(WorkWord.SECOND_PERSON, label))
    if answer is BackChoice.BACK:
        return False
    await identify(desk, Audience.STAFF)
    if lacks_second(desk.facts, desk.visit, who.party, label):
        await ask(WorkMessage(WorkWord.NOT_A_SECOND, label))
        return False
    return True
