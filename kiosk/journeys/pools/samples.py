"""Samples of the screens of a pool."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kiosk.journeys.money.screens import Price
from kiosk.journeys.pools.screens import BroughtBack, IsItRight, LentThing, PoolPage, ScanBack, TakenAlong
from kiosk.journeys.screen import Screen
from kiosk.journeys.spaces.screens import WallTime

_TODAY, _TOMORROW, _LATER = WallTime(0, "18:05"), WallTime(1, "14:32"), WallTime(14, "12:00")
_ONE = (LentThing("c1", "DRILL-0007", _LATER),)
_LATE = (
    LentThing("c1", "DRILL-0007", WallTime(-3, "12:00"), over=True),
    LentThing("c2", "BEAMER-02", WallTime(-1, "18:05"), over=True),
    LentThing("c3", "", WallTime(0, "09:00"), over=True),
)

SAMPLES: Final[Mapping[str, Screen[Any]]] = {
    "pool": PoolPage("loan", 3, until=_LATER),
    "pool-one-left": PoolPage("loan", 1, until=_TOMORROW),
    "pool-lent": PoolPage("loan", 3, until=_TODAY, lent=_ONE),
    "pool-enough": PoolPage("loan", 3, enough=True, until=_LATER, lent=_ONE),
    "pool-late": PoolPage("rental", 0, lent=_LATE),
    "pool-none": PoolPage("course-kit", 0),
    "pool-to-keep": PoolPage("course-kit", 12),
    "pool-enough-to-keep": PoolPage("course-kit", 12, enough=True),
    "pool-takes-nothing": PoolPage("loan", 0, lent=_ONE, takes=False),
    "scan-back": ScanBack("loan"),
    "scan-back-camera": ScanBack("loan", camera=True),
    "scan-back-other": ScanBack("loan", "DRILL-0008"),
    "scan-back-without-scanner": ScanBack("loan", can_scan=False),
    "is-it-right": IsItRight("loan"),
    "is-it-right-returning": IsItRight("loan", returning=True),
    "taken-along": TakenAlong("loan", _LATER, seconds=20),
    "taken-along-today": TakenAlong("loan", _TODAY, seconds=20),
    "taken-along-to-keep": TakenAlong("course-kit", keeps=True, seconds=20),
    "brought-back": BroughtBack("loan", seconds=20),
    "brought-back-deposit": BroughtBack("loan", Price(5000, "EUR", 2), seconds=20),
    "brought-back-late": BroughtBack("loan", Price(4200, "EUR", 2), Price(800, "EUR", 2), 20),
    "brought-back-very-late": BroughtBack("loan", None, Price(5000, "EUR", 2), 20),
}
