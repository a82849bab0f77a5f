"""Whoever agreed, agreed to words; other words are another version."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from kiosk.access.consent import VERSION
from ui.extract import messages

_SCREEN = Path(__file__).parents[3] / "ui" / "qml" / "screens" / "faces" / "FaceConsent.qml"

_KNOWN: Final = {1: "a7316a7822803ef2", 2: "cab7b90ab6eee525"}
"""By version, what its words hash to. Never change one: add the next, and raise VERSION."""


def test_the_version_of_the_consent_stands_for_these_words() -> None:
    words = "\n".join(ids[0] for _, ids, _ in messages(_SCREEN.read_text("utf-8"), _SCREEN.stem))
    assert hashlib.sha256(words.encode()).hexdigest()[:16] == _KNOWN[VERSION]
