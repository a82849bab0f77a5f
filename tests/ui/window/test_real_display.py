"""The window as a graphics card (or Mesa's llvmpipe) draws it: round, smooth, without a mouse's arrow."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from kiosk.clock import FakeClock
from kiosk.journeys.every import SAMPLES
from kiosk.visits.scene import Scene
from tests.architecture.source import ROOT
from tests.helpers.accessible.screen_reader import Desktop, ScreenReader
from tests.ui.easels import FAMILIES, PORTRAIT, below, in_window
from tests.ui.looks import LOOK
from ui.app import App, WindowPlan
from ui.stage import WindowStage

FAR_OFF = 60
"""Of 255: so far two ways to smooth an edge don't differ."""
SMOOTHED = 0.02
"""The least part of a sign's place that is neither its ink nor its ground."""


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    with Desktop(tmp_path) as made:
        yield made


@pytest.fixture
def plain(qtbot: QtBot) -> Iterator[App]:
    """The same window as the software renderer draws it, in which its parts are found."""
    QGuiApplication.setFont(QFont(FAMILIES))
    stage = WindowStage(lambda _: None, FakeClock(), replace(LOOK, languages=("en",), motion=False))
    stage.show(Scene(1, SAMPLES["take"]))
    app = App(stage, WindowPlan(size=PORTRAIT, sounds=False))
    qtbot.waitUntil(lambda: bool(_parts(app, "wanted")))
    for _ in range(20):
        QCoreApplication.processEvents()
    yield app
    app.close()


def _parts(app: App, with_property: str) -> list[QQuickItem]:
    return [i for i in below(app.root.contentItem()) if i.property(with_property) is not None]


def _drawn(desktop: Desktop, to: Path, name: str, kind: str) -> QImage:
    """What the real window shows of the sample "take", by OpenGL."""
    environment = desktop.environment() | {"QSG_RHI_BACKEND": "opengl", "LIBGL_ALWAYS_SOFTWARE": "1"}
    del environment["QT_QUICK_BACKEND"]
    words = [sys.executable, "-m", "tests.helpers.one_screen", "take"]
    with ScreenReader(desktop) as reader, subprocess.Popen(words, env=environment, cwd=ROOT) as program:
        reader.wait_for(name, kind, timeout=60)
        picture = _settled(desktop, to)
        program.terminate()
        assert program.wait(20) == 0
    return picture


def _settled(desktop: Desktop, to: Path) -> QImage:
    """The screen, once it has been drawn and two pictures of it are the same."""
    latest = time.monotonic() + 60
    before = QImage()
    while time.monotonic() < latest:
        now = QImage(str(desktop.picture(to)))
        if now == before and now.pixelColor(20, 1700) == QColor("#F7F5F0"):
            return now
        before = now
        time.sleep(0.3)
    raise AssertionError("the window was not drawn, or never stood still")


def _distance(one: QColor, other: QColor) -> int:
    return max(abs(one.red() - other.red()), abs(one.green() - other.green()), abs(one.blue() - other.blue()))


def _places(picture: QImage, within: QRect) -> Iterator[QColor]:
    for y in range(within.top(), within.bottom() + 1):
        for x in range(within.left(), within.right() + 1):
            yield picture.pixelColor(x, y)


def smoothed(picture: QImage, within: QRect, ink: QColor) -> float:
    """The part of a place that is between ink and ground, as the edge of what is drawn smoothly is."""
    ground = picture.pixelColor(within.topLeft())
    every = list(_places(picture, within))
    between = [c for c in every if _distance(c, ink) > 24 and _distance(c, ground) > 24]
    return len(between) / len(every)


@pytest.mark.window
@pytest.mark.slow
def test_numbers_and_signs_are_smooth_and_no_arrow_shows(
    desktop: Desktop, plain: App, tmp_path: Path
) -> None:
    real = _drawn(desktop, tmp_path / "real.png", "Something is wrong", "button")
    soft = plain.root.grabWindow()
    assert (real.size(), soft.size()) == (real.size(), real.size())
    (number,) = (i for i in _parts(plain, "tallest") if i.property("text") == "12")
    place = in_window(number).toAlignedRect().intersected(soft.rect())
    pairs = zip(_places(real, place), _places(soft, place), strict=True)
    assert sum(_distance(one, other) > FAR_OFF for one, other in pairs) < 20, "the number has corners"
    signs = [i for i in _parts(plain, "directed") if i.property("path") and i.width() > 20]
    assert len(signs) >= 4
    for sign in signs:
        place = in_window(sign).toAlignedRect()
        ink = sign.property("tone")
        wanted = smoothed(soft, place, ink)
        assert smoothed(real, place, ink) > wanted / 2 > SMOOTHED / 2, f"{sign.property('path')} is jagged"
    middle = QRect(PORTRAIT[0] // 2 - 20, PORTRAIT[1] // 2 - 20, 60, 60)
    pairs = zip(_places(real, middle), _places(soft, middle), strict=True)
    assert sum(_distance(one, other) > 2 * FAR_OFF for one, other in pairs) < 20, (
        "something lies in the middle"
    )


def test_a_window_for_fingers_has_no_arrow_and_takes_it_away_only_while_it_stands(qtbot: QtBot) -> None:
    stage = WindowStage(lambda _: None, FakeClock(), LOOK)
    assert QGuiApplication.overrideCursor() is None
    app = App(stage, WindowPlan(size=(300, 200), sounds=False, pointer=False))
    cursor = QGuiApplication.overrideCursor()
    assert cursor is not None
    assert cursor.shape() is Qt.CursorShape.BlankCursor
    app.close()
    assert QGuiApplication.overrideCursor() is None
    stage = WindowStage(lambda _: None, FakeClock(), LOOK)
    App(stage, WindowPlan(size=(300, 200), sounds=False)).close()
    assert QGuiApplication.overrideCursor() is None
