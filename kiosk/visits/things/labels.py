"""Labels: which consignment one belongs to, and what is on the labels of some."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.access.codes import CodeRefused, classify, tracking_text
from kiosk.custody.ids import ConsignmentId
from kiosk.custody.ledger import Consignment
from kiosk.custody.words import Stage
from kiosk.journeys.handover.effects import Find, LabelTold, TellLabel, Texts
from kiosk.labels.carriers import Carriers
from kiosk.visits.ground import Ground
from kiosk.visits.part import Hears, Performs
from kiosk.visits.run import Run


class Labels:
    """Belongs to the kiosk's thread."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self.performs: Performs = {Find: self.find, TellLabel: self._tell, Texts: self._texts}
        self.hears: Hears = {}

    def open(self) -> None:
        """Read the labels of what is announced or here anew, where the carriers' rules are others by now."""
        book = self._ground.book
        book.vault.numbers.anew(self._carriers.digest, self._carriers.numbers, book.ledger.consignments)

    def _texts(self, _run: Run, effect: Texts) -> tuple[str, ...]:
        labels = self._ground.book.vault.labels(effect.consignments)
        return tuple(labels[c].tracking if c in labels else "" for c in effect.consignments)

    def find(self, _run: Run, effect: Find) -> tuple[ConsignmentId, ...]:
        """Those with just this label: what is still to come, else one that is here. Else, in the same way,
        those with a number in common with it."""
        text = effect.text
        if isinstance(classify(text), CodeRefused):
            return ()
        just_so = self._labelled(tracking_text(text) or text)
        if just_so:
            return _coming(just_so) or (just_so[0].id,)
        return self._numbered((tracking_text(text) or text, *self._carriers.numbers(text)))

    def _tell(self, _run: Run, effect: TellLabel) -> LabelTold:
        near = self._numbered(self._carriers.nearby(effect.text))
        return LabelTold(self._carriers.carrier_of(effect.text), self._carriers.is_misread(effect.text), near)

    @property
    def _carriers(self) -> Carriers:
        return self._ground.site.carriers.known

    def _numbered(self, numbers: Iterable[str]) -> tuple[ConsignmentId, ...]:
        """Those that bear one of these numbers, or hold it: all that are still to come, else one here."""
        known = self._ground.book.vault.numbers
        found = {c.id: c for number in numbers for c in self._here(known.consignments(number))}
        return _coming(found.values()) or tuple(found)[:1]

    def _labelled(self, tracking: str) -> list[Consignment]:
        """The consignments with this label, those first that are still to come."""
        return self._here(self._ground.book.vault.consignments_with(tracking))

    def _here(self, known: Iterable[str]) -> list[Consignment]:
        things = self._ground.book.ledger.consignments
        here = [things[ConsignmentId(c)] for c in known if ConsignmentId(c) in things]
        return sorted(here, key=lambda c: c.stage is not Stage.ANNOUNCED)


def _coming(things: Iterable[Consignment]) -> tuple[ConsignmentId, ...]:
    return tuple(thing.id for thing in things if thing.stage is Stage.ANNOUNCED)
