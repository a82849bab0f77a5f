"""Samples of the screens: PIN, code, phone and one more proof."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from hardware.outcomes.reading import ScanHint
from kiosk.custody.words import Audience, Kind
from kiosk.journeys.screen import Screen
from kiosk.journeys.who.screens import (
    EnterCode,
    EnterPhoneEnd,
    EnterPin,
    FaceGlance,
    NextPerson,
    NextPin,
    NextShow,
    PinProblem,
    ProofProblem,
    ScanCode,
)

SAMPLES: Final[Mapping[str, Screen[Any]]] = {
    "pin": EnterPin(Audience.VISITOR, 8),
    "pin-camera": EnterPin(Audience.VISITOR, 8, camera=True),
    "pin-face": EnterPin(Audience.VISITOR, 8, camera=True, face=FaceGlance.OPEN),
    "pin-face-unknown": EnterPin(Audience.VISITOR, 8, camera=True, face=FaceGlance.UNKNOWN),
    "pin-six": EnterPin(Audience.VISITOR, 6),
    "pin-six-or-eight": EnterPin(Audience.VISITOR, 8, or_digits=6),
    "pin-clock": EnterPin(Audience.VISITOR, 8, PinProblem.CLOCK),
    "pin-not-found": EnterPin(Audience.VISITOR, 8, PinProblem.NOT_FOUND),
    "pin-wait": EnterPin(Audience.VISITOR, 8, PinProblem.WAIT, wait=45),
    "pin-without-scanner": EnterPin(Audience.VISITOR, 8, can_scan=False),
    "pin-badges": EnterPin(Audience.VISITOR, 8, badges=True),
    "pin-badges-without-scanner": EnterPin(Audience.VISITOR, 8, can_scan=False, badges=True),
    "pin-staff-badges": EnterPin(Audience.STAFF, 8, badges=True),
    "pin-staff": EnterPin(Audience.STAFF, 8, camera=True),
    "phone-end": EnterPhoneEnd(),
    "code": EnterCode(6),
    "code-lost-phone": EnterCode(16, lost_phone=True),
    "next-pin": NextPin(Audience.VISITOR, 8),
    "next-pin-six-or-eight": NextPin(Audience.VISITOR, 8, or_digits=6),
    "next-pin-or-face": NextPin(Audience.VISITOR, 6, (Kind.FACE,)),
    "next-pin-staff": NextPin(Audience.STAFF, 8, (Kind.TOKEN, Kind.BADGE)),
    "next-pin-not-found": NextPin(Audience.VISITOR, 8, (), ProofProblem.NOT_FOUND),
    "next-pin-wait": NextPin(Audience.VISITOR, 8, (), ProofProblem.WAIT, wait=45),
    "next-token": NextShow(Audience.VISITOR, (Kind.TOKEN, Kind.OFFLINE)),
    "next-badge": NextShow(Audience.STAFF, (Kind.BADGE,)),
    "next-face": NextShow(Audience.VISITOR, (Kind.FACE,)),
    "next-several": NextShow(Audience.VISITOR, (Kind.TOKEN, Kind.BADGE, Kind.FACE)),
    "next-token-clock": NextShow(Audience.VISITOR, (Kind.TOKEN,), ProofProblem.CLOCK),
    "next-token-not-found": NextShow(Audience.VISITOR, (Kind.TOKEN,), ProofProblem.NOT_FOUND),
    "next-token-wait": NextShow(Audience.VISITOR, (Kind.TOKEN,), ProofProblem.WAIT, wait=45),
    "next-person": NextPerson(),
    "scan-code": ScanCode(Audience.VISITOR),
    "scan-code-closer": ScanCode(Audience.VISITOR, hint=ScanHint.CLOSER),
    "scan-code-clock": ScanCode(Audience.VISITOR, PinProblem.CLOCK),
    "scan-code-not-found": ScanCode(Audience.VISITOR, PinProblem.NOT_FOUND),
    "scan-code-wait": ScanCode(Audience.STAFF, PinProblem.WAIT, wait=45),
}
