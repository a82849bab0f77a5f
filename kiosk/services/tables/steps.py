"""`[[step]]`: one hand-over or other deed of a service."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Final

from pydantic import Field

from kiosk.custody.cabinet.cabinet import Face
from kiosk.custody.proofs.factors import Rule
from kiosk.custody.services.rules import (
    ChargeTime,
    GateKind,
    GateRule,
    QuotaRule,
    ReopenRule,
    Selector,
    SelectorKind,
    StepRule,
    StepStart,
    Unknown,
)
from kiosk.custody.words import Act, Kind
from kiosk.services.tables.charges import ChargeTable
from kiosk.services.tables.clocks import ClockTable
from kiosk.services.written import EvidenceSaid, ServiceWord, Who, one_of
from kiosk.site.kinds import STRICT, Seconds

ACTS: Final = (Act.DEPOSIT, Act.COLLECT, Act.BEGIN, Act.USE, Act.END, Act.PAY, Act.DECIDE)
"""What a service file may ask of somebody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTable:
    """`proof`: what is shown before the step; `factors` 0 asks nobody who they are."""

    __pydantic_config__ = STRICT
    factors: Annotated[int, Field(ge=0, le=3)] | None = None
    accepts: Annotated[tuple[Annotated[Kind, one_of(Kind)], ...], Field(min_length=1)] = tuple(Kind)
    people: Annotated[int, Field(ge=1, le=2)] = 1

    def build(self, by: tuple[Selector, ...]) -> Rule:
        known = 0 if any(who.kind is SelectorKind.ANYONE for who in by) else 1
        return Rule(frozenset(self.accepts), known if self.factors is None else self.factors, self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class GateTable:
    """See `kiosk.custody.services.rules.GateRule`."""

    __pydantic_config__ = STRICT
    gate: Annotated[GateKind, one_of(GateKind)]
    step: ServiceWord = ""
    same_visit: bool = False
    fresh: Seconds = 0
    unknown: Annotated[Unknown, one_of(Unknown)] = Unknown.SHUT

    def build(self) -> GateRule:
        return GateRule(self.gate, self.step, self.same_visit, self.fresh, self.unknown)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaTable:
    """See `kiosk.custody.services.rules.QuotaRule`."""

    __pydantic_config__ = STRICT
    most: Annotated[int, Field(ge=1, le=1000)]
    within: Seconds = 0
    holding: bool = False

    def build(self) -> QuotaRule:
        return QuotaRule(self.most, self.within, self.holding)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenTable:
    """See `kiosk.custody.services.rules.ReopenRule`."""

    __pydantic_config__ = STRICT
    within: Seconds
    times: Annotated[int, Field(ge=1, le=9)] = 1

    def build(self) -> ReopenRule:
        return ReopenRule(self.within, self.times)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTable:
    """See `kiosk.custody.services.rules.StepRule`; `drop` takes a step of the extended service away."""

    __pydantic_config__ = STRICT
    name: ServiceWord
    act: Annotated[Act, one_of(ACTS)]
    by: Annotated[tuple[Who, ...], Field(min_length=1)]
    thing: ServiceWord = ""
    start: Annotated[StepStart, one_of(StepStart)] = StepStart.ORDER
    proof: ShownTable = field(default_factory=ShownTable)
    second: Who | None = None
    gates: tuple[GateTable, ...] = ()
    charges: tuple[ChargeTable, ...] = ()
    evidence: tuple[EvidenceSaid, ...] = ()
    face: Annotated[Face, one_of(Face)] = Face.FRONT
    undo: bool | None = None
    reopen: ReopenTable | None = None
    quota: QuotaTable | None = None
    choose: tuple[ServiceWord, ...] = ()
    only_if: ServiceWord = ""
    clock: ClockTable | None = None
    drop: bool = False

    def build(self) -> StepRule:
        charges = tuple(each.build() for each in self.charges)
        later = any(each.when is ChargeTime.AFTER for each in charges)
        return StepRule(
            name=self.name,
            act=self.act,
            by=self.by,
            thing=self.thing,
            start=self.start,
            proof=self.proof.build(self.by),
            second=self.second,
            gates=tuple(each.build() for each in self.gates),
            charges=charges,
            evidence=self.evidence,
            face=self.face,
            reopen=self.reopen.build() if self.reopen else None,
            undo=not later if self.undo is None else self.undo,
            quota=self.quota.build() if self.quota else None,
            choose=self.choose,
            only_if=self.only_if,
            clock=self.clock.build() if self.clock else None,
        )
