"""Pays at the counter: the number of a bill is scanned or typed, it is paid, and it is over."""

from __future__ import annotations

from typing import Final, assert_never

from kiosk.access.credentials import Proved
from kiosk.custody.doors.steps import to_pay
from kiosk.custody.ledger import Consignment
from kiosk.custody.money.dues import of_visit
from kiosk.custody.services.rules import Money
from kiosk.custody.services.verbs import Verb, begins_with
from kiosk.custody.things.services import Service
from kiosk.journeys.counter.screens import BillChoice, BillPaid, FindBill
from kiosk.journeys.counter.steps import do_step
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import ask
from kiosk.journeys.handover.effects import Find, Texts
from kiosk.journeys.handover.screens import TypeLabel
from kiosk.journeys.money.screens import Price, price_of
from kiosk.journeys.screen import Typed
from kiosk.journeys.who.effects import Scanned, Scans
from kiosk.journeys.who.guest import whoever_comes

_LABELS: Final = Scans(samples=("LABEL-0001", "\x00"))


async def pay_bill(desk: Desk, service: Service) -> None:
    """Until a bill is paid, or whoever is there leaves."""
    rules = service.rules
    step = None if rules is None else begins_with(rules, Verb.PAY)
    if rules is None or step is None:
        return
    bill = await _find(desk, service.name, rules.digest)
    who = await whoever_comes(desk, step)
    await settle_bill(desk, who, bill)


async def settle_bill(desk: Desk, who: Proved, bill: Consignment) -> bool:
    """Whether it is paid, and they have read so."""
    names = await Texts((bill.id,))
    done = await do_step(desk, who, bill)
    if done:
        number = names[0] if names else ""
        await ask(BillPaid(bill.rules, number, paid_for(desk, bill)))
    return done


def paid_for(desk: Desk, thing: Consignment) -> Price | None:
    """What this visit has paid for it."""
    mine = [c for c in of_visit(desk.ledger, desk.visit) if c.about == thing.id and c.target]
    if not mine:
        return None
    return price_of(Money(sum(c.target or 0 for c in mine), mine[0].amount.currency))


async def _find(desk: Desk, service: str, digest: str) -> Consignment:
    unknown = False
    while True:
        answer = await ask(FindBill(digest, desk.settings.can_scan, unknown), _LABELS)
        match answer:
            case Scanned(text):
                said = text
            case BillChoice.TYPE:
                typed = await ask(TypeLabel())
                said = typed.text if isinstance(typed, Typed) else ""
            case _:
                assert_never(answer)
        if said:
            known = await Find(said)
            things = (desk.ledger.consignments.get(one) for one in known)
            bill = next((t for t in things if t is not None and to_pay(t) and t.service == service), None)
            if bill is not None:
                return bill
        unknown = bool(said)
