"""The screens of a commissioning: which columns stand there, which door opened, what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kiosk.custody.cabinet.cabinet import Cabinet, Column, Panel
from kiosk.journeys.screen import Back, BackChoice, Firm, Picked, Screen, Standing


@dataclass(frozen=True, slots=True)
class FrontDoor:
    label: str
    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Front:
    """A cabinet's front as it is being planned, in centimetres from its lower left corner."""

    width: float
    height: float
    panel: Panel
    doors: tuple[FrontDoor, ...] = ()


def front_of(cabinet: Cabinet, columns: Iterable[Column]) -> Front:
    columns = tuple(columns)
    panel = cabinet.panel
    edges = (panel.left + panel.width, *(column.left + column.width for column in columns))
    doors = (
        FrontDoor(home.label, column.left, home.bottom, column.width, home.top - home.bottom)
        for column in columns
        for home in column.compartments
    )
    return Front(max(edges) + cabinet.frame, cabinet.height, panel, tuple(doors))


@dataclass(frozen=True, slots=True)
class ColumnOffer:
    """A kind of column; `doors` from the top down, `fits`: beside those that were chosen.

    `few_channels`: what is wrong where it does not fit is that the boards have no channels for its doors.
    """

    id: str
    doors: tuple[FrontDoor, ...]
    fits: bool
    few_channels: bool = False


class ColumnsChoice(StrEnum):
    AS_NOW = "as_now"
    """The columns of the present site file."""
    UNDO = "undo"
    GO = "go"


@dataclass(frozen=True, slots=True)
class ChooseColumns(Screen[Picked | ColumnsChoice | BackChoice]):
    """From left to right. `compartments` are planned so far, `channels` the boards have."""

    offers: tuple[ColumnOffer, ...]
    front: Front
    compartments: int
    channels: int
    as_now: bool
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[Picked | ColumnsChoice | BackChoice, ...]:
        some = self.compartments > 0
        offered = {
            ColumnsChoice.AS_NOW: self.as_now and not some,
            ColumnsChoice.UNDO: some,
            ColumnsChoice.GO: some,
        }
        return (
            *(Picked(offer.id) for offer in self.offers if offer.fits),
            *(choice for choice in ColumnsChoice if offered[choice]),
            BackChoice.BACK,
        )


@dataclass(frozen=True, slots=True)
class TryingChannel(Standing):
    """Shown while a channel opens whatever it opens; `step` of `of`. `known`: doors that were found."""

    bank: str
    channel: int
    step: int
    of: int
    front: Front
    known: tuple[str, ...]


class WhichChoice(StrEnum):
    NOTHING = "nothing"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class WhichOpened(Firm[Picked | WhichChoice]):
    """A door should be open: which? `guess` is the likeliest, `columns` the labels of each from the top down.

    `known`: those that another channel opens. `twice`: the one that was touched though it is known.
    """

    bank: str
    channel: int
    step: int
    of: int
    guess: str
    columns: tuple[tuple[str, ...], ...]
    known: tuple[str, ...]
    front: Front
    twice: str = ""

    def answers(self) -> tuple[Picked | WhichChoice, ...]:
        return (*(Picked(label) for column in self.columns for label in column), *WhichChoice)


class ClosedChoice(StrEnum):
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class CloseLearned(Firm[ClosedChoice]):
    """Door `label` is open; `seen`: its sensor will tell when it is closed, so that no touch is needed."""

    label: str
    front: Front
    seen: bool

    def answers(self) -> tuple[ClosedChoice, ...]:
        return tuple(ClosedChoice)


class SummaryWork(StrEnum):
    WRITE = "write"
    AGAIN = "again"
    """Try once more what opened nothing, and doors whose sensors are doubtful."""
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class CommissionSummary(Screen[SummaryWork | BackChoice]):
    """`found` of `of` compartments have a channel, `missing` have none; `faulty` have a bad sensor.

    `inverted`: banks whose sensors speak the other way round, which is put right. `dead`: how many channels
    opened nothing. `front`: the cabinet that was learned.
    """

    found: int
    of: int
    faulty: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    inverted: tuple[str, ...] = ()
    dead: int = 0
    front: Front | None = None
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[SummaryWork | BackChoice, ...]:
        offered = {
            SummaryWork.WRITE: self.found > 0,
            SummaryWork.AGAIN: bool(self.dead or self.faulty),
        }
        return (*(choice for choice in SummaryWork if offered.get(choice, True)), BackChoice.BACK)
