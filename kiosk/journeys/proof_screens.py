"""The screens that ask for one more proof, where what waits here wants more than one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.custody.words import Audience, Kind
from kiosk.journeys.screen import Screen, Typed


class ProofProblem(StrEnum):
    NONE = "none"
    NOT_FOUND = "not_found"
    """Unknown, expired, somebody else's, another kind than asked for: all look the same."""
    CLOCK = "clock"
    """As in `PinProblem`."""
    WAIT = "wait"


class ProofChoice(StrEnum):
    WITHOUT = "without"
    """They don't have it with them; what can be done without goes on."""


class PersonChoice(StrEnum):
    SIGN_IN = "sign_in"
    WITHOUT = "without"


@dataclass(frozen=True, slots=True)
class NextPin(Screen[Typed | ProofChoice]):
    """Something was shown; now the PIN is asked for. `others`: what would do as well.

    `or_digits`: so many are taken too, where the site's PINs are of two kinds.
    """

    audience: Audience
    digits: int
    others: tuple[Kind, ...] = ()
    problem: ProofProblem = ProofProblem.NONE
    wait: int = 0
    or_digits: int = 0

    def answers(self) -> tuple[Typed | ProofChoice, ...]:
        fewer = (Typed("0" * self.or_digits),) if self.or_digits else ()
        return (Typed("0" * self.digits), *fewer, *ProofChoice)


@dataclass(frozen=True, slots=True)
class NextShow(Screen[ProofChoice]):
    """Something was typed or shown; now one of `kinds`, none of which is typed, is asked for by name."""

    audience: Audience
    kinds: tuple[Kind, ...]
    problem: ProofProblem = ProofProblem.NONE
    wait: int = 0

    def answers(self) -> tuple[ProofChoice, ...]:
        return tuple(ProofChoice)


@dataclass(frozen=True, slots=True)
class NextPerson(Screen[PersonChoice]):
    """What waits here is handed over before a member of staff, who signs in now."""

    def answers(self) -> tuple[PersonChoice, ...]:
        return tuple(PersonChoice)
