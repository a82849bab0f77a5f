"""The hand-overs of a thing from the rules of its service, with people in the places of slots."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kiosk.custody.ids import PartyId
from kiosk.custody.services.rules import Selector, SelectorKind, ServiceRules, StepRule
from kiosk.custody.things.events import USUAL_PAUSES, Leg
from kiosk.custody.words import Act

_OF_THINGS: Final = (Act.DEPOSIT, Act.COLLECT, Act.PAY, Act.DECIDE)


class NobodyNamed(LookupError):  # noqa: N818  says what is the matter
    """A slot of the service that nobody was named for; its text is the slot."""


def legs_of(
    rules: ServiceRules, kind: str, people: Mapping[str, PartyId], *, whoever: bool = False
) -> tuple[Leg, ...]:
    """The legs of a thing of this kind, in the service's order. `whoever`: a slot that nobody was named for
    stays open, for whoever comes first. Raises NobodyNamed."""
    return tuple(leg_of(step, people, whoever=whoever) for step in _steps(rules, kind))


def loop_of(
    rules: ServiceRules, kind: str, people: Mapping[str, PartyId], *, whoever: bool = False
) -> tuple[Leg, ...]:
    """The legs that follow its last one, for what comes back; none for what does not. Raises NobodyNamed."""
    thing = rules.thing(kind)
    if thing is None or not thing.again:
        return ()
    steps = _steps(rules, kind)
    begin = next((at for at, step in enumerate(steps) if step.name == thing.again), len(steps))
    return tuple(leg_of(step, people, whoever=whoever) for step in steps[begin:])


def leg_of(step: StepRule, people: Mapping[str, PartyId], *, whoever: bool = False) -> Leg:
    """One step as a leg. Raises NobodyNamed."""
    pauses = step.clock.pauses if step.clock is not None else USUAL_PAUSES
    return Leg(
        step.act,
        tuple(one if whoever and one.id not in people else _bound(one, people) for one in step.by),
        step.name,
        pauses,
        step.only_if,
        quota=step.quota,
    )


def slots_of(rules: ServiceRules, kind: str) -> tuple[str, ...]:
    """The slots that somebody has to be named for, in the order in which they first come."""
    named = (one for step in _steps(rules, kind) for one in step.by)
    return tuple(dict.fromkeys(one.id for one in named if one.kind is SelectorKind.PERSON))


def _steps(rules: ServiceRules, kind: str) -> tuple[StepRule, ...]:
    return tuple(step for step in rules.steps_of(kind) if step.act in _OF_THINGS)


def _bound(one: Selector, people: Mapping[str, PartyId]) -> Selector:
    if one.kind is not SelectorKind.PERSON:
        return one
    if one.id not in people:
        raise NobodyNamed(one.id)
    return Selector(SelectorKind.PARTY, people[one.id])
