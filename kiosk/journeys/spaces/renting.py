"""Somebody rents a space: how large, what opens it, and what they put in; and every way out of each."""

from __future__ import annotations

from datetime import datetime
from enum import Enum, auto
from typing import assert_never

from hardware.outcomes.locks import Jammed, NotSent, Opened, OutcomeUnknown
from kiosk.access.credentials import Proved
from kiosk.access.grants import grant
from kiosk.custody.cabinet.allocation import allocate, among, free_of
from kiosk.custody.cabinet.cabinet import Compartment
from kiosk.custody.doors.paid import due_for_space, price_to_begin
from kiosk.custody.ids import GrantId
from kiosk.custody.services.rules import ServiceRules, StepRule
from kiosk.custody.services.verbs import Verb, begins_with
from kiosk.custody.spaces.closing import ended
from kiosk.custody.spaces.events import TenancyUsed
from kiosk.custody.spaces.terms import agreed_until, beginning
from kiosk.custody.things.events import PersonReported, Released, Reserved
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act, Audience, Reported, TenancyEnd, Why
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.effects import DoorClosed, DoorEvents, Park, Refused, Resumed
from kiosk.journeys.doors.opening import Company, doubt, meaning, open_door, until_closed
from kiosk.journeys.doors.screens import CloseDoor, CloseWhy, Purpose
from kiosk.journeys.effects import After, Draw, Record, TimeUp, ask
from kiosk.journeys.handover.receipts import PrintEnded, PrintReceipt, Prints, SpaceSlip
from kiosk.journeys.handover.screens import ReceiptWord, SizeOffer
from kiosk.journeys.money.screens import Price, price_of
from kiosk.journeys.money.settle_up import give_up, take_back
from kiosk.journeys.screen import BackChoice, Picked
from kiosk.journeys.spaces.effects import RentSpace, SpaceKey
from kiosk.journeys.spaces.mine import agreed_end, at_space
from kiosk.journeys.spaces.paying import pay_for_space
from kiosk.journeys.spaces.screens import (
    ChooseSpace,
    NoSpace,
    PutThings,
    PutThingsChoice,
    SpaceCode,
    SpaceCodeChoice,
)
from kiosk.journeys.who.identify import identify


class _Put(Enum):
    """What came of one open door."""

    IN = auto()
    NEXT_DOOR = auto()
    LARGER = auto()
    NOT_OPENED = auto()
    OVER = auto()
    """Whoever is at the screen now need not be the one who rents it."""


async def rent(desk: Desk, service: Service) -> None:
    """From the size to a space with things in it. Whoever walks away before a door has opened rents nothing;
    whoever does so after that keeps the space, and comes back with the code."""
    rules = service.rules
    step = None if rules is None else begins_with(rules, Verb.STORE)
    if rules is None or step is None:
        return
    party = None
    if step.proof.factors:
        who = await identify(desk, Audience.VISITOR)
        party = who.party
    size = await _choose(desk, service, rules, step)
    room = _room(desk, service, size) if size else None
    if room is None:
        return
    await Record(Reserved(room.label))
    key = await RentSpace(service.name, room.label, party)
    cost = price_to_begin(desk.facts, step, room.size)
    shown = await _show_code(desk, key, room.label, None if cost is None else price_of(cost))
    if not shown:
        return
    label = await _move_in(desk, service, rules, step, key, room)
    if label:
        await at_space(desk, Proved(key.party, Audience.VISITOR), key.tenancy, fresh=bool(key.code))


# --- before a door opens ------------------------------------------------------------------------


async def _choose(desk: Desk, service: Service, rules: ServiceRules, begin: StepRule) -> str:
    """The size, or "" where they go back or none is free."""
    free = free_of(desk.ledger, desk.cabinet, service.temperature, desk.unfit, _among(desk, service))
    if not any(free.values()):
        await ask(NoSpace())
        return ""
    used = {home.size for home in desk.cabinet.compartments()}
    offers = tuple(
        SizeOffer(s.name, s.width, s.height, s.depth, free[s.name], _price(desk, begin, s.name))
        for s in desk.cabinet.sizes.values()
        if s.name in used
    )
    answer = await ask(ChooseSpace(rules.digest, offers, agreed_end(desk, _until(desk, rules))))
    match answer:
        case Picked(size):
            return size
        case BackChoice.BACK:
            return ""
        case _:
            assert_never(answer)


def _price(desk: Desk, begin: StepRule, size: str) -> Price | None:
    cost = price_to_begin(desk.facts, begin, size)
    return None if cost is None else price_of(cost)


def _until(desk: Desk, rules: ServiceRules) -> datetime:
    return agreed_until(rules, desk.settings.calendar, desk.facts.now)


def _room(
    desk: Desk, service: Service, size: str, larger_than: str = "", leaving: str = ""
) -> Compartment | None:
    return allocate(
        desk.ledger,
        desk.cabinet,
        size,
        {},
        in_reach=desk.wants_reach,
        larger_than=larger_than,
        temperature=service.temperature,
        unfit=desk.unfit,
        only=_among(desk, service, leaving),
    )


def _among(desk: Desk, service: Service, leaving: str = "") -> frozenset[str]:
    place = service.rules.things[0].place if service.rules is not None and service.rules.things else None
    return among(desk.ledger, desk.cabinet, service, place, leaving)


async def _show_code(desk: Desk, key: SpaceKey, label: str, price: Price | None) -> bool:
    """What opens the door is known before it opens: so nobody's things are ever behind a door that they can't
    open any more."""
    if not key.code:
        return True
    receipt = ReceiptWord.OFFERED if desk.can_print else ReceiptWord.NONE
    while True:
        screen = SpaceCode(label, key.code, key.token, receipt, price)
        answer = await (ask(screen, Prints()) if receipt is ReceiptWord.PRINTING else ask(screen))
        match answer:
            case SpaceCodeChoice.OPEN:
                return True
            case SpaceCodeChoice.PRINT:
                await PrintReceipt(SpaceSlip(label, key.code, key.token))
                receipt = ReceiptWord.PRINTING
            case PrintEnded(word):
                receipt = word
            case _:
                assert_never(answer)


# --- the door -----------------------------------------------------------------------------------


async def _move_in(
    desk: Desk, service: Service, rules: ServiceRules, begin: StepRule, key: SpaceKey, room: Compartment
) -> str:
    """Door after door until one does; the label of its compartment, or "" where there is none, or they are
    gone."""
    who = Proved(key.party, Audience.VISITOR)
    too_small = ""
    while True:
        label = room.label
        drawn = await Draw()
        given = grant(desk.ledger, drawn, who, Act.BEGIN, key.tenancy, label)
        if given is None:
            return ""
        await Record(given)
        paid = await pay_for_space(desk, key.tenancy, Act.BEGIN, key.party)
        if not paid:
            await give_up(desk, key.tenancy)
            return ""
        put = await _put_in(desk, service, given.grant, key, label)
        match put:
            case _Put.IN:
                return label
            case _Put.NOT_OPENED:
                await give_up(desk, key.tenancy)
                return ""
            case _Put.OVER:
                return ""
            case _Put.NEXT_DOOR:
                pass
            case _Put.LARGER:
                too_small = room.size
            case _:
                assert_never(put)
        space = desk.ledger.tenancies[key.tenancy]
        other = _room(desk, service, room.size, too_small, label)
        if other is None:
            await Record(*ended(desk.ledger, space, TenancyEnd.NOT_BEGUN))
            await take_back(desk, key.tenancy, begin.name)
            await give_up(desk, key.tenancy)
            await ask(NoSpace(tried=True))
            return ""
        await Record(
            *ended(desk.ledger, space, TenancyEnd.MOVED),
            Reserved(other.label),
            beginning(rules, key.tenancy, space.holder, other.label, space.until),
        )
        room = other
        anew = due_for_space(desk.facts, desk.visit, desk.ledger.tenancies[key.tenancy], Act.BEGIN, key.party)
        if anew:
            # One of this size has another price.
            await take_back(desk, key.tenancy, begin.name)


async def _put_in(desk: Desk, service: Service, given: GrantId, key: SpaceKey, label: str) -> _Put:
    outcome = await open_door(desk, given, Act.BEGIN, label, Purpose.PUT)
    match outcome:
        case Opened():
            return await _watch(desk, service, key, label)
        case Jammed() | OutcomeUnknown():
            await Record(*meaning(desk, label, outcome))
            return _Put.NEXT_DOOR
        case NotSent() | Refused():
            return _Put.NOT_OPENED
        case _:
            assert_never(outcome)


async def _watch(desk: Desk, service: Service, key: SpaceKey, label: str) -> _Put:
    door = desk.front_door(label)
    reminders = 0
    company = Company.STAYED
    while True:
        screen = PutThings(label, desk.place(label), reminders > 0)
        answer = await ask(screen, DoorEvents(door), After(service.remind_after))
        match answer:
            case DoorClosed():
                await Record(TenancyUsed(key.tenancy, label), Released(label))
                return _Put.IN if company is Company.STAYED else _Put.OVER
            case TimeUp() if reminders < service.reminders:
                reminders += 1
            case TimeUp():
                back = await Park(door)
                match back:
                    case DoorClosed():
                        await Record(TenancyUsed(key.tenancy, label), Released(label))
                        return _Put.OVER
                    case Resumed():
                        company = Company.CAME_BACK
                        reminders = 0
                    case _:
                        assert_never(back)
            case PutThingsChoice.OCCUPIED | PutThingsChoice.TOO_SMALL:
                return await _no_good(desk, service, label, answer, company)
            case _:
                assert_never(answer)


async def _no_good(desk: Desk, service: Service, label: str, said: PutThingsChoice, company: Company) -> _Put:
    occupied = said is PutThingsChoice.OCCUPIED
    await Record(PersonReported(label, Reported.OCCUPIED if occupied else Reported.TOO_SMALL))
    why = CloseWhy.OCCUPIED if occupied else CloseWhy.TOO_SMALL
    place = desk.place(label)
    closed = await until_closed(
        desk.front_door(label),
        service,
        CloseDoor(label, place, why),
        CloseDoor(label, place, why, reminded=True),
        company,
    )
    await Record(*(doubt(desk, label, Why.REPORTED) if occupied else (Released(label),)))
    if closed.company is not Company.STAYED:
        return _Put.OVER
    return _Put.NEXT_DOOR if occupied else _Put.LARGER
