"""What the doctor says of lines and boards, as plain values and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, assert_never

from hardware.outcomes import Silence
from kiosk.custody.boards import Board, BoardCount, BoardWord, LineState, LineWord
from kiosk.site import Site
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
        "last_answer": board.answered.isoformat() if board.answered else None,
        "last_hour": _count(board.recent),
        "total": _count(board.total),
    }


def _count(count: BoardCount) -> dict[str, int]:
    return {
        "questions": count.questions,
        "answers": count.answers,
        "unreadable": count.unreadable,
        "unanswered": count.timeouts,
        "collisions": count.collisions,
    }


def findings(lines: Iterable[LineState]) -> Iterator[str]:
    for line in lines:
        if line.word is LineWord.DOWN:
            yield f"The line {line.name} is down."
        for board in line.boards:
            yield from _of(line, board)


def _of(line: LineState, board: Board) -> Iterator[str]:
    match board.word:
        case BoardWord.CROWD:
            where = f"address {board.address} of line {line.name}"
            yield f"More than one board answers at {where} (board {board.bank}): give each its own."
        case BoardWord.SILENT if board.silence is Silence.GARBAGE:
            yield f"Board {board.bank} on line {line.name} sends bytes that make no sense: check its wires."
        case BoardWord.SILENT:
            yield f"Board {board.bank} on line {line.name} is silent: check its power, wires and address."
        case BoardWord.POOR:
            recent = board.recent
            came = f"{recent.failed:,} of {recent.questions:,} questions came to nothing in the last hour"
            yield f"Board {board.bank} on line {line.name} answers poorly: {came}."
        case BoardWord.GOOD | BoardWord.WAITING | BoardWord.CUT_OFF:
            pass
        case _:
            assert_never(board.word)


def told(board: dict[str, Any]) -> str:
    """One of `boards` in a line of words and figures."""
    total = board["total"]
    heard = total["answers"] + total["unreadable"] + total["collisions"]
    words = [
        str(board["state"] or "at rest").replace("_", " "),
        f"{total['unreadable']:,} of {heard:,} answers were unreadable",
        f"{total['unanswered']:,} of {total['questions']:,} questions were not answered",
    ]
    if total["collisions"]:
        words.append(f"{total['collisions']:,} times two boards answered at once")
    if board["last_answer"]:
        words.append(f"last answer {board['last_answer']}")
    where = f"{board['maker']}, line {board['line']}, address {board['address']}"
    return f"board {board['board']} ({where}): {', '.join(words)}"
