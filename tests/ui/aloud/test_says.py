"""What a screen says fits what happened, and nothing is refused without a reason."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from kiosk.journeys.every import SAMPLES
from kiosk.journeys.handover.screens import CourierSummary
from tests.architecture.source import ROOT
from tests.ui.easels import below, easel, is_control, name_of, words
from ui.gallery import Easel, Wish

_KEYS = ("Next", "More: ", "Less: ")
"""Of a keypad and of a level: that they wait, or are at their end, is seen beside them."""


def signs(on: Easel) -> list[str]:
    """The kinds of the large signs that are seen."""
    return [i.property("kind") for i in below(on.view) if i.property("kind") and i.width() > 100]


@pytest.mark.parametrize(
    ("summary", "sign"),
    [
        (CourierSummary(14), "done"),
        (CourierSummary(12, ("JJD1", "JJD2")), "done"),
        (CourierSummary(0, ("JJD1",)), "info"),
        (CourierSummary(0), "info"),
    ],
)
def test_a_round_is_no_alarm(summary: CourierSummary, sign: str, on: Easel) -> None:
    on.put(summary)
    assert signs(on) == [sign]


def test_a_courier_is_not_asked_for_a_parcel_of_their_own(on: Easel) -> None:
    on.put(SAMPLES["did-you-take-it-out"])
    said = " ".join(words(on))
    assert "Did you take the parcel out?" in said
    assert "your parcel" not in said
    assert "open the door again" not in said, "the door does not open again after Undo"


def test_nobody_is_told_to_touch_a_picture_that_takes_no_touch() -> None:
    texts = (ROOT / "locales" / "cubby.pot").read_text("utf-8")
    assert "in the picture" not in texts


def _description(item: QQuickItem) -> str:
    told = QAccessible.queryAccessibleInterface(item)
    return "" if told is None else told.text(QAccessible.Text.Description)


def _speechless(on: Easel) -> Iterator[str]:
    """What is grey, and neither says why nor stands on a page that counts down until it is not."""
    if any("type again" in text or "try again in" in text for text in words(on)):
        return
    for item in below(on.view):
        if (
            is_control(item)
            and not item.isEnabled()
            and not name_of(item).startswith(_KEYS)
            and not _description(item)
        ):
            yield name_of(item)


def test_what_can_not_be_chosen_says_why(on: Easel) -> None:
    silent = []
    for name, sample in SAMPLES.items():
        on.put(sample)
        silent += [f"{name}: {one}" for one in _speechless(on)]
    assert not silent, "\n".join(silent)


@pytest.mark.parametrize("name", ["storage-full", "boards-thirty-one", "tasks-machine"])
def test_a_sign_of_warning_is_no_bare_stroke(name: str, qapp: QObject) -> None:
    """A thin exclamation mark beside words looks like dirt on the glass."""
    made = easel(Wish(("de",), ((1080, 1920),), text=150))
    made.put(SAMPLES[name], "de")
    icons = [i for i in below(made.view) if i.property("directed") is not None and i.property("path")]
    bare = [
        i for i in icons if i.property("path").startswith("M12 4.5v9") and not i.parentItem().property("kind")
    ]
    made.close()
    assert icons
    assert not bare
