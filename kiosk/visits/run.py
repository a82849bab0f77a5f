"""One visit under way: its journey, and what it waits for."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from kiosk.custody.ids import PartyId, VisitId
from kiosk.custody.wishes.wishes import Wishes
from kiosk.custody.words import Audience, Kind
from kiosk.journeys.doors.effects import DoorEvents, DoorOpens, Opening, Park
from kiosk.journeys.effects import Ask, Effect, Source
from kiosk.journeys.screen import Screen

Journey = Coroutine[Effect[Any], Any, str]


class _Later:
    """The outcome will come as a message."""


LATER: Final = _Later()

# One row of tickets for the whole process: what a lock says to a kiosk whose disk failed must not answer the
# kiosk that came after it.
TICKETS: Final = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Once:
    """A proof that counts in one visit. `until`: after it, nobody could show it anyhow."""

    kind: Kind
    proof: str
    until: datetime


@dataclass(slots=True, eq=False)
class Run:
    """`pending` is the effect whose outcome the journey waits for, None while it runs.

    `turn` numbers what it last put on the screen. `opened_at`: when each of its doors opened (monotonic).
    `once`: proofs that its parties have shown and that its next door spends.
    `wishes`: kept of whoever was recognised, for the screen to take over.
    `refreshed`: it goes on because what its screen shows may be different, and not because of a person.
    """

    on_stage: bool
    journey: Journey = field(init=False)
    visit: VisitId | None = None
    pending: Effect[Any] | None = None
    turn: int = 0
    screen: Screen[Any] | None = None
    actor: str = ""
    principal: str = ""
    audience: Audience = Audience.VISITOR
    opened_at: dict[str, float] = field(default_factory=dict)
    reply: Callable[[Opening], None] | None = None
    still_there: int = 0
    once: dict[PartyId, tuple[Once, ...]] = field(default_factory=dict)
    refreshed: bool = False
    wishes: Wishes | None = None

    def shows_once(self, party: PartyId, once: Once) -> None:
        """The same proof shown twice is one."""
        others = (each for each in self.once.get(party, ()) if each != once)
        self.once[party] = (*others, once)

    def listens(self, kind: type[Source[Any]]) -> bool:
        """Whether the question that is out may be answered by a source of this kind."""
        return isinstance(self.pending, Ask) and any(isinstance(s, kind) for s in self.pending.also)

    def hears(self, source: Source[Any]) -> bool:
        """Whether the question that is out may be answered by this very source."""
        return isinstance(self.pending, Ask) and source in self.pending.also

    def expects(self, door: str) -> bool:
        """Whether the opening of this door would answer it."""
        return isinstance(self.pending, Ask) and DoorOpens(door) in self.pending.also

    def waits_for(self, door: str) -> bool:
        """Whether the closing of this door would answer it."""
        match self.pending:
            case Park(parked):
                return parked == door
            case Ask(also=also):
                return DoorEvents(door) in also
            case _:
                return False
