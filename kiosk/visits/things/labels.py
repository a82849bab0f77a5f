"""Labels: which consignment one belongs to, and what stands on the labels of some."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.access.codes import CodeRefused, classify, tracking_text
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.ledger import Consignment
from kiosk.custody.words import Stage
from kiosk.journeys.handover.effects import Find, Texts
from kiosk.labels.forms import readings
from kiosk.visits.ground import Ground
from kiosk.visits.part import Hears, Performs
from kiosk.visits.run import Run


class Labels:
    """Belongs to the kiosk's thread."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self.performs: Performs = {Find: self._find, Texts: self._texts}
        self.hears: Hears = {}

    def _texts(self, _run: Run, effect: Texts) -> tuple[str, ...]:
        labels = self._ground.book.vault.labels(effect.consignments)
        return tuple(labels[c].tracking if c in labels else "" for c in effect.consignments)

    def _find(self, _run: Run, effect: Find) -> tuple[ConsignmentId, ...]:
        """Those with just this label: what is still to come, else one that is here. Else, in the same way,
        those whose label the bars hold among other things."""
        text = effect.text
        if isinstance(classify(text), CodeRefused):
            return ()
        just_so = self._labelled(tracking_text(text) or text)
        if just_so:
            return _coming(just_so) or (just_so[0].id,)
        others = {c.id: c for reading in readings(text) for c in self._labelled(reading)}
        return _coming(others.values()) or tuple(others)[:1]

    def _labelled(self, tracking: str) -> list[Consignment]:
        """The consignments with this label, those first that are still to come."""
        book = self._ground.book
        known = (ConsignmentId(c) for c in book.vault.consignments_with(tracking))
        here = [book.ledger.consignments[c] for c in known if c in book.ledger.consignments]
        return sorted(here, key=lambda c: c.stage is not Stage.ANNOUNCED)


def _coming(things: Iterable[Consignment]) -> tuple[ConsignmentId, ...]:
    return tuple(thing.id for thing in things if thing.stage is Stage.ANNOUNCED)
