"""A dead board is replaced in two touches: look for the new one, and take it.

Nothing is sent on the way that could open a door. What is behind the board stays whose it is; doors that
the new board finds open are doubted as after any time in which nobody looked.
"""

from __future__ import annotations

from typing import assert_never

from hardware.outcomes.locks import SearchDone
from kiosk.access.credentials import Proved
from kiosk.access.roles import may
from kiosk.custody.boards.boards import Board, Candidate, candidates, labels, needed
from kiosk.custody.boards.events import BoardReplaced
from kiosk.custody.words import Act
from kiosk.journeys.boards.effects import BoardNews, LookForBoard, MoveBoard
from kiosk.journeys.boards.screens import (
    BoardMessage,
    BoardSaying,
    BoardSensors,
    BoardsFound,
    BoardTaken,
    SearchChoice,
    SearchingBoard,
    SensorsChoice,
    TakenChoice,
)
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.opening import Company
from kiosk.journeys.effects import Changed, Record, Show, ask
from kiosk.journeys.learning.effects import SiteNotWritten, SiteWritten
from kiosk.journeys.screen import BackChoice, Picked
from kiosk.journeys.work.audit import audit


async def replace_board(desk: Desk, who: Proved, bank: str) -> Company:
    """Look until the technician has taken a board or goes back."""
    while True:
        await Show(SearchingBoard(bank, labels(desk.cabinet, bank)))
        done = await LookForBoard(bank)
        if done.back:
            await ask(BoardMessage(BoardSaying.IS_BACK, bank))
            return Company.STAYED
        found = candidates(desk.cabinet, bank, done.found, desk.ledger.doors_open)
        answer = await ask(_offer(desk, bank, done, found))
        match answer:
            case Picked(address):
                return await _take(desk, who, bank, _picked(found, address))
            case SearchChoice.AGAIN:
                pass
            case BackChoice.BACK:
                return Company.STAYED
            case _:
                assert_never(answer)


def _offer(desk: Desk, bank: str, done: SearchDone, found: tuple[Candidate, ...]) -> BoardsFound:
    maker = _board(desk, bank).maker
    return BoardsFound(bank, maker, needed(desk.cabinet, bank), found, done.crowds, done.garbled, done.lost)


def _picked(found: tuple[Candidate, ...], address: str) -> Candidate:
    return next(board for board in found if str(board.address) == address)


def _board(desk: Desk, bank: str) -> Board:
    return next(board for line in desk.lines for board in line.boards if board.bank == bank)


async def _take(desk: Desk, who: Proved, bank: str, new: Candidate) -> Company:
    turned = False
    if new.doubtful:
        eyes = await ask(BoardSensors(bank, new.address, new.reads_open, new.doors))
        if eyes is BackChoice.BACK:
            return Company.STAYED
        turned = eyes is SensorsChoice.TURN
    before = _board(desk, bank).address
    written = await MoveBoard(bank, new.address, turned)
    match written:
        case SiteWritten(site, kept):
            await Record(BoardReplaced(bank, before, new.address, turned, site))
            return await _taken(desk, who, bank, new.address, kept, turned)
        case SiteNotWritten(why):
            await ask(BoardMessage(BoardSaying.NOT_WRITTEN, bank, why))
            return Company.STAYED
        case _:
            assert_never(written)


async def _taken(
    desk: Desk,
    who: Proved,
    bank: str,
    address: int,
    kept: str,
    turned: bool,  # noqa: FBT001  as it was told
) -> Company:
    """Its doors are read; the technician may walk through all of them."""
    while True:
        answer = await ask(_result(desk, who, bank, address, kept, turned), BoardNews())
        match answer:
            case Changed():
                pass
            case TakenChoice.WALK:
                return await audit(desk, who)
            case TakenChoice.DONE:
                return Company.STAYED
            case _:
                assert_never(answer)


def _result(
    desk: Desk,
    who: Proved,
    bank: str,
    address: int,
    kept: str,
    turned: bool,  # noqa: FBT001  as it was told
) -> BoardTaken:
    ledger = desk.ledger
    doors = [
        (home.label, door.id)
        for home in desk.cabinet.compartments()
        for door in home.doors
        if door.lock.bank == bank
    ]
    walks = may(ledger.role_of(who.party), Act.WORK) and bool(doors)
    return BoardTaken(
        bank,
        address,
        kept,
        tuple(TakenChoice) if walks else (TakenChoice.DONE,),
        not any(door in ledger.doors_down for _, door in doors),
        tuple(dict.fromkeys(label for label, door in doors if door in ledger.doors_open)),
        turned,
    )
