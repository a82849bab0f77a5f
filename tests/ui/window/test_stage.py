"""The stage: scenes come down as plain values, and only answers that a screen can give go up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtQml import QQmlApplicationEngine
from pytestqt.qtbot import QtBot

from kiosk.clock import FakeClock
from kiosk.custody.wishes.wishes import Wishes
from kiosk.journeys.every import SAMPLES
from kiosk.journeys.screen import Picked, Typed, YesNo
from kiosk.journeys.who.screens import PinChoice
from kiosk.journeys.work.screens import DoorList
from kiosk.site.loading import load_site
from kiosk.site.parts.night import NightSite
from kiosk.visits.scene import (
    Answered,
    FromScreen,
    Scene,
    ScreenPong,
    Touched,
    WantsToLeave,
    Wished,
)
from tests.ui.looks import LOOK
from ui.digits import LATIN, own_digits
from ui.gallery import SITE
from ui.run import look
from ui.shown import plan
from ui.stage import WindowStage

PIN = SAMPLES["pin-camera"]
MakeStage = Callable[..., WindowStage]


@pytest.fixture
def posted() -> list[FromScreen]:
    return []


@pytest.fixture
def stage(qapp: QObject, posted: list[FromScreen]) -> WindowStage:
    return WindowStage(posted.append, FakeClock(), LOOK)


def _loaded(stage: WindowStage, body: str) -> QQmlApplicationEngine:
    """An engine with one object that has this body and knows the stage."""
    engine = QQmlApplicationEngine()
    engine.setInitialProperties({"stage": stage})
    engine.loadData(f"import QtQml; QtObject {{ required property QtObject stage; {body} }}".encode())
    assert engine.rootObjects()
    return engine


# --- down ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_reaches_qml_as_plain_values(name: str, stage: WindowStage) -> None:
    stage.show(Scene(1, SAMPLES[name]))
    engine = _loaded(stage, "readonly property string text: JSON.stringify(stage.screen)")
    text = engine.rootObjects()[0].property("text")
    sample: Any = SAMPLES[name]
    names = {field.name for field in fields(sample)}
    assert stage.shown.screen_name == type(SAMPLES[name]).__name__
    assert names == set(stage.shown.screen)
    for one in names:
        assert f'"{one}":' in text


def test_nested_values_arrive_as_objects_and_lists(stage: WindowStage) -> None:
    stage.show(Scene(1, SAMPLES["choose-size"]))
    body = "property var first: stage.screen.sizes[0].name + stage.screen.sizes.length"
    engine = _loaded(stage, body)
    assert engine.rootObjects()[0].property("first") == "S4"


def test_everything_is_up_to_date_before_the_first_signal(stage: WindowStage) -> None:
    seen: list[tuple[int, str, int]] = []
    stage.turnChanged.connect(
        lambda: seen.append((stage.property("turn"), stage.property("screenName"), stage.property("visit")))
    )
    stage.show(Scene(7, PIN, visit=3))
    assert seen == [(7, "EnterPin", 3)]


def test_only_what_changed_is_told(stage: WindowStage) -> None:
    stage.show(Scene(7, PIN, visit=3))
    told: list[str] = []
    for name in ("turn", "screen", "screenName", "visit", "stillThere", "doorsOpen"):
        getattr(stage, f"{name}Changed").connect(lambda name=name: told.append(name))
    stage.show(Scene(7, PIN, visit=3, still_there=20))
    assert told == ["stillThere"]


def test_a_scene_of_another_thread_arrives_in_this_one(stage: WindowStage, qtbot: QtBot) -> None:
    where: list[threading.Thread] = []
    stage.turnChanged.connect(lambda: where.append(threading.current_thread()))
    thread = threading.Thread(target=stage.show, args=(Scene(5, PIN),))
    with qtbot.waitSignal(stage.turnChanged):
        thread.start()
    thread.join()
    assert where == [threading.main_thread()]


def test_a_ping_of_another_thread_comes_back(
    stage: WindowStage, qtbot: QtBot, posted: list[FromScreen]
) -> None:
    thread = threading.Thread(target=stage.ping, args=(42,))
    thread.start()
    thread.join()
    assert posted == [], "it went through the loop of this thread"
    qtbot.waitUntil(lambda: posted == [ScreenPong(42)])


def test_the_plan_has_the_front_doors_only() -> None:
    drawn = plan(LOOK.cabinet)
    assert [door["label"] for door in drawn["doors"]] == ["3", "12"]
    assert drawn["doors"][1] == {"label": "12", "left": 0, "bottom": 10, "width": 40, "height": 40}
    assert drawn["panel"] == {"left": 40, "bottom": 100, "width": 20, "height": 40}


def test_languages_are_called_as_their_speakers_call_them(stage: WindowStage) -> None:
    names = {language["code"]: language["name"] for language in stage.property("languages")}
    assert names == {"en": "English", "de": "Deutsch", "pl": "Polski", "ar": "العربية"}


def test_the_night_may_go_over_midnight(qapp: QObject) -> None:
    clock = FakeClock()
    local = clock.now().astimezone()
    dark = (local.replace(minute=0).time(), (local.replace(hour=(local.hour + 1) % 24, minute=0)).time())
    light = (dark[1], dark[0])
    assert WindowStage(lambda _: None, clock, replace(LOOK, night=NightSite(*dark))).shown.night
    assert not WindowStage(lambda _: None, clock, replace(LOOK, night=NightSite(*light))).shown.night
    assert not WindowStage(
        lambda _: None, clock, replace(LOOK, night=NightSite(time(3), time(3)))
    ).shown.night


def test_the_minute_passes(stage: WindowStage) -> None:
    clock = FakeClock()
    stage = WindowStage(lambda _: None, clock, LOOK)
    before = stage.shown.time
    clock.advance(60)
    stage.begin()
    assert stage.shown.time != before
    assert stage.shown.time == f"{clock.now().astimezone():%H:%M}"


def test_a_screen_that_stays_is_handed_over_once(stage: WindowStage) -> None:
    """It may name every door of a wide cabinet; a minute, a touch or a wish changes none of them."""
    labels = DoorList(tuple(str(n) for n in range(2000)), ())
    handed: list[object] = []
    stage.screenChanged.connect(lambda: handed.append(stage.shown.screen))
    stage.show(Scene(5, labels, 7, "harbour"))
    before = stage.shown.screen
    stage.toggle("contrast")
    stage.touched()
    stage.show(Scene(6, labels, 7, "harbour", doors_open=("3",)))
    assert stage.shown.screen is before
    assert handed == [before]


# --- up -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_every_answer_of_every_sample_can_be_given(
    name: str, stage: WindowStage, posted: list[FromScreen]
) -> None:
    screen = SAMPLES[name]
    stage.show(Scene(9, screen))
    for answer in screen.answers():
        match answer:
            case Typed(text):
                stage.answer(9, "typed", text)
            case Picked(which):
                stage.answer(9, "picked", which)
            case _:
                stage.answer(9, str(answer))
    assert posted == [Answered(9, answer) for answer in screen.answers()]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("typed", ""),
        ("typed", "1" * 65),
        ("typed", "12\n34"),
        ("picked", "12"),
        ("pick_up", ""),
        ("back", ""),
        ("", ""),
    ],
)
def test_what_the_screen_can_not_answer_is_dropped(
    name: str, text: str, stage: WindowStage, posted: list[FromScreen], caplog: pytest.LogCaptureFixture
) -> None:
    stage.show(Scene(9, PIN))
    stage.answer(9, name, text)
    assert posted == []
    assert "no answer of EnterPin" in caplog.text


def test_something_that_was_not_offered_is_not_picked(stage: WindowStage, posted: list[FromScreen]) -> None:
    stage.show(Scene(9, SAMPLES["choose-size"]))
    stage.answer(9, "picked", "XL")
    stage.answer(9, "picked", "M")
    assert posted == [Answered(9, Picked("M"))]


def test_a_double_tap_does_not_answer_the_next_question(stage: WindowStage, posted: list[FromScreen]) -> None:
    stage.show(Scene(9, SAMPLES["did-you-take-it"]))
    stage.answer(9, "yes")
    stage.show(Scene(10, SAMPLES["is-it-empty"]))
    stage.answer(9, "yes")
    assert posted == [Answered(9, YesNo.YES)]


def test_what_was_typed_is_not_logged(stage: WindowStage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    stage.show(Scene(9, SAMPLES["home"]))
    stage.answer(9, "typed", "12345678")
    stage.answer(8, "typed", "12345678")
    assert len(caplog.records) == 2
    assert "12345678" not in caplog.text


def test_qml_reaches_the_slots_by_their_names(stage: WindowStage, posted: list[FromScreen]) -> None:
    stage.show(Scene(9, PIN))
    body = """Component.onCompleted: {
        stage.touched(); stage.stay(); stage.answer(9, "scan"); stage.answer(9, "typed", "12345678")
        stage.leave(9); stage.setLanguage("ar"); stage.toggle("contrast"); stage.setText(150)
        stage.openOverlay("Help")
    }"""
    _loaded(stage, body)
    assert posted == [
        Touched(),
        Touched(),
        Answered(9, PinChoice.SCAN),
        Answered(9, Typed("12345678")),
        WantsToLeave(9),
        Wished(Wishes(language="ar")),
        Wished(Wishes(contrast=True, language="ar")),
        Wished(Wishes(150, contrast=True, language="ar")),
    ]
    shown = stage.shown
    assert (shown.language, shown.right_to_left, shown.overlay) == ("ar", True, "Help")
    assert shown.contrast
    assert shown.text == 150


@pytest.mark.parametrize(
    ("scene", "leaves"),
    [
        (Scene(9, PIN, visit=1), True),
        (Scene(8, PIN, visit=1), False),
        (Scene(9, SAMPLES["phone-end"], visit=1), False),
        (Scene(9, SAMPLES["take"], visit=1), False),
        (Scene(9, SAMPLES["phone-end"], visit=1, still_there=15), True),
    ],
)
def test_one_leaves_only_what_may_be_left(
    scene: Scene, leaves: bool, stage: WindowStage, posted: list[FromScreen]
) -> None:
    stage.show(scene)
    stage.leave(9)
    assert posted == ([WantsToLeave(9)] if leaves else [])


# --- what this visitor asked for ----------------------------------------------------------------


def _wishes(stage: WindowStage) -> tuple[str, bool, bool, bool, str]:
    shown = stage.shown
    return shown.language, shown.contrast, shown.text == 150, shown.reach, shown.overlay


def test_wishes_last_back_at_home_and_into_the_next_visit(
    stage: WindowStage, posted: list[FromScreen]
) -> None:
    stage.show(Scene(1, PIN, visit=4))
    stage.setLanguage("ar")
    for wish in ("contrast", "reach"):
        stage.toggle(wish)
    stage.setText(150)
    stage.openOverlay("Languages")
    for scene in (Scene(2, SAMPLES["thank-you"], visit=4), Scene(3, SAMPLES["home"]), Scene(4, PIN, visit=5)):
        stage.show(scene)
        assert _wishes(stage)[:4] == ("ar", True, True, True)
    stage.show(Scene(5, SAMPLES["home"]))
    assert _wishes(stage) == ("ar", True, True, True, "")
    assert posted[-1] == Wished(Wishes(150, contrast=True, reach=True, language="ar"))
    assert len(posted) == 4  # one for each change, and none for what came by itself


def test_what_somebody_kept_is_taken_over_once(stage: WindowStage, posted: list[FromScreen]) -> None:
    kept = Wishes(200, slower=True, left_hand=True, own_digits=True, language="ar")
    stage.show(Scene(1, PIN, visit=4))
    stage.show(Scene(2, SAMPLES["take"], visit=4, wishes=kept))
    assert posted == [Wished(kept)]
    assert (stage.shown.text, stage.shown.slower, stage.shown.left_hand) == (200, True, True)
    stage.setText(100)
    stage.show(Scene(3, SAMPLES["thank-you"], visit=4, wishes=kept))
    assert (stage.shown.text, stage.shown.language) == (100, "ar")


def test_a_kept_language_that_is_not_spoken_here_changes_nothing(stage: WindowStage) -> None:
    stage.setLanguage("pl")
    stage.show(Scene(1, PIN, visit=4, wishes=Wishes(150, language="uk")))
    assert (stage.shown.language, stage.shown.text) == ("pl", 150)


def test_counted_numbers_take_the_digits_of_a_language_that_has_some(stage: WindowStage) -> None:
    stage.toggle("digits")
    assert (stage.shown.digits, stage.shown.has_digits) == ("", False)
    stage.setLanguage("ar")
    assert stage.shown.digits == own_digits("ar")
    assert not set(stage.shown.time) & set(LATIN)


def test_what_lay_over_the_screen_goes_with_the_visit(stage: WindowStage) -> None:
    stage.show(Scene(1, PIN, visit=4))
    stage.openOverlay("Languages")
    stage.show(Scene(2, SAMPLES["home"]))
    assert stage.shown.overlay == ""


@pytest.mark.parametrize("left_at", ["home", "out-of-service-locks"])
def test_wishes_end_once_nobody_was_there(left_at: str, qtbot: QtBot, posted: list[FromScreen]) -> None:
    stage = WindowStage(posted.append, FakeClock(), LOOK, quiet_ms=50)
    stage.show(Scene(1, PIN, visit=4))
    stage.setLanguage("ar")
    stage.toggle("reach")
    with qtbot.waitSignal(stage.languageChanged):
        stage.show(Scene(2, SAMPLES[left_at]))
        assert stage.shown.language == "ar"
    assert _wishes(stage) == ("en", False, False, False, "")
    assert posted == [
        Wished(Wishes(language="ar")),
        Wished(Wishes(reach=True, language="ar")),
        Wished(Wishes()),
    ]


def test_the_screen_greets_everybody_as_the_site_says(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    said = "[screen]\ntext = 150\ncontrast = true\nreach = true\n"
    file.write_text(SITE.read_text("utf-8").replace("[screen]\n", said), "utf-8")
    site = load_site(file)
    assert (
        look(site, None).ambient().wishes == site.screen.usual == Wishes(text=150, contrast=True, reach=True)
    )


def test_so_long_as_the_site_says(posted: list[FromScreen]) -> None:
    assert WindowStage(posted.append, FakeClock(), replace(LOOK, idle=35))._quiet.interval() == 35_000
    assert look(load_site(SITE), None).idle == load_site(SITE).timers.idle


def test_a_wish_made_at_home_lasts_into_the_visit(stage: WindowStage) -> None:
    stage.show(Scene(1, SAMPLES["home"]))
    stage.setLanguage("pl")
    stage.show(Scene(2, PIN, visit=4))
    assert stage.shown.language == "pl"


def test_a_wish_made_at_home_and_left_there_ends(qtbot: QtBot, posted: list[FromScreen]) -> None:
    stage = WindowStage(posted.append, FakeClock(), LOOK, quiet_ms=1)
    stage.show(Scene(1, SAMPLES["home"]))
    with qtbot.waitSignals([stage.languageChanged, stage.languageChanged], order="strict"):
        stage.setLanguage("pl")
    assert stage.shown.language == "en"


def test_what_happens_at_home_without_a_touch_keeps_no_wish_alive(
    qtbot: QtBot, posted: list[FromScreen]
) -> None:
    stage = WindowStage(posted.append, FakeClock(), LOOK, quiet_ms=100)
    stage.show(Scene(1, SAMPLES["home"]))
    stage.setLanguage("pl")
    doors: list[str] = []

    def a_door_opens() -> None:
        doors.append(str(len(doors)))
        stage.show(Scene(1, SAMPLES["home"], doors_open=tuple(doors)))

    bell = QTimer(interval=10)
    bell.timeout.connect(a_door_opens)
    bell.start()
    with qtbot.waitSignal(stage.languageChanged):
        pass
    bell.stop()
    assert doors
    assert stage.shown.language == "en"


@pytest.mark.parametrize(
    "wish",
    [
        lambda stage: stage.setLanguage("fr"),
        lambda stage: stage.toggle("motion"),
        lambda stage: stage.openOverlay("Home"),
    ],
)
def test_wishes_that_nobody_offered_change_nothing(
    wish: Callable[[WindowStage], None], stage: WindowStage, caplog: pytest.LogCaptureFixture
) -> None:
    before = stage.shown
    wish(stage)
    assert stage.shown == before
    assert len(caplog.records) == 1


def test_an_overlay_closes(stage: WindowStage) -> None:
    stage.openOverlay("Help")
    stage.closeOverlay()
    assert stage.shown.overlay == ""


# --- read aloud ---------------------------------------------------------------------------------


def test_nothing_is_read_aloud_without_a_voice(stage: WindowStage) -> None:
    stage.toggleSpeech()
    assert not stage.shown.can_speak
    assert not stage.shown.speaking


def test_reading_aloud_is_turned_on_and_off_and_waits_for_a_voice_that_fell_silent(
    stage: WindowStage,
) -> None:
    stage.speech_asked.connect(lambda _start: stage.set_speaking(True))
    stage.set_can_speak(True)
    stage.toggleSpeech()
    assert stage.shown.speaking
    stage.set_can_speak(False)
    assert not stage.shown.speaking
    stage.set_can_speak(True)
    assert stage.shown.speaking
    stage.toggleSpeech()
    assert not stage.shown.speaking


def test_reading_aloud_ends_with_the_visitor(qapp: QObject, posted: list[FromScreen], qtbot: QtBot) -> None:
    stage = WindowStage(posted.append, FakeClock(), LOOK, quiet_ms=1)
    stage.set_can_speak(True)
    stage.show(Scene(1, SAMPLES["home"]))
    stage.set_speaking(True)
    qtbot.waitUntil(lambda: not stage.shown.speaking)
