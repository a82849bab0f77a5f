"""Gates: each can be opened by somebody, and none waits for what comes after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.custody.services.rules import (
    TOLD_GATES,
    GateKind,
    GateRule,
    Selector,
    SelectorKind,
    ServiceRules,
    StepRule,
    StepStart,
    Unknown,
)
from kiosk.custody.words import Act
from kiosk.services.soundness.courses import MOVES, at, courses
from kiosk.site.problems import SiteProblem, doubles, found, offered

_NO_DOOR: Final = frozenset({Act.PAY, Act.DECIDE})
_WAITS_FOR_ALL: Final = frozenset({Act.COLLECT, Act.PAY, Act.DECIDE})


def gate_problems(rules: ServiceRules) -> Iterator[SiteProblem]:
    for step in rules.steps:
        yield from doubles(at(step, "gates"), "the gate", (f"{g.gate} {g.step}".strip() for g in step.gates))
        for number, gate in enumerate(step.gates, 1):
            where = at(step, f"gates[{number}]")
            yield from _keys(where, gate)
            yield from _never(rules, step, gate, where)
            if gate.gate is GateKind.AFTER:
                yield from _after(rules, step, gate, where)
    yield from _circles(rules)


def _keys(where: str, gate: GateRule) -> Iterator[SiteProblem]:
    """Keys that mean nothing for this gate."""
    if gate.gate is GateKind.AFTER:
        if not gate.step:
            yield SiteProblem(f"{where}.step", "it is missing; wanted the step that is to be done before")
        if gate.unknown is Unknown.OPEN:
            told = 'found "open" for what is always known here; wanted no `unknown`'
            yield SiteProblem(f"{where}.unknown", told)
    elif gate.step or gate.same_visit:
        key = "step" if gate.step else "same_visit"
        yield SiteProblem(
            f"{where}.{key}", f'found it for the gate "{gate.gate}"; wanted it for "after" alone'
        )
    if gate.fresh and gate.gate not in TOLD_GATES:
        told = f'found it for the gate "{gate.gate}", which nobody tells'
        yield SiteProblem(f"{where}.fresh", f"{told}; wanted it for {', '.join(sorted(TOLD_GATES))} alone")


def _never(rules: ServiceRules, step: StepRule, gate: GateRule, where: str) -> Iterator[SiteProblem]:
    """Gates that would never open for this step."""
    if gate.gate in TOLD_GATES and step.start is StepStart.SELF and gate.unknown is Unknown.SHUT:
        told = f'found "{gate.gate}" before a visitor has begun: nobody could tell it open'
        yield SiteProblem(where, f'{told}; wanted it on a later step, start = "order" or unknown = "open"')
    if gate.gate is GateKind.COMPLETE and step.act not in _WAITS_FOR_ALL:
        told = f'found "complete" before a {step.act}, which completes it'
        yield SiteProblem(where, f"{told}; wanted it before a collect, pay or decide")
    if gate.gate is GateKind.TEMPERATURE:
        if step.act in _NO_DOOR:
            told = f'found "temperature" before a {step.act}, for which no door opens'
            yield SiteProblem(where, f"{told}; wanted it where one opens")
        elif not any(t.place.temperature for t in rules.things if step.thing in ("", t.name)):
            told = 'found "temperature" for what has no class of temperature'
            yield SiteProblem(where, f"{told}; wanted `temperature` in its place")


def _after(rules: ServiceRules, step: StepRule, gate: GateRule, where: str) -> Iterator[SiteProblem]:
    first = rules.step(gate.step)
    if first is None:
        if gate.step:
            names = [each.name for each in rules.steps if each is not step]
            yield SiteProblem(
                f"{where}.step", found(gate.step, f"a step of this service: {offered(gate.step, names)}")
            )
        return
    if any(step in course and first not in course for course in courses(rules)):
        told = f'found "{first.name}", which is left out after some answers'
        yield SiteProblem(f"{where}.step", f"{told}; wanted one that is there whenever this one is")
    if gate.same_visit and _strangers(first.by, step.by):
        told = f'found it for "{first.name}", which is done by others than "{step.name}"'
        yield SiteProblem(f"{where}.same_visit", f"{told}; wanted steps that one visitor does")


def _strangers(first: tuple[Selector, ...], second: tuple[Selector, ...]) -> bool:
    """Whether the ones are staff alone and the others no staff at all."""
    staff = [{who.kind is SelectorKind.ROLE for who in by} for by in (first, second)]
    loose = any(who.kind is SelectorKind.ANYONE for who in (*first, *second))
    return not loose and staff[0].isdisjoint(staff[1])


def _circles(rules: ServiceRules) -> Iterator[SiteProblem]:
    """Steps that wait for each other: by a gate, or because a thing goes in before it comes out."""
    waits = {step.name: _waits_for(rules, step) for step in rules.steps}
    for step in rules.steps:
        for number, gate in enumerate(step.gates, 1):
            if gate.gate is GateKind.AFTER and _reaches(waits, gate.step, step.name):
                told = (
                    f'found "{gate.step}", which itself waits for "{step.name}": neither would ever be done'
                )
                if gate.step == step.name:
                    told = f'found "{gate.step}", the step itself, which would never be done'
                yield SiteProblem(at(step, f"gates[{number}].step"), f"{told}; wanted an earlier step")


def _waits_for(rules: ServiceRules, step: StepRule) -> set[str]:
    gates = {gate.step for gate in step.gates if gate.gate is GateKind.AFTER}
    for thing in rules.things:
        mine = [each for each in rules.steps_of(thing.name) if each.act in MOVES]
        if step in mine:
            gates |= {each.name for each in mine[: mine.index(step)] if each.only_if in ("", step.only_if)}
    return gates


def _reaches(waits: dict[str, set[str]], start: str, goal: str) -> bool:
    seen: set[str] = set()
    open_ = [start]
    while open_:
        here = open_.pop()
        if here == goal:
            return True
        if here not in seen:
            seen.add(here)
            open_ += waits.get(here, set())
    return False
