"""The screens that ask who somebody is: PIN, code, phone, and one more proof."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from hardware.outcomes.reading import ScanHint
from kiosk.custody.words import Audience, Kind
from kiosk.journeys.screen import Back, BackChoice, Screen, Typed


class PinProblem(StrEnum):
    NONE = "none"
    NOT_FOUND = "not_found"
    """Unknown, expired, withdrawn, someone else's machine: all look the same."""
    CLOCK = "clock"
    """A signed code is genuine, and nobody can tell the time by which it counts."""
    WAIT = "wait"


class PinChoice(StrEnum):
    SCAN = "scan"


class FaceGlance(StrEnum):
    NONE = "none"
    OPEN = "open"
    """A look into the camera does as well."""
    UNKNOWN = "unknown"
    """The camera does not know who stands there."""
    SLOW = "slow"
    """Too few pictures come to look at anybody."""


@dataclass(frozen=True, slots=True)
class EnterPin(Screen[Typed | PinChoice]):
    """`wait`: seconds until another attempt is taken, with `PinProblem.WAIT`.

    `or_digits`: so many are taken too, where the site's PINs are of two kinds.
    """

    audience: Audience
    digits: int
    problem: PinProblem = PinProblem.NONE
    wait: int = 0
    can_scan: bool = True
    camera: bool = False
    face: FaceGlance = FaceGlance.NONE
    badges: bool = False
    or_digits: int = 0

    def answers(self) -> tuple[Typed | PinChoice, ...]:
        fewer = (Typed("0" * self.or_digits),) if self.or_digits else ()
        return (Typed("0" * self.digits), *fewer, *((PinChoice.SCAN,) if self.camera else ()))


@dataclass(frozen=True, slots=True)
class EnterPhoneEnd(Screen[Typed | BackChoice]):
    """The last four digits of the phone the message came to."""

    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[Typed | BackChoice, ...]:
        return (Typed("0000"), BackChoice.BACK)


class CodeChoice(StrEnum):
    LOST_PHONE = "lost_phone"


@dataclass(frozen=True, slots=True)
class EnterCode(Screen[Typed | CodeChoice | BackChoice]):
    """The phone's code, after a PIN or a badge; with `lost_phone` the code that stands for the phone."""

    digits: int
    lost_phone: bool = False
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[Typed | CodeChoice | BackChoice, ...]:
        lost = () if self.lost_phone else (CodeChoice.LOST_PHONE,)
        return (Typed("0" * self.digits), *lost, BackChoice.BACK)


@dataclass(frozen=True, slots=True)
class ScanCode(Screen[BackChoice]):
    """The camera's preview; a code held before it is the answer. `hint`: what would help it."""

    audience: Audience
    problem: PinProblem = PinProblem.NONE
    wait: int = 0
    hint: ScanHint | None = None
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[BackChoice, ...]:
        return (BackChoice.BACK,)


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
