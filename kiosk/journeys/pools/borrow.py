"""Somebody takes one of many things, and sees until when; what they have is brought back from here, too."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from kiosk.access.credentials import Proved
from kiosk.custody.doors.claims import enough_for, waiting_for
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.ledger import Consignment
from kiosk.custody.services.events import EvidenceTaken
from kiosk.custody.services.rules import EvidenceKind, ServiceRules, StepRule
from kiosk.custody.services.verbs import Verb, begins_with, return_of
from kiosk.custody.things.clocks import RetentionClock
from kiosk.custody.things.deadlines import step_of
from kiosk.custody.things.pools import back_by, borrowed, to_take
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.opening import Then
from kiosk.journeys.dropoff.bring import may_go_on
from kiosk.journeys.effects import After, Record, TimeUp, ask
from kiosk.journeys.front.screens import Sorry, SorryKind
from kiosk.journeys.front.verbs import choose, on_offer
from kiosk.journeys.handover.collect import hand_over_all
from kiosk.journeys.handover.effects import Texts
from kiosk.journeys.pools.bring_back import bring_back
from kiosk.journeys.pools.screens import IsItRight, LentThing, OrderChoice, PoolChoice, PoolPage, TakenAlong
from kiosk.journeys.screen import Picked
from kiosk.journeys.spaces.mine import agreed_end
from kiosk.journeys.spaces.screens import WallTime
from kiosk.journeys.who.guest import whoever_comes


async def borrow(desk: Desk, service: Service) -> None:
    """From the tile at home on: who is it where the service wants that, and then what is there."""
    step = None if service.rules is None else begins_with(service.rules, Verb.BORROW)
    if step is not None:
        who = await whoever_comes(desk, step)
        await at_pool(desk, who, service)


async def visit_pools(desk: Desk, who: Proved) -> bool:
    """Whether they go on to parcels. Whoever has none here may have come to borrow, or to bring back."""
    if waiting_for(desk.ledger, desk.visit, who.party) or not desk.visit.proofs.get(who.party):
        return True
    lent = {thing.service for thing in borrowed(desk.ledger, who.party)}
    offered = on_offer(desk, Verb.BORROW)
    mine = tuple(s for s in offered if s.name in lent or _to_take(desk, who, s))
    if not mine:
        return True
    service = await choose(Verb.BORROW, mine)
    if service is not None:
        await at_pool(desk, who, service)
    return False


async def at_pool(desk: Desk, who: Proved, service: Service) -> None:
    """Until something was taken or brought back, or they are done."""
    rules = service.rules
    step = None if rules is None else begins_with(rules, Verb.BORROW)
    if rules is None or step is None:
        return
    while True:
        lent = tuple(t for t in borrowed(desk.ledger, who.party) if t.service == service.name)
        texts = await Texts(tuple(thing.id for thing in lent))
        answer = await ask(_page(desk, who, service, rules, lent, texts))
        match answer:
            case PoolChoice.DONE:
                return
            case PoolChoice.TAKE:
                over = await _take(desk, who, service, rules)
            case Picked(which):
                over = await bring_back(desk, who, ConsignmentId(which))
            case _:
                assert_never(answer)
        if over:
            return


def _page(
    desk: Desk,
    who: Proved,
    service: Service,
    rules: ServiceRules,
    lent: tuple[Consignment, ...],
    texts: tuple[str, ...],
) -> PoolPage:
    free = _to_take(desk, who, service)
    enough = bool(free) and enough_for(desk.facts, desk.visit.id, who.party, Act.COLLECT, free[0])
    now = desk.facts.now
    back = return_of(rules, free[0].kind) if free else None
    until = None if back is None else back_by(back, RetentionClock(now), desk.settings.calendar, now)
    held = tuple(_lent(desk, one, text) for one, text in zip(lent, texts, strict=True))
    takes = desk.takes_deposits and not desk.refuses(service.name)
    return PoolPage(rules.digest, len(free), enough, _wall(desk, until), held, takes)


def _to_take(desk: Desk, who: Proved, service: Service) -> tuple[Consignment, ...]:
    return to_take(desk.ledger, desk.cabinet, service.name, who.party)


def _lent(desk: Desk, thing: Consignment, text: str) -> LentThing:
    until = _due(desk, thing)
    return LentThing(thing.id, text, _wall(desk, until), until is not None and until <= desk.facts.now)


def _due(desk: Desk, thing: Consignment) -> datetime | None:
    step = step_of(desk.ledger, thing)
    if step is None or thing.clock is None:
        return None
    return back_by(step, thing.clock, desk.settings.calendar, desk.facts.now)


def _wall(desk: Desk, until: datetime | None) -> WallTime | None:
    return None if until is None else agreed_end(desk, until)


async def _take(desk: Desk, who: Proved, service: Service, rules: ServiceRules) -> bool:
    """Whether the visit is over: they have it, or a door was tried in vain, or they may be gone."""
    free = _to_take(desk, who, service)
    if not free:
        await ask(Sorry(SorryKind.NONE_LEFT, kept=False))
        return False
    thing = free[0]
    step = step_of(desk.ledger, thing)
    ready = await may_go_on(desk, who, thing.id, Act.COLLECT)
    if not ready:
        return False
    after = await hand_over_all(desk, who, (thing,))
    has_it = any(one.consignment == thing.id for one in desk.visit.collected)
    if after is not Then.NEXT or not has_it:
        return True
    await _look_at_it(desk, thing, step)
    now = desk.ledger.consignments.get(thing.id)
    stands = desk.settings.timers.thanks * desk.pace
    until = None if now is None else _wall(desk, _due(desk, now))
    await ask(TakenAlong(rules.digest, until, now is None, stands), After(stands, fixed=True))
    return True


async def _look_at_it(desk: Desk, thing: Consignment, step: StepRule | None) -> None:
    """Is it in order? Whoever says nothing has said nothing."""
    rules = desk.ledger.rules.get(thing.rules)
    asked = step is not None and any(each.kind is EvidenceKind.CONDITIONS for each in step.evidence)
    if not asked or rules is None or step is None:
        return
    answer = await ask(IsItRight(rules.digest), After(desk.settings.timers.idle))
    match answer:
        case OrderChoice():
            await Record(EvidenceTaken(thing.id, step.name, EvidenceKind.CONDITIONS, answer))
        case TimeUp():
            pass
        case _:
            assert_never(answer)
