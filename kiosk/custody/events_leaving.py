"""Events about what has left the machine."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId


@dataclass(frozen=True, slots=True)
class DeparturesForgotten(Event):
    """Labels and codes of these were erased: they left long ago."""

    consignments: tuple[ConsignmentId, ...]
