"""Which services have a pool now: something that whoever comes first may take, or that is to come back."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.custody.ids import ConsignmentId
from kiosk.custody.ledger import Consignment
from kiosk.visits.ground import Ground


class Lent:
    """Looked up anew only where things have come, gone or changed since. Belongs to the kiosk's thread."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._things: Mapping[ConsignmentId, Consignment] | None = None
        self._services: frozenset[str] = frozenset()

    def services(self) -> frozenset[str]:
        things = self._ground.book.ledger.consignments
        if things is not self._things:
            self._things = things
            self._services = frozenset(t.service for t in things.values() if t.pooled or t.comes_back)
        return self._services
