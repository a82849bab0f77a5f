"""What events about the machine make of the ledger: how far an update has come, when it is to be empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kiosk.custody.changes import replace
from kiosk.custody.event import Event
from kiosk.custody.ledger import Ledger, Recorded
from kiosk.custody.machine.events import (
    DrainBegan,
    DrainEnded,
    UpdateApplied,
    UpdateConfirmed,
    UpdateFetched,
    UpdateRefused,
    UpdateUndone,
)
from kiosk.custody.machine.updates import LastUpdate, UpdateStage

_STAGES: Final[Mapping[type[Event], UpdateStage]] = {
    UpdateFetched: UpdateStage.FETCHED,
    UpdateRefused: UpdateStage.REFUSED,
    UpdateApplied: UpdateStage.APPLIED,
    UpdateConfirmed: UpdateStage.CONFIRMED,
    UpdateUndone: UpdateStage.UNDONE,
}

UpdateEvent = UpdateFetched | UpdateRefused | UpdateApplied | UpdateConfirmed | UpdateUndone


def note_update(ledger: Ledger, _row: Recorded, event: UpdateEvent) -> Ledger:
    why = event.why.value if isinstance(event, UpdateRefused | UpdateUndone) else ""
    return replace(ledger, last_update=LastUpdate(event.version, _STAGES[type(event)], why))


def drain(ledger: Ledger, _row: Recorded, event: DrainBegan | DrainEnded) -> Ledger:
    return replace(ledger, drain_until=event.until if isinstance(event, DrainBegan) else None)
