"""Who does what: somebody there is, who can be told from others, and a second one where two are wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.custody.proofs.factors import EVERY
from kiosk.custody.services.rules import Selector, SelectorKind, ServiceRules, StepRule, StepStart, ThingRule
from kiosk.custody.words import Act
from kiosk.services.soundness.courses import at, comes_after, courses, moves
from kiosk.services.soundness.tenancies import SPACES
from kiosk.site.parts.proofs import STAFFS
from kiosk.site.problems import SiteProblem, doubles, offered

NAMED: Final = frozenset({SelectorKind.ROLE, SelectorKind.PERSON, SelectorKind.GROUP})
STAFF: Final = frozenset({SelectorKind.ROLE, SelectorKind.GROUP})


def people_problems(rules: ServiceRules) -> Iterator[SiteProblem]:
    for step in rules.steps:
        yield from doubles(at(step, "by"), "the selector", map(str, step.by))
        for who in step.by:
            told = _nobody(rules, step, who)
            if told:
                yield SiteProblem(at(step, "by"), told)
        yield from _proof(step)
        yield from _second(step)
    for thing in rules.things:
        yield from _check(rules, thing)
    yield from _slots(rules)


def _nobody(rules: ServiceRules, step: StepRule, who: Selector) -> str:
    """Why this selector would never find anybody; empty where it can."""
    collected = comes_after(rules, step, Act.COLLECT)
    deposited = comes_after(rules, step, Act.DEPOSIT)
    rented = step.act in {Act.USE, Act.END} or comes_after(rules, step, Act.BEGIN)
    match who.kind, step.act:
        case SelectorKind.HOLDER, Act.COLLECT:
            return 'found "holder" of what is in the machine, which nobody has; wanted who takes it out'
        case SelectorKind.HOLDER, Act.BEGIN:
            return 'found "holder" of a space that nobody has rented yet; wanted who may rent it'
        case SelectorKind.HOLDER, _ if not collected and not rented:
            return 'found "holder" of what nobody has taken out yet; wanted who brings it'
        case SelectorKind.DEPOSITOR, act if act in SPACES:
            return 'found "depositor" of a rented space, into which nobody deposits; wanted "holder"'
        case SelectorKind.DEPOSITOR, _ if not deposited:
            return 'found "depositor" of what nobody has put in yet; wanted who brings it'
        case _:
            return ""


def _proof(step: StepRule) -> Iterator[SiteProblem]:
    kinds = {who.kind for who in step.by}
    whoever = SelectorKind.ANYONE in kinds or (step.start is StepStart.SELF and SelectorKind.PERSON in kinds)
    if step.proof.factors == 0 and not whoever:
        told = f"found 0, and nobody could tell who {' or '.join(map(str, step.by))} is"
        wanted = 'wanted at least 1, or by = "anyone"'
        yield SiteProblem(at(step, "proof", "factors"), f"{told}; {wanted}")
    staff = kinds == {SelectorKind.ROLE}
    if not step.proof.can_be_met(STAFFS if staff else EVERY):
        whom = "no member of staff" if staff else "nobody"
        told = f"found {step.proof.factors} factors of kinds with which {whom} can show so many"
        yield SiteProblem(at(step, "proof"), f"{told}; wanted fewer, or more kinds in `accepts`")


def _second(step: StepRule) -> Iterator[SiteProblem]:
    where = at(step, "second")
    if step.proof.people > 1 and step.second is None:
        yield SiteProblem(where, "it is missing; wanted who the second person is")
    if step.second is not None and step.proof.people < 2:
        told = f'found "{step.second}" for a step of one person; wanted proof.people = 2 as well'
        yield SiteProblem(where, told)
    if step.second is not None and step.second.kind not in NAMED:
        told = f'found "{step.second}"; wanted a role, a group or a person that can be told from the first'
        yield SiteProblem(where, told)


def _check(rules: ServiceRules, thing: ThingRule) -> Iterator[SiteProblem]:
    where = f'thing["{thing.name}"].check'
    if thing.check is None:
        return
    if thing.check.kind not in STAFF:
        told = f'found "{thing.check}"; wanted a role or a group that looks at what came back'
        yield SiteProblem(where, told)
    back = any(
        sum(1 for step in moves(course, thing.name) if step.act is Act.DEPOSIT) > 1
        for course in courses(rules)
    )
    if not back and not thing.again:
        yield SiteProblem(
            where, "found a check of what never comes back; wanted a second deposit, or no check"
        )


def _slots(rules: ServiceRules) -> Iterator[SiteProblem]:
    """Persons whom only a charge or a deadline names: no order would ever say who that is."""
    known = {who.id for step in rules.steps for who in step.by if who.kind is SelectorKind.PERSON}
    for where, who in _elsewhere(rules):
        if who.kind is SelectorKind.PERSON and who.id not in known:
            wanted = (
                f"a person whom `by` of a step names: {offered(who.id, sorted(known))}"
                if known
                else "somebody whom `by` of a step names"
            )
            yield SiteProblem(where, f'found "{who}"; wanted {wanted}')


def _elsewhere(rules: ServiceRules) -> Iterator[tuple[str, Selector]]:
    for step in rules.steps:
        for charge in step.charges:
            if charge.of is not None:
                yield at(step, f'charges["{charge.name}"]', "of"), charge.of
        for number, deadline in enumerate(step.clock.then if step.clock else (), 1):
            if deadline.to is not None:
                yield at(step, f"clock.then[{number}]", "to"), deadline.to
