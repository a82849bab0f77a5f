"""The small world of journeys as values: where a visit begins, the world between two effects, and a step."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from hardware.outcomes.locks import Jammed, NotSent, OutcomeUnknown
from kiosk.custody.boards.boards import LineState
from kiosk.custody.cabinet.cabinet import Cabinet
from kiosk.custody.doors.settle import settle
from kiosk.custody.event import Event
from kiosk.custody.ids import PartyId, TenancyId, VisitId
from kiosk.custody.ledger import Ledger
from kiosk.custody.money.words import PayWay
from kiosk.custody.things.services import Service
from kiosk.custody.words import Audience, Ending
from kiosk.journeys.desk import Desk, Settings
from kiosk.journeys.doors.effects import (
    Opening,
)
from kiosk.journeys.effects import Effect
from kiosk.journeys.front.screens import OutReason
from tests.journeys.memory import Memory

NOW: Final = datetime(2026, 5, 4, 12, tzinfo=UTC)

VISIT: Final = VisitId("visit")

PRINCIPAL: Final = "swift"

SPACE: Final = TenancyId("a rented space")

GUEST: Final = PartyId("guest")

Journey = Callable[[Desk], Coroutine[Effect[Any], Any, object]]


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a visit begins. `people`: whom a credential can turn out to be, by its audience."""

    name: str
    journey: Journey
    ledger: Ledger
    cabinet: Cabinet
    people: Mapping[Audience, PartyId] = field(default_factory=dict)
    others: tuple[PartyId, ...] = ()
    """Staff who may sign in besides."""
    settings: Settings = field(default_factory=Settings)
    services: Mapping[str, Service] = field(default_factory=dict)
    out: OutReason | None = None
    paused: bool = False
    pauses: bool = False
    """Whether the battery may get scarce in the middle of a round."""
    begun: bool = False
    lines: tuple[tuple[LineState, ...], ...] = ((),)
    """How the lines of locks may do; the first to begin with."""
    settle: Callable[[Ledger, VisitId, Ending], tuple[Event, ...]] = settle
    unfit: frozenset[str] = frozenset()
    """Compartments that are too warm or too cold."""
    printer: bool = False
    wishes: bool = False
    """Whether somebody has changed something on the screen, or had it kept."""
    surprises: bool = True
    """Whether doors may come open that nobody waits for any more."""
    ways: tuple[PayWay, ...] = ()
    """How somebody can pay."""
    two_step: bool = False
    """Whether an approval waits for its door."""
    lock_faults: tuple[Opening, ...] = (Jammed(), NotSent("line down"), OutcomeUnknown("no reply"))


@dataclass(frozen=True, slots=True)
class Moment:
    """The world between two effects.

    `paused`: nothing may be put in; `late`: the grace to open a door again is over.
    `lines`: which of the scene's `lines` it is.
    """

    ledger: Ledger
    memory: Memory = field(default_factory=Memory)
    begun: bool = False
    out: OutReason | None = None
    paused: bool = False
    late: bool = False
    lines: int = 0
    lapsed: bool = False
    """An approval has waited too long: once a visit is enough."""


@dataclass(frozen=True, slots=True)
class Step:
    """One way an effect can go. `between`: moments on the way at which the power may fail."""

    outcome: object
    after: Moment
    wrong: tuple[str, ...] = ()
    between: tuple[Moment, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """Not an outcome: the person leaves while this is asked."""
