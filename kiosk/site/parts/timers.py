"""`[timers]`, `[staff]` and `[update]`: how long the machine waits for people, and until when for nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Annotated, Final

from pydantic import Field

from kiosk.custody.things.services import ServiceTimers
from kiosk.site.kinds import STRICT, Seconds, said
from kiosk.site.parts.night import TimeOfDay

_USUAL_HOUR: Final = time(4)


@dataclass(frozen=True, slots=True)
class StaffTimers:
    """Seconds without a touch, a scan or a door until signed-in staff are signed out.

    `fresh`: after so many seconds a credential of staff wants a second factor. `revocations`: how old the
    operator's block list may be until somebody should look.
    """

    idle: int = 180
    warning: int = 30
    fresh: int | None = None
    revocations: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimersTable:
    __pydantic_config__ = STRICT
    idle: Seconds | None = None
    warning: Seconds | None = None
    thanks: Seconds | None = None
    quick_close: Annotated[float, Field(ge=0, le=60)] | None = None

    def build(self) -> ServiceTimers:
        return ServiceTimers(**said(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffTable:
    __pydantic_config__ = STRICT
    idle: Seconds | None = None
    warning: Seconds | None = None
    fresh: Seconds | None = None
    revocations: Seconds | None = None

    def build(self) -> StaffTimers:
        return StaffTimers(**said(self))


@dataclass(frozen=True, slots=True)
class UpdateSite:
    """When the machine changes to a new version by itself: from `at` on, in the site's time zone and for an
    hour, once nobody is there and every door is shut."""

    at: time = _USUAL_HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateTable:
    __pydantic_config__ = STRICT
    at: TimeOfDay = _USUAL_HOUR

    def build(self) -> UpdateSite:
        return UpdateSite(self.at)
