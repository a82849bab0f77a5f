"""Samples of the screens of rented spaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from kiosk.journeys.doors.samples import KNEE
from kiosk.journeys.handover.screens import ReceiptWord, SizeOffer
from kiosk.journeys.money.screens import Price
from kiosk.journeys.screen import Screen
from kiosk.journeys.spaces.screens import (
    ChooseSpace,
    IsSpaceEmpty,
    MarkFind,
    MySpace,
    NoSpace,
    PutThings,
    SpaceCode,
    SpaceLine,
    SpaceOpen,
    SpaceReturned,
    WallTime,
    WhatWasInside,
    WhichSpace,
)

_TODAY, _TOMORROW, _LATER = WallTime(0, "18:05"), WallTime(1, "14:32"), WallTime(87, "12:00")
_SIZES = (
    SizeOffer("S", 40, 12, 50, free=9),
    SizeOffer("M", 40, 20, 50, free=4),
    SizeOffer("L", 40, 40, 50, free=1),
    SizeOffer("XL", 40, 60, 50, free=0),
)
_PRICED = tuple(
    replace(size, price=Price(minor, "EUR", 2))
    for size, minor in zip(_SIZES, (300, 500, 800, 1000), strict=True)
)
_TOKEN = "CUBBY1:ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"  # noqa: S105  a sample

SAMPLES: Final[Mapping[str, Screen[Any]]] = {
    "choose-space": ChooseSpace("storage", _SIZES, _TOMORROW),
    "choose-space-without-end": ChooseSpace("storage", _SIZES[:2], None),
    "choose-space-with-prices": ChooseSpace("storage", _PRICED, _TOMORROW),
    "space-code-to-pay": SpaceCode("12", "48302771", _TOKEN, ReceiptWord.OFFERED, Price(300, "EUR", 2)),
    "space-code": SpaceCode("12", "48302771", _TOKEN, ReceiptWord.OFFERED),
    **{f"space-code-{word}": SpaceCode("12", "48302771", _TOKEN, word) for word in ReceiptWord},
    "put-things": PutThings("12", KNEE),
    "put-things-reminded": PutThings("12", KNEE, reminded=True),
    "my-space": MySpace("12", KNEE, _TOMORROW),
    "my-space-new": MySpace("12", KNEE, _TOMORROW, fresh=True),
    "my-space-today": MySpace("12", KNEE, _TODAY, longer=True),
    "my-space-for-long": MySpace("12", KNEE, _LATER),
    "my-space-over": MySpace("12", KNEE, WallTime(-2, "18:05"), over=True, longer=True),
    "my-space-over-today": MySpace("12", KNEE, _TODAY, over=True),
    "my-space-parcels": MySpace("12", KNEE, None, parcels=2),
    "which-space": WhichSpace((SpaceLine("3", "S", _TODAY, over=True), SpaceLine("12", "M", _LATER))),
    "space-open": SpaceOpen("12", KNEE),
    "space-open-reminded": SpaceOpen("12", KNEE, reminded=True),
    "space-open-leaving": SpaceOpen("12", KNEE, leaving=True),
    "is-space-empty": IsSpaceEmpty("12", KNEE),
    "is-space-empty-quickly": IsSpaceEmpty("12", KNEE, quickly=True),
    "space-returned": SpaceReturned("12", 20),
    "no-space": NoSpace(),
    "no-space-tried": NoSpace(tried=True),
    "what-was-inside": WhatWasInside("12", KNEE),
    "mark-find": MarkFind("K4830277", "12"),
}
