"""`[attempts.visitors]` and `[attempts.staff]`: how fast wrong codes are taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from kiosk.custody.proofs.attempts import LIMITS, Limit
from kiosk.custody.words import Audience, Way
from kiosk.site.kinds import STRICT, Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitTable:
    """So many attempts at once, then one in each `then_every`."""

    __pydantic_config__ = STRICT
    at_once: Annotated[int, Field(ge=1, le=100)]
    then_every: Annotated[Seconds, Field(ge=1, le=86_400)]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorsAttemptsTable:
    """A way that is not named has Cubby's own limit; `kiosk/custody/proofs/attempts.py` has them."""

    __pydantic_config__ = STRICT
    type: LimitTable | None = None
    scan: LimitTable | None = None
    look: LimitTable | None = None
    badge: LimitTable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffsAttemptsTable(VisitorsAttemptsTable):
    """`command`: openings from afar."""

    __pydantic_config__ = STRICT
    command: LimitTable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptsTable:
    __pydantic_config__ = STRICT
    visitors: VisitorsAttemptsTable = field(default_factory=VisitorsAttemptsTable)
    staff: StaffsAttemptsTable = field(default_factory=StaffsAttemptsTable)

    def build(self) -> dict[tuple[Way, Audience], Limit]:
        """The site's own limits, else Cubby's."""
        of_whom: dict[Audience, VisitorsAttemptsTable] = {
            Audience.VISITOR: self.visitors,
            Audience.STAFF: self.staff,
        }
        own: dict[tuple[Way, Audience], LimitTable | None] = {
            (way, audience): getattr(of_whom[audience], way.value) for way, audience in LIMITS
        }
        return {k: Limit(t.at_once, float(t.then_every)) if (t := own[k]) else LIMITS[k] for k in LIMITS}
