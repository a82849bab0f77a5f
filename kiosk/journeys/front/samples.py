"""Samples of the screens: home, out of service, help, languages, what did not work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kiosk.custody.services.verbs import Verb
from kiosk.journeys.front.screens import (
    Appearance,
    ChooseService,
    Help,
    Home,
    Languages,
    OutOfService,
    OutReason,
    ServiceCard,
    Sorry,
    SorryKind,
    StillThere,
    VerbTile,
)
from kiosk.journeys.screen import Screen

_BRING = ("return", "send", "handover")
_TILES = (
    VerbTile(Verb.BRING, _BRING),
    VerbTile(Verb.STORE, ("storage",)),
    VerbTile(Verb.BORROW, ("loan",)),
    VerbTile(Verb.PAY, ("counter",)),
)


def _cards(*names: str) -> tuple[ServiceCard, ...]:
    """The services that come with Cubby; where samples are shown, their names are their digests."""
    return tuple(ServiceCard(name, name) for name in names)


_EIGHT = (*_BRING, "repair", "trade-in", "recycling", "free-library", "laundry")

SAMPLES: Final[Mapping[str, Screen[Any]]] = {
    "home": Home(),
    "home-bring": Home(verbs=_TILES[:1]),
    "home-five-verbs": Home(verbs=_TILES),
    "home-five-verbs-door-left-open": Home(open_doors=("12",), verbs=_TILES),
    "home-door-left-open": Home(open_doors=("12",)),
    "home-two-doors-left-open": Home(open_doors=("3", "12")),
    "home-door-opened-by-operator": Home(open_doors=("3", "12"), by_operator=("12",)),
    "home-without-scanner": Home(can_scan=False),
    "home-no-deposits": Home(deposits=False),
    "home-no-deposits-doors-left-open": Home(open_doors=("3", "12"), deposits=False),
    "choose-service": ChooseService(Verb.BRING, _cards(*_BRING)),
    "choose-service-eight": ChooseService(Verb.BRING, _cards(*_EIGHT)),
    "choose-service-to-borrow": ChooseService(Verb.BORROW, _cards("loan", "course-kit")),
    "choose-service-to-store": ChooseService(Verb.STORE, _cards("storage", "assigned-locker")),
    "choose-service-to-pay": ChooseService(Verb.PAY, _cards("counter", "parcel")),
    **{f"out-of-service-{reason}": OutOfService(reason) for reason in OutReason},
    **{f"sorry-{kind}": Sorry(kind, "12", space=kind is SorryKind.CLEARED) for kind in SorryKind},
    "sorry-not-sent-again": Sorry(SorryKind.NOT_SENT, "12", can_retry=True),
    "sorry-cannot-reach-low-door": Sorry(SorryKind.CANNOT_REACH, "11", can_ask_low=True),
    "sorry-jammed-space": Sorry(SorryKind.JAMMED, "12", space=True),
    "sorry-unknown-space": Sorry(SorryKind.UNKNOWN, "12", space=True),
    "sorry-jammed-courier": Sorry(SorryKind.JAMMED, "12", kept=False),
    "help": Help("DEMO-1", 1204, "harbour", "+44 20 7946 0000"),
    "help-before-a-visit": Help("DEMO-1", 0, "", "+44 20 7946 0000"),
    "help-and-find": Help("DEMO-1", 0, "", "+44 20 7946 0000", finds=True),
    "languages": Languages(("en", "de", "pl", "ar"), "en"),
    "appearance": Appearance(),
    "appearance-on": Appearance(150, contrast=True, reach=True, slower=True, fewer=True, left_hand=True),
    "still-there": StillThere(18),
}
