"""How the machine is connected, how its disk and its journal do, and the journal carried out."""

from __future__ import annotations

from typing import assert_never

from kiosk.custody.work.events import JournalExported, JournalVerified
from kiosk.journeys.effects import Record, ask
from kiosk.journeys.machine.effects import LookAtNetwork, LookAtStorage
from kiosk.journeys.machine.errands import send
from kiosk.journeys.machine.screens import ExportChoice, ExportPage, NetworkPage, StoragePage
from kiosk.journeys.machine.seen import Errand, ErrandEnd, Unread
from kiosk.journeys.screen import BackChoice, OkChoice

_STOPPED = "stopped"


async def see_network() -> None:
    """Looked at afresh as often as the technician likes."""
    while True:
        seen = await LookAtNetwork()
        answer = await ask(NetworkPage(seen))
        match answer:
            case OkChoice.OK:
                pass
            case BackChoice.BACK:
                return
            case _:
                assert_never(answer)


async def see_storage() -> None:
    """What the last start and the nights have verified; and all of it once more, where that is wanted."""
    verdict: ErrandEnd | None = None
    while True:
        seen = await LookAtStorage()
        answer = await ask(StoragePage(seen, verdict or Unread()))
        match answer:
            case OkChoice.OK:
                verdict = await send(Errand.VERIFY)
                if verdict is None:
                    await Record(JournalVerified(_STOPPED, 0, 0))
                else:
                    await Record(JournalVerified(verdict.word, verdict.rows, verdict.seq))
            case BackChoice.BACK:
                return
            case _:
                assert_never(answer)


async def carry_out() -> None:
    """Until the technician goes back; each try is in the journal, and what came of it."""
    verdict: ErrandEnd | None = None
    while True:
        answer = await ask(ExportPage(verdict or Unread()))
        match answer:
            case ExportChoice.WRITE:
                verdict = await send(Errand.EXPORT)
            case ExportChoice.WRITE_BROKEN:
                verdict = await send(Errand.EXPORT_BROKEN)
            case BackChoice.BACK:
                return
            case _:
                assert_never(answer)
        if verdict is None:
            await Record(JournalExported(_STOPPED, 0))
        else:
            await Record(JournalExported(verdict.word, verdict.rows))
