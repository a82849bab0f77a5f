"""What a journey asks for to know who is there: readers, and a credential to be verified."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.access.credentials import (
    BothShown,
    Halfway,
    Proved,
    Shown,
    TokenShown,
    TooSoon,
    Unproved,
    Untimely,
    Verdict,
)
from kiosk.custody.ids import PartyId
from kiosk.custody.words import Audience
from kiosk.journeys.effects import Effect, Source


@dataclass(frozen=True, slots=True)
class Scanned:
    text: str


@dataclass(frozen=True, slots=True)
class BadgeHeld:
    """A badge was held to its reader."""

    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Scans(Source[Scanned]):
    """`samples`: texts worth trying when every path is walked."""

    samples: tuple[str, ...] = ("scanned",)

    def outcomes(self) -> tuple[Scanned, ...]:
        return tuple(Scanned(text) for text in self.samples)


@dataclass(frozen=True, slots=True)
class Proofs(Source[Scanned | BadgeHeld]):
    """Whatever is held out to prove who somebody is: a code to scanner or camera, a badge to its reader."""

    def outcomes(self) -> tuple[Scanned | BadgeHeld, ...]:
        return (Scanned("CUBBY:token"), BadgeHeld("04A1B2C3"))


@dataclass(frozen=True, slots=True)
class Verify(Effect[Verdict]):
    """Whose credential is it? Takes one attempt. `audience` None: whoever it belongs to.

    `of`: only this party's counts, for one more proof of somebody who has shown one already.
    `at`: whose screen this is, where anybody's is taken there: visitors and staff have attempts of their own.
    """

    shown: Shown
    audience: Audience | None
    of: PartyId | None = None
    at: Audience = Audience.VISITOR

    @property
    def counted(self) -> Audience:
        """Whose attempts a miss is one of."""
        return self.audience or self.at

    def outcomes(self) -> tuple[Verdict, ...]:
        audiences = tuple(Audience) if self.audience is None else (self.audience,)
        proved = tuple(Proved(self.of or PartyId(f"a {audience}"), audience) for audience in audiences)
        halfway = () if isinstance(self.shown, BothShown) else (Halfway(),)
        untimely = (Untimely(),) if isinstance(self.shown, TokenShown) else ()
        return (*proved, *halfway, Unproved(), *untimely, TooSoon(60))
