"""`clock` of a step: until when it must have happened, and what follows when it has not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from kiosk.custody.services.rules import ClockDeed, ClockRule, ClockStart, Deadline, PauseReason
from kiosk.services.written import SpanSaid, Who, one_of
from kiosk.site.kinds import STRICT


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineTable:
    """See `kiosk.custody.services.rules.Deadline`."""

    __pydantic_config__ = STRICT
    after: SpanSaid
    do: Annotated[ClockDeed, one_of(ClockDeed)]
    to: Who | None = None

    def build(self) -> Deadline:
        return Deadline(self.after, self.do, self.to)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockTable:
    """See `kiosk.custody.services.rules.ClockRule`."""

    __pydantic_config__ = STRICT
    starts: Annotated[ClockStart, one_of(ClockStart)] = ClockStart.DEPOSITED
    pauses: tuple[Annotated[PauseReason, one_of(PauseReason)], ...] = (PauseReason.MACHINE, PauseReason.DOOR)
    then: tuple[DeadlineTable, ...] = ()

    def build(self) -> ClockRule:
        pauses = tuple(reason for reason in PauseReason if reason in self.pauses)
        return ClockRule(self.starts, pauses, tuple(each.build() for each in self.then))
