"""A recipient lets somebody else collect: a code for what waits now, good once and for a while."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from kiosk.access.credentials import Proved
from kiosk.custody.doors.claims import can_delegate, waiting_for
from kiosk.custody.ids import ConsignmentId, PartyId
from kiosk.custody.ledger import Consignment
from kiosk.custody.proofs.events import DelegationWithdrawn
from kiosk.custody.proofs.state import Delegation
from kiosk.journeys.desk import Desk
from kiosk.journeys.effects import Effect, Record, ask
from kiosk.journeys.handover.screens import DelegateCode, PickUpChoice, PickUpOrGive, WaitingParcel


@dataclass(frozen=True, slots=True)
class MakeDelegation(Effect[str]):
    """A new code for these things of this person; nobody has it but whoever reads it now."""

    party: PartyId
    things: tuple[ConsignmentId, ...]
    hours: int

    def outcomes(self) -> tuple[str, ...]:
        return ("00000000",)


async def give_or_open(desk: Desk, who: Proved) -> bool:
    """Whether they came to collect; else a code was made or taken back, and that was all.

    Asked only where the site allows it, and only of somebody who is surely the recipient.
    """
    hours = desk.settings.delegation_hours
    if hours is None or not desk.visit.proofs.get(who.party):
        return True
    while True:
        waiting = waiting_for(desk.ledger, desk.visit, who.party)
        given = _given(desk, who.party)
        can_give = all(can_delegate(desk.facts, thing) for thing in waiting)
        if not waiting or not (given or can_give):
            return True
        answer = await ask(
            PickUpOrGive(
                len(waiting), given is not None, can_give, tuple(_seen(desk, one) for one in waiting)
            )
        )
        match answer:
            case PickUpChoice.OPEN:
                return True
            case PickUpChoice.GIVE:
                things = tuple(thing.id for thing in waiting)
                code = await MakeDelegation(who.party, things, hours)
                await ask(DelegateCode(code, len(things), hours))
                return False
            case PickUpChoice.TAKE_BACK:
                if given is not None:
                    await Record(DelegationWithdrawn(given.id, who.party))
            case _:
                assert_never(answer)


def _seen(desk: Desk, thing: Consignment) -> WaitingParcel:
    waits = None if thing.clock is None else desk.facts.now - thing.clock.started
    hours = -1 if waits is None else max(0, int(waits.total_seconds() // 3600))
    return WaitingParcel(thing.compartment or "", thing.size, hours)


def _given(desk: Desk, party: PartyId) -> Delegation | None:
    """The code of theirs that somebody may still come with."""
    now = desk.facts.now.isoformat()
    live = (d for d in desk.ledger.delegations.values() if d.party == party and not d.used and d.until > now)
    return next(live, None)
