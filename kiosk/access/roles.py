"""What members of staff may do, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.custody.words import Act


@dataclass(frozen=True, slots=True)
class Role:
    """`acts`: what its claims may be about."""

    name: str
    acts: frozenset[Act]


ROLES: Final[Mapping[str, Role]] = {
    role.name: role
    for role in (
        Role("courier", frozenset({Act.DEPOSIT, Act.UNDO, Act.WORK})),
        Role("technician", frozenset({Act.WORK})),
        Role("operator", frozenset({Act.WORK})),
    )
}


def may(role: str, act: Act) -> bool:
    """Whether the role exists and covers the act."""
    return role in ROLES and act in ROLES[role].acts
