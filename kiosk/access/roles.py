"""What members of staff may do, as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.custody.roles import COURIER, OPERATOR, SUBCONTRACTOR, TECHNICIAN
from kiosk.custody.services.rules import Selector, SelectorKind, ServiceRules, StepRule
from kiosk.custody.words import Act


@dataclass(frozen=True, slots=True)
class Role:
    """`acts`: what its claims may be about.

    `two_factors`: a PIN or a badge is not enough, the phone's code has to come with it. `days`: for how long
    its credentials hold, None for as long as nobody takes them back.
    """

    name: str
    acts: frozenset[Act]
    two_factors: bool = False
    days: int | None = None

    @property
    def maintains(self) -> bool:
        """Whether it works on the machine rather than with it."""
        return Act.MAINTAIN in self.acts


ROLES: Final[Mapping[str, Role]] = {
    role.name: role
    for role in (
        # Collects what is for its role: what was recalled, and what somebody leaves for it.
        Role(COURIER, frozenset({Act.DEPOSIT, Act.UNDO, Act.COLLECT, Act.WORK})),
        Role(TECHNICIAN, frozenset({Act.WORK, Act.MAINTAIN, Act.COMMISSION}), two_factors=True),
        # Somebody from another firm, for a day: sees nothing of what is there and opens nothing occupied.
        Role(SUBCONTRACTOR, frozenset({Act.MAINTAIN}), two_factors=True, days=1),
        Role(OPERATOR, frozenset({Act.WORK})),
    )
}


def role_named(name: str) -> Role:
    """One that only a service names, such as "workshop", hands over as a courier does."""
    return ROLES.get(name) or Role(name, ROLES[COURIER].acts)


def may(role: str, act: Act) -> bool:
    """Whether the role covers the act; whoever is no member of staff has none."""
    return role != "" and act in role_named(role).acts


def roles_here(services: Iterable[ServiceRules | None]) -> tuple[str, ...]:
    """The roles that members of staff can have: everywhere the same ones, and those that services name."""
    all_ = tuple(rules for rules in services if rules is not None)
    every = (step for rules in all_ for step in rules.steps)
    looks = (thing.check for rules in all_ for thing in rules.things if thing.check is not None)
    whos = (*(who for step in every for who in _whos(step)), *looks)
    named = (who.id for who in whos if who.kind is SelectorKind.ROLE)
    return tuple(dict.fromkeys((*ROLES, *sorted(named))))


def _whos(step: StepRule) -> Iterator[Selector]:
    yield from step.by
    if step.second is not None:
        yield step.second
    for due in step.clock.then if step.clock is not None else ():
        if due.to is not None:
            yield due.to


def maintains(role: str) -> bool:
    """Whether the role exists and works on the machine."""
    return role in ROLES and ROLES[role].maintains


def needs_code(role: str) -> bool:
    """Whether the role signs in with the phone's code as well."""
    return role in ROLES and ROLES[role].two_factors
