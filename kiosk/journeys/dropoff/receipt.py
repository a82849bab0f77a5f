"""What somebody gets who has put something in: its number, where and when; and finding it by that again."""

from __future__ import annotations

from typing import assert_never

from kiosk.custody.services.rules import ServiceRules
from kiosk.journeys.desk import Desk
from kiosk.journeys.dropoff.effects import FindLeft, MakeReceipt, TakenOn
from kiosk.journeys.dropoff.screens import DropOffChoice, DropOffDone, FindDropOff, SayChoice, WhereItIs
from kiosk.journeys.effects import After, TimeUp, ask
from kiosk.journeys.handover.receipts import DropOffSlip, PrintEnded, PrintReceipt, Prints
from kiosk.journeys.handover.screens import ReceiptWord, TypeLabel
from kiosk.journeys.screen import Typed
from kiosk.journeys.who.effects import Scanned, Scans

_RECEIPTS = Scans(samples=("DEMO-1 12345678 7 abc",))


async def hand_receipt(desk: Desk, taken: TakenOn, rules: ServiceRules) -> None:
    """Shows it, and prints it where there is a printer, until they are done."""
    made = await MakeReceipt(taken.thing)
    there = desk.ledger.consignments.get(taken.thing)
    label = there.compartment or "" if there is not None else ""
    size = there.size if there is not None else ""
    receipt = ReceiptWord.OFFERED if desk.can_print else ReceiptWord.NONE
    stands = (desk.settings.timers.idle if taken.own else 2 * desk.settings.timers.thanks) * desk.pace
    while True:
        screen = DropOffDone(
            rules.digest, made.number, label, size, made.time, made.reference, taken.own, receipt, stands
        )
        printing = receipt is ReceiptWord.PRINTING
        answer = await (
            ask(screen, Prints(), After(stands, fixed=True))
            if printing
            else ask(screen, After(stands, fixed=True))
        )
        match answer:
            case DropOffChoice.DONE | TimeUp():
                return
            case DropOffChoice.RECEIPT:
                slip = DropOffSlip(made.number, label, size, made.time, made.reference, taken.code, taken.own)
                await PrintReceipt(slip)
                receipt = ReceiptWord.PRINTING
            case PrintEnded(word):
                receipt = word
            case _:
                assert_never(answer)


async def find_dropoff(desk: Desk, number: str = "") -> None:
    """Somebody asks where something is that they left here, by the number on its receipt, which they may
    have held out already."""
    unknown = False
    while True:
        if number:
            found = await show_where(number)
            if found:
                return
            unknown = True
        answer = await ask(FindDropOff(desk.settings.can_scan, unknown), _RECEIPTS)
        match answer:
            case Scanned(text):
                number = text
            case SayChoice():
                typed = await ask(TypeLabel())
                number = typed.text if isinstance(typed, Typed) else ""
            case _:
                assert_never(answer)


async def show_where(number: str) -> bool:
    """Whether something was left here under that number; then it was told where it is."""
    found = await FindLeft(number)
    if not found.time:
        return False
    await ask(WhereItIs(number, found.label, found.time))
    return True
