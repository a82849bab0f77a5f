"""How lines and their boards do: plain values for screens, the doctor and, once a day, the journal."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from hardware.outcomes.locks import BoardFound, DoorState, Silence
from kiosk.custody.cabinet.cabinet import Cabinet, Door

POOR_SHARE: Final = 0.01
"""Of the questions of the last hour: from this share on that came to nothing good, a board does poorly."""
POOR_LEAST: Final = 3


class LineWord(StrEnum):
    STARTING = "starting"
    UP = "up"
    DOWN = "down"


class BoardWord(StrEnum):
    GOOD = "good"
    POOR = "poor"
    SILENT = "silent"
    CROWD = "crowd"
    """More than one board answers at its address."""
    WAITING = "waiting"
    """Its line has only just been opened."""
    CUT_OFF = "cut_off"
    """Its line is down."""


ODD: Final = frozenset({BoardWord.POOR, BoardWord.SILENT, BoardWord.CROWD, BoardWord.CUT_OFF})
"""What a technician has to see to."""


@dataclass(frozen=True, slots=True)
class BoardCount:
    """What the questions to one board came to; the four add up to `questions`.

    `unreadable`: wrecked answers, other boards' frames, and a board's own no.
    """

    bank: str
    questions: int = 0
    answers: int = 0
    timeouts: int = 0
    unreadable: int = 0
    collisions: int = 0

    @property
    def heard(self) -> int:
        """Everything that came back."""
        return self.answers + self.unreadable + self.collisions

    @property
    def failed(self) -> int:
        return self.timeouts + self.unreadable + self.collisions

    @property
    def poor(self) -> bool:
        return self.failed >= max(POOR_LEAST, POOR_SHARE * self.questions)

    def plus(self, other: BoardCount) -> BoardCount:
        return BoardCount(
            self.bank,
            self.questions + other.questions,
            self.answers + other.answers,
            self.timeouts + other.timeouts,
            self.unreadable + other.unreadable,
            self.collisions + other.collisions,
        )

    def since(self, before: BoardCount) -> BoardCount:
        """What came after `before`; everything where the counting began anew."""
        if before.questions > self.questions:
            return self
        return BoardCount(
            self.bank,
            self.questions - before.questions,
            self.answers - before.answers,
            self.timeouts - before.timeouts,
            self.unreadable - before.unreadable,
            self.collisions - before.collisions,
        )


@dataclass(frozen=True, slots=True)
class Board:
    """One board as it does now. `maker` as in the site file, `recent`: the last hour.

    `total`: since the doors were learned or the board was replaced, as far as the journal and this run know.
    `silence` says why it is silent; `answered`: when it last answered in this run. `never_closed`: channels
    that have told of an open door since the start and of nothing else.
    """

    bank: str
    maker: str
    address: int
    channels: int
    word: BoardWord
    silence: Silence | None
    answered: datetime | None
    recent: BoardCount
    total: BoardCount
    never_closed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LineState:
    """`openings`: how often its port was opened in this run; `strays`: bursts that nobody understands."""

    name: str
    word: LineWord
    openings: int
    strays: int
    boards: tuple[Board, ...]


def word_of(line: LineWord, silence: Silence | None, recent: BoardCount) -> BoardWord:
    match line:
        case LineWord.DOWN:
            return BoardWord.CUT_OFF
        case LineWord.STARTING:
            return BoardWord.WAITING
        case LineWord.UP if silence is Silence.CROWD:
            return BoardWord.CROWD
        case LineWord.UP if silence is not None:
            return BoardWord.SILENT
        case LineWord.UP:
            return BoardWord.POOR if recent.poor else BoardWord.GOOD


# --- another board in its place ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """A board that may take the place of a silent one. `channels` is 0 where it does not tell.

    `fits`: it has a channel for each door. `reads_open` of `doors`: doors that would be open by its word and
    are shut by the book.
    """

    address: int
    channels: int
    fits: bool
    reads_open: int
    doors: int

    @property
    def doubtful(self) -> bool:
        """Whether its sensors may speak the other way round."""
        return 2 * self.reads_open > self.doors


def needed(cabinet: Cabinet, bank: str) -> int:
    """The highest channel of this bank that has a door."""
    return max((door.lock.channel for door in _doors(cabinet, bank)), default=0)


def labels(cabinet: Cabinet, bank: str) -> tuple[str, ...]:
    """What this bank opens, as people call it."""
    return tuple(
        home.label for home in cabinet.compartments() if any(door.lock.bank == bank for door in home.doors)
    )


def _doors(cabinet: Cabinet, bank: str) -> list[Door]:
    return [door for home in cabinet.compartments() for door in home.doors if door.lock.bank == bank]


def candidates(
    cabinet: Cabinet, bank: str, found: Iterable[BoardFound], doors_open: Collection[str]
) -> tuple[Candidate, ...]:
    """What was found, held against what this bank has to do."""
    doors = _doors(cabinet, bank)
    shut = [door.lock.channel for door in doors if door.id not in doors_open]
    return tuple(
        Candidate(
            board.address,
            board.channels or 0,
            board.channels is None or board.channels >= needed(cabinet, bank),
            sum(_reads_open(board, channel) for channel in shut),
            len(doors),
        )
        for board in found
    )


def _reads_open(board: BoardFound, channel: int) -> bool:
    return channel <= len(board.doors) and board.doors[channel - 1] is DoorState.OPEN
