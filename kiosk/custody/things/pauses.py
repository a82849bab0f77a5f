"""Whether a clock stands: nobody could have come, for a reason for which it does."""

from __future__ import annotations

from collections.abc import Collection

from kiosk.custody.ledger import Ledger
from kiosk.custody.services.rules import PauseReason


def stands(ledger: Ledger, pauses: Collection[PauseReason], compartment: str | None) -> bool:
    """Of what waits in `compartment`, or outside."""
    if not (ledger.doors_down or ledger.pauses or ledger.supplies):
        return False
    if not ledger.pauses.isdisjoint(pauses) or (PauseReason.MACHINE in pauses and ledger.rests):
        return True
    down = any(home_of(door) == compartment for door in ledger.doors_down)
    return down and PauseReason.DOOR in pauses


def home_of(door: str) -> str:
    """The label of the compartment behind a door."""
    return door.split("/", 1)[0]
