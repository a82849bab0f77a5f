"""How the link to the operator is; a scan of the hub's code makes the machine known there."""

from __future__ import annotations

from typing import assert_never

from hardware.outcomes.reading import CodeRead, ReadRefused
from kiosk.journeys.desk import CAMERA, SCANNER
from kiosk.journeys.effects import ask
from kiosk.journeys.machine.effects import EnrolHere, LinkNews, LookAtLink, Readings
from kiosk.journeys.machine.screens import LinkPage
from kiosk.journeys.machine.seen import LinkSeen
from kiosk.journeys.screen import BackChoice, OkChoice


async def see_link() -> None:
    """Until the technician goes back; an enrolment that waits for a person at the hub goes on by itself."""
    seen = await LookAtLink()
    while True:
        answer = await ask(LinkPage(seen), Readings(SCANNER), Readings(CAMERA), LinkNews())
        match answer:
            case CodeRead(text):
                seen = await EnrolHere(text)
            case LinkSeen():
                seen = answer
            case ReadRefused() | OkChoice.OK:
                seen = await LookAtLink()
            case BackChoice.BACK:
                return
            case _:
                assert_never(answer)
