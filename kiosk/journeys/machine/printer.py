"""The receipt printer is tried: a page with what every receipt has on it."""

from __future__ import annotations

from typing import assert_never

from hardware.outcomes.devices import DeviceDown, DeviceUp
from kiosk.custody.work.events import DeviceTried
from kiosk.journeys.desk import PRINTER, Desk
from kiosk.journeys.effects import Record, ask
from kiosk.journeys.handover.receipts import PrintEnded, PrintReceipt, Prints, TestSlip
from kiosk.journeys.handover.screens import ReceiptWord
from kiosk.journeys.machine.effects import DeviceNews
from kiosk.journeys.machine.screens import PrintChoice, PrinterTest
from kiosk.journeys.screen import BackChoice


async def try_printer(desk: Desk) -> None:
    """Until the technician goes back, who need not wait for the printer."""
    word = ReceiptWord.OFFERED if desk.gone(PRINTER) is None else ReceiptWord.OFFLINE
    while True:
        answer = await ask(PrinterTest(word), Prints(), DeviceNews(PRINTER))
        match answer:
            case PrintChoice.PRINT:
                word = ReceiptWord.PRINTING
                await PrintReceipt(TestSlip())
            case PrintEnded(came_to):
                word = came_to
                await Record(DeviceTried(PRINTER, worked=word is ReceiptWord.PRINTED))
            case DeviceUp() if word is ReceiptWord.OFFLINE:
                word = ReceiptWord.OFFERED
            case DeviceDown() if word is ReceiptWord.OFFERED:
                word = ReceiptWord.OFFLINE
            case DeviceUp() | DeviceDown():
                pass
            case BackChoice.BACK:
                return
            case _:
                assert_never(answer)
