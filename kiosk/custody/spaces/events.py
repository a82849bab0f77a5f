"""Events about rented spaces: begun, opened by whoever rents them, longer, given back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.custody.event import Event
from kiosk.custody.ids import TenancyId
from kiosk.custody.services.rules import PauseReason, Selector
from kiosk.custody.words import TenancyEnd


@dataclass(frozen=True, slots=True)
class TenancyBegan(Event):
    """A compartment is somebody's from now on, and what they keep there is nobody's business.

    `rules`: the digest of the service's rules that hold for it. `holder`: a party, or a group. `until`: to
    the end of what was agreed (UTC); the clock of its `end` counts from there, and stands for `pauses`.
    `dated`: that end is a date on the calendar, whatever the machine's clock is set to.
    """

    tenancy: TenancyId
    service: str
    rules: str
    holder: Selector
    compartment: str
    until: datetime
    pauses: tuple[PauseReason, ...] = ()
    dated: bool = False


@dataclass(frozen=True, slots=True)
class TenancyExtended(Event):
    """It lasts until then, and its clock begins anew from there."""

    tenancy: TenancyId
    until: datetime
    dated: bool = False


@dataclass(frozen=True, slots=True)
class TenancyUsed(Event):
    """Whoever rents it opened it and closed it again."""

    tenancy: TenancyId
    compartment: str


@dataclass(frozen=True, slots=True)
class TenancyEnded(Event):
    """The compartment is nobody's any more."""

    tenancy: TenancyId
    compartment: str
    how: TenancyEnd
