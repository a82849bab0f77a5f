"""Samples of the screens: a visitor brings something along, and finds it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kiosk.journeys.doors.samples import KNEE
from kiosk.journeys.dropoff.screens import (
    DidYouPutItIn,
    DropOffDone,
    FindDropOff,
    NameCollector,
    PassOn,
    ReadTerms,
    SayProblem,
    SayWhat,
    WhereItIs,
    WriteNumber,
)
from kiosk.journeys.handover.screens import ReceiptWord
from kiosk.journeys.screen import Screen

_LABEL = "JJD014600006281450"
_NUMBER = "4830277156"
_TIME = "2025-03-04 14:32"
_REFERENCE = "DEMO-1 4830277156 7213 2f6d1c0e9a7b4d5583a1c6e2f09b7d4ce15a8830fd2b6e917c4ad05b3e8f6a21"
_TOKEN = "CUBBY:ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # noqa: S105  of nobody

SAMPLES: Final[Mapping[str, Screen[Any]]] = {
    "say-what": SayWhat("return"),
    "say-what-camera": SayWhat("return", camera=True),
    "say-what-without-scanner": SayWhat("send", can_scan=False),
    **{f"say-what-{p}": SayWhat("return", p, _LABEL) for p in SayProblem if p is not SayProblem.NONE},
    "read-terms": ReadTerms("send"),
    "name-collector": NameCollector("handover"),
    "name-collector-refused": NameCollector("handover", refused=True),
    "write-number": WriteNumber(_NUMBER),
    "pass-on": PassOn("48302771", _TOKEN),
    "pass-on-qr-alone": PassOn("", _TOKEN),
    "did-you-put-it-in": DidYouPutItIn("12", KNEE),
    "drop-off-done": DropOffDone("return", _LABEL, "12", "M", _TIME, _REFERENCE, seconds=24),
    "drop-off-done-own": DropOffDone(
        "handover", _NUMBER, "6", "S", _TIME, _REFERENCE, "83015562", ReceiptWord.OFFERED, 60
    ),
    **{
        f"drop-off-done-receipt-{word}": DropOffDone(
            "return", _LABEL, "12", "M", _TIME, _REFERENCE, receipt=word, seconds=24
        )
        for word in ReceiptWord
    },
    "find-drop-off": FindDropOff(),
    "find-drop-off-unknown": FindDropOff(unknown=True),
    "find-drop-off-without-scanner": FindDropOff(can_scan=False),
    "where-it-is": WhereItIs(_NUMBER, "12", _TIME),
    "where-it-was": WhereItIs(_NUMBER, "", _TIME),
}
