"""The end of a courier's round: what was delivered, what was not, and a receipt where it can be printed."""

from __future__ import annotations

from typing import assert_never

from kiosk.custody.ids import ConsignmentId
from kiosk.custody.things.events import RoundEnded
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import Record, ask
from kiosk.journeys.handover.effects import Texts
from kiosk.journeys.handover.receipts import PrintEnded, PrintReceipt, Prints, RoundSlip
from kiosk.journeys.handover.screens import CourierSummary, ReceiptWord, SummaryChoice


async def sum_up(desk: Desk, missing: tuple[ConsignmentId, ...]) -> bool:
    """Whether the round is over. `missing`: what was announced and not scanned."""
    texts = await Texts(missing)
    delivered = desk.visit.deposited
    receipt = ReceiptWord.OFFERED if desk.can_print and delivered else ReceiptWord.NONE
    earlier = _earlier(desk)
    while True:
        screen = CourierSummary(len(delivered), texts, receipt, earlier)
        answer = await (ask(screen, Prints()) if receipt is ReceiptWord.PRINTING else ask(screen))
        match answer:
            case SummaryChoice.FINISH:
                await Record(RoundEnded(len(delivered), len(missing)))
                return True
            case SummaryChoice.BACK:
                return False
            case SummaryChoice.RECEIPT:
                labels = await Texts(delivered)
                await PrintReceipt(_slip(desk, delivered, labels, len(missing)))
                receipt = ReceiptWord.PRINTING
            case PrintEnded(word):
                receipt = word
            case _:
                assert_never(answer)


def _earlier(desk: Desk) -> int:
    """What the same principal's couriers have brought before, and nobody has collected."""
    ledger, visit = desk.ledger, desk.visit
    principals = {ledger.staff[party].principal for party in visit.proven if party in ledger.staff}
    return sum(
        thing.compartment is not None and thing.principal in principals and thing.id not in visit.deposited
        for thing in ledger.consignments.values()
    )


def _slip(
    desk: Desk, delivered: tuple[ConsignmentId, ...], labels: tuple[str, ...], missing: int
) -> RoundSlip:
    """Where each is by now: somebody may have taken it already."""
    known = (desk.ledger.consignments.get(thing) for thing in delivered)
    places = (thing.compartment or "" if thing is not None else "" for thing in known)
    return RoundSlip(tuple(zip(places, labels, strict=True)), missing)
