"""What a site may change of a service: amounts, clocks, quotas, texts; proof and gates to be stricter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from kiosk.custody.proofs.factors import Rule
from kiosk.custody.services.rules import (
    ChargeRule,
    GateRule,
    ServiceRules,
    ServiceTexts,
    StepRule,
    Unknown,
)
from kiosk.custody.words import Kind
from kiosk.services.tables.clocks import ClockTable
from kiosk.services.tables.steps import GateTable, QuotaTable
from kiosk.services.written import AmountSaid, ServiceWord, SpanSaid, Who, one_of
from kiosk.site.kinds import STRICT, said
from kiosk.site.problems import SiteProblem, found, offered


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeChangeTable:
    """Of the charge with this name: another amount, period or free time."""

    __pydantic_config__ = STRICT
    name: ServiceWord
    amount: AmountSaid | None = None
    per: SpanSaid | None = None
    free: SpanSaid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChangeTable:
    """More proof than the service asks."""

    __pydantic_config__ = STRICT
    factors: Annotated[int, Field(ge=0, le=3)] | None = None
    accepts: Annotated[tuple[Annotated[Kind, one_of(Kind)], ...], Field(min_length=1)] | None = None
    people: Annotated[int, Field(ge=1, le=2)] | None = None

    def onto(self, rule: Rule) -> Rule:
        accepts = rule.accepts if self.accepts is None else rule.accepts & frozenset(self.accepts)
        return Rule(accepts, max(rule.factors, self.factors or 0), max(rule.people, self.people or 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChangeTable:
    """`step.NAME` of a site's service."""

    __pydantic_config__ = STRICT
    charges: tuple[ChargeChangeTable, ...] = ()
    clock: ClockTable | None = None
    quota: QuotaTable | None = None
    proof: ShownChangeTable | None = None
    second: Who | None = None
    gates: tuple[GateTable, ...] = ()


def overridden(
    rules: ServiceRules,
    name: str,
    principal: str,
    texts: Mapping[str, ServiceTexts],
    steps: Mapping[str, StepChangeTable],
) -> ServiceRules:
    """The rules as this site has them, without their digest; what `override_problems` tells is left out."""
    every = {each.language: each for each in rules.texts} | dict(texts)
    changed = (_step(step, steps[step.name]) if step.name in steps else step for step in rules.steps)
    return replace(
        rules,
        id=name,
        principal=principal,
        steps=tuple(changed),
        texts=tuple(every[language] for language in sorted(every)),
        digest="",
    )


def _step(step: StepRule, change: StepChangeTable) -> StepRule:
    amounts = {each.name: each for each in change.charges}
    gates = {(each.gate, each.step): each for each in step.gates}
    for table in change.gates:
        gate = table.build()
        gates[gate.gate, gate.step] = _stricter(gates.get((gate.gate, gate.step), gate), gate)
    return replace(
        step,
        charges=tuple(_charge(charge, amounts.get(charge.name)) for charge in step.charges),
        clock=change.clock.build() if change.clock else step.clock,
        quota=change.quota.build() if change.quota else step.quota,
        proof=change.proof.onto(step.proof) if change.proof else step.proof,
        second=step.second or change.second,
        gates=tuple(gates.values()),
    )


def _charge(charge: ChargeRule, change: ChargeChangeTable | None) -> ChargeRule:
    return charge if change is None else replace(charge, **said(change, "name"))


def _stricter(one: GateRule, other: GateRule) -> GateRule:
    fresh = min((each.fresh for each in (one, other) if each.fresh), default=0)
    shut = Unknown.SHUT in {one.unknown, other.unknown}
    return replace(
        one,
        same_visit=one.same_visit or other.same_visit,
        fresh=fresh,
        unknown=Unknown.SHUT if shut else Unknown.OPEN,
    )


def override_problems(
    where: str, rules: ServiceRules, steps: Mapping[str, StepChangeTable]
) -> Iterator[SiteProblem]:
    """Changes of what is not there, and proof that would be less than the service asks."""
    names = [step.name for step in rules.steps]
    for name, change in steps.items():
        here = f"{where}.step.{name}"
        step = rules.step(name)
        if step is None:
            yield SiteProblem(here, found(name, f"a step of the service: {offered(name, names)}"))
            continue
        charges = [charge.name for charge in step.charges]
        for charge in change.charges:
            if charge.name not in charges:
                wanted = (
                    f"a charge of this step: {offered(charge.name, charges)}" if charges else "no charge here"
                )
                yield SiteProblem(f'{here}.charges["{charge.name}"]', found(charge.name, wanted))
        if change.proof is not None:
            yield from _looser(f"{here}.proof", step.proof, change.proof)
        if change.second is not None and step.second not in {None, change.second}:
            told = f'found "{change.second}", and the service asks for "{step.second}"; wanted no `second`'
            yield SiteProblem(f"{here}.second", told)


def _looser(where: str, rule: Rule, change: ShownChangeTable) -> Iterator[SiteProblem]:
    for key, mine, least in (
        ("factors", change.factors, rule.factors),
        ("people", change.people, rule.people),
    ):
        if mine is not None and mine < least:
            told = f"found {mine}, and the service asks for {least}"
            yield SiteProblem(f"{where}.{key}", f"{told}; wanted as many or more")
    more = sorted(set(change.accepts or ()) - rule.accepts)
    if more:
        told = f"found {', '.join(more)}, which the service does not accept"
        yield SiteProblem(f"{where}.accepts", f"{told}; wanted some of {', '.join(sorted(rule.accepts))}")
