"""What the doctor says of lines and boards, as plain values and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from kiosk.custody.boards.boards import Board, BoardCount, BoardWord, LineState
from kiosk.site.whole import Site
from kiosk.visits.book import Book


def boards(site: Site, book: Book, lines: Iterable[LineState] | None) -> list[dict[str, Any]]:
    """One for each board, by line; without `lines` only what the journal knows."""
    if lines is not None:
        return [_living(line, board) for line in lines for board in line.boards]
    return [
        {
            "board": bank.name,
            "line": bus.name,
            "maker": bank.board,
            "address": bank.address,
            "channels": bank.channels,
            "state": None,
            "last_answer": None,
            "total": _count(book.health.board(bank.name)),
        }
        for bus in site.buses
        for bank in bus.banks
    ]


def _living(line: LineState, board: Board) -> dict[str, Any]:
    return {
        "board": board.bank,
        "line": line.name,
        "maker": board.maker,
        "address": board.address,
        "channels": board.channels,
        "state": str(board.word),
        "silence": str(board.silence) if board.silence else None,
        "never_closed": list(board.never_closed),
        "last_answer": board.answered.isoformat() if board.answered else None,
        "last_hour": _count(board.recent),
        "total": _count(board.total),
    }


_STATES: Final[Mapping[str | None, str]] = {
    None: "not polled (kiosk stopped)",
    BoardWord.GOOD: "good",
    BoardWord.POOR: "answers poorly",
    BoardWord.SILENT: "does not answer",
    BoardWord.CROWD: "shares its address with another board",
    BoardWord.WAITING: "not asked yet",
    BoardWord.CUT_OFF: "unreachable, its line is down",
}


def _count(count: BoardCount) -> dict[str, int]:
    return {
        "questions": count.questions,
        "answers": count.answers,
        "unreadable": count.unreadable,
        "unanswered": count.timeouts,
        "collisions": count.collisions,
    }


def told(board: dict[str, Any]) -> str:
    """One of `boards` in a line of words and figures."""
    total = board["total"]
    heard = total["answers"] + total["unreadable"] + total["collisions"]
    words = [
        _STATES[board["state"]],
        f"{total['unreadable']:,} of {heard:,} answers were unreadable",
        f"{total['unanswered']:,} of {total['questions']:,} questions were not answered",
    ]
    if total["collisions"]:
        words.append(f"{total['collisions']:,} times two boards answered at once")
    if board["last_answer"]:
        words.append(f"last answer {board['last_answer']}")
    where = f"{board['maker']}, line {board['line']}, address {board['address']}"
    return f"Board {board['board']} ({where}): {', '.join(words)}"
