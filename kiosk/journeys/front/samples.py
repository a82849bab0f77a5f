"""Samples of the screens: home, out of service, help, languages, what did not work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kiosk.journeys.front.screens import (
    Appearance,
    Help,
    Home,
    Languages,
    OutOfService,
    OutReason,
    Sorry,
    SorryKind,
    StillThere,
)
from kiosk.journeys.screen import Screen

SAMPLES: Final[Mapping[str, Screen[Any]]] = {
    "home": Home(),
    "home-door-left-open": Home(open_doors=("12",)),
    "home-two-doors-left-open": Home(open_doors=("3", "12")),
    "home-door-opened-by-operator": Home(open_doors=("3", "12"), by_operator=("12",)),
    "home-without-scanner": Home(can_scan=False),
    "home-no-deposits": Home(deposits=False),
    "home-no-deposits-doors-left-open": Home(open_doors=("3", "12"), deposits=False),
    **{f"out-of-service-{reason}": OutOfService(reason) for reason in OutReason},
    **{f"sorry-{kind}": Sorry(kind, "12") for kind in SorryKind},
    "sorry-not-sent-again": Sorry(SorryKind.NOT_SENT, "12", can_retry=True),
    "sorry-cannot-reach-low-door": Sorry(SorryKind.CANNOT_REACH, "11", can_ask_low=True),
    "sorry-jammed-courier": Sorry(SorryKind.JAMMED, "12", kept=False),
    "help": Help("DEMO-1", 1204, "harbour", "+44 20 7946 0000"),
    "help-before-a-visit": Help("DEMO-1", 0, "", "+44 20 7946 0000"),
    "languages": Languages(("en", "de", "pl", "ar"), "en"),
    "appearance": Appearance(),
    "appearance-on": Appearance(150, contrast=True, reach=True, slower=True, fewer=True, left_hand=True),
    "still-there": StillThere(18),
}
