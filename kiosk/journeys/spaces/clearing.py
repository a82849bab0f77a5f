"""Staff have opened a space whose rent ended long ago: what they found, and what becomes of it."""

from __future__ import annotations

from typing import assert_never

from kiosk.custody.spaces.state import Tenancy
from kiosk.custody.things.events import Released
from kiosk.custody.work.looking import after_looking, cleared
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import Record, ask
from kiosk.journeys.spaces.effects import KeepFind
from kiosk.journeys.spaces.screens import FoundChoice, MarkFind, WhatWasInside


async def say_what_was_inside(desk: Desk, tenancy: Tenancy) -> None:
    """The door is shut again, and whoever signed in is still there."""
    label = tenancy.compartment
    answer = await ask(WhatWasInside(label, desk.place(label)))
    match answer:
        case FoundChoice.NOTHING:
            await Record(*cleared(desk.ledger, tenancy, found=False))
        case FoundChoice.TAKEN_OUT:
            number = await KeepFind(tenancy.id)
            await ask(MarkFind(number, label))
        case FoundChoice.STILL_INSIDE:
            await Record(*after_looking(desk.ledger, label, empty=False), Released(label))
        case _:
            assert_never(answer)
