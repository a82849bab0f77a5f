"""Whoever agreed, agreed to words; other words are another version."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

import pytest

from kiosk.access.consent import VERSION, WISHES_VERSION
from ui.extract import messages

_SCREENS = Path(__file__).parents[3] / "ui" / "qml" / "screens"

_FACES: Final = {1: "a7316a7822803ef2", 2: "cab7b90ab6eee525"}
"""By version, what its words hash to. Never change one: add the next, and raise the version."""
_WISHES: Final = {1: "9dbf733bb7ded8fb"}


@pytest.mark.parametrize(
    ("screen", "known", "version"),
    [("faces/FaceConsent.qml", _FACES, VERSION), ("wishes/KeepForNextTime.qml", _WISHES, WISHES_VERSION)],
)
def test_the_version_of_the_consent_stands_for_these_words(
    screen: str, known: dict[int, str], version: int
) -> None:
    file = _SCREENS / screen
    words = "\n".join(ids[0] for _, ids, _ in messages(file.read_text("utf-8"), file.stem))
    assert hashlib.sha256(words.encode()).hexdigest()[:16] == known[version]
    assert max(known) == version
