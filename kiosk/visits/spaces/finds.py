"""Numbers for what staff took out of rented spaces."""

from __future__ import annotations

from kiosk.custody.work.looking import cleared
from kiosk.journeys.spaces.effects import KeepFind
from kiosk.vault.pins import new_pin
from kiosk.visits.ground import Ground
from kiosk.visits.hands import Hands
from kiosk.visits.part import Hears, Performs
from kiosk.visits.run import Run

_FIND = "K"
"""What such a number begins with."""


class Finds:
    """Belongs to the kiosk's thread."""

    def __init__(self, ground: Ground, hands: Hands) -> None:
        self._ground = ground
        self._hands = hands
        self.performs: Performs = {KeepFind: self._keep}
        self.hears: Hears = {}

    def _keep(self, run: Run, effect: KeepFind) -> str:
        ledger, vault = self._ground.book.ledger, self._ground.book.vault
        tenancy = ledger.tenancies[effect.tenancy]
        number = self._number()
        self._hands.record(
            run,
            *cleared(ledger, tenancy, found=True),
            also=lambda: vault.remember_label(tenancy.id, number, ""),
        )
        return number

    def _number(self) -> str:
        """One that nothing else here bears."""
        while True:
            number = f"{_FIND}{new_pin(7)}"
            if not self._ground.book.vault.consignments_with(number):
                return number
