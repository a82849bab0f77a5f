"""Samples of the screens: a door opens, sticks, is left open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kiosk.custody.cabinet.cabinet import Height, Place, Side
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

_KNEE = Place(Side.LEFT, Height.KNEE)

_HEAD = Place(Side.LEFT, Height.HEAD)


SAMPLES: Final[Mapping[str, Screen[Any]]] = {
    **{f"door-left-open-{why}": DoorLeftOpen("12", _KNEE, why) for why in OpenWhy},
    "opening": DoorOpening("12", _KNEE, Purpose.TAKE),
    "opening-put": DoorOpening("12", _KNEE, Purpose.PUT),
    "opening-look": DoorOpening("12", _KNEE, Purpose.LOOK),
    **{f"press-{purpose}": PressDoor("12", _KNEE, purpose) for purpose in Purpose},
    "can-you-close": CanYouClose("11", _HEAD),
    "help-at-door": HelpAtDoor("11", _HEAD),
    **{f"close-{why}": CloseDoor("12", _KNEE, why) for why in CloseWhy},
    "close-reminded": CloseDoor("12", _KNEE, CloseWhy.NOT_MINE, reminded=True),
}
