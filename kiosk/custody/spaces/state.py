"""A rented space, as the ledger has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.custody.ids import TenancyId
from kiosk.custody.services.rules import PauseReason, Selector
from kiosk.custody.things.clocks import RetentionClock


@dataclass(frozen=True, slots=True)
class Tenancy:
    """`clock` counts from `until`, the end of what was agreed; `reached`: so many of its deadlines are over.

    `opened`: its holder has had the door open, so that something may be inside. `ordered`: nobody began it
    at the machine. `dated`: see `TenancyBegan`.
    """

    id: TenancyId
    service: str
    rules: str
    principal: str
    holder: Selector
    compartment: str
    until: datetime
    clock: RetentionClock
    pauses: tuple[PauseReason, ...] = ()
    dated: bool = False
    ordered: bool = False
    opened: bool = False
    reached: int = 0
