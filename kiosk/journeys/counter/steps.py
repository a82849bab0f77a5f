"""A step for which no door opens: paid for, and done once, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.access.credentials import Proved
from kiosk.custody.doors.claims import Refusal, lacks_proof
from kiosk.custody.doors.gates import shut_gate
from kiosk.custody.doors.steps import due_for_step, may_do, step_done
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.ledger import Consignment
from kiosk.custody.proofs.factors import Need
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import Record, ask
from kiosk.journeys.front.screens import Sorry, SorryKind
from kiosk.journeys.handover.collect import SHUT
from kiosk.journeys.money.settle_up import give_up, settle_up
from kiosk.journeys.who.more import prove_more

_SORRY: Final = {
    Refusal.MORE_PROOF: SorryKind.MORE_PROOF,
    Refusal.QUOTA: SorryKind.QUOTA,
}


@dataclass(frozen=True, slots=True)
class StepProof:
    """What is to be shown before the present step of this thing."""

    thing: ConsignmentId

    def __call__(self, desk: Desk, who: Proved) -> Need | None:
        now = desk.ledger.consignments.get(self.thing)
        things: tuple[Consignment, ...] = () if now is None else (now,)
        act = None if now is None else now.leg.act
        return None if act is None else lacks_proof(desk.facts, desk.visit, who.party, act, things)


async def do_step(desk: Desk, who: Proved, thing: Consignment, answer: str = "") -> bool:
    """Whether it is done; else they were told why, and nothing is owed. `answer`: to what is asked."""
    await prove_more(desk, who, StepProof(thing.id))
    refusal = may_do(desk.facts, desk.visit.id, who.party, thing, answer)
    if refusal not in (None, Refusal.UNPAID):
        await _explain(desk, thing, refusal)
        return False
    due = due_for_step(desk.facts, desk.visit, thing, who.party, answer)
    paid = await settle_up(desk, thing.id, thing.leg.step, due)
    if paid:
        refusal = may_do(desk.facts, desk.visit.id, who.party, thing, answer)
        if refusal is None:
            new = f"{desk.visit.id}.{thing.id}"
            await Record(*step_done(desk.facts, desk.visit, thing, who.party, new, answer))
            return True
        await _explain(desk, thing, refusal)
    await give_up(desk, thing.id)
    return False


async def _explain(desk: Desk, thing: Consignment, refusal: Refusal | None) -> None:
    gate = shut_gate(desk.ledger, desk.facts.around, desk.visit, thing, desk.facts.now)
    if refusal is Refusal.GATE and gate is not None:
        await ask(Sorry(SHUT[gate.gate], kept=False))
    else:
        kind = SorryKind.REFUSED if refusal is None else _SORRY.get(refusal, SorryKind.REFUSED)
        await ask(Sorry(kind, kept=False))
