"""Samples of the screens of work at the machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kiosk.custody.cabinet.cabinet import Cabinet, Height, Panel, Place, Side, SizeClass
from kiosk.custody.cabinet.columns import KINDS, labels_of, planned
from kiosk.journeys import screens as s

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
_KINDS = ("small", "screen-small", "small", "mixed", "large", "tall")


def _front(*kinds: str) -> s.Front:
    return s.front_of(_CABINET, planned(_CABINET, kinds) or ())


def _columns(*kinds: str) -> tuple[tuple[str, ...], ...]:
    return tuple(labels_of((column,)) for column in planned(_CABINET, kinds) or ())


_OFFERS = tuple(
    s.ColumnOffer(kind, _front(kind).doors, kind not in ("tall", "mixed"), kind == "mixed") for kind in KINDS
)
_KNEE = Place(Side.LEFT, Height.KNEE)
_SIXTY = tuple(str(n) for n in range(1, 61))

SAMPLES: Final[Mapping[str, s.Screen[Any]]] = {
    "workshop": s.Workshop(tuple(s.WorkshopChoice), tasks=3, slow=1, boards=2, unsaved=90),
    "workshop-unfinished": s.Workshop(tuple(s.WorkshopChoice), unfinished=True),
    "workshop-subcontractor": s.Workshop((s.WorkshopChoice.DOORS, s.WorkshopChoice.DONE)),
    **{f"work-{word}": s.WorkMessage(word, "12", 3, 24, "site-1.toml") for word in s.WorkWord},
    **{
        f"work-attempts-{way}": s.WorkMessage(s.WorkWord.ATTEMPTS, f"{way}/visitor")
        for way in ("type", "scan", "look", "badge")
    },
    "work-attempts-command": s.WorkMessage(s.WorkWord.ATTEMPTS, "command/staff"),
    "doors": s.DoorList(tuple(str(n) for n in range(1, 25)), ("3", "17")),
    "doors-sixty": s.DoorList(_SIXTY),
    "door": s.DoorCard("12", _KNEE, s.DoorWord.FREE, tuple(s.DoorAct), 1204, 2, 180, 190),
    "door-slow": s.DoorCard("12", _KNEE, s.DoorWord.OUT, (s.DoorAct.TEST,), 1204, 2, 180, 1650, slow=True),
    **{f"door-{word}": s.DoorCard("12", _KNEE, word, tuple(s.DoorAct)) for word in s.DoorWord},
    "choose-fault": s.ChooseFault("12", _KNEE),
    "audit": s.AuditNext("12", _KNEE, 12, 24),
    "audit-differences": s.AuditNext("12", _KNEE, 12, 24, differences=2),
    "audit-empty": s.AuditAsk("12", _KNEE, 0),
    "audit-booked": s.AuditAsk("12", _KNEE, 2),
    "audit-refused": s.AuditAsk("12", _KNEE, 1, refused=True),
    "columns": s.ChooseColumns(_OFFERS, _front(), 0, 60, as_now=True),
    "columns-chosen": s.ChooseColumns(_OFFERS, _front(*_KINDS), 60, 72, as_now=True),
    "trying": s.TryingChannel("A", 12, 12, 60),
    "which": s.WhichOpened("B", 1, 13, 60, "13", _columns(*_KINDS), _SIXTY[:12], _front(*_KINDS)),
    "which-twice": s.WhichOpened(
        "B", 1, 13, 60, "13", _columns(*_KINDS), _SIXTY[:12], _front(*_KINDS), twice="12"
    ),
    "close-learned": s.CloseLearned("13", _front(*_KINDS), seen=True),
    "close-learned-unseen": s.CloseLearned("13", _front(*_KINDS), seen=False),
    "commission-summary": s.CommissionSummary(60, 60),
    "commission-summary-doubts": s.CommissionSummary(
        55, 60, ("3", "17"), ("56", "57", "58", "59", "60"), ("A", "B"), dead=5
    ),
}
