"""What somebody has taken comes back: is it that one, is it in order, a door, what becomes of the deposit."""

from __future__ import annotations

from typing import Final, assert_never

from kiosk.access.codes import tracking_text
from kiosk.access.credentials import Proved
from kiosk.custody.doors.paid import due_for
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.ledger import Consignment
from kiosk.custody.money.dues import standing
from kiosk.custody.money.state import Charge
from kiosk.custody.services.events import EvidenceTaken
from kiosk.custody.services.rules import EvidenceKind, Money, StepRule
from kiosk.custody.things.deadlines import step_of
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.opening import Company
from kiosk.journeys.dropoff.bring import ask_size, may_go_on
from kiosk.journeys.dropoff.put_in import put_in
from kiosk.journeys.effects import After, Record, ask
from kiosk.journeys.front.screens import Sorry, SorryKind
from kiosk.journeys.handover.effects import Find, Texts
from kiosk.journeys.handover.screens import TypeLabel
from kiosk.journeys.money.screens import Price, price_of
from kiosk.journeys.money.settle_up import give_up, settle_up
from kiosk.journeys.pools.screens import BroughtBack, IsItRight, OrderChoice, ScanBack, ScanBackChoice
from kiosk.journeys.screen import Typed
from kiosk.journeys.who.effects import Scanned, Scans

_LABELS: Final = Scans(samples=("LABEL-0001", "\x00"))


async def bring_back(desk: Desk, who: Proved, name: ConsignmentId, *, seen: bool = False) -> bool:
    """Whether the visit is over: it is in, or may be. `seen`: its label was held out already."""
    thing = desk.ledger.consignments.get(name)
    step = None if thing is None else step_of(desk.ledger, thing)
    if thing is None or step is None or not thing.comes_back or thing.holder != who.party:
        return False
    if not desk.takes_deposits or desk.refuses(thing.service):
        await ask(Sorry(SorryKind.REFUSED, kept=False))
        return False
    texts = await Texts((name,))
    if not seen:
        await _scan(desk, thing, step)
    await _in_order(thing, step)
    ready = await may_go_on(desk, who, name)
    if not ready:
        return False
    size = thing.size
    if size not in desk.cabinet.sizes:
        size = await ask_size(desk, desk.service(thing.service), texts[0])
    if not size:
        return False
    due = due_for(desk.facts, desk.visit, thing, who.party)
    paid = await settle_up(desk, name, step.name, due)
    if not paid:
        await give_up(desk, name)
        return True
    before = standing(desk.ledger, name)
    company = await put_in(desk, who, name, size, texts[0])
    if company is not Company.STAYED:
        await give_up(desk, name)
        return True
    stands = desk.settings.timers.thanks * desk.pace
    repaid, kept = _of_deposit(desk, before)
    await ask(BroughtBack(thing.rules, repaid, kept, stands), After(stands, fixed=True))
    return True


async def _scan(desk: Desk, thing: Consignment, step: StepRule) -> None:
    """Until its label is read, where the service wants that; whoever can't read it goes on without."""
    if not any(each.kind is EvidenceKind.SCAN for each in step.evidence):
        return
    said = ""
    while True:
        screen = ScanBack(thing.rules, said, desk.settings.can_scan, desk.settings.camera)
        answer = await ask(screen, _LABELS)
        match answer:
            case Scanned(text):
                said = text
            case ScanBackChoice.TYPE:
                typed = await ask(TypeLabel())
                said = typed.text if isinstance(typed, Typed) else ""
            case ScanBackChoice.WITHOUT:
                await Record(EvidenceTaken(thing.id, step.name, EvidenceKind.SCAN, "without"))
                return
            case _:
                assert_never(answer)
        if tracking_text(said) is not None:
            found = await Find(said)
            if thing.id in found:
                await Record(EvidenceTaken(thing.id, step.name, EvidenceKind.SCAN, "read"))
                return


async def _in_order(thing: Consignment, step: StepRule) -> None:
    if not any(each.kind is EvidenceKind.CONDITIONS for each in step.evidence):
        return
    answer = await ask(IsItRight(thing.rules, returning=True))
    match answer:
        case OrderChoice():
            await Record(EvidenceTaken(thing.id, step.name, EvidenceKind.CONDITIONS, answer))
        case _:
            assert_never(answer)


def _of_deposit(desk: Desk, before: tuple[Charge, ...]) -> tuple[Price | None, Price | None]:
    """What goes back of it and what does not, now that it is decided."""
    if not before:
        return None, None
    now = {**desk.ledger.closed_charges, **desk.ledger.charges}
    all_, currency = sum(c.amount.minor for c in before), before[0].amount.currency
    kept = sum((now[c.id].target or 0) if c.id in now else 0 for c in before)
    repaid = price_of(Money(all_ - kept, currency)) if all_ > kept else None
    return repaid, price_of(Money(kept, currency)) if kept else None
