"""Samples of the screens about faces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from hardware.outcomes import FaceProblem
from kiosk.journeys.face_screens import FaceConsent, FaceEnrol, FaceNote, FaceWord
from kiosk.journeys.screen import Screen

SAMPLES: Final[Mapping[str, Screen[Any]]] = {
    "face-consent": FaceConsent(1, 365),
    "face-consent-more": FaceConsent(2, 365),
    "face-enrol": FaceEnrol(),
    "face-enrol-good": FaceEnrol(have=3),
    **{f"face-enrol-{problem}": FaceEnrol(have=2, hints=(problem,)) for problem in FaceProblem},
    **{f"face-note-{word}": FaceNote(word) for word in FaceWord},
}
