"""Compartments, quotas and second looks: only where a door opens, and never onto somebody else's things."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.custody.cabinet.cabinet import Face
from kiosk.custody.services.rules import SelectorKind, ServiceRules, StepRule
from kiosk.custody.words import Act
from kiosk.services.soundness.courses import at
from kiosk.services.soundness.tenancies import SPACES
from kiosk.site.problems import SiteProblem

_NO_DOOR: Final = frozenset({Act.PAY, Act.DECIDE})
_OWNERS: Final = frozenset({SelectorKind.PERSON, SelectorKind.DEPOSITOR, SelectorKind.HOLDER})
_HELD: Final = frozenset({Act.COLLECT, Act.BEGIN})


def place_problems(rules: ServiceRules) -> Iterator[SiteProblem]:
    for step in rules.steps:
        yield from _shared(rules, step)
        if step.reopen is not None and step.act is not Act.COLLECT:
            told = f"found it for a {step.act}; wanted it for a collect, whose door was shut too early"
            yield SiteProblem(at(step, "reopen"), told)
        if step.act in _NO_DOOR and step.face is not Face.FRONT:
            told = f'found "{step.face}" for a {step.act}, for which no door opens; wanted no `face`'
            yield SiteProblem(at(step, "face"), told)
        if step.quota is not None and step.quota.holding:
            if step.act not in _HELD:
                told = f"found true for a {step.act}, after which nobody holds more; wanted `within`"
                yield SiteProblem(at(step, "quota.holding"), told)
            if step.quota.within:
                told = "found it beside `holding`; wanted so many within a time, or so many at once"
                yield SiteProblem(at(step, "quota.within"), told)


def _shared(rules: ServiceRules, step: StepRule) -> Iterator[SiteProblem]:
    """Whoever opens a shared compartment can reach all that is in it."""
    for thing in rules.things:
        if thing.place.shared == 1 or step.thing not in ("", thing.name):
            continue
        if step.act in SPACES:
            told = f"found {thing.place.shared} for a space that one person rents; wanted 1"
            yield SiteProblem("place.shared", told)
        elif step.act is Act.COLLECT and any(who.kind in _OWNERS for who in step.by):
            whose = ", ".join(str(who) for who in step.by if who.kind in _OWNERS)
            told = (
                f"found {whose}, who would open a compartment with the things of {thing.place.shared} people"
            )
            yield SiteProblem(
                at(step, "by"), f"{told}; wanted anyone, a role or a group, or place.shared = 1"
            )
