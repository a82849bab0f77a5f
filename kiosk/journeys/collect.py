"""A recipient takes what waits for them: one door after the other, with every way out of each."""

from __future__ import annotations

from enum import Enum, auto
from typing import Literal, assert_never

from hardware.outcomes import Opened
from kiosk.access.credentials import Proved
from kiosk.access.grants import grant
from kiosk.custody.claims import can_reopen, elsewhere, lacks_proof, waiting_for
from kiosk.custody.events import (
    Collected,
    Event,
    LeftInside,
    OpeningAdded,
    PersonReported,
    Quarantined,
    Released,
)
from kiosk.custody.ids import GrantId
from kiosk.custody.ledger import Consignment
from kiosk.custody.settle import task_for
from kiosk.custody.spoiling import halted_for
from kiosk.custody.words import Act, Reported, TaskKind, Why
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors import Closed, Company, doubt, explain, open_door, until_closed
from kiosk.journeys.effects import (
    After,
    DoorClosed,
    DoorEvents,
    Draw,
    Park,
    Record,
    Refused,
    Resumed,
    TimeUp,
    ask,
)
from kiosk.journeys.face_offer import can_forget_face, forget_face
from kiosk.journeys.screens import (
    CloseDoor,
    CloseWhy,
    DidYouTakeIt,
    Purpose,
    Sorry,
    SorryKind,
    TakeChoice,
    TakeParcel,
    ThanksChoice,
    ThankYou,
    YesNo,
)


class _After(Enum):
    """What the next step is after a door closed."""

    NEXT = auto()
    OPEN_AGAIN = auto()
    LAST = auto()
    """Whoever stands there now need not be the person who was proven: no further door opens."""
    GONE = auto()


async def collect(desk: Desk, who: Proved) -> str:
    """Returns the door of their own parked visit where one has a parcel in hand: it is to go on; else ""."""
    parcels = waiting_for(desk.ledger, desk.visit, who.party)
    parked = next((door for thing in parcels if (door := _own_parked(desk, who, thing))), "")
    if parked:
        return parked
    halted = tuple(halted_for(desk.ledger, desk.visit, who.party))
    for _, thing in enumerate(halted):
        await ask(Sorry(SorryKind.TEMPERATURE, thing.compartment or ""))
    if not parcels and not halted:
        await ask(Sorry(SorryKind.NOTHING_WAITING, kept=False))
    for index, parcel in enumerate(parcels):
        after = await _hand_over(desk, who, parcel, index + 1, len(parcels))
        match after:
            case _After.GONE:
                return ""
            case _After.LAST:
                await _thank(desk, who, may_reopen=False)
                return ""
            case _After.NEXT:
                pass
            case _:
                assert_never(after)
    await _thank(desk, who, may_reopen=True)
    return ""


def _own_parked(desk: Desk, who: Proved, thing: Consignment) -> str:
    """The door at which an earlier visit of theirs waits with this parcel in hand."""
    held = elsewhere(desk.ledger, desk.visit.id, thing.id)
    visit = desk.ledger.visits.get(held.visit) if held is not None else None
    if visit is None or held is None or visit.parked_at != held.door:
        return ""
    return held.door if visit.with_screen and who.party in visit.proven else ""


_Done = Literal[_After.NEXT, _After.LAST, _After.GONE]


async def _hand_over(desk: Desk, who: Proved, parcel: Consignment, index: int, of: int) -> _Done:
    label = parcel.compartment
    if label is None or desk.cabinet.compartment(label) is None:
        await ask(Sorry(SorryKind.REFUSED))
        return _After.NEXT
    if lacks_proof(desk.facts, desk.visit, who.party, Act.COLLECT, (parcel,)) is not None:
        await ask(Sorry(SorryKind.MORE_PROOF, label))
        return _After.NEXT
    drawn = await Draw()
    given = grant(desk.ledger, drawn, who, Act.COLLECT, parcel.id, label)
    if given is None:
        await ask(Sorry(SorryKind.REFUSED, label))
        return _After.NEXT
    await Record(given)
    while True:
        outcome = await open_door(desk, given.grant, Act.COLLECT, label, Purpose.TAKE)
        if isinstance(outcome, Refused) and _is_halted(desk, who, parcel):
            await ask(Sorry(SorryKind.TEMPERATURE, label))
            return _After.NEXT
        if not isinstance(outcome, Opened):
            await explain(desk, label, outcome, kept=True)
            return _After.NEXT
        after = await _watch(desk, parcel, label, index, of)
        if after is not _After.OPEN_AGAIN:
            return after
        await Record(LeftInside(parcel.id, label), OpeningAdded(given.grant, Act.COLLECT))


def _is_halted(desk: Desk, who: Proved, parcel: Consignment) -> bool:
    """Whether it has become too warm or too cold since this visit began."""
    return any(thing.id == parcel.id for thing in halted_for(desk.ledger, desk.visit, who.party))


async def _watch(desk: Desk, parcel: Consignment, label: str, index: int, of: int) -> _After:
    """The door is open: until it is closed, the person may say what is wrong."""
    service = desk.service(parcel.service)
    door = desk.front_door(label)
    place = desk.place(label)
    reminders = 0
    company = Company.STAYED
    while True:
        screen = TakeParcel(label, place, index, of, reminded=reminders > 0)
        answer = await ask(screen, DoorEvents(door), After(service.remind_after))
        match answer:
            case DoorClosed(quickly=quickly):
                return await _closed(desk, parcel, label, Closed(company, quickly))
            case TimeUp() if reminders < service.reminders:
                reminders += 1
            case TimeUp():
                back = await Park(door)
                match back:
                    case DoorClosed():
                        return await _closed(desk, parcel, label, Closed(Company.NOBODY))
                    case Resumed():
                        company = Company.CAME_BACK
                        reminders = 0
                    case _:
                        assert_never(back)
            case TakeChoice.CANNOT_REACH | TakeChoice.EMPTY | TakeChoice.NOT_MINE:
                return await _not_as_it_should_be(desk, parcel, label, answer, company)
            case _:
                assert_never(answer)


async def _closed(desk: Desk, parcel: Consignment, label: str, closed: Closed) -> _After:
    if not closed.quickly:
        await Record(Collected(parcel.id, label))
        return _next(closed.company)
    answer = await ask(DidYouTakeIt(label, desk.place(label)), After(desk.settings.timers.idle))
    match answer:
        case YesNo.YES:
            await Record(Collected(parcel.id, label))
            return _next(closed.company)
        case YesNo.NO:
            return _After.OPEN_AGAIN
        case TimeUp():
            # Nobody said: settling the visit makes the compartment unknown.
            return _After.GONE
        case _:
            assert_never(answer)


def _next(company: Company) -> _Done:
    match company:
        case Company.STAYED:
            return _After.NEXT
        case Company.CAME_BACK:
            return _After.LAST
        case Company.NOBODY:
            return _After.GONE
        case _:
            assert_never(company)


async def _not_as_it_should_be(
    desk: Desk, parcel: Consignment, label: str, said: TakeChoice, company: Company
) -> _Done:
    match said:
        case TakeChoice.CANNOT_REACH:
            reported, why, kind = Reported.CANNOT_REACH, CloseWhy.CANNOT_REACH, SorryKind.CANNOT_REACH
        case TakeChoice.EMPTY:
            reported, why, kind = Reported.EMPTY, CloseWhy.EMPTY, SorryKind.EMPTY
        case TakeChoice.NOT_MINE:
            reported, why, kind = Reported.NOT_MINE, CloseWhy.NOT_MINE, SorryKind.NOT_MINE
        case _:
            assert_never(said)
    await Record(PersonReported(label, reported))
    place = desk.place(label)
    closed = await until_closed(
        desk.front_door(label),
        desk.service(parcel.service),
        CloseDoor(label, place, why),
        CloseDoor(label, place, why, reminded=True),
        company,
    )
    await Record(*_consequences(desk, parcel, label, said))
    if closed.company is not Company.NOBODY:
        await ask(Sorry(kind, label))
    return _next(closed.company)


def _consequences(desk: Desk, parcel: Consignment, label: str, said: TakeChoice) -> tuple[Event, ...]:
    match said:
        case TakeChoice.CANNOT_REACH:
            return (LeftInside(parcel.id, label),)
        case TakeChoice.EMPTY:
            return doubt(desk, label, Why.REPORTED)
        case TakeChoice.NOT_MINE:
            task = task_for(desk.ledger, desk.visit.id, TaskKind.TAKE_AWAY, label, "courier")
            return (Quarantined(label, Why.REPORTED), *task)
        case _:
            assert_never(said)


async def _thank(desk: Desk, who: Proved, *, may_reopen: bool) -> None:
    """The end, with one more look into the last compartment while the service's grace lasts."""
    while True:
        taken = desk.visit.collected
        if not taken:
            return
        face = False
        if may_reopen:
            face = await can_forget_face(desk, who.party)
        last = taken[-1].compartment
        again = may_reopen and can_reopen(desk.facts, desk.visit, last) and _grant_of(desk, last)
        reopen = last if again else ""
        answer = await ask(ThankYou(len(taken), reopen, face), After(desk.settings.timers.thanks))
        match answer:
            case ThanksChoice.DONE | TimeUp():
                return
            case ThanksChoice.FORGET_FACE:
                await forget_face(desk, who.party)
            case ThanksChoice.OPEN_AGAIN:
                company = await _look_again(desk, last)
                if company is Company.NOBODY:
                    return
                may_reopen = may_reopen and company is Company.STAYED
            case _:
                assert_never(answer)


async def _look_again(desk: Desk, label: str) -> Company:
    again = _grant_of(desk, label)
    if again is None:
        return Company.STAYED
    service = desk.service(desk.visit.collected[-1].service)
    await Record(OpeningAdded(again, Act.REOPEN))
    outcome = await open_door(desk, again, Act.REOPEN, label, Purpose.LOOK)
    if not isinstance(outcome, Opened):
        await explain(desk, label, outcome, kept=False)
        return Company.STAYED
    place = desk.place(label)
    closed = await until_closed(
        desk.front_door(label),
        service,
        CloseDoor(label, place, CloseWhy.LOOKED),
        CloseDoor(label, place, CloseWhy.LOOKED, reminded=True),
    )
    await Record(Released(label))
    return closed.company


def _grant_of(desk: Desk, label: str) -> GrantId | None:
    mine = (g.id for g in desk.ledger.grants.values() if g.visit == desk.visit.id and g.compartment == label)
    return next(mine, None)
