"""Samples of the screens about wishes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kiosk.custody.wishes.wishes import WishKind
from kiosk.journeys.screen import Screen
from kiosk.journeys.wishes.screens import KeepForNextTime, WishesDeleted

SAMPLES: Final[Mapping[str, Screen[Any]]] = {
    "keep-for-next-time": KeepForNextTime((WishKind.TEXT, WishKind.CONTRAST, WishKind.SPEECH)),
    "keep-for-next-time-one": KeepForNextTime((WishKind.REACH,)),
    "keep-for-next-time-again": KeepForNextTime(tuple(WishKind), again=True),
    "wishes-deleted": WishesDeleted(),
}
