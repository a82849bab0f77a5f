"""Samples of the screens: a door opens, sticks, is left open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kiosk.custody.cabinet.cabinet import DoorPlace, Height, Side
from kiosk.journeys.doors.screens import (
    CanYouClose,
    CloseDoor,
    CloseWhy,
    DoorLeftOpen,
    DoorOpening,
    HelpAtDoor,
    OpenWhy,
    PressDoor,
    Purpose,
)
from kiosk.journeys.screen import Screen

KNEE: Final = DoorPlace(Side.LEFT, Height.KNEE)

CHEST: Final = DoorPlace(Side.RIGHT, Height.CHEST)
HEAD: Final = DoorPlace(Side.LEFT, Height.HEAD)
SIXTY: Final = tuple(str(n) for n in range(1, 61))


SAMPLES: Final[Mapping[str, Screen[Any]]] = {
    **{f"door-left-open-{why}": DoorLeftOpen("12", KNEE, why) for why in OpenWhy},
    "opening": DoorOpening("12", KNEE, Purpose.TAKE),
    "opening-put": DoorOpening("12", KNEE, Purpose.PUT),
    "opening-look": DoorOpening("12", KNEE, Purpose.LOOK),
    **{f"press-{purpose}": PressDoor("12", KNEE, purpose) for purpose in Purpose},
    "can-you-close": CanYouClose("11", HEAD),
    "help-at-door": HelpAtDoor("11", HEAD),
    **{f"close-{why}": CloseDoor("12", KNEE, why) for why in CloseWhy},
    "close-reminded": CloseDoor("12", KNEE, CloseWhy.NOT_MINE, reminded=True),
}
