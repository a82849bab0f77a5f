"""How the word of a supply changes the ledger: the part of the fold that knows what carries the cabinet."""

from __future__ import annotations

from typing import Any

from kiosk.custody.changes import put, replace, without
from kiosk.custody.ledger import Ledger, Recorded
from kiosk.custody.power.events import (
    BatteryLow,
    BatteryWell,
    DepositsPaused,
    DepositsResumed,
    SupplyGone,
    SupplyTurned,
)
from kiosk.custody.power.supplies import Supply


def carry(ledger: Ledger, row: Recorded) -> Ledger:
    """The ledger after `row`; the same where that says nothing of a supply."""
    match row.event:
        case SupplyTurned(supply, source, charge):
            return _with(ledger, supply, source=source, charge=charge, since=row.at)
        case DepositsPaused(supply, charge):
            return _with(ledger, supply, paused=True, charge=charge)
        case DepositsResumed(supply, charge):
            return _with(ledger, supply, paused=False, charge=charge)
        case BatteryLow(supply, charge):
            return _with(ledger, supply, low=True, charge=charge)
        case BatteryWell(supply, charge):
            return _with(ledger, supply, low=False, charge=charge)
        case SupplyGone(supply):
            return replace(ledger, supplies=without(ledger.supplies, supply))
        case _:
            return ledger


def _with(ledger: Ledger, supply: str, **changes: Any) -> Ledger:  # noqa: ANN401  as replace()
    held = ledger.supplies.get(supply, Supply())
    return replace(ledger, supplies=put(ledger.supplies, supply, replace(held, **changes)))
