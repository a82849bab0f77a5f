"""Explored visits of a technician before lines and boards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hardware.outcomes.locks import Silence
from kiosk.access.credentials import Proved
from kiosk.custody.boards.boards import Board, BoardCount, LineState, LineWord, word_of
from kiosk.custody.proofs.events import StaffAdded
from kiosk.custody.words import Audience
from kiosk.journeys.boards.boards import boards
from tests.journeys.moment import Scene
from tests.journeys.scenes.scenes import (
    HELPER,
    TECHNICIAN,
    cabinet,
    hasty,
    ledger,
    lying,
    own_work,
    scene,
    signed_in,
    staff,
    works,
)


def replacing() -> Sequence[Scene]:
    """A technician before a board that is silent, is back, is one of two; and a subcontractor."""
    book = ledger(*staff(), StaffAdded(HELPER, "subcontractor"), *lying("p1", "1"))
    tasked = replace(book, tasks=own_work())
    home = works(hasty(scene("boards: one of them is dead", tasked, cabinet("S", "S"))))
    home = replace(home, lines=(_lines(Silence.NOTHING), _lines(None), _lines(Silence.CROWD)))
    return [
        signed_in(Proved(TECHNICIAN, Audience.STAFF), boards, home),
        signed_in(Proved(HELPER, Audience.STAFF), boards, replace(home, name="boards: a subcontractor")),
    ]


def _lines(silence: Silence | None) -> tuple[LineState, ...]:
    count = BoardCount("A")
    word = word_of(LineWord.UP, silence, count)
    board = Board("A", "shuoming", 1, 2, word, silence, None, count, count)
    return (LineState("locks", LineWord.UP, 1, 0, (board,)),)
