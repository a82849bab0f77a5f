"""Samples of the screens: commissioning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kiosk.custody.cabinet.cabinet import Cabinet, Panel, SizeClass
from kiosk.custody.cabinet.columns import KINDS, labels_of, planned
from kiosk.journeys.doors.samples import SIXTY
from kiosk.journeys.learning.screens import (
    ChooseColumns,
    CloseLearned,
    ColumnOffer,
    CommissionSummary,
    Front,
    TryingChannel,
    WhichOpened,
    front_of,
)
from kiosk.journeys.screen import Screen

_CABINET = Cabinet(
    width=134,
    height=194,
    panel=Panel(48, 84.5, 40, 71),
    columns=(),
    sizes={
        name: SizeClass(name, 42, height, 60)
        for name, height in (("S", 11.0), ("M", 17.0), ("L", 35.0), ("XL", 53.0))
    },
)


def _front(*kinds: str) -> Front:
    return front_of(_CABINET, planned(_CABINET, kinds) or ())


_OFFERS = tuple(
    ColumnOffer(kind, _front(kind).doors, kind not in ("tall", "mixed"), kind == "mixed") for kind in KINDS
)

_KINDS = ("small", "screen-small", "small", "mixed", "large", "tall")


def _columns(*kinds: str) -> tuple[tuple[str, ...], ...]:
    return tuple(labels_of((column,)) for column in planned(_CABINET, kinds) or ())


SAMPLES: Final[Mapping[str, Screen[Any]]] = {
    "columns": ChooseColumns(_OFFERS, _front(), 0, 60, as_now=True),
    "columns-chosen": ChooseColumns(_OFFERS, _front(*_KINDS), 60, 72, as_now=True),
    "trying": TryingChannel("A", 13, 13, 60, _front(*_KINDS), SIXTY[:12]),
    "which": WhichOpened("B", 1, 13, 60, "13", _columns(*_KINDS), SIXTY[:12], _front(*_KINDS)),
    "which-twice": WhichOpened(
        "B", 1, 13, 60, "13", _columns(*_KINDS), SIXTY[:12], _front(*_KINDS), twice="12"
    ),
    "close-learned": CloseLearned("13", _front(*_KINDS), seen=True),
    "close-learned-unseen": CloseLearned("13", _front(*_KINDS), seen=False),
    "commission-summary": CommissionSummary(60, 60, front=_front(*_KINDS)),
    "commission-summary-doubts": CommissionSummary(
        55, 60, ("3", "17"), ("56", "57", "58", "59", "60"), ("A", "B"), dead=5, front=_front(*_KINDS)
    ),
}
