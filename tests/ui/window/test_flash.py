"""The screen as a light on a face: pale colours over all of it, slowly, and gone with the look."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtQuick import QQuickItem

from hardware.outcomes.faces import FaceAsk, FaceRefusal
from hardware.vision.faces.liveness.flash import PASTELS, STEP, Colour
from kiosk.journeys.faces.screens import LookHere, LookOver
from kiosk.visits.scene import Scene
from tests.ui.easels import easel
from ui.gallery import Easel, Wish

EDGES = ((3, 3), (1076, 1000), (540, 1916))
"""Places where no words and no controls are: at the top, at the side, at the bottom."""


@pytest.fixture(params=[False, True], ids=["plain", "contrast"])
def on(request: pytest.FixtureRequest, qapp: QObject) -> Iterator[Easel]:
    made = easel(Wish(("en",), ((1080, 1920),), contrast=request.param))
    yield made
    made.close()
    assert not made.app.warnings


def shows(on: Easel, colour: Colour | None, turn: int = 1) -> None:
    on.stage.show(Scene(turn, LookHere(FaceAsk.HOLD_STILL, colour or ()), 1, camera=True))


def colours(on: Easel) -> set[str]:
    picture = on.app.root.grabWindow()
    return {picture.pixelColor(*place).name() for place in EDGES}


def named(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


@pytest.mark.parametrize("colour", PASTELS)
def test_the_colour_fills_the_window_and_goes_with_the_screen(on: Easel, colour: Colour) -> None:
    shows(on, None)
    on.settle()
    before = colours(on)
    shows(on, colour)
    on.settle()
    assert colours(on) == {named(colour)}
    on.stage.show(Scene(2, LookOver(FaceRefusal.FLAT, again=True), 1))
    on.settle()
    assert colours(on) == before


def test_a_strong_red_is_never_shown(on: Easel) -> None:
    shows(on, None)
    on.settle()
    before = colours(on)
    shows(on, (255, 0, 0))
    on.settle()
    assert colours(on) == before


def page(on: Easel) -> QQuickItem:
    found = on.app.root.findChild(QQuickItem, "LookHere")
    assert isinstance(found, QQuickItem)
    return found


def test_none_in_a_flicker_however_fast_they_come(on: Easel) -> None:
    shows(on, None)
    on.settle()
    usual = page(on).property("pause")
    assert 1 / 3 < usual / 1000 < STEP
    page(on).setProperty("pause", 3_600_000)
    for colour in PASTELS:
        shows(on, colour)
        on.settle()
        assert colours(on) == {named(PASTELS[0])}


def test_the_newest_follows_after_the_pause(on: Easel) -> None:
    for colour in PASTELS:
        shows(on, colour)
        on.settle()
    on.until(lambda: colours(on) == {named(PASTELS[-1])})
