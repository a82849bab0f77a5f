"""What a screen says fits what happened, and nothing is refused without a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from kiosk.journeys.every import SAMPLES
from kiosk.journeys.handover.screens import CourierSummary
from tests.architecture.source import ROOT
from tests.ui.easels import PORTRAIT, SMALL, below, easel, is_control, name_of, words
from ui.gallery import Easel, Wish

_KEYS = ("Next", "More: ", "Less: ")
"""Of a keypad and of a level: that they wait, or are at their end, is seen beside them."""


def drawn(on: Easel) -> list[str]:
    """What the drawing shows of the vocabulary; what a scene has of its own is in none."""
    found = [item.property("parts") for item in below(on.view) if item.property("parts") is not None]
    return [part["is"] for parts in found for part in parts if part["is"] != "own"]


@pytest.mark.parametrize(
    ("summary", "things"),
    [
        (CourierSummary(14), ["tick"]),
        (CourierSummary(12, ("JJD1", "JJD2")), ["question", "box"]),
        (CourierSummary(0, ("JJD1",)), ["question", "box"]),
        (CourierSummary(0), ["courier"]),
    ],
)
def test_a_round_is_no_alarm(summary: CourierSummary, things: list[str], on: Easel) -> None:
    """Neither a cross nor a mark of warning, whatever was not scanned."""
    on.put(summary)
    assert drawn(on) == things


def test_a_courier_is_not_asked_for_a_parcel_of_their_own(on: Easel) -> None:
    on.put(SAMPLES["did-you-take-it-out"])
    said = " ".join(words(on))
    assert "Did you take the parcel out?" in said
    assert "your parcel" not in said
    assert "open the door again" not in said, "the door does not open again after Undo"


@pytest.mark.parametrize("size", [PORTRAIT, SMALL], ids=["portrait", "small"])
def test_nobody_is_told_to_touch_a_picture_that_takes_no_touch(size: tuple[int, int], qapp: QObject) -> None:
    texts = (ROOT / "locales" / "cubby.pot").read_text("utf-8")
    saying = set(re.findall(r'msgctxt "(\w+)"\nmsgid "[^"]*in the picture', texts))
    samples = {name: sample for name, sample in SAMPLES.items() if type(sample).__name__ in saying}
    assert samples
    made = easel(Wish(("en",), (size,)))
    for name, sample in samples.items():
        made.put(sample)
        if any("in the picture" in text for text in words(made)):
            takes = [
                item for item in below(made.view) if item.metaObject().indexOfSignal("touched(QString)") >= 0
            ]
            assert takes, f"{name}: no picture is shown that takes a touch"
    made.close()


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
        i
        for i in icons
        if i.property("path").startswith("M12 4.5v9") and not i.parentItem().property("radius")
    ]
    made.close()
    assert icons
    assert not bare
