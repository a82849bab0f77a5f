"""How lines and boards do, watched while it changes, and a new board in a dead one's place."""

from __future__ import annotations

from datetime import datetime
from typing import Final, assert_never

from hardware.outcomes.locks import Silence
from kiosk.access.credentials import Proved
from kiosk.access.roles import may
from kiosk.custody.boards.boards import Board, BoardWord, LineState
from kiosk.custody.words import Act
from kiosk.journeys.boards.effects import BoardNews
from kiosk.journeys.boards.replacement import replace_board
from kiosk.journeys.boards.screens import BoardAct, BoardCard, BoardList, BoardRow, LineRow
from kiosk.journeys.desk import Desk
from kiosk.journeys.doors.opening import Company
from kiosk.journeys.effects import Changed, ask
from kiosk.journeys.screen import BackChoice, Picked

_STEPS: Final = ((10, 1), (60, 10), (3600, 60))
"""Up to so many seconds a time is told in steps of so many; beyond in hours."""


async def boards(desk: Desk, who: Proved) -> Company:
    """Until the technician goes back, or may no longer be who signed in."""
    while True:
        answer = await ask(_list(desk), BoardNews())
        match answer:
            case Picked(bank):
                company = await _board(desk, who, bank)
                if company is not Company.STAYED:
                    return company
            case Changed():
                pass
            case BackChoice.BACK:
                return Company.STAYED
            case _:
                assert_never(answer)


async def _board(desk: Desk, who: Proved, bank: str) -> Company:
    while True:
        answer = await ask(_card(desk, who, bank), BoardNews())
        match answer:
            case BoardAct.SEARCH:
                company = await replace_board(desk, who, bank)
                if company is not Company.STAYED:
                    return company
            case Changed():
                pass
            case BackChoice.BACK:
                return Company.STAYED
            case _:
                assert_never(answer)


def _list(desk: Desk) -> BoardList:
    now = desk.facts.now
    return BoardList(
        tuple(
            LineRow(one.name, one.word, tuple(_row(board, now) for board in one.boards)) for one in desk.lines
        )
    )


def _row(board: Board, now: datetime) -> BoardRow:
    recent = board.recent
    return BoardRow(board.bank, board.word, _ago(board, now), recent.failed, recent.questions)


def _card(desk: Desk, who: Proved, bank: str) -> BoardCard:
    line, board = _find(desk, bank)
    recent = board.recent
    return BoardCard(
        bank,
        board.maker,
        line.name,
        board.address,
        board.channels,
        board.word,
        board.silence,
        (BoardAct.SEARCH,) if _is_replaceable(desk, who, board) else (),
        _ago(board, desk.facts.now),
        recent.heard,
        recent.unreadable,
        recent.questions,
        recent.timeouts,
        line.openings,
        board.never_closed,
    )


def _find(desk: Desk, bank: str) -> tuple[LineState, Board]:
    return next((line, board) for line in desk.lines for board in line.boards if board.bank == bank)


def _is_replaceable(desk: Desk, who: Proved, board: Board) -> bool:
    """Whether somebody may look for another one: this one is surely not there, and no crowd is."""
    allowed = may(desk.ledger.role_of(who.party), Act.COMMISSION)
    return allowed and board.word is BoardWord.SILENT and board.silence is not Silence.CROWD


def _ago(board: Board, now: datetime) -> int:
    """In steps that grow, so that the screen is quiet."""
    if board.answered is None:
        return -1
    seconds = max(0, round((now - board.answered).total_seconds()))
    step = next((step for below, step in _STEPS if seconds < below), 3600)
    return seconds // step * step if seconds >= _STEPS[0][0] else 0
