"""An operator opens a door from afar: a visit without a screen, through the same claims, grants and rule."""

from __future__ import annotations

from hardware.outcomes.locks import Opened
from kiosk.access.credentials import Proved
from kiosk.access.grants import grant
from kiosk.custody.doors.claims import Refusal
from kiosk.custody.ids import PartyId, TaskId
from kiosk.custody.proofs.events import CredentialTried
from kiosk.custody.roles import OPERATOR
from kiosk.custody.things.events import Released
from kiosk.custody.words import Act, Audience, TaskKind, Way, Why
from kiosk.custody.work.events import TaskDone, TaskMade
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.effects import OpenDoor, Opening, Refused, Reply
from kiosk.journeys.doors.opening import doubt, meaning, until_closed
from kiosk.journeys.effects import Begin, Draw, Record
from kiosk.journeys.work.screens import TaskDoor
from kiosk.journeys.work.tasks import HOUSE


async def open_remotely(desk: Desk, by: PartyId, label: str, reason: str) -> str:
    """Opens compartment `label` for a member of staff whom the control socket has let in.

    `reason`: the id of their own words, which the vault has.
    """
    await Begin("remote", with_screen=False)
    outcome = await _open(desk, by, label, reason)
    await Reply(outcome)
    if isinstance(outcome, Opened):
        place = desk.place(label)
        await until_closed(
            desk.front_door(label),
            HOUSE,
            TaskDoor(label, place, TaskKind.OPEN),
            TaskDoor(label, place, TaskKind.OPEN, reminded=True),
        )
        inside = desk.ledger.holding(label).taken
        await Record(*(doubt(desk, label, Why.OPENED_REMOTELY) if inside else (Released(label),)))
    return ""


async def _open(desk: Desk, by: PartyId, label: str, reason: str) -> Opening:
    task = await Draw()
    drawn = await Draw()
    who = Proved(by, Audience.STAFF)
    given = grant(desk.ledger, drawn, who, Act.WORK, task, label)
    if given is None:
        return Refused(Refusal.NO_CLAIM)
    await Record(
        CredentialTried(Way.COMMAND, Audience.STAFF, by),
        TaskMade(TaskId(task), TaskKind.OPEN, label, OPERATOR, text=reason),
        given,
    )
    outcome = await OpenDoor(given.grant, desk.front_door(label))
    await Record(TaskDone(TaskId(task)), *meaning(desk, label, outcome))
    return outcome
