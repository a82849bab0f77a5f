"""Decisions: what can be answered, and what happens only after an answer."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.custody.services.rules import ServiceRules
from kiosk.custody.words import Act
from kiosk.services.soundness.courses import at, before
from kiosk.site.problems import SiteProblem, found, offered


def decision_problems(rules: ServiceRules) -> Iterator[SiteProblem]:
    yield from _answers(rules)
    for step in rules.steps:
        earlier = [answer for each in before(rules, step) for answer in each.choose]
        if step.only_if and step.only_if not in earlier:
            yield SiteProblem(at(step, "only_if"), found(step.only_if, _one_of(step.only_if, earlier)))
        for charge in step.charges:
            where = at(step, f'charges["{charge.name}"]', "only_if")
            known = [*earlier, *step.choose]
            if charge.only_if and charge.only_if not in known:
                yield SiteProblem(where, found(charge.only_if, _one_of(charge.only_if, known)))
            elif charge.only_if and step.only_if and charge.only_if != step.only_if:
                told = f'found "{charge.only_if}" in a step that is there only after "{step.only_if}"'
                yield SiteProblem(where, f"{told}; wanted the same answer, or none")


def _one_of(answer: str, known: list[str]) -> str:
    return (
        f"an answer of an earlier decide: {offered(answer, known)}"
        if known
        else "a decide with `choose` before it"
    )


def _answers(rules: ServiceRules) -> Iterator[SiteProblem]:
    said: dict[str, str] = {}
    for step in rules.steps:
        where = at(step, "choose")
        if step.act is not Act.DECIDE and step.choose:
            yield SiteProblem(where, f'found answers to a "{step.act}"; wanted them in a decide alone')
        if step.act is Act.DECIDE and len(step.choose) < 2:
            yield SiteProblem(where, f"found {len(step.choose)} of them; wanted at least two answers")
        for answer in step.choose:
            if answer in said:
                told = f'found "{answer}", which "{said[answer]}" has already; wanted each answer once'
                yield SiteProblem(where, told)
            said.setdefault(answer, step.name)
