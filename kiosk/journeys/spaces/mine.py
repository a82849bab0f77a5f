"""Somebody at the space that they rent: open it, keep it for longer, give it back."""

from __future__ import annotations

from datetime import datetime
from enum import Enum, auto
from typing import Final, assert_never

from hardware.outcomes.locks import Opened
from kiosk.access.credentials import Proved
from kiosk.access.grants import grant
from kiosk.custody.doors.claims import Refusal, waiting_for
from kiosk.custody.doors.paid import due_for_space
from kiosk.custody.ids import TenancyId
from kiosk.custody.spaces.claims import spaces_of
from kiosk.custody.spaces.closing import KEPT, ended, extended
from kiosk.custody.spaces.events import TenancyUsed
from kiosk.custody.spaces.state import Tenancy
from kiosk.custody.spaces.terms import agreed_until, costs_nothing
from kiosk.custody.things.events import Released
from kiosk.custody.words import Act, TenancyEnd
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.effects import Refused
from kiosk.journeys.doors.opening import Closed, Company, explain, open_door, until_closed
from kiosk.journeys.doors.screens import Purpose
from kiosk.journeys.effects import After, Draw, Record, TimeUp, ask
from kiosk.journeys.front.screens import Sorry, SorryKind
from kiosk.journeys.money.settle_up import give_up
from kiosk.journeys.screen import YesNo
from kiosk.journeys.spaces.paying import pay_for_space
from kiosk.journeys.spaces.screens import (
    IsSpaceEmpty,
    MySpace,
    MySpaceChoice,
    SpaceLine,
    SpaceOpen,
    SpaceReturned,
    WallTime,
    WhichSpace,
)

_WORTH_IT: Final = 3600
"""Seconds by which one more term has to last longer, to be offered."""


async def visit_spaces(desk: Desk, who: Proved) -> bool:
    """Whether they go on to parcels. Somebody who rents nothing here goes on at once."""
    mine = spaces_of(desk.ledger, who.party) if desk.visit.proofs.get(who.party) else ()
    parcels = len(waiting_for(desk.ledger, desk.visit, who.party))
    if not mine:
        return await _after_clearing(desk, who, parcels)
    if len(mine) == 1:
        return await at_space(desk, who, mine[0].id, parcels=parcels)
    answer = await ask(WhichSpace(tuple(_line(desk, one) for one in mine)))
    chosen = next(one for one in mine if one.compartment == answer.which)
    return await at_space(desk, who, chosen.id, parcels=parcels)


async def _after_clearing(desk: Desk, who: Proved, parcels: int) -> bool:
    """Whoever comes for what staff took out of their space is told where it is."""
    kept = any(
        thing.kind == KEPT and thing.compartment is None and who.party in thing.legs[-1].parties
        for thing in desk.ledger.consignments.values()
    )
    if kept:
        await ask(Sorry(SorryKind.CLEARED, space=True))
    return parcels > 0 or not kept


async def at_space(
    desk: Desk, who: Proved, name: TenancyId, *, fresh: bool = False, parcels: int = 0
) -> bool:
    """Until they are done, or may no longer be who they were; whether they go on to parcels."""
    while True:
        space = desk.ledger.tenancies.get(name)
        if space is None or desk.cabinet.compartment(space.compartment) is None:
            return False
        answer = await ask(_screen(desk, space, parcels, fresh=fresh))
        match answer:
            case MySpaceChoice.DONE:
                return False
            case MySpaceChoice.PARCELS:
                return True
            case MySpaceChoice.LONGER:
                await Record(*extended(desk.ledger, space, _longer(desk, space)))
                stays = True
            case MySpaceChoice.OPEN:
                stays = await _open(desk, who, space)
            case MySpaceChoice.END:
                stays = await _give_back(desk, who, space)
            case _:
                assert_never(answer)
        if not stays:
            return False


# --- what the screen says -----------------------------------------------------------------------


def _screen(desk: Desk, space: Tenancy, parcels: int, *, fresh: bool) -> MySpace:
    label = space.compartment
    line = _line(desk, space)
    longer = _can_be_longer(desk, space)
    return MySpace(label, desk.place(label), line.until, line.over, fresh, longer, parcels)


def _line(desk: Desk, space: Tenancy) -> SpaceLine:
    home = desk.cabinet.compartment(space.compartment)
    until = agreed_end(desk, space.until) if _has_term(desk, space) else None
    over = until is not None and space.until <= desk.facts.now
    return SpaceLine(space.compartment, home.size if home is not None else "", until, over)


def _has_term(desk: Desk, space: Tenancy) -> bool:
    rules = desk.ledger.rules.get(space.rules)
    now = desk.facts.now
    return space.dated or rules is None or agreed_until(rules, desk.settings.calendar, now) > now


def agreed_end(desk: Desk, until: datetime) -> WallTime | None:
    """That moment on the clock of the wall; None where it is now, which is no agreement."""
    zone, now = desk.settings.calendar.zone, desk.facts.now
    if until == now:
        return None
    local = until.astimezone(zone)
    return WallTime((local.date() - now.astimezone(zone).date()).days, f"{local:%H:%M}")


def _longer(desk: Desk, space: Tenancy) -> datetime:
    rules = desk.ledger.rules[space.rules]
    return agreed_until(rules, desk.settings.calendar, desk.facts.now)


def _can_be_longer(desk: Desk, space: Tenancy) -> bool:
    """For one more term from now, where that costs nothing and is worth it."""
    rules = desk.ledger.rules.get(space.rules)
    if rules is None or space.dated or not costs_nothing(rules):
        return False
    return (_longer(desk, space) - space.until).total_seconds() >= _WORTH_IT


# --- the door -----------------------------------------------------------------------------------


class _Shut(Enum):
    """The door stayed shut: whether they may go on, or have a payment to think about first."""

    GO_ON = auto()
    OVER = auto()


async def _open(desk: Desk, who: Proved, space: Tenancy) -> bool:
    """Whether they are still there, and have paid what it costs."""
    act = Act.USE if space.opened else Act.BEGIN
    closed = await _open_and_close(desk, who, space, act)
    if isinstance(closed, _Shut):
        return closed is _Shut.GO_ON
    await Record(TenancyUsed(space.id, space.compartment), Released(space.compartment))
    return closed.company is Company.STAYED


async def _give_back(desk: Desk, who: Proved, space: Tenancy) -> bool:
    """They take out what is left, and say that it is empty. Where nobody says so, it stays theirs."""
    label = space.compartment
    if not space.opened:
        await Record(*ended(desk.ledger, space, TenancyEnd.GIVEN_BACK))
        await _thank(desk, label)
        return True
    closed = await _open_and_close(desk, who, space, Act.END)
    if isinstance(closed, _Shut):
        return closed is _Shut.GO_ON
    if closed.company is not Company.STAYED:
        await Record(TenancyUsed(space.id, label), Released(label))
        return False
    question = IsSpaceEmpty(label, desk.place(label), closed.quickly)
    answer = await ask(question, After(desk.settings.timers.idle))
    match answer:
        case YesNo.YES:
            await Record(*ended(desk.ledger, space, TenancyEnd.GIVEN_BACK), Released(label))
            await _thank(desk, label)
            return True
        case YesNo.NO:
            await Record(TenancyUsed(space.id, label), Released(label))
            return True
        case TimeUp():
            await Record(TenancyUsed(space.id, label), Released(label))
            return False
        case _:
            assert_never(answer)


async def _thank(desk: Desk, label: str) -> None:
    stands = desk.settings.timers.thanks * desk.pace
    await ask(SpaceReturned(label, stands), After(stands, fixed=True))


async def _open_and_close(desk: Desk, who: Proved, space: Tenancy, act: Act) -> Closed | _Shut:
    label = space.compartment
    drawn = await Draw()
    given = grant(desk.ledger, drawn, who, act, space.id, label)
    if given is None:
        await ask(Sorry(SorryKind.REFUSED, label, space=True))
        return _Shut.GO_ON
    await Record(given)
    purpose = Purpose.TAKE if act is Act.END else Purpose.LOOK
    costs = bool(due_for_space(desk.facts, desk.visit, space, act, who.party))
    while True:
        paid = await pay_for_space(desk, space.id, act, who.party)
        if not paid:
            await give_up(desk, space.id)
            return _Shut.OVER
        outcome = await open_door(desk, given.grant, act, label, purpose)
        if not (isinstance(outcome, Refused) and outcome.reason is Refusal.UNPAID):
            break
    opened = isinstance(outcome, Opened)
    if not opened:
        opened = await explain(desk, label, outcome, kept=True)
    if not opened:
        await give_up(desk, space.id)
        return _Shut.OVER if costs else _Shut.GO_ON
    place, leaving = desk.place(label), act is Act.END
    return await until_closed(
        desk.front_door(label),
        desk.service(space.service),
        SpaceOpen(label, place, leaving),
        SpaceOpen(label, place, leaving, reminded=True),
    )
