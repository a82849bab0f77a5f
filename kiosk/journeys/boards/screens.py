"""The screens on which a technician sees lines and boards, and puts a new board into a dead one's place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from hardware.outcomes.locks import Silence
from kiosk.custody.boards.boards import BoardWord, Candidate, LineWord
from kiosk.journeys.screen import Back, BackChoice, OkChoice, Picked, Screen, Standing


@dataclass(frozen=True, slots=True)
class BoardRow:
    """`ago`: seconds since its last answer, about; -1 without one. `failed` of `questions`: the last hour."""

    bank: str
    word: BoardWord
    ago: int
    failed: int
    questions: int


@dataclass(frozen=True, slots=True)
class LineRow:
    name: str
    word: LineWord
    boards: tuple[BoardRow, ...]


@dataclass(frozen=True, slots=True)
class BoardList(Screen[Picked | BackChoice]):
    """Each line with its boards, as they do now; one is picked by its bank's name."""

    lines: tuple[LineRow, ...]
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[Picked | BackChoice, ...]:
        return (*(Picked(row.bank) for line in self.lines for row in line.boards), BackChoice.BACK)


class BoardAct(StrEnum):
    SEARCH = "search"
    """Look for the board that replaces it."""


@dataclass(frozen=True, slots=True)
class BoardCard(Screen[BoardAct | BackChoice]):
    """One board as it does now, and what to check. `ago`: as in `BoardRow`.

    In the last hour `heard` answers came back, of which `unreadable` were wrecked; `questions` were asked,
    and `unanswered` of them got nothing. `openings`: how often the line's port was
    opened since the start. `never_closed`: channels that told of nothing but an open door.
    """

    bank: str
    maker: str
    line: str
    address: int
    channels: int
    standing: BoardWord
    silence: Silence | None
    offered: tuple[BoardAct, ...]
    ago: int = -1
    heard: int = 0
    unreadable: int = 0
    questions: int = 0
    unanswered: int = 0
    openings: int = 1
    never_closed: tuple[int, ...] = ()
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[BoardAct | BackChoice, ...]:
        return (*self.offered, BackChoice.BACK)


# --- another board in its place ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SearchingBoard(Standing):
    """The line is searched for the board that replaces this bank's, which opens `doors`."""

    bank: str
    doors: tuple[str, ...] = ()


class SearchChoice(StrEnum):
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class BoardsFound(Screen[Picked | SearchChoice | BackChoice]):
    """What answered at other addresses; one that fits is picked by its address.

    `needed`: the highest channel that has a door. `crowds`: addresses at which more than one board answers.
    `garbled`: something answers that makes no sense. `lost`: why the search was not ended, else empty.
    """

    bank: str
    maker: str
    needed: int
    found: tuple[Candidate, ...]
    crowds: tuple[int, ...] = ()
    garbled: bool = False
    lost: str = ""
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[Picked | SearchChoice | BackChoice, ...]:
        fit = (Picked(str(board.address)) for board in self.found if board.fits)
        return (*fit, SearchChoice.AGAIN, BackChoice.BACK)


class SensorsChoice(StrEnum):
    TURN = "turn"
    """Its sensors speak the other way round."""
    AS_IS = "as_is"


@dataclass(frozen=True, slots=True)
class BoardSensors(Screen[SensorsChoice | BackChoice]):
    """By the new board's word most doors are open that are shut by the book: `reads_open` of `doors`."""

    bank: str
    address: int
    reads_open: int
    doors: int
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[SensorsChoice | BackChoice, ...]:
        return (*SensorsChoice, BackChoice.BACK)


class TakenChoice(StrEnum):
    WALK = "walk"
    """Through all doors, to see that each sensor says what eyes see."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class BoardTaken(Screen[TakenChoice]):
    """The bank's board is at `address` from now on; `kept`: the old site file's name.

    `read`: its doors were read since; `open_doors`: those that are open. `turned`: see `SensorsChoice`.
    """

    bank: str
    address: int
    kept: str
    offered: tuple[TakenChoice, ...]
    read: bool = False
    open_doors: tuple[str, ...] = ()
    turned: bool = False
    back: ClassVar[Back] = Back.NONE

    def answers(self) -> tuple[TakenChoice, ...]:
        return self.offered


class BoardSaying(StrEnum):
    IS_BACK = "is_back"
    NOT_WRITTEN = "not_written"


@dataclass(frozen=True, slots=True)
class BoardMessage(Screen[OkChoice | BackChoice]):
    """`detail`: why the site file could not be written."""

    word: BoardSaying
    bank: str
    detail: str = ""
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[OkChoice | BackChoice, ...]:
        return (OkChoice.OK, BackChoice.BACK)
