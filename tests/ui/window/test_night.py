"""Night and scarce power: what the window shows, how bright it is and how it sounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QObject
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from hardware.backlight import Backlight
from kiosk.clock import FakeClock
from kiosk.custody.words import Audience
from kiosk.journeys.front.screens import Home
from kiosk.journeys.who.screens import EnterPin
from kiosk.site.parts.night import NightSite, Quiet
from kiosk.visits.scene import Scene
from tests.ui.looks import LOOK
from ui.app import App, WindowPlan
from ui.run import switch_off
from ui.shown import Look, Shown, derive
from ui.sound import VOLUMES, Sound
from ui.stage import WindowStage

NIGHT = NightSite(time(22), time(6), dim=30)
AT_HOME = Scene(1, Home())
IN_A_VISIT = Scene(2, EnterPin(Audience.VISITOR, 8), visit=7, word="harbour")


def at(hour: int, scene: Scene = AT_HOME, look: Look | None = None, *, awake: bool = False) -> Shown:
    look = look or replace(LOOK, night=NIGHT, dim=40)
    local = datetime(2026, 5, 4, hour, tzinfo=UTC)
    return derive(scene, replace(look.ambient(), awake=awake), look, local)


@pytest.mark.parametrize(("hour", "night"), [(21, False), (22, True), (0, True), (5, True), (6, False)])
def test_the_night_is_dark_dim_and_soft(hour: int, night: bool) -> None:
    shown = at(hour)
    assert (shown.night, shown.quiet, shown.brightness) == (
        (True, Quiet.SOFT, 30) if night else (False, Quiet.NO, 100)
    )


def test_a_night_may_be_light_and_only_quiet() -> None:
    look = replace(LOOK, night=replace(NIGHT, dark=False, quiet=Quiet.SILENT))
    shown = at(23, look=look)
    assert (shown.night, shown.quiet, shown.brightness) == (False, Quiet.SILENT, 100)


def test_whoever_is_there_sees_all_of_it_and_is_not_dazzled() -> None:
    for shown in (at(23, IN_A_VISIT), at(23, awake=True)):
        assert shown.brightness == 100
        assert shown.night


def test_scarce_power_dims_by_day_and_the_darker_of_two_wins() -> None:
    short = replace(AT_HOME, dim=True)
    assert at(12, short).brightness == 40
    assert at(23, short).brightness == 30
    assert at(12, replace(IN_A_VISIT, dim=True)).brightness == 100


def test_a_screen_that_was_set_darker_is_darker_at_every_hour() -> None:
    set_darker = replace(AT_HOME, brightness=60)
    assert at(12, set_darker).brightness == 60
    assert at(23, set_darker).brightness == 18
    assert at(23, replace(IN_A_VISIT, brightness=20)).brightness == 20


def test_the_hour_is_that_of_the_site(qapp: QObject) -> None:
    clock = FakeClock(datetime(2026, 1, 1, 20, 30, tzinfo=UTC))
    for zone, night in (("Europe/Helsinki", True), ("Europe/London", False)):
        look = replace(LOOK, night=NIGHT, zone=ZoneInfo(zone))
        stage = WindowStage(lambda _: None, clock, look)
        assert stage.shown.night is night
        assert stage.shown.time == ("22:30" if night else "20:30")


def test_a_touch_wakes_the_screen_until_it_was_quiet_again(qtbot: QtBot) -> None:
    clock = FakeClock(datetime(2026, 1, 1, 23, tzinfo=UTC))
    look = replace(LOOK, night=NIGHT, zone=ZoneInfo("UTC"))
    stage = WindowStage(lambda _: None, clock, look, quiet_ms=50)
    stage.show(AT_HOME)
    qtbot.waitUntil(lambda: stage.shown.turn == 1)
    assert stage.shown.brightness == 30
    stage.touched()
    assert brightness(stage) == 100
    qtbot.waitUntil(lambda: brightness(stage) == 30)


def brightness(stage: WindowStage) -> int:
    return stage.shown.brightness


class Noting:
    """A player that only notes."""

    def __init__(self) -> None:
        self.played: list[tuple[Sound, float]] = []

    def play(self, sound: Sound, *, volume: float) -> None:
        self.played.append((sound, volume))

    def close(self) -> None:
        """Nothing plays."""


def window(qtbot: QtBot, look: Look, backlight: Backlight | None = None) -> tuple[App, WindowStage, Any]:
    stage = WindowStage(lambda _: None, FakeClock(datetime(2026, 1, 1, 23, tzinfo=UTC)), look)
    app = App(stage, WindowPlan(size=(450, 800), sounds=False, backlight=backlight))
    app._player = noting = Noting()  # type: ignore[assignment]  # it has all that is used
    stage.show(AT_HOME)
    qtbot.waitUntil(lambda: stage.shown.turn == 1)
    return app, stage, noting


def veils(app: App) -> list[float]:
    items = app.root.findChildren(QQuickItem)
    return [item.opacity() for item in items if item.objectName() == "veil" and item.isVisible()]


def test_without_a_light_to_turn_down_the_window_darkens_itself(qtbot: QtBot) -> None:
    app, stage, _ = window(qtbot, replace(LOOK, night=NIGHT, zone=ZoneInfo("UTC")))
    assert veils(app) == [pytest.approx(0.7)]
    stage.touched()
    assert veils(app) == []
    app.close()


def test_with_one_it_is_turned_down_and_up_again_at_the_end(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "light"
    folder.mkdir()
    (folder / "max_brightness").write_text("100\n")
    (folder / "brightness").write_text("100\n")
    light = Backlight.find(tmp_path)
    look = replace(LOOK, night=NIGHT, zone=ZoneInfo("UTC"), veil=False)
    app, stage, _ = window(qtbot, look, light)
    assert (folder / "brightness").read_text() == "30\n"
    assert veils(app) == []
    stage.touched()
    assert (folder / "brightness").read_text() == "100\n"
    app.close()
    assert (folder / "brightness").read_text() == "100\n"


@pytest.mark.parametrize(
    ("quiet", "played"),
    [
        (Quiet.SOFT, [(Sound.TOUCHED, VOLUMES[2])]),
        (Quiet.NO, [(Sound.TOUCHED, VOLUMES[4])]),
        (Quiet.SILENT, []),
    ],
)
def test_how_it_sounds_at_night(qtbot: QtBot, quiet: Quiet, played: list[tuple[Sound, float]]) -> None:
    look = replace(LOOK, night=replace(NIGHT, quiet=quiet), zone=ZoneInfo("UTC"))
    app, stage, noting = window(qtbot, look)
    stage.touched()
    assert noting.played == played
    app.close()


def test_a_machine_that_can_not_be_switched_off_says_so(caplog: pytest.LogCaptureFixture) -> None:
    assert switch_off(("true",)) == 0
    assert switch_off(("false",)) == 1
    assert switch_off(("no-such-program-anywhere",)) == 1
    assert caplog.text.count("the machine can't be switched off") == 2
