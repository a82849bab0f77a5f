"""Samples of the screens: consent, enrolment and looking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from hardware.outcomes.faces import FaceAsk, FaceProblem, FaceRefusal
from kiosk.journeys.faces.screens import FaceConsent, FaceEnrol, FaceNote, FaceWord, LookHere, LookOver
from kiosk.journeys.screen import Screen

_HOPELESS = (
    FaceRefusal.TOO_LIGHT_HERE,
    FaceRefusal.BAD_TEMPLATE,
    FaceRefusal.SLOW_CAMERA,
    FaceRefusal.UNAVAILABLE,
)


SAMPLES: Final[Mapping[str, Screen[Any]]] = {
    "face-consent": FaceConsent(1, 365),
    "face-consent-more": FaceConsent(2, 365),
    "face-enrol": FaceEnrol(),
    "face-enrol-good": FaceEnrol(have=3),
    **{f"face-enrol-{problem}": FaceEnrol(have=2, hints=(problem,)) for problem in FaceProblem},
    "look": LookHere(),
    "look-left": LookHere(FaceAsk.TURN_LEFT),
    "look-right": LookHere(FaceAsk.TURN_RIGHT),
    "look-ahead-hint": LookHere(hints=(FaceProblem.SEVERAL,)),
    "look-colour": LookHere(FaceAsk.HOLD_STILL, (255, 168, 255)),
    "look-without-flashes": LookHere(FaceAsk.LOOK_AHEAD, flashes=False),
    **{f"look-over-{why}": LookOver(why, again=why not in _HOPELESS) for why in FaceRefusal},
    **{f"face-note-{word}": FaceNote(word) for word in FaceWord},
}
