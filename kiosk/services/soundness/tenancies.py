"""A rented space: it is begun once and ended once, and its content is nobody's business."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.custody.services.rules import ServiceRules
from kiosk.custody.words import Act
from kiosk.services.soundness.courses import at
from kiosk.site.problems import SiteProblem

SPACES: Final = frozenset({Act.BEGIN, Act.USE, Act.END})
"""What is done with a rented space."""


def tenancy_problems(rules: ServiceRules) -> Iterator[SiteProblem]:
    steps = [step for step in rules.steps if step.act in SPACES]
    begun = False
    for step in steps:
        if step.thing:
            told = f'found "{step.thing}" in a step that rents a space; wanted no `thing`'
            yield SiteProblem(at(step, "thing"), told)
        if step.act is not Act.BEGIN and not begun:
            told = f'found "{step.act}" of a space that nobody has rented yet; wanted a begin before it'
            yield SiteProblem(at(step, "act"), told)
        if begun and step.act is Act.BEGIN:
            yield SiteProblem(at(step, "act"), 'found a second "begin"; wanted one in a service')
        begun = begun or step.act is Act.BEGIN
    ends = [step for step in steps if step.act is Act.END]
    if begun and not ends:
        first = next(step for step in steps if step.act is Act.BEGIN)
        told = "found a begin and no end: the space would never be free again"
        yield SiteProblem(at(first, "act"), f'{told}; wanted a step with act = "end"')
    for step in ends[1:]:
        yield SiteProblem(at(step, "act"), 'found a second "end"; wanted one in a service')
    if steps and len(rules.things) > 1:
        told = f"found {len(rules.things)} things beside a rented space; wanted one place for it"
        yield SiteProblem("thing", told)
