"""What a technician may try and see besides the doors: the devices, and the machine itself."""

from __future__ import annotations

from typing import assert_never

from kiosk.custody.words import Leaving
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import ask
from kiosk.journeys.leaving import leave_off
from kiosk.journeys.screens import BackChoice, Group, GroupChoice, WorkGroup


async def see_to_machine(desk: Desk) -> bool:
    """Until the technician goes back. Whether the machine stops."""
    while True:
        answer = await ask(WorkGroup(Group.MACHINE, tuple(GroupChoice)))
        match answer:
            case GroupChoice.RESTART:
                stops = await leave_off(desk, Leaving.RESTART)
                if stops:
                    return True
            case GroupChoice.SHUT_DOWN:
                stops = await leave_off(desk, Leaving.SHUT_DOWN)
                if stops:
                    return True
            case BackChoice.BACK:
                return False
            case _:
                assert_never(answer)
