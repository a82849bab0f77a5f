"""The window's program: it begins, speaks the language asked for, shows the camera, and ends."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from hardware.vision.memory import Preview
from kiosk.clock import FakeClock
from kiosk.journeys.every import SAMPLES
from kiosk.visits.scene import Scene
from tests.ui.looks import LOOK
from ui.app import App, WindowPlan
from ui.camera_view import CameraView
from ui.stage import WindowStage

PLAIN = """
    import QtQuick
    import Cubby
    Window {
        required property QtObject stage
        property string turn: "turn " + stage.turn
        color: "#336699"
        CameraView { objectName: "camera"; anchors.fill: parent; visible: stage.turn > 0 }
    }
"""
SMALL = WindowPlan(size=(200, 100), sounds=False)

MakeApp = Callable[..., App]


@pytest.fixture
def stage(qapp: QObject) -> WindowStage:
    return WindowStage(lambda _: None, FakeClock(), LOOK)


@pytest.fixture
def make_app(stage: WindowStage, tmp_path: Path) -> Iterator[MakeApp]:
    made: list[App] = []

    def make(qml: str = PLAIN, window: WindowPlan = SMALL) -> App:
        main = tmp_path / "Main.qml"
        main.write_text(qml)
        app = App(stage, window, main=main)
        made.append(app)
        return app

    yield make
    for app in made:
        app.close()


def test_it_ends_when_another_thread_says_so(make_app: MakeApp) -> None:
    app = make_app()
    thread = threading.Thread(target=app.quit, args=(3,))
    app.on_first_frame(thread.start)
    assert app.run() == 3
    thread.join()


def test_it_ends_when_it_was_told_before_it_began(make_app: MakeApp) -> None:
    app = make_app()
    app.quit()
    assert app.run() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(number: signal.Signals, make_app: MakeApp) -> None:
    before = signal.getsignal(number)
    app = make_app()
    app.on_first_frame(lambda: os.kill(os.getpid(), number))
    assert app.run() == 0
    assert signal.getsignal(number) is before


def test_a_scene_reaches_the_window(make_app: MakeApp, stage: WindowStage) -> None:
    app = make_app()
    stage.show(Scene(7, SAMPLES["home"]))
    assert app.root.property("turn") == "turn 7"
    assert app.warnings == []


@pytest.mark.qt_log_ignore("nowhere is not defined")
def test_what_qml_warns_of_is_kept(make_app: MakeApp) -> None:
    app = make_app(PLAIN.replace('"turn " +', '"turn " + nowhere.n +'))
    assert [warning for warning in app.warnings if "nowhere is not defined" in warning]


@pytest.mark.qt_log_ignore("nowhere is not defined")
def test_what_qml_warns_of_while_it_runs_is_logged(
    make_app: MakeApp, stage: WindowStage, caplog: pytest.LogCaptureFixture
) -> None:
    app = make_app(PLAIN.replace('"turn " +', 'stage.turn === 0 ? "" : nowhere.n +'))

    def show_and_quit() -> None:
        stage.show(Scene(7, SAMPLES["home"]))
        app.quit()

    app.on_first_frame(show_and_quit)
    app.run()
    assert [r.name for r in caplog.records if "nowhere is not defined" in r.message] == ["qt"]


@pytest.mark.qt_log_ignore("failed to load component", "non-existent property")
@pytest.mark.parametrize("qml", ["import QtQml; QtObject {}", "import QtQuick; Window { nothing: 1 }"])
def test_a_file_without_a_window_is_our_own_mistake(qml: str, make_app: MakeApp) -> None:
    with pytest.raises(RuntimeError, match="makes no window"):
        make_app(qml)


def test_an_exception_in_a_slot_is_logged_while_it_runs(
    make_app: MakeApp, caplog: pytest.LogCaptureFixture
) -> None:
    app = make_app()

    def broken() -> None:
        app.quit()
        raise ZeroDivisionError("in a slot")

    app.on_first_frame(broken)
    app.run()
    assert "in a slot" in caplog.text


# --- the camera ---------------------------------------------------------------------------------

RED_AND_BLUE = bytes([255, 0, 0] * 100 + [0, 0, 255] * 100) * 100


class Camera:
    """Gives the picture that a test puts there, and counts how often it was asked."""

    def __init__(self) -> None:
        self.picture: Preview | None = None
        self.asked = 0

    def __call__(self) -> Preview | None:
        self.asked += 1
        return self.picture


@pytest.fixture
def camera() -> Camera:
    return Camera()


@pytest.fixture
def view(make_app: MakeApp, camera: Camera, stage: WindowStage) -> CameraView:
    app = make_app(window=replace(SMALL, preview=camera))
    found = app.root.findChild(CameraView, "camera")
    assert isinstance(found, CameraView)
    stage.show(Scene(1, SAMPLES["home"]))
    return found


def _colours(view: CameraView) -> list[str]:
    window = view.window()
    assert window is not None
    picture = window.grabWindow()
    return [picture.pixelColor(x, 50).name() for x in (50, 150)]


def test_the_camera_is_shown_as_in_a_mirror(view: CameraView, camera: Camera, qtbot: QtBot) -> None:
    camera.picture = Preview(200, 100, RED_AND_BLUE, 1)
    with qtbot.waitSignal(view.liveChanged):
        view.setProperty("active", True)
    assert _colours(view) == ["#0000ff", "#ff0000"]


def test_an_old_picture_is_not_painted_again(view: CameraView, camera: Camera, qtbot: QtBot) -> None:
    camera.picture = Preview(200, 100, RED_AND_BLUE, 1)
    with qtbot.waitSignal(view.liveChanged):
        view.setProperty("active", True)
    camera.picture = Preview(200, 100, bytes(200 * 100 * 3), 1)
    asked = camera.asked
    qtbot.waitUntil(lambda: camera.asked > asked)
    assert _colours(view) == ["#0000ff", "#ff0000"]
    camera.picture = Preview(200, 100, bytes(200 * 100 * 3), 2)
    qtbot.waitUntil(lambda: _colours(view) == ["#000000", "#000000"])


def test_a_code_in_view_is_outlined(view: CameraView, camera: Camera, qtbot: QtBot) -> None:
    camera.picture = Preview(200, 100, bytes(200 * 100 * 3), 1, ((50, 25), (150, 25), (150, 75), (50, 75)))
    view.setProperty("ink", "#00ff00")
    with qtbot.waitSignal(view.liveChanged):
        view.setProperty("active", True)
    assert _colours(view) == ["#00ff00", "#00ff00"]


@pytest.mark.parametrize("name", ["active", "visible"])
def test_nobody_stays_in_the_picture(name: str, view: CameraView, camera: Camera, qtbot: QtBot) -> None:
    camera.picture = Preview(200, 100, RED_AND_BLUE, 1)
    with qtbot.waitSignal(view.liveChanged):
        view.setProperty("active", True)
    with qtbot.waitSignal(view.liveChanged):
        view.setProperty(name, False)
    assert not view.property("live")
    view.setVisible(True)
    if name == "active":
        assert _colours(view) == ["#000000", "#000000"]


def test_a_window_without_a_camera_never_looks(make_app: MakeApp, stage: WindowStage) -> None:
    app = make_app()
    found = app.root.findChild(CameraView, "camera")
    assert isinstance(found, CameraView)
    found.setProperty("active", True)
    assert not found.property("live")


def test_a_window_that_fills_the_screen_is_as_large_as_it(make_app: MakeApp) -> None:
    """Also where no window manager makes it so."""
    app = make_app(window=WindowPlan(sounds=False))
    assert app.root.geometry() == app.root.screen().geometry()
