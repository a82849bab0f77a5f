"""Clocks: what nobody comes for, brings back or gives back comes to an end all the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

from kiosk.custody.services.rules import (
    ChargeKind,
    ClockDeed,
    ClockStart,
    Deadline,
    GateKind,
    SelectorKind,
    ServiceRules,
    Span,
    SpanUnit,
    StepRule,
)
from kiosk.custody.words import Act
from kiosk.services.soundness.courses import at, before, comes_after
from kiosk.site.problems import SiteProblem, quoted

_DAY: Final = 86_400
_SHIFT: Final = 3600
"""A day of the wall clock is so much longer or shorter where the clocks change."""

_DEEDS: Final[Mapping[Act, tuple[ClockDeed, ...]]] = {
    Act.COLLECT: (ClockDeed.REMIND, ClockDeed.ALARM, ClockDeed.RECALL),
    Act.DEPOSIT: (ClockDeed.REMIND, ClockDeed.ALARM, ClockDeed.KEEP),
    Act.END: (ClockDeed.REMIND, ClockDeed.ALARM, ClockDeed.CLEAR),
}
"""What can be done about a thing inside, one outside, and a rented space."""
_LAST: Final = frozenset({ClockDeed.KEEP, ClockDeed.CLEAR})
_SOMEBODY: Final = frozenset({ClockDeed.ALARM, ClockDeed.RECALL, ClockDeed.CLEAR})
_ENDED_BY_A_CLOCK: Final = frozenset({Act.COLLECT, Act.END})


def unsaid_clocks(content: Mapping[str, Any]) -> Iterator[SiteProblem]:
    """Steps of a file's content that must say how they end and say nothing of it."""
    steps = content.get("step")
    for step in steps if isinstance(steps, list) else ():
        if not isinstance(step, dict) or "clock" in step or not isinstance(step.get("name"), str):
            continue
        if step.get("act") in list(_ENDED_BY_A_CLOCK):
            wanted = 'what is done when nobody comes, under `then`, or "none"'
            yield SiteProblem(f'step["{step["name"]}"].clock', f"it is missing; wanted {wanted}")


def clock_problems(rules: ServiceRules) -> Iterator[SiteProblem]:
    for step in rules.steps:
        if step.clock is None:
            continue
        outside = step.act is Act.DEPOSIT and comes_after(rules, step, Act.COLLECT)
        if step.act not in _ENDED_BY_A_CLOCK and not outside:
            told = f'found it for a "{step.act}" that nothing waits for'
            wanted = "it where a thing is in the machine or lent, or at the end of a rented space"
            yield SiteProblem(at(step, "clock"), f"{told}; wanted {wanted}")
            continue
        if step.clock.starts is ClockStart.RELEASED and GateKind.RELEASED not in {g.gate for g in step.gates}:
            told = 'found "released" and no such gate, so the clock would never begin'
            yield SiteProblem(at(step, "clock.starts"), f'{told}; wanted the gate "released" as well')
        yield from _deadlines(rules, step, step.clock.then)


def _deadlines(rules: ServiceRules, step: StepRule, then: tuple[Deadline, ...]) -> Iterator[SiteProblem]:
    allowed = _DEEDS[step.act]
    for number, each in enumerate(then, 1):
        where = at(step, f"clock.then[{number}]")
        if each.do not in allowed:
            told = f'found "{each.do}" in a {step.act}; wanted one of {quoted(allowed)}'
            yield SiteProblem(f"{where}.do", told)
        yield from _to(where, each)
        if each.do is ClockDeed.KEEP and not _secured(rules, step):
            told = 'found "keep", and no earlier step takes a security; wanted one, or "alarm"'
            yield SiteProblem(f"{where}.do", told)
        if each.do in _LAST and number < len(then):
            told = f'found "{each.do}" before {len(then) - number} more, which it leaves nothing to do'
            yield SiteProblem(f"{where}.do", f"{told}; wanted it last")
    for number, (earlier, later) in enumerate(pairwise(then), 2):
        if _not_later(earlier.after, later.after):
            told = "found a time that is not after the one before it; wanted them in the order of time"
            yield SiteProblem(at(step, f"clock.then[{number}].after"), told)
    if all(each.do is ClockDeed.REMIND for each in then):
        told = "found nothing but reminders" if then else "found no deadline"
        ends = quoted(deed for deed in allowed if deed is not ClockDeed.REMIND)
        yield SiteProblem(
            at(step, "clock.then"),
            f'{told}: this could go on for ever; wanted one of {ends}, or clock = "none"',
        )


def _to(where: str, each: Deadline) -> Iterator[SiteProblem]:
    if each.do in _SOMEBODY and each.to is None:
        yield SiteProblem(f"{where}.to", f'it is missing; wanted who is to come for "{each.do}"')
    elif each.do in _SOMEBODY and each.to is not None and each.to.kind is SelectorKind.ANYONE:
        yield SiteProblem(f"{where}.to", 'found "anyone"; wanted somebody who can be told to come')
    elif each.do is ClockDeed.KEEP and each.to is not None:
        yield SiteProblem(
            f"{where}.to", f'found "{each.to}"; wanted no `to`, for nobody has to come for "keep"'
        )


def _secured(rules: ServiceRules, step: StepRule) -> bool:
    return any(charge.kind is ChargeKind.SECURITY for each in before(rules, step) for charge in each.charges)


def _not_later(first: Span, second: Span) -> bool:
    """Whether the second surely is no later than the first. Open days may last for long."""
    if first.unit is second.unit:
        return second.n <= first.n
    if second.unit is SpanUnit.OPEN_DAYS:
        return False
    return _longest(second) <= _shortest(first)


def _longest(span: Span) -> int:
    return span.n if span.unit is SpanUnit.SECONDS else span.n * _DAY + _SHIFT


def _shortest(span: Span) -> int:
    return span.n if span.unit is SpanUnit.SECONDS else span.n * _DAY - _SHIFT
