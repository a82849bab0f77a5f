"""What the journal says of orders from outside beyond what they bring about."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.custody.event import Event
from kiosk.custody.ids import ConsignmentId


@dataclass(frozen=True, slots=True)
class OrderFailed(Event):
    """An order of this kind came upon a mistake of ours; the log has the rest."""

    order: str


@dataclass(frozen=True, slots=True)
class Withdrawn(Event):
    """The consignment is not to be handed out any more; one that was still to come is gone from the book."""

    consignment: ConsignmentId
