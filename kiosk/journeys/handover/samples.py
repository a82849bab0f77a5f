"""Samples of the screens: collecting, delivering, giving a code to somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from hardware.outcomes.reading import ScanHint
from kiosk.journeys.doors.samples import CHEST, KNEE
from kiosk.journeys.handover.screens import (
    ChooseSize,
    CourierSummary,
    DelegateCode,
    DidYouTakeIt,
    NothingFree,
    PickUpOrGive,
    PutHint,
    PutParcel,
    ReceiptWord,
    ScanNotice,
    ScanParcel,
    SizeOffer,
    TakeParcel,
    ThankYou,
    TypeLabel,
    WaitingParcel,
    WhichParcel,
)
from kiosk.journeys.screen import Screen

_LABEL = "JJD014600006281450"

_SIZES = (
    SizeOffer("S", 40, 12, 50, free=9),
    SizeOffer("M", 40, 20, 50, free=4),
    SizeOffer("L", 40, 40, 50, free=1),
    SizeOffer("XL", 40, 60, 50, free=0),
)

_SSCC = "340123450000000018"


SAMPLES: Final[Mapping[str, Screen[Any]]] = {
    "pick-up-or-give": PickUpOrGive(1),
    "pick-up-or-give-three": PickUpOrGive(
        3,
        waiting=(WaitingParcel("12", "M", 3), WaitingParcel("6", "S", 30), WaitingParcel("24", "XL")),
    ),
    "pick-up-or-take-back": PickUpOrGive(2, given=True),
    "delegate-code": DelegateCode("48302771", 2, 72),
    "delegate-code-six": DelegateCode("483027", 1, 24),
    "take": TakeParcel("12", KNEE),
    "take-second-of-three": TakeParcel("17", CHEST, index=2, of=3),
    "take-reminded": TakeParcel("12", KNEE, reminded=True),
    "take-along": TakeParcel("12", KNEE, own=False),
    "did-you-take-it": DidYouTakeIt("12", KNEE),
    "did-you-take-it-out": DidYouTakeIt("12", KNEE, undo=True),
    "did-you-take-it-lent": DidYouTakeIt("12", KNEE, lent=True),
    "take-parcel-lent": TakeParcel("12", KNEE, lent=True),
    "put-parcel-lent": PutParcel("12", KNEE, "DRILL-0007", lent=True),
    "thank-you": ThankYou(1, reopen="12", seconds=20),
    "thank-you-three": ThankYou(3, seconds=20),
    "thank-you-face": ThankYou(1, reopen="12", face=True, seconds=20),
    "thank-you-all-kept": ThankYou(1, reopen="12", face=True, seconds=20, wishes=True),
    "scan-parcel": ScanParcel(expected=14, camera=True),
    "scan-parcel-paused": ScanParcel(
        3, 11, ScanNotice.DELIVERED, "12", _LABEL, can_undo=True, tasks=2, camera=True, paused=True
    ),
    "scan-parcel-dim": ScanParcel(expected=14, camera=True, hint=ScanHint.DIM_YOUR_PHONE),
    "scan-parcel-without-camera": ScanParcel(expected=14),
    "scan-parcel-delivered": ScanParcel(3, 11, ScanNotice.DELIVERED, "12", _LABEL, can_undo=True, tasks=2),
    **{
        f"scan-parcel-{notice}": ScanParcel(3, 11, notice, "12", _LABEL, can_undo=True)
        for notice in ScanNotice
        if notice not in (ScanNotice.NONE, ScanNotice.DELIVERED)
    },
    "scan-parcel-carrier": ScanParcel(3, 11, ScanNotice.UNKNOWN_LABEL, "", _LABEL, "DPD", can_undo=True),
    "type-label": TypeLabel(),
    "which-parcel": WhichParcel("420787459400111899223856928499", ("9400111899223856928499", _LABEL)),
    "which-parcel-near": WhichParcel("0998OO0002OO33", ("09980000020033",)),
    "choose-size": ChooseSize(_LABEL, _SIZES),
    "nothing-free": NothingFree("L", _LABEL),
    "nothing-free-chilled": NothingFree("L", _LABEL, chilled=True),
    "nothing-free-chilled-at-all": NothingFree("", _LABEL, chilled=True),
    "put": PutParcel("12", KNEE, _LABEL),
    "put-close-first": PutParcel("12", KNEE, _LABEL, hint=PutHint.CLOSE_FIRST),
    "put-next": PutParcel("12", KNEE, _LABEL, hint=PutHint.NEXT, following="RB123456785GB"),
    "put-reminded": PutParcel("12", KNEE, _LABEL, reminded=True),
    "summary": CourierSummary(14),
    "summary-missing": CourierSummary(12, (_LABEL, _SSCC)),
    "summary-none": CourierSummary(0),
    "summary-earlier": CourierSummary(0, earlier=3),
    **{f"summary-receipt-{word}": CourierSummary(14, receipt=word) for word in ReceiptWord},
    "summary-missing-receipt": CourierSummary(12, (_LABEL, _SSCC), ReceiptWord.NO_PAPER),
}
