"""A small cabinet and a site's look for the tests of the window."""

from __future__ import annotations

from hardware.outcomes.locks import LockAddress
from kiosk.custody.cabinet.cabinet import Cabinet, Column, Compartment, Door, Face, Panel
from ui.shown import Look


def _compartment(label: str, channel: int, bottom: float, face: Face = Face.FRONT) -> Compartment:
    door = Door(label, face, LockAddress("left", channel))
    return Compartment(label, "M", bottom, bottom + 40, (door,))


CABINET = Cabinet(
    width=100,
    height=200,
    panel=Panel(left=40, bottom=100, width=20, height=40),
    columns=(
        Column(0, 40, (_compartment("3", 1, 60), _compartment("12", 2, 10))),
        Column(60, 40, (_compartment("R1", 3, 60, Face.REAR),)),
    ),
    sizes={},
)

LOOK = Look("DEMO-1", "+44 20 7946 0000", CABINET, languages=("en", "de", "pl", "ar"))
