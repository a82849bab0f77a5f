"""A courier's round: scan, door, close, next, without a touch in between; and every way out of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import assert_never

from hardware.outcomes.locks import Jammed, NotSent, Opened, OutcomeUnknown
from kiosk.access.codes import is_too_long, tracking_text
from kiosk.access.credentials import Proved
from kiosk.access.grants import grant
from kiosk.custody.cabinet.allocation import allocate, among, free_of
from kiosk.custody.cabinet.care import place_of
from kiosk.custody.doors.claims import elsewhere, entitled
from kiosk.custody.ids import ConsignmentId, GrantId
from kiosk.custody.ledger import Consignment
from kiosk.custody.things.events import (
    Deposited,
    DepositUndone,
    LeftInside,
    PersonReported,
    Released,
    Reserved,
)
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act, Condition, Reported, Stage, Why
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.effects import DoorClosed, DoorEvents, Park, Refused, Resumed
from kiosk.journeys.doors.opening import Closed, Company, doubt, explain, meaning, open_door, until_closed
from kiosk.journeys.doors.screens import CloseDoor, CloseWhy, DoorLeftOpen, OpenWhy, Purpose
from kiosk.journeys.effects import After, Changed, Draw, Record, TimeUp, ask
from kiosk.journeys.handover.effects import Find, Pauses, TellLabel, Texts
from kiosk.journeys.handover.round_end import sum_up
from kiosk.journeys.handover.screens import (
    ChooseSize,
    DidYouTakeIt,
    NothingFree,
    PutChoice,
    PutHint,
    PutParcel,
    ScanNotice,
    ScanParcel,
    ScanParcelChoice,
    SizeOffer,
    TypeLabel,
    WhichParcel,
)
from kiosk.journeys.screen import BackChoice, Picked, Typed, YesNo
from kiosk.journeys.who.effects import Scanned, Scans
from kiosk.journeys.wishes.next_time import offer_to_keep
from kiosk.journeys.work.tasks import take_along, tasks, tasks_of

_LABELS = Scans(samples=("LABEL-0001", "RB123456784GB", "\x00"))


@dataclass(frozen=True, slots=True)
class _Said:
    """What the scanning screen says of the last parcel; `following` was scanned already, and comes first."""

    notice: ScanNotice = ScanNotice.NONE
    label: str = ""
    text: str = ""
    following: str = ""
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class _In:
    """It is in, and the door is shut. `following`: the label that was scanned meanwhile, or ""."""

    following: str = ""


class _Put(Enum):
    """What else came of one open door."""

    NEXT_DOOR = auto()
    LARGER = auto()
    NOT_IN = auto()
    OVER = auto()
    """Whoever is at the screen now need not be the one who signed in: the round ends."""


async def courier(desk: Desk, who: Proved) -> None:
    """Until the courier says that the round is over. Walking away ends it too: what is in is in."""
    said = _Said()
    while True:
        if said.following:
            went_on = await _take_in(desk, who, said.following)
            if went_on is None:
                return
            said = went_on
            continue
        answer = await ask(_scan_screen(desk, who, said), _LABELS, Pauses())
        match answer:
            case Scanned(text):
                came_of_it = await _take_in(desk, who, text)
            case ScanParcelChoice.TYPE:
                came_of_it = await _type(desk, who, said)
            case ScanParcelChoice.UNDO:
                came_of_it = await _undo(desk, who)
            case ScanParcelChoice.TASKS:
                company = await tasks(desk, who)
                came_of_it = _Said() if company is Company.STAYED else None
            case ScanParcelChoice.DONE:
                finished = await sum_up(desk, tuple(c.id for c in _expected(desk, who)))
                if finished:
                    await offer_to_keep(desk, who.party)
                    return
                came_of_it = said
            case Changed():
                came_of_it = said
            case _:
                assert_never(answer)
        if came_of_it is None:
            return
        said = came_of_it


def _expected(desk: Desk, who: Proved) -> tuple[Consignment, ...]:
    member = desk.ledger.staff.get(who.party)
    return () if member is None else desk.ledger.announced_for(member)


def _scan_screen(desk: Desk, who: Proved, said: _Said) -> ScanParcel:
    deposited = desk.visit.deposited
    return ScanParcel(
        delivered=len(deposited),
        expected=len(_expected(desk, who)),
        notice=said.notice,
        label=said.label,
        text=said.text,
        carrier=said.carrier,
        can_undo=_last(desk) is not None,
        tasks=len(tasks_of(desk, who)) + len(take_along(desk, who)),
        camera=desk.settings.camera,
        paused=not desk.takes_deposits,
    )


# --- one parcel ---------------------------------------------------------------------------------


async def _type(desk: Desk, who: Proved, said: _Said) -> _Said | None:
    typed = await ask(TypeLabel())
    match typed:
        case Typed(text):
            return await _take_in(desk, who, text)
        case BackChoice.BACK:
            return said
        case _:
            assert_never(typed)


async def _take_in(desk: Desk, who: Proved, text: str) -> _Said | None:
    """What to say of this label's parcel; None where the round is over.

    A pause that begins after the scan is for the next parcel: this one is in the courier's hands.
    """
    if not desk.takes_deposits:
        return _Said()
    if tracking_text(text) is None:
        return _Said(ScanNotice.TOO_LONG if is_too_long(text) else ScanNotice.UNREADABLE)
    found = await Find(text)
    ours = _ours(desk, who, found)
    if not ours:
        told = await TellLabel(text)
        near = _ours(desk, who, told.near)
        if not near:
            notice = ScanNotice.MISREAD if told.misread else ScanNotice.UNKNOWN_LABEL
            return _Said(notice, text=text, carrier=told.carrier)
        chosen = await _which(near, text, sure=False)
    else:
        chosen = await _which(ours, text, sure=True)
    if chosen is None:
        return _Said(ScanNotice.NOT_DELIVERED, text=text)
    thing = desk.ledger.consignments[chosen]
    if thing.stage is Stage.ANNOUNCED and not entitled(desk.ledger, who.party, thing):
        told = await TellLabel(text)
        return _Said(ScanNotice.UNKNOWN_LABEL, text=text, carrier=told.carrier)
    if thing.stage is not Stage.ANNOUNCED:
        return _Said(ScanNotice.ALREADY_IN, label=thing.compartment or "", text=text)
    if desk.refuses(thing.service):
        return _Said(ScanNotice.CLOSING, text=text)
    if elsewhere(desk.ledger, desk.visit.id, thing.id) is not None:
        return await _expected_elsewhere(desk, thing.id, text)
    size = thing.size
    if size not in desk.cabinet.sizes:
        size = await _ask_size(desk, thing, text)
    if not size:
        return _Said(ScanNotice.NOT_DELIVERED, text=text)
    return await _find_room(desk, who, thing.id, size, text)


def _ours(desk: Desk, who: Proved, found: tuple[ConsignmentId, ...]) -> tuple[ConsignmentId, ...]:
    known = (desk.ledger.consignments[c] for c in found if c in desk.ledger.consignments)
    return tuple(c.id for c in known if _of_principal(desk, who, c))


async def _which(things: tuple[ConsignmentId, ...], text: str, *, sure: bool) -> ConsignmentId | None:
    """Of several parcels, or of one that isn't sure, the person reads which. None where they go back."""
    if sure and len(things) == 1:
        return things[0]
    labels = await Texts(things)
    if sure and len(set(labels)) == 1:
        return things[0]
    answer = await ask(WhichParcel(text, labels))
    match answer:
        case Picked(label):
            return things[labels.index(label)]
        case BackChoice.BACK:
            return None
        case _:
            assert_never(answer)


async def _expected_elsewhere(desk: Desk, thing: ConsignmentId, text: str) -> _Said:
    """A visit that was left has a door open for it: it goes in there, and that visit takes it in."""
    held = elsewhere(desk.ledger, desk.visit.id, thing)
    if held is not None and held.door in desk.ledger.doors_open:
        label = held.compartment
        screen = DoorLeftOpen(label, desk.place(label), OpenWhy.EXPECTS)
        answer = await ask(screen, DoorEvents(held.door))
        if answer is BackChoice.BACK:
            return _Said(ScanNotice.NOT_DELIVERED, text=text)
    now = desk.ledger.consignments.get(thing)
    if now is not None and now.compartment is not None:
        return _Said(ScanNotice.DELIVERED, now.compartment, text)
    return _Said(ScanNotice.NOT_DELIVERED, text=text)


def _of_principal(desk: Desk, who: Proved, thing: Consignment) -> bool:
    """Another carrier's parcel looks like one that nobody announced."""
    member = desk.ledger.staff.get(who.party)
    return member is not None and member.principal == thing.principal


async def _ask_size(desk: Desk, thing: Consignment, text: str) -> str:
    kept_at = desk.service(thing.service).temperature
    free = free_of(desk.ledger, desk.cabinet, kept_at, desk.unfit, _among(desk, thing))
    if kept_at and not any(free.values()):
        # Sizes that are all taken would not say why.
        await ask(NothingFree("", text, chilled=True))
        return ""
    offers = tuple(
        SizeOffer(s.name, s.width, s.height, s.depth, free[s.name]) for s in desk.cabinet.sizes.values()
    )
    answer = await ask(ChooseSize(text, offers))
    match answer:
        case Picked(size):
            return size
        case BackChoice.BACK:
            return ""
        case _:
            assert_never(answer)


def _among(desk: Desk, thing: Consignment) -> frozenset[str]:
    service = desk.service(thing.service)
    return among(desk.ledger, desk.cabinet, service, place_of(desk.ledger, thing))


async def _find_room(desk: Desk, who: Proved, thing: ConsignmentId, size: str, text: str) -> _Said | None:
    """Door after door until the parcel is in, or there is none left, or the courier keeps it."""
    too_small = ""
    while True:
        parcel = desk.ledger.consignments[thing]
        kept_at = desk.service(parcel.service).temperature
        room = allocate(
            desk.ledger,
            desk.cabinet,
            size,
            desk.settings.reserve,
            in_reach=desk.ledger.wants_low_door(parcel) or desk.wants_reach,
            larger_than=too_small,
            temperature=kept_at,
            unfit=desk.unfit,
            only=_among(desk, parcel),
        )
        if room is None:
            await ask(NothingFree(size, text, chilled=kept_at != ""))
            return _Said(ScanNotice.NOT_DELIVERED, text=text)
        label = room.label
        drawn = await Draw()
        given = grant(desk.ledger, drawn, who, Act.DEPOSIT, thing, label)
        if given is None:
            return _Said(ScanNotice.NOT_DELIVERED, text=text)
        await Record(Reserved(label), given)
        put = await _put_in(desk, who, given.grant, thing, label, text)
        match put:
            case _In(following):
                return _Said(ScanNotice.DELIVERED, label, text, following)
            case _Put.NOT_IN:
                return _Said(ScanNotice.NOT_DELIVERED, label, text)
            case _Put.OVER:
                return None
            case _Put.NEXT_DOOR:
                pass
            case _Put.LARGER:
                too_small = room.size
            case _:
                assert_never(put)


async def _put_in(
    desk: Desk, who: Proved, given: GrantId, thing: ConsignmentId, label: str, text: str
) -> _In | _Put:
    outcome = await open_door(desk, given, Act.DEPOSIT, label, Purpose.PUT)
    match outcome:
        case Opened():
            return await _watch(desk, who, thing, label, text)
        case Jammed() | OutcomeUnknown():
            await Record(*meaning(desk, label, outcome))
            return _Put.NEXT_DOOR
        case NotSent() | Refused():
            await Record(Released(label))
            return _Put.NOT_IN
        case _:
            assert_never(outcome)


async def _watch(desk: Desk, who: Proved, thing: ConsignmentId, label: str, text: str) -> _In | _Put:
    parcel = desk.ledger.consignments[thing]
    service = desk.service(parcel.service)
    door = desk.front_door(label)
    hint = PutHint.NONE
    following = ""
    reminders = 0
    company = Company.STAYED
    while True:
        screen = PutParcel(label, desk.place(label), text, hint, reminders > 0, following)
        answer = await ask(screen, DoorEvents(door), After(service.remind_after), _LABELS)
        match answer:
            case DoorClosed():
                await Record(Deposited(thing, label), Released(label))
                return _In(following) if company is Company.STAYED else _Put.OVER
            case Scanned(scanned):
                found = await Find(scanned)
                if thing not in found:
                    following = scanned if _may_follow(desk, who, found) else ""
                    hint = PutHint.NEXT if following else PutHint.CLOSE_FIRST
            case TimeUp() if reminders < service.reminders:
                reminders += 1
            case TimeUp():
                back = await Park(door)
                match back:
                    case DoorClosed():
                        await Record(Deposited(thing, label), Released(label))
                        return _Put.OVER
                    case Resumed():
                        company = Company.CAME_BACK
                        reminders = 0
                        hint, following = PutHint.NONE, ""
                    case _:
                        assert_never(back)
            case PutChoice.OCCUPIED | PutChoice.TOO_SMALL | PutChoice.CHANGED_MIND:
                return await _not_in(desk, label, service, answer, company)
            case _:
                assert_never(answer)


def _may_follow(desk: Desk, who: Proved, found: tuple[ConsignmentId, ...]) -> bool:
    """Whether this label's parcel can be next, as it looks now; it is asked again when its turn has come."""
    known = (desk.ledger.consignments[c] for c in found if c in desk.ledger.consignments)
    return any(
        c.stage is Stage.ANNOUNCED
        and _of_principal(desk, who, c)
        and entitled(desk.ledger, who.party, c)
        and elsewhere(desk.ledger, desk.visit.id, c.id) is None
        for c in known
    )


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
            put = _Put.NOT_IN
        case _:
            assert_never(said)
    return put if closed.company is Company.STAYED else _Put.OVER


async def _close(
    desk: Desk, label: str, service: Service, why: CloseWhy, company: Company = Company.STAYED
) -> Closed:
    place = desk.place(label)
    return await until_closed(
        desk.front_door(label),
        service,
        CloseDoor(label, place, why),
        CloseDoor(label, place, why, reminded=True),
        company,
    )


# --- undo and the end ---------------------------------------------------------------------------


def _last(desk: Desk) -> tuple[Consignment, str] | None:
    """The last parcel of this round and where it is, while it waits there."""
    deposited = desk.visit.deposited
    thing = desk.ledger.consignments.get(deposited[-1]) if deposited else None
    if thing is None or thing.compartment is None or thing.stage is not Stage.WAITING:
        return None
    if desk.ledger.holding(thing.compartment).condition is not Condition.KNOWN:
        return None
    return thing, thing.compartment


async def _undo(desk: Desk, who: Proved) -> _Said | None:
    """The last parcel of this round comes out again; None where the round is over."""
    last = _last(desk)
    if last is None:
        return _Said()
    thing, label = last
    drawn = await Draw()
    given = grant(desk.ledger, drawn, who, Act.UNDO, thing.id, label)
    if given is None:
        return _Said()
    await Record(given)
    outcome = await open_door(desk, given.grant, Act.UNDO, label, Purpose.TAKE)
    opened = isinstance(outcome, Opened)
    if not opened:
        opened = await explain(desk, label, outcome, kept=True)
    if not opened:
        return _Said(ScanNotice.DOOR_BROKEN, label)
    closed = await _close(desk, label, desk.service(thing.service), CloseWhy.UNDO)
    if closed.company is Company.NOBODY:
        # Nobody can say that it came out: settling the visit makes the compartment unknown.
        return None
    if closed.quickly:
        return await _did_it_come_out(desk, thing.id, label)
    await Record(DepositUndone(thing.id, label), Released(label))
    return _Said(ScanNotice.UNDONE, label) if closed.company is Company.STAYED else None


async def _did_it_come_out(desk: Desk, thing: ConsignmentId, label: str) -> _Said | None:
    question = DidYouTakeIt(label, desk.place(label), undo=True)
    answer = await ask(question, After(desk.settings.timers.idle))
    match answer:
        case YesNo.YES:
            await Record(DepositUndone(thing, label), Released(label))
            return _Said(ScanNotice.UNDONE, label)
        case YesNo.NO:
            await Record(LeftInside(thing, label), Released(label))
            return _Said()
        case TimeUp():
            # Nobody said: settling the visit makes the compartment unknown.
            return None
        case _:
            assert_never(answer)
