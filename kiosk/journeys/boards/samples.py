"""Samples of the screens: lines and boards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from hardware.outcomes.locks import Silence
from kiosk.custody.boards.boards import BoardWord, Candidate, LineWord
from kiosk.journeys.boards import screens as b
from kiosk.journeys.screen import Screen

_UP = b.LineRow(
    "locks",
    LineWord.UP,
    (
        b.BoardRow("A", BoardWord.GOOD, 0, 0, 3600),
        b.BoardRow("B", BoardWord.POOR, 0, 42, 3600),
        b.BoardRow("C", BoardWord.SILENT, 480, 310, 612),
        b.BoardRow("D", BoardWord.CROWD, 20, 96, 96),
    ),
)

_DOWN = b.LineRow("cellar", LineWord.DOWN, (b.BoardRow("E", BoardWord.CUT_OFF, 7200, 0, 0),))

_LONG = b.LineRow(
    "locks",
    LineWord.UP,
    tuple(
        b.BoardRow(f"board-{n}", list(BoardWord)[n % 4], (-1, 0, 50, 840, 93600)[n % 5], n, 1200)
        for n in range(1, 32)
    ),
)


def _card(word: BoardWord, silence: Silence | None = None, **more: Any) -> b.BoardCard:  # noqa: ANN401  its fields
    acts = (b.BoardAct.SEARCH,) if word is BoardWord.SILENT else ()
    return b.BoardCard("C", "kerong-cu48", "locks", 3, 24, word, silence, acts, **more)


_NEW = Candidate(5, 24, fits=True, reads_open=0, doors=12)

_SMALL = Candidate(6, 8, fits=False, reads_open=0, doors=12)

_MUTE = Candidate(7, 0, fits=True, reads_open=0, doors=12)

_BOTH = tuple(b.TakenChoice)


SAMPLES: Final[Mapping[str, Screen[Any]]] = {
    "boards": b.BoardList((_UP, _DOWN)),
    "boards-one": b.BoardList((b.LineRow("locks", LineWord.UP, _UP.boards[:1]),)),
    "boards-thirty-one": b.BoardList((_LONG,)),
    "board-good": _card(BoardWord.GOOD, ago=0, heard=3600, questions=3600),
    "board-poor": _card(
        BoardWord.POOR, ago=0, heard=3598, unreadable=40, questions=3600, unanswered=2, openings=4
    ),
    "board-silent": _card(BoardWord.SILENT, Silence.NOTHING, ago=480, questions=310, unanswered=310),
    "board-garbled": _card(BoardWord.SILENT, Silence.GARBAGE, heard=310, unreadable=310, questions=310),
    "board-foreign": _card(
        BoardWord.SILENT, Silence.FOREIGN, heard=40, unreadable=40, questions=44, unanswered=4
    ),
    "board-declines": _card(BoardWord.SILENT, Silence.DECLINED, heard=40, unreadable=40, questions=40),
    "board-never-closed": _card(
        BoardWord.GOOD, ago=0, heard=3600, questions=3600, never_closed=(13, 14, 15, 16)
    ),
    "board-crowd": _card(BoardWord.CROWD, Silence.CROWD, ago=20, heard=96, questions=96),
    "board-waiting": _card(BoardWord.WAITING),
    "board-cut-off": _card(BoardWord.CUT_OFF, ago=7200),
    "searching-board": b.SearchingBoard("C", tuple(str(number) for number in range(16, 25))),
    "boards-found": b.BoardsFound("C", "kerong-cu48", 12, (_NEW,)),
    "boards-found-several": b.BoardsFound("C", "kerong-cu48", 12, (_NEW, _SMALL, _MUTE)),
    "boards-found-small": b.BoardsFound("C", "kerong-cu48", 12, (_SMALL,)),
    "boards-found-none": b.BoardsFound("C", "kerong-cu48", 12, ()),
    "boards-found-garbled": b.BoardsFound("C", "kerong-cu48", 12, (), garbled=True),
    "boards-found-crowd": b.BoardsFound("C", "kerong-cu48", 12, (), crowds=(1,)),
    "boards-found-lost": b.BoardsFound("C", "kerong-cu48", 12, (), lost="the line was lost: unplugged"),
    "board-sensors": b.BoardSensors("C", 5, 12, 12),
    "board-taken": b.BoardTaken("C", 5, "site-20260504T120000.toml", _BOTH, read=True),
    "board-taken-reading": b.BoardTaken("C", 5, "site-20260504T120000.toml", _BOTH),
    "board-taken-open": b.BoardTaken(
        "C", 5, "site-20260504T120000.toml", _BOTH, read=True, open_doors=("3", "12"), turned=True
    ),
    **{f"board-says-{word}": b.BoardMessage(word, "C", "the disk is full") for word in b.BoardSaying},
}
