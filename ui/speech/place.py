"""Where an open door is heard: its tone comes from its side of the screen, and is higher the higher it is."""

from __future__ import annotations

from hardware.speech.client import Tick
from kiosk.custody.cabinet.cabinet import Cabinet, Face


def tick_of(cabinet: Cabinet, label: str) -> Tick | None:
    """The tone of a door in front; None for one that is not there, or on the other side of the machine."""
    for column in cabinet.columns:
        for home in column.compartments:
            if home.label != label:
                continue
            if home.front.face is not Face.FRONT:
                return None
            eye = cabinet.panel.left + cabinet.panel.width / 2
            farthest = max(eye, cabinet.width - eye, 1.0)
            pan = (column.left + column.width / 2 - eye) / farthest
            pitch = home.middle / max(cabinet.height, 1.0)
            return Tick(max(-1.0, min(1.0, pan)), max(0.0, min(1.0, pitch)))
    return None
