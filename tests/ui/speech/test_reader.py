"""The window read aloud: when it begins, what is said as it changes, and what no loudspeaker says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from shiboken6 import isValid

from hardware.speech.client import Say, SpeechDown, SpeechUp
from kiosk.custody.words import Audience
from kiosk.journeys.every import SAMPLES
from kiosk.journeys.front.screens import Home, HomeChoice
from kiosk.journeys.who.screens import EnterPin
from kiosk.visits.scene import Answered, Scene
from tests.ui.easels import control, middle
from tests.ui.speech.ear import CLICK, Ear
from tests.ui.touch.test_touch import answers, press, touch
from ui.speech.reader import WindowReader

Key = Qt.Key
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
PIN = EnterPin(Audience.VISITOR, 8)


def test_the_first_key_reads_the_screen_and_does_nothing_else(ear: Ear) -> None:
    ear.show(Scene(1, Home()))
    press(ear.easel, Key.Key_Return)
    ear.hears("Hold your code below the screen", "6 choices", "Press Enter for: Pick up.")
    assert answers(ear.easel) == []
    press(ear.easel, Key.Key_Return)
    assert answers(ear.easel) == [Answered(1, HomeChoice.PICK_UP)]


def test_headphones_begin_it_and_end_it(ear: Ear) -> None:
    ear.show(Scene(1, Home()))
    ear.speech.plug(wanted=True)
    ear.hears("Hold your code below the screen")
    ear.speech.plug(wanted=False)
    ear.easel.until(lambda: not ear.easel.stage.shown.speaking)
    ear.easel.until(lambda: ear.speech.stops > 0)


def test_where_the_keys_go_is_said(ear: Ear) -> None:
    ear.show(Scene(1, Home()))
    ear.begin()
    ear.hears("Press Enter for: Pick up.")
    press(ear.easel, Key.Key_Down)
    press(ear.easel, Key.Key_Down)
    ear.hears("Courier or staff", "2 of 6")


def test_an_arrow_that_leads_nowhere_is_heard_too(ear: Ear) -> None:
    ear.show(Scene(1, Home()))
    ear.begin()
    ear.hears("Press Enter for: Pick up.")
    press(ear.easel, Key.Key_Up)
    ear.hears("Pick up", "1 of 6")
    press(ear.easel, Key.Key_Up)
    ear.hears("Pick up", "1 of 6")


def test_the_name_of_a_language_is_said_in_it_at_home_too(ear: Ear) -> None:
    ear.show(Scene(1, Home()))
    ear.begin()
    ear.hears("العربية")
    phrases = [one for order in ear.speech.orders for one in order.phrases if one.text == "العربية"]
    assert {one.language for one in phrases} == {"ar"}


def test_a_code_is_clicks_on_the_loudspeaker_and_digits_in_headphones(ear: Ear) -> None:
    ear.show(Scene(1, PIN))
    ear.begin()
    ear.hears("Type the digits, then press Enter.")
    press(ear.easel, Key.Key_7)
    assert "7" not in "".join(ear.hears(CLICK))
    ear.speech.headphones = True
    press(ear.easel, Key.Key_3)
    ear.hears("3")
    ear.speech.headphones = False
    press(ear.easel, *[Key.Key_1] * 6)
    said = ear.hears("Press Enter to continue.")
    assert not [one for one in said if one in set("0123456789")]


def test_keys_of_the_screen_are_private_where_a_code_is_typed(ear: Ear) -> None:
    ear.show(Scene(1, PIN))
    ear.begin()
    ear.hears("Type the digits, then press Enter.")
    for _ in range(2):
        press(ear.easel, Key.Key_Down)
    said = ear.hears(CLICK)
    assert not [one for one in said if one in set("0123456789")]


def test_only_what_is_new_is_said_of_a_page_that_stays(ear: Ear) -> None:
    ear.show(Scene(1, SAMPLES["take"], 1204, doors_open=("12",)))
    ear.begin()
    ear.hears("Door 12 is open")
    ear.forget()
    ear.show(Scene(2, SAMPLES["take-reminded"], 1204, doors_open=("12",)))
    ear.easel.until(lambda: bool(ear.new()))
    ear.easel.settle()
    assert "Door 12 is open" not in ear.new()


def test_the_end_of_a_visit_is_said_and_counted_by_voice(ear: Ear) -> None:
    ear.show(Scene(1, PIN, 1204))
    ear.begin()
    ear.hears("Your code")
    ear.show(Scene(1, PIN, 1204, still_there=20))
    ear.hears("Are you still there?")
    ear.show(Scene(1, PIN, 1204, still_there=10))
    ear.hears("10 seconds left.")


def test_an_open_door_ticks_from_its_side_while_the_screen_is_read(ear: Ear) -> None:
    ear.show(Scene(1, SAMPLES["take"], 1204, doors_open=("12",)))
    assert ear.speech.ticks == []
    ear.begin()
    tick = ear.speech.ticks[-1]
    assert tick is not None
    assert -1 <= tick.pan <= 1
    assert 0 <= tick.pitch <= 1
    ear.show(Scene(2, Home()))
    assert ear.speech.ticks[-1] is None


def test_faster_louder_repeat_and_stop(ear: Ear) -> None:
    ear.show(Scene(1, Home()))
    ear.begin()
    ear.hears("Hold your code below the screen")
    usual = ear.speech.orders[-1]
    press(ear.easel, Key.Key_F5)
    ear.hears("Speed: 3 of 5")
    assert ear.speech.orders[-1].speed > usual.speed
    press(ear.easel, Key.Key_F7)
    ear.easel.until(lambda: ear.speech.orders[-1].volume != usual.volume)
    ear.forget()
    press(ear.easel, Key.Key_F2)
    ear.hears("Hold your code below the screen")
    press(ear.easel, Key.Key_F3)
    assert ear.speech.stops == 1


def test_the_next_visitor_hears_the_usual_speed_and_volume(ear: Ear) -> None:
    ear.show(Scene(1, Home()))
    ear.speech.plug(wanted=True)
    ear.hears("Hold your code below the screen")
    usual = ear.speech.orders[-1]
    press(ear.easel, Key.Key_F5)
    press(ear.easel, Key.Key_F7)
    ear.easel.until(lambda: ear.speech.orders[-1].volume != usual.volume)
    ear.speech.plug(wanted=False)
    ear.easel.until(lambda: not ear.easel.stage.shown.speaking)
    ear.forget()
    ear.speech.plug(wanted=True)
    ear.hears("Hold your code below the screen")
    again = ear.speech.orders[-1]
    assert (again.speed, again.volume) == (usual.speed, usual.volume)


def test_a_finger_hears_before_it_presses(ear: Ear) -> None:
    ear.show(Scene(1, Home()))
    ear.easel.stage.hold(2)
    ear.hears(
        "Reading aloud. Slide a finger over the screen to hear its buttons. Touch a button again to press it."
    )
    touch(ear.easel, "Pick up")
    ear.hears("Pick up", "1 of 6")
    window, courier = ear.easel.app.root, middle(control(ear.easel, "Courier or staff")).toPoint()
    QTest.mousePress(window, LEFT, NONE, middle(control(ear.easel, "Help")).toPoint())
    ear.hears("Help")
    QTest.mouseMove(window, courier)
    ear.hears("Courier or staff")
    QTest.mouseRelease(window, LEFT, NONE, courier)
    ear.easel.settle()
    assert answers(ear.easel) == []
    assert ear.easel.stage.shown.overlay == ""
    touch(ear.easel, "Courier or staff")
    assert answers(ear.easel) == [Answered(1, HomeChoice.STAFF)]


def test_whoever_sees_the_button_presses_as_always(ear: Ear) -> None:
    ear.show(Scene(1, Home()))
    ear.begin()
    ear.hears("Press Enter for: Pick up.")
    touch(ear.easel, "Pick up")
    assert answers(ear.easel) == [Answered(1, HomeChoice.PICK_UP)]


def test_help_and_back_are_keys(ear: Ear) -> None:
    ear.show(Scene(1, Home()))
    ear.begin()
    press(ear.easel, Key.Key_F1)
    ear.hears("Call us")
    press(ear.easel, Key.Key_Backspace)
    assert ear.easel.stage.shown.overlay == ""


def test_no_timer_is_left_of_a_window_that_is_closed(qapp: QObject) -> None:
    """Python takes away what is forgotten in any thread, and the timer of a lost object ends the process."""
    one = Ear()
    one.show(Scene(1, Home()))
    press(one.easel, Key.Key_Return)
    reader, stage = one.easel.app.findChild(WindowReader), one.easel.stage
    assert reader is not None
    timers = [*stage.findChildren(QTimer), *reader.findChildren(QTimer)]
    assert any(timer.isActive() for timer in timers)
    one.close()
    assert not [timer for timer in timers if isValid(timer) and timer.isActive()]


def test_a_label_is_never_a_command(ear: Ear) -> None:
    hostile = '<speak><prosody rate="x-slow">x</prosody></speak>'
    ear.show(Scene(1, replace(SAMPLES["put"], text=hostile), 1204))  # type: ignore[type-var]  # a dataclass
    ear.begin()
    ear.easel.until(lambda: any(hostile in one for one in ear.new()))


def test_a_voice_that_falls_silent_takes_nothing_with_it(ear: Ear) -> None:
    ear.show(Scene(1, Home()))
    ear.begin()
    ear.speech.news(SpeechDown("the process died"))
    ear.easel.until(lambda: not ear.easel.stage.shown.can_speak)
    ear.speech.news(SpeechUp(("en",)))
    ear.easel.until(lambda: ear.easel.stage.shown.speaking)
    ear.hears("Hold your code below the screen")


def test_a_voice_that_raises_is_left_out(ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_order: Say) -> None:
        raise OSError("no device")

    monkeypatch.setattr(ear.speech, "say", broken)
    ear.show(Scene(1, Home()))
    ear.begin()
    ear.easel.until(lambda: not ear.easel.stage.shown.can_speak)
    press(ear.easel, Key.Key_Return)
    assert answers(ear.easel) == [Answered(1, HomeChoice.PICK_UP)]


def test_what_is_not_urgent_waits_until_the_voice_has_ended(ear: Ear) -> None:
    ear.show(Scene(1, Home()))
    ear.begin()
    ear.hears("Hold your code below the screen")
    ear.forget()
    ear.speech.slow = True
    press(ear.easel, Key.Key_F2)
    ear.hears("Hold your code below the screen")
    ear.easel.stage.show(Scene(1, Home(), doors_open=("12",)))
    ear.forget()
    assert not [one for one in ear.new() if one.startswith("Door 12")]
    ear.speech.finish()
    ear.hears("Door 12 is open.")


def test_somebody_who_does_not_look_collects_a_parcel_with_six_keys(ear: Ear, qapp: QObject) -> None:
    ear.show(Scene(1, Home()))
    press(ear.easel, Key.Key_Down)
    ear.hears("Press Enter for: Pick up.")
    press(ear.easel, Key.Key_Return)
    assert answers(ear.easel)[-1] == Answered(1, HomeChoice.PICK_UP)
    ear.show(Scene(2, PIN, 1204))
    ear.hears("Your code", "Type the digits, then press Enter.")
    ear.show(Scene(3, SAMPLES["pin-not-found"], 1204))
    ear.hears("We don't know this code. Check it, and that this is the right locker.")
    ear.show(Scene(4, SAMPLES["take"], 1204, doors_open=("12",)))
    ear.hears("Door 12 is open")
    ear.show(Scene(5, SAMPLES["thank-you"], 1204))
    ear.easel.until(lambda: bool(ear.new()))
    ear.show(Scene(6, SAMPLES["sorry-jammed"], 1204))
    ear.easel.until(lambda: any("did not open" in one for one in ear.new()))
