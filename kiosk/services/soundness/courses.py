"""The course of a thing: in and out in turn, from the first deposit to an end, whatever is answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, pairwise, product
from typing import Final

from kiosk.custody.services.rules import ServiceRules, StepRule, StepStart, ThingRule
from kiosk.custody.words import Act
from kiosk.site.problems import SiteProblem, doubles, found, offered

MOVES: Final = frozenset({Act.DEPOSIT, Act.COLLECT})
"""What moves a thing."""
_MOST_COURSES: Final = 64


def at(step: StepRule, *keys: str) -> str:
    """Where a key of this step is, as a person finds it in the file."""
    return ".".join((f'step["{step.name}"]', *keys))


def courses(rules: ServiceRules) -> list[tuple[StepRule, ...]]:
    """The steps that are left for each way in which everything that is asked can be answered."""
    asked = [step.choose for step in rules.steps if step.choose]
    every = islice(product(*asked), _MOST_COURSES)
    return [
        tuple(step for step in rules.steps if not step.only_if or step.only_if in answers)
        for answers in every
    ]


def moves(course: Iterable[StepRule], thing: str) -> list[StepRule]:
    """The steps of a course that move this kind of thing."""
    return [step for step in course if step.act in MOVES and step.thing in ("", thing)]


def before(rules: ServiceRules, step: StepRule) -> tuple[StepRule, ...]:
    """The steps that the file has before this one."""
    return rules.steps[: rules.steps.index(step)]


def comes_after(rules: ServiceRules, step: StepRule, act: Act) -> bool:
    """Whether one of this step's things has been through `act` before it."""
    return any(
        each.act is act and (not each.thing or not step.thing or each.thing == step.thing)
        for each in before(rules, step)
    )


def course_problems(rules: ServiceRules) -> Iterator[SiteProblem]:
    yield from doubles("step", "the name", (step.name for step in rules.steps))
    yield from doubles("thing", "the name", (thing.name for thing in rules.things))
    yield from _things_of_steps(rules)
    if any(step.act in MOVES for step in rules.steps):
        for thing in rules.things:
            yield from dict.fromkeys(
                problem for course in courses(rules) for problem in _in_turn(thing, moves(course, thing.name))
            )
            yield from _again(rules, thing)
    yield from _starts(rules)


def _things_of_steps(rules: ServiceRules) -> Iterator[SiteProblem]:
    names = [thing.name for thing in rules.things]
    for step in rules.steps:
        if step.thing and step.thing not in names:
            yield SiteProblem(
                at(step, "thing"), found(step.thing, f"a thing of this service: {offered(step.thing, names)}")
            )


def _in_turn(thing: ThingRule, steps: list[StepRule]) -> Iterator[SiteProblem]:
    if not steps:
        told = "found no step that brings it; wanted a deposit and a collect for it"
        yield SiteProblem(f'thing["{thing.name}"]', told)
        return
    if steps[0].act is not Act.DEPOSIT:
        told = f'found "{steps[0].act}" while no {thing.name} is in the machine; wanted a deposit before it'
        yield SiteProblem(at(steps[0], "act"), told)
    for first, second in pairwise(steps):
        if first.act is second.act:
            told = f'found "{second.act}" after "{first.name}", which is one too'
            yield SiteProblem(at(second, "act"), f"{told}; wanted deposit and collect in turn")
    if steps[-1].act is Act.DEPOSIT and not thing.again:
        told = "found nothing after it: what is put in would stay for ever"
        yield SiteProblem(at(steps[-1]), f"{told}; wanted a collect after it, or `again` in its thing")


def _again(rules: ServiceRules, thing: ThingRule) -> Iterator[SiteProblem]:
    if not thing.again:
        return
    where = f'thing["{thing.name}"].again'
    mine = [step for step in rules.steps_of(thing.name) if step.act in MOVES]
    back = next((step for step in mine if step.name == thing.again), None)
    if back is None:
        names = [step.name for step in mine]
        yield SiteProblem(where, found(thing.again, f"a step that moves it: {offered(thing.again, names)}"))
    elif mine[-1].act is back.act:
        told = f'found "{back.name}", which is a {back.act} as the last step "{mine[-1].name}" is'
        yield SiteProblem(where, f"{told}; wanted deposit and collect in turn")


def _starts(rules: ServiceRules) -> Iterator[SiteProblem]:
    for step in rules.steps:
        if step.start is StepStart.SELF and not _can_start(rules, step):
            told = 'found "self" in the middle of things'
            wanted = "it on the first deposit of a thing, on a begin or on a pay"
            yield SiteProblem(at(step, "start"), f"{told}; wanted {wanted}")


def _can_start(rules: ServiceRules, step: StepRule) -> bool:
    match step.act:
        case Act.BEGIN | Act.PAY:
            return True
        case Act.DEPOSIT:
            things = (thing for thing in rules.things if step.thing in ("", thing.name))
            return any(moves(rules.steps, thing.name)[0] is step for thing in things)
        case _:
            return False
