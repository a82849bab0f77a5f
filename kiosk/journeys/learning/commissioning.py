"""A machine is learned: channel after channel opens, and a person says which door that was.

Every step is an event, so that a power cut loses nothing: whoever comes back goes on with the next channel.
The book must have nothing in the machine, for nobody knows yet which door a channel opens.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import assert_never

from hardware.outcomes.locks import DoorState, LockAddress, NotSent
from kiosk.access.credentials import Proved
from kiosk.access.grants import grant
from kiosk.custody.cabinet.cabinet import Door
from kiosk.custody.cabinet.columns import KINDS, columns_of, labels_of, planned
from kiosk.custody.ids import TaskId
from kiosk.custody.learning.events import (
    ChannelForgotten,
    ChannelLearned,
    ColumnsPlanned,
    Commissioned,
    CommissioningDropped,
)
from kiosk.custody.learning.state import Commissioning, Verdict, sensor_word, verdict
from kiosk.custody.words import Act, Leaving, SensorWord, TaskKind
from kiosk.custody.work.events import TaskMade
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.effects import DoorClosed, DoorEvents, OpenDoor, Refused, Sense
from kiosk.journeys.effects import Draw, Record, Show, ask
from kiosk.journeys.learning.effects import SiteNotWritten, SiteWritten, WriteSite
from kiosk.journeys.learning.screens import (
    ChooseColumns,
    CloseLearned,
    ColumnOffer,
    ColumnsChoice,
    CommissionSummary,
    Front,
    SummaryWork,
    TryingChannel,
    WhichChoice,
    WhichOpened,
    front_of,
)
from kiosk.journeys.machine.effects import LeaveOff
from kiosk.journeys.screen import BackChoice, Picked
from kiosk.journeys.work.screens import WorkMessage, WorkWord


class _Step(Enum):
    NEXT = auto()
    AGAIN = auto()
    """The board could not be told; nothing has happened."""
    STOP = auto()


async def commission(desk: Desk, who: Proved) -> None:
    """Begins to learn the machine, or goes on with it; the technician may stop at any channel."""
    if not desk.ledger.is_empty:
        full = sum(holding.taken for holding in desk.ledger.holdings.values())
        await ask(WorkMessage(WorkWord.MUST_BE_EMPTY, count=full))
        return
    if desk.ledger.commissioning is None:
        begun = await _begin(desk, who)
        if not begun:
            return
    answer = await ask(WorkMessage(WorkWord.CLOSE_ALL))
    if answer is BackChoice.BACK:
        return
    while True:
        address = _next(desk)
        if address is None:
            over = await _sum_up(desk)
            if over:
                return
        else:
            step = await _learn(desk, who, address)
            if step is _Step.STOP:
                return


def _known(desk: Desk) -> Commissioning:
    known = desk.ledger.commissioning
    if known is None:
        raise LookupError("nobody is learning this machine")
    return known


def _next(desk: Desk) -> LockAddress | None:
    known = _known(desk)
    return next((address for address in desk.cabinet.locks() if known.of(address) is None), None)


# --- which columns stand there ------------------------------------------------------------------


async def _begin(desk: Desk, who: Proved) -> bool:
    chosen: tuple[str, ...] = ()
    while True:
        answer = await ask(_choose(desk, chosen))
        match answer:
            case Picked(kind):
                chosen = (*chosen, kind)
            case ColumnsChoice.UNDO:
                chosen = chosen[:-1]
            case ColumnsChoice.GO | ColumnsChoice.AS_NOW:
                break
            case BackChoice.BACK:
                return False
            case _:
                assert_never(answer)
    task = await Draw()
    role = desk.ledger.role_of(who.party)
    await Record(TaskMade(TaskId(task), TaskKind.COMMISSION, "", role), ColumnsPlanned(TaskId(task), chosen))
    return True


def _choose(desk: Desk, chosen: tuple[str, ...]) -> ChooseColumns:
    cabinet = desk.cabinet
    columns = planned(cabinet, chosen) or ()
    return ChooseColumns(
        tuple(_offer(desk, chosen, kind) for kind in KINDS if planned(cabinet, (kind,)) is not None),
        front_of(cabinet, columns),
        compartments=len(labels_of(columns)),
        channels=len(cabinet.locks()),
        as_now=bool(cabinet.columns),
    )


def _offer(desk: Desk, chosen: tuple[str, ...], kind: str) -> ColumnOffer:
    alone = planned(desk.cabinet, (kind,)) or ()
    more = planned(desk.cabinet, (*chosen, kind))
    few = more is not None and len(labels_of(more)) > len(desk.cabinet.locks())
    return ColumnOffer(kind, front_of(desk.cabinet, alone).doors, more is not None and not few, few)


# --- one channel --------------------------------------------------------------------------------


async def _learn(desk: Desk, who: Proved, address: LockAddress) -> _Step:
    known = _known(desk)
    door = desk.cabinet.at(address)
    home = desk.cabinet.behind(door.id) if door is not None else None
    drawn = await Draw()
    given = grant(desk.ledger, drawn, who, Act.COMMISSION, known.task, home.label if home else "")
    if given is None or door is None:
        return _Step.STOP
    await Record(given)
    await Show(_trying(desk, address))
    before = await Sense(door.id, DoorState.CLOSED)
    outcome = await OpenDoor(given.grant, door.id)
    if isinstance(outcome, NotSent | Refused):
        silent = WorkMessage(WorkWord.BOARD_SILENT, address.bank, detail=str(outcome.reason))
        answer = await ask(silent)
        return _Step.STOP if answer is BackChoice.BACK else _Step.AGAIN
    # Whatever the sensor says: only eyes can tell which door opened, and whether one did.
    label = await _which(desk, address)
    if label is None:
        return _Step.STOP
    word = SensorWord.UNREADABLE
    if label:
        word = await _sensor(desk, door, label, before)
    await Record(ChannelLearned(address.bank, address.channel, door.id, label, word))
    return _Step.NEXT


def _trying(desk: Desk, address: LockAddress) -> TryingChannel:
    known = _known(desk)
    columns = columns_of(desk.cabinet, known.columns)
    return TryingChannel(
        address.bank,
        address.channel,
        len(known.learned) + 1,
        _all(desk),
        front_of(desk.cabinet, columns),
        _found(known, labels_of(columns)),
    )


def _found(known: Commissioning, labels: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the doors that a channel opens already."""
    wired = known.wired()
    return tuple(label for label in labels if label in wired)


async def _which(desk: Desk, address: LockAddress) -> str | None:
    """The label that was touched, empty where nothing opened, None to stop."""
    twice = ""
    while True:
        answer = await ask(_asked(desk, address, twice))
        match answer:
            case Picked(label) if label in _known(desk).wired():
                twice = label
            case Picked(label):
                return label
            case WhichChoice.NOTHING:
                return ""
            case WhichChoice.STOP:
                return None
            case _:
                assert_never(answer)


def _asked(desk: Desk, address: LockAddress, twice: str) -> WhichOpened:
    known = _known(desk)
    columns = columns_of(desk.cabinet, known.columns)
    labels = labels_of(columns)
    return WhichOpened(
        address.bank,
        address.channel,
        len(known.learned) + 1,
        _all(desk),
        _guess(labels, known),
        tuple(tuple(home.label for home in column.compartments) for column in columns),
        _found(known, labels),
        front_of(desk.cabinet, columns),
        twice,
    )


def _guess(labels: tuple[str, ...], known: Commissioning) -> str:
    """The one after the last that was found, as people wire cabinets."""
    wired = known.wired()
    free = [label for label in labels if label not in wired]
    last = max((labels.index(label) for label in wired if label in labels), default=-1)
    after = (label for label in labels[last + 1 :] if label not in wired)
    return next(after, free[0] if free else "")


def _all(desk: Desk) -> int:
    return len(desk.cabinet.locks())


async def _sensor(desk: Desk, door: Door, label: str, before: DoorState) -> SensorWord:
    """The door is open and then closed by hand; what its sensor says of that."""
    opposite = {DoorState.OPEN: DoorState.CLOSED, DoorState.CLOSED: DoorState.OPEN}.get(before)
    opened = await Sense(door.id, opposite)
    seen = before is DoorState.CLOSED and opened is DoorState.OPEN and door.id in desk.ledger.doors_open
    screen = CloseLearned(label, _front(desk), seen)
    if seen:
        closed = await ask(screen, DoorEvents(door.id))
        if isinstance(closed, DoorClosed):
            return SensorWord.RIGHT
    else:
        await ask(screen)
    after = await Sense(door.id, before)
    return sensor_word(before, opened, after)


def _front(desk: Desk) -> Front:
    return front_of(desk.cabinet, columns_of(desk.cabinet, _known(desk).columns))


# --- the end ------------------------------------------------------------------------------------


async def _sum_up(desk: Desk) -> bool:
    """What was found. Whether the walk is over; else there is something to try again."""
    known = _known(desk)
    columns = columns_of(desk.cabinet, known.columns)
    labels = labels_of(columns)
    said = verdict(known, labels)
    found = len(labels) - len(said.missing)
    answer = await ask(
        CommissionSummary(
            found, len(labels), said.faulty, said.missing, said.inverted, len(said.dead), _front(desk)
        )
    )
    match answer:
        case SummaryWork.WRITE:
            await _write(desk, known, said)
            return True
        case SummaryWork.AGAIN:
            await Record(*_to_try_again(known, said))
            return False
        case SummaryWork.DROP:
            await Record(CommissioningDropped(known.task))
            return True
        case BackChoice.BACK:
            return True
        case _:
            assert_never(answer)


def _to_try_again(known: Commissioning, said: Verdict) -> tuple[ChannelForgotten, ...]:
    wired = known.wired()
    again = (*said.dead, *(wired[label] for label in said.faulty))
    return tuple(ChannelForgotten(address.bank, address.channel) for address in again)


async def _write(desk: Desk, known: Commissioning, said: Verdict) -> None:
    columns = columns_of(desk.cabinet, known.columns)
    wiring = tuple(sorted(known.wired().items()))
    written = await WriteSite(columns, wiring, said.inverted)
    match written:
        case SiteWritten(site, kept):
            await Record(Commissioned(known.task, site))
            await ask(WorkMessage(WorkWord.WRITTEN, detail=kept))
            await LeaveOff(Leaving.RESTART)
        case SiteNotWritten(why):
            await ask(WorkMessage(WorkWord.NOT_WRITTEN, detail=why))
        case _:
            assert_never(written)
