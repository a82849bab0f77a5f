"""Door after door until what a visitor has brought is in, or there is none left, or they keep it."""

from __future__ import annotations

from enum import Enum, auto
from typing import assert_never

from hardware.outcomes.locks import Jammed, NotSent, Opened, OutcomeUnknown
from kiosk.access.credentials import Proved
from kiosk.access.grants import grant
from kiosk.custody.cabinet.allocation import allocate, among
from kiosk.custody.cabinet.care import place_of
from kiosk.custody.doors.events import OpeningAdded
from kiosk.custody.doors.settle import out_of_use
from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId, GrantId
from kiosk.custody.things.events import PersonReported, Released, Reserved
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act, Reported, Why
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.effects import DoorClosed, DoorEvents, Opening, Park, Refused, Resumed
from kiosk.journeys.doors.opening import Closed, Company, doubt, explain, open_door, until_closed
from kiosk.journeys.doors.screens import CloseDoor, CloseWhy, Purpose
from kiosk.journeys.dropoff.screens import DidYouPutItIn, PutInAnswer
from kiosk.journeys.effects import After, Draw, Record, TimeUp, ask
from kiosk.journeys.front.screens import Sorry, SorryKind
from kiosk.journeys.handover.screens import NothingFree, PutChoice, PutParcel
from kiosk.journeys.money.taken import came_in


class _Put(Enum):
    """What came of one open door besides that it is in."""

    NEXT_DOOR = auto()
    LARGER = auto()
    AGAIN = auto()
    KEPT = auto()
    OVER = auto()
    """Nobody is there any more who could say anything."""


async def put_in(desk: Desk, who: Proved, thing: ConsignmentId, size: str, text: str) -> Company:
    """STAYED where it is in, and whoever put it in is at the screen still; `text`: its number or label."""
    too_small = ""
    while True:
        service, coming = _service(desk, thing), desk.ledger.consignments[thing]
        room = allocate(
            desk.ledger,
            desk.cabinet,
            size,
            desk.settings.reserve,
            in_reach=desk.wants_reach,
            larger_than=too_small,
            temperature=service.temperature,
            unfit=desk.unfit,
            only=among(desk.ledger, desk.cabinet, service, place_of(desk.ledger, coming)),
        )
        if room is None:
            await ask(NothingFree(size, text, chilled=service.temperature != ""))
            return Company.NOBODY
        drawn = await Draw()
        given = grant(desk.ledger, drawn, who, Act.DEPOSIT, thing, room.label)
        if given is None:
            await ask(Sorry(SorryKind.REFUSED, room.label, kept=False))
            return Company.NOBODY
        await Record(Reserved(room.label), given)
        put = await _behind(desk, given.grant, thing, room.label, text)
        match put:
            case Company():
                return put
            case _Put.NEXT_DOOR:
                pass
            case _Put.LARGER:
                too_small = room.size
            case _Put.AGAIN | _Put.KEPT | _Put.OVER:
                return Company.NOBODY
            case _:
                assert_never(put)


async def _behind(desk: Desk, given: GrantId, thing: ConsignmentId, label: str, text: str) -> Company | _Put:
    """One door, opened as often as they need it."""
    while True:
        outcome = await open_door(desk, given, Act.DEPOSIT, label, Purpose.PUT)
        match outcome:
            case Opened():
                put = await _watch(desk, thing, label, text)
            case Jammed() | OutcomeUnknown():
                await Record(*_meaning(desk, thing, label, outcome))
                return _Put.NEXT_DOOR
            case Refused():
                await explain(desk, label, outcome, kept=False)
                await Record(Released(label))
                return _Put.KEPT
            case NotSent():
                await Record(Released(label))
                return _Put.KEPT
            case _:
                assert_never(outcome)
        if put is not _Put.AGAIN:
            return put
        await Record(OpeningAdded(given, Act.DEPOSIT), Released(label), Reserved(label))


async def _watch(desk: Desk, thing: ConsignmentId, label: str, text: str) -> Company | _Put:
    service = _service(desk, thing)
    door = desk.front_door(label)
    reminders = 0
    company = Company.STAYED
    while True:
        lent = desk.ledger.consignments[thing].comes_back
        screen = PutParcel(label, desk.place(label), text, reminded=reminders > 0, lent=lent)
        answer = await ask(screen, DoorEvents(door), After(service.remind_after))
        match answer:
            case DoorClosed(quickly=quickly):
                return await _closed(desk, thing, label, Closed(company, quickly))
            case TimeUp() if reminders < service.reminders:
                reminders += 1
            case TimeUp():
                back = await Park(door)
                match back:
                    case DoorClosed():
                        await Record(*came_in(desk, thing, label))
                        return Company.NOBODY
                    case Resumed():
                        company = Company.CAME_BACK
                        reminders = 0
                    case _:
                        assert_never(back)
            case PutChoice.OCCUPIED | PutChoice.TOO_SMALL | PutChoice.CHANGED_MIND:
                return await _not_in(desk, label, service, answer, company)
            case _:
                assert_never(answer)


async def _closed(desk: Desk, thing: ConsignmentId, label: str, closed: Closed) -> Company | _Put:
    if not closed.quickly:
        await Record(*came_in(desk, thing, label))
        return closed.company
    answer = await ask(DidYouPutItIn(label, desk.place(label)), After(desk.settings.timers.idle))
    match answer:
        case PutInAnswer.YES:
            await Record(*came_in(desk, thing, label))
            return closed.company
        case PutInAnswer.AGAIN:
            return _Put.AGAIN
        case PutInAnswer.KEEP:
            await Record(Released(label))
            return _Put.KEPT
        case TimeUp():
            # Nobody said: settling the visit has a person look.
            return _Put.OVER
        case _:
            assert_never(answer)


async def _not_in(desk: Desk, label: str, service: Service, said: PutChoice, company: Company) -> _Put:
    match said:
        case PutChoice.OCCUPIED:
            await Record(PersonReported(label, Reported.OCCUPIED))
            closed = await _close(desk, label, service, CloseWhy.OCCUPIED, company)
            await Record(*doubt(desk, label, Why.REPORTED))
            put = _Put.NEXT_DOOR
        case PutChoice.TOO_SMALL:
            await Record(PersonReported(label, Reported.TOO_SMALL))
            closed = await _close(desk, label, service, CloseWhy.TOO_SMALL, company)
            await Record(Released(label))
            put = _Put.LARGER
        case PutChoice.CHANGED_MIND:
            closed = await _close(desk, label, service, CloseWhy.CHANGED_MIND, company)
            await Record(Released(label))
            put = _Put.KEPT
        case _:
            assert_never(said)
    return put if closed.company is Company.STAYED else _Put.OVER


async def _close(desk: Desk, label: str, service: Service, why: CloseWhy, company: Company) -> Closed:
    place = desk.place(label)
    return await until_closed(
        desk.front_door(label),
        service,
        CloseDoor(label, place, why),
        CloseDoor(label, place, why, reminded=True),
        company,
    )


def _meaning(desk: Desk, thing: ConsignmentId, label: str, outcome: Opening) -> tuple[Event, ...]:
    """Where nobody can tell whether it opened, it may have been put in there all the same."""
    if isinstance(outcome, Jammed):
        return doubt(desk, label, Why.JAMMED)
    return out_of_use(desk.ledger, desk.visit.id, label, Why.OUTCOME_UNKNOWN, about=thing)


def _service(desk: Desk, thing: ConsignmentId) -> Service:
    return desk.service(desk.ledger.consignments[thing].service)
