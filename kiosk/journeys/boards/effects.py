"""What a journey asks about boards: news, a search on the line, another address."""

from __future__ import annotations

from dataclasses import dataclass

from hardware.outcomes.locks import BoardFound, DoorState, SearchDone
from kiosk.journeys.effects import Changed, Effect, Source
from kiosk.journeys.learning.effects import SiteNotWritten, SiteWritten


@dataclass(frozen=True, slots=True)
class BoardNews(Source[Changed]):
    """Lines and boards are asked how they do, every second or so; the same screen may be asked again.

    Such a question takes no further source of time, and its answering by news is no touch of anybody's.
    """

    def outcomes(self) -> tuple[Changed, ...]:
        return (Changed(),)


@dataclass(frozen=True, slots=True)
class LookForBoard(Effect[SearchDone]):
    """The line of this bank is searched for the board that replaces its silent one; takes some seconds."""

    bank: str

    def outcomes(self) -> tuple[SearchDone, ...]:
        closed, opened = (DoorState.CLOSED,) * 8, (DoorState.OPEN,) * 8
        return (
            SearchDone(0, self.bank),
            SearchDone(0, self.bank, (BoardFound(5, None, closed),)),
            SearchDone(0, self.bank, (BoardFound(5, 8, opened), BoardFound(6, 1, ()))),
            SearchDone(0, self.bank, back=True),
            SearchDone(0, self.bank, lost="the line was lost"),
        )


@dataclass(frozen=True, slots=True)
class MoveBoard(Effect[SiteWritten | SiteNotWritten]):
    """The bank's board is at `address` from now on: in the site file, then on the line.

    `turned`: its sensors speak the other way round than those of the last one.
    """

    bank: str
    address: int
    turned: bool

    def outcomes(self) -> tuple[SiteWritten | SiteNotWritten, ...]:
        return (SiteWritten("digest", "site-1.toml"), SiteNotWritten("the disk is full"))
