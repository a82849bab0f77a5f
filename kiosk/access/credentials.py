"""What a party shows, and what that proves. The vault decides; nothing here knows a secret's other half."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.access.digits import folded
from kiosk.custody.ids import PartyId
from kiosk.custody.words import Audience


@dataclass(frozen=True, slots=True)
class PinShown:
    """Digits as typed, in any script; `phone_end`: the phone's last four where the scheme asks for them."""

    digits: str = field(repr=False)
    phone_end: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digits", folded(self.digits))
        object.__setattr__(self, "phone_end", folded(self.phone_end))


@dataclass(frozen=True, slots=True)
class TokenShown:
    """The whole text of a QR code."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class BadgeShown:
    """The number of a badge, from the reader for badges and from nothing else."""

    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LookShown:
    """A face that the camera has found to be somebody's, and alive as far as it was asked: by its ticket."""

    ticket: int


@dataclass(frozen=True, slots=True)
class BothShown:
    """A PIN or a badge, and with it the phone's six digits, or a recovery code's sixteen."""

    first: PinShown | TokenShown | BadgeShown
    code: str = field(repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "code", folded(self.code))


Shown = PinShown | TokenShown | BadgeShown | LookShown | BothShown


@dataclass(frozen=True, slots=True)
class Proved:
    party: PartyId
    audience: Audience


@dataclass(frozen=True, slots=True)
class Halfway:
    """Somebody's who has to show the phone's code as well; nothing is proven and nothing is written down."""


@dataclass(frozen=True, slots=True)
class Unproved:
    """Nobody's, expired, withdrawn, of another audience: all the same."""


@dataclass(frozen=True, slots=True)
class Untimely:
    """Genuine, and for something that is here; but nobody can tell the time, and so whether it counts now."""


@dataclass(frozen=True, slots=True)
class TooSoon:
    """This way of this machine takes the next attempt in `seconds`; nobody is locked out."""

    seconds: int


Verdict = Proved | Halfway | Unproved | Untimely | TooSoon
