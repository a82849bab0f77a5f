"""Samples of the screens of rented spaces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kiosk.journeys.doors.samples import KNEE
from kiosk.journeys.screen import Screen
from kiosk.journeys.spaces.screens import MarkFind, WhatWasInside

SAMPLES: Final[Mapping[str, Screen[Any]]] = {
    "what-was-inside": WhatWasInside("12", KNEE),
    "mark-find": MarkFind("K4830277", "12"),
}
