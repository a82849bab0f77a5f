"""A recipient takes what waits for them: one door after the other, with every way out of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, assert_never

from hardware.outcomes.locks import Opened
from kiosk.access.credentials import Proved
from kiosk.access.grants import grant
from kiosk.custody.cabinet.care import care_after
from kiosk.custody.doors.claims import (
    Refusal,
    can_reopen,
    elsewhere,
    goes_back_from,
    lacks_proof,
    waiting_for,
)
from kiosk.custody.doors.events import OpeningAdded
from kiosk.custody.doors.gates import shut_gate
from kiosk.custody.doors.paid import due_for
from kiosk.custody.doors.settle import task_for
from kiosk.custody.event import Event
from kiosk.custody.ids import GrantId
from kiosk.custody.ledger import Consignment
from kiosk.custody.roles import COURIER
from kiosk.custody.senses.spoiling import halted_for
from kiosk.custody.services.rules import GateKind
from kiosk.custody.things.events import LeftInside, PersonReported, Quarantined, Released
from kiosk.custody.words import Act, Reported, TaskKind, Why
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.effects import DoorClosed, DoorEvents, Park, Refused, Resumed
from kiosk.journeys.doors.opening import (
    Closed,
    Company,
    Done,
    Then,
    doubt,
    explain,
    open_door,
    then,
    until_closed,
)
from kiosk.journeys.doors.reach import out_of_reach
from kiosk.journeys.doors.screens import CloseDoor, CloseWhy, Purpose
from kiosk.journeys.effects import After, Draw, Record, TimeUp, ask
from kiosk.journeys.faces.offer import can_forget_face, forget_face
from kiosk.journeys.front.screens import Sorry, SorryKind
from kiosk.journeys.handover.screens import DidYouTakeIt, TakeChoice, TakeParcel, ThanksChoice, ThankYou
from kiosk.journeys.money.settle_up import give_up, settle_up
from kiosk.journeys.money.taken import taken
from kiosk.journeys.screen import YesNo
from kiosk.journeys.wishes.next_time import can_delete, delete, offer_to_keep

_Wrong = Literal[TakeChoice.EMPTY, TakeChoice.NOT_MINE]


SHUT: Final[Mapping[GateKind, SorryKind]] = {
    GateKind.AFTER: SorryKind.NOT_FIRST,
    GateKind.COMPLETE: SorryKind.NOT_COMPLETE,
    GateKind.HOURS: SorryKind.CLOSED,
    GateKind.TEMPERATURE: SorryKind.TEMPERATURE_NOW,
    GateKind.RELEASED: SorryKind.NOT_RELEASED,
    GateKind.APPROVED: SorryKind.NOT_RELEASED,
    GateKind.CUSTOMS: SorryKind.NOT_RELEASED,
    GateKind.AGE: SorryKind.NOT_RELEASED,
    GateKind.SIGNAL: SorryKind.NOT_RELEASED,
}
"""What somebody reads at a gate that is not open."""


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
        back = goes_back_from(desk.ledger, who.party)
        await ask(Sorry(SorryKind.GOES_BACK if back else SorryKind.NOTHING_WAITING, kept=False))
    ended = await hand_over_all(desk, who, parcels)
    if ended is Then.GONE:
        return ""
    await _thank(desk, who, may_reopen=ended is Then.NEXT)
    return ""


async def hand_over_all(desk: Desk, who: Proved, parcels: tuple[Consignment, ...]) -> Done:
    """One after the other, and what came open only after it was given up."""
    for index, parcel in enumerate(parcels):
        after = await hand_over(desk, who, parcel, index + 1, len(parcels))
        match after:
            case Then.GONE | Then.LAST:
                return after
            case Then.NEXT:
                pass
            case _:
                assert_never(after)
    # One that was given up may have come open meanwhile, and they still stand there.
    for index, parcel in enumerate(parcels):
        label = _stands_open(desk, parcel)
        if label:
            after = await _watch_open(desk, who, parcel, label, index + 1, len(parcels))
            if after is not Then.NEXT:
                return after
    return Then.NEXT


def _stands_open(desk: Desk, parcel: Consignment) -> str:
    """Where this parcel is, if its door is open and nobody else looks after it; else ""."""
    now = desk.ledger.consignments.get(parcel.id)
    label = now.compartment if now is not None else None
    if label is None or desk.cabinet.compartment(label) is None:
        return ""
    mine = desk.ledger.holding(label).held_by == desk.visit.id
    return label if mine and desk.front_door(label) in desk.ledger.doors_open else ""


async def _watch_open(desk: Desk, who: Proved, parcel: Consignment, label: str, index: int, of: int) -> Done:
    after = await _watch(desk, who, parcel, label, index, of)
    if after is Then.OPEN_AGAIN:
        # Its lock is not told again: it was given up.
        await Record(LeftInside(parcel.id, label))
        return Then.NEXT
    return after


def _own_parked(desk: Desk, who: Proved, thing: Consignment) -> str:
    """The door at which an earlier visit of theirs waits with this parcel in hand."""
    held = elsewhere(desk.ledger, desk.visit.id, thing.id)
    visit = desk.ledger.visits.get(held.visit) if held is not None else None
    if visit is None or held is None or visit.parked_at != held.door:
        return ""
    return held.door if visit.with_screen and who.party in visit.proven else ""


async def hand_over(desk: Desk, who: Proved, parcel: Consignment, index: int, of: int) -> Done:
    """One of `of` things is taken out, with every way out of it."""
    label, theirs = parcel.compartment, not parcel.pooled
    if label is None or desk.cabinet.compartment(label) is None:
        await ask(Sorry(SorryKind.REFUSED, kept=theirs))
        return Then.NEXT
    if lacks_proof(desk.facts, desk.visit, who.party, Act.COLLECT, (parcel,)) is not None:
        await ask(Sorry(SorryKind.MORE_PROOF, label, kept=theirs))
        return Then.NEXT
    gate = shut_gate(desk.ledger, desk.facts.around, desk.visit, parcel, desk.facts.now)
    if gate is not None:
        await ask(Sorry(SHUT[gate.gate], label, kept=theirs))
        return Then.NEXT
    drawn = await Draw()
    given = grant(desk.ledger, drawn, who, Act.COLLECT, parcel.id, label)
    if given is None:
        await ask(Sorry(SorryKind.REFUSED, label, kept=theirs))
        return Then.NEXT
    await Record(given)
    while True:
        due = due_for(desk.facts, desk.visit, parcel, who.party, label)
        paid = await settle_up(desk, parcel.id, parcel.leg.step, due)
        if not paid:
            await give_up(desk, parcel.id)
            return Then.NEXT
        outcome = await open_door(desk, given.grant, Act.COLLECT, label, Purpose.TAKE)
        if isinstance(outcome, Refused) and outcome.reason is Refusal.UNPAID:
            # Their money was let go before the door opened: it is asked for again.
            continue
        if isinstance(outcome, Refused) and _is_halted(desk, who, parcel):
            await ask(Sorry(SorryKind.TEMPERATURE, label))
            await give_up(desk, parcel.id)
            return Then.NEXT
        opened = isinstance(outcome, Opened)
        if not opened:
            opened = await explain(desk, label, outcome, kept=theirs)
        if not opened:
            await give_up(desk, parcel.id)
            return Then.NEXT
        after = await _watch(desk, who, parcel, label, index, of)
        if after is not Then.OPEN_AGAIN:
            return after
        await Record(LeftInside(parcel.id, label), OpeningAdded(given.grant, Act.COLLECT))


def _is_halted(desk: Desk, who: Proved, parcel: Consignment) -> bool:
    """Whether it has become too warm or too cold since this visit began."""
    return any(thing.id == parcel.id for thing in halted_for(desk.ledger, desk.visit, who.party))


async def _watch(desk: Desk, who: Proved, parcel: Consignment, label: str, index: int, of: int) -> Then:
    """The door is open: until it is closed, the person may say what is wrong."""
    service = desk.service(parcel.service)
    door = desk.front_door(label)
    place = desk.place(label)
    own = desk.ledger.names(parcel, who.party)
    reminders = 0
    company = Company.STAYED
    while True:
        screen = TakeParcel(label, place, index, of, reminders > 0, own, parcel.pooled)
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
            case TakeChoice.CANNOT_REACH:
                return await out_of_reach(desk, who, parcel, label, company)
            case TakeChoice.EMPTY | TakeChoice.NOT_MINE:
                return await _not_as_it_should_be(desk, parcel, label, answer, company)
            case _:
                assert_never(answer)


async def _closed(desk: Desk, parcel: Consignment, label: str, closed: Closed) -> Then:
    if not closed.quickly:
        await Record(*taken(desk, parcel, label), *care_after(desk.ledger, label, (parcel.id,)))
        return then(closed.company)
    question = DidYouTakeIt(label, desk.place(label), lent=parcel.pooled)
    answer = await ask(question, After(desk.settings.timers.idle))
    match answer:
        case YesNo.YES:
            await Record(*taken(desk, parcel, label), *care_after(desk.ledger, label, (parcel.id,)))
            return then(closed.company)
        case YesNo.NO:
            return Then.OPEN_AGAIN
        case TimeUp():
            # Nobody said: settling the visit makes the compartment unknown.
            return Then.GONE
        case _:
            assert_never(answer)


async def _not_as_it_should_be(
    desk: Desk, parcel: Consignment, label: str, said: _Wrong, company: Company
) -> Done:
    match said:
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
    await Record(*_consequences(desk, label, said))
    if closed.company is not Company.NOBODY:
        await ask(Sorry(kind, label, kept=not parcel.pooled))
    return then(closed.company)


def _consequences(desk: Desk, label: str, said: _Wrong) -> tuple[Event, ...]:
    match said:
        case TakeChoice.EMPTY:
            return doubt(desk, label, Why.REPORTED)
        case TakeChoice.NOT_MINE:
            task = task_for(desk.ledger, desk.visit.id, TaskKind.TAKE_AWAY, label, COURIER)
            return (Quarantined(label, Why.REPORTED), *task)
        case _:
            assert_never(said)


async def _thank(desk: Desk, who: Proved, *, may_reopen: bool) -> None:
    """The end, with one more look into the last compartment while the service's grace lasts."""
    while True:
        taken = desk.visit.collected
        if not taken:
            return
        face = wishes = False
        if may_reopen:
            face = await can_forget_face(desk, who.party)
            wishes = await can_delete(desk, who.party)
        last = taken[-1].compartment
        again = may_reopen and can_reopen(desk.facts, desk.visit, last) and _grant_of(desk, last)
        reopen = last if again else ""
        stands = desk.settings.timers.thanks * desk.pace
        answer = await ask(ThankYou(len(taken), reopen, face, stands, wishes), After(stands, fixed=True))
        match answer:
            case ThanksChoice.DONE:
                # Who has walked away is not asked, nor whoever comes next in their place.
                if may_reopen:
                    await offer_to_keep(desk, who.party)
                return
            case TimeUp():
                return
            case ThanksChoice.FORGET_FACE:
                await forget_face(desk, who.party)
            case ThanksChoice.FORGET_WISHES:
                await delete(desk, who.party)
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
    opened = isinstance(outcome, Opened)
    if not opened:
        opened = await explain(desk, label, outcome, kept=False)
    if not opened:
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
