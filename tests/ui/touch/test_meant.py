"""What nobody meant is not done: only a key or a touch counts, and it belongs to the screen it was for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest

from kiosk.custody.words import Audience
from kiosk.journeys.every import SAMPLES
from kiosk.journeys.front.screens import Home, Sorry, SorryChoice, SorryKind
from kiosk.journeys.handover.screens import TakeParcel, ThankYou, TypeLabel
from kiosk.journeys.screen import BackChoice, Picked, Screen
from kiosk.journeys.who.screens import EnterPhoneEnd, EnterPin, PinProblem
from kiosk.visits.scene import Answered, Scene, Touched, WantsToLeave
from tests.ui.easels import below, control, is_control, middle, name_of
from tests.ui.touch.test_touch import answers, focused, press, show, touch
from ui.gallery import Easel, staged

PIN = EnterPin(Audience.VISITOR, 8)
TAKE = TakeParcel("12", SAMPLES["take"].place)  # type: ignore[attr-defined]  # this sample has one
LONG = 3_600_000
Key = Qt.Key


def touched(on: Easel) -> int:
    return sum(isinstance(said, Touched) for said in on.posted)


def repeat(on: Easel, key: Qt.Key, text: str = "") -> None:
    """What a key that is held down sends by itself."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
        sent = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text, autorep=True)
        QCoreApplication.sendEvent(on.app.root, sent)
    on.settle()


def stand_still(on: Easel) -> None:
    on.until(lambda: not on.view.property("settling"))
    on.settle()


def hold(on: Easel) -> None:
    """The screen that comes next needs an hour until it takes a touch, and is in its place at once."""
    on.view.setProperty("still", LONG)
    on.view.setProperty("slide", 1)


# --- only a person's key or touch counts ---------------------------------------------------------


def _warns(on: Easel) -> None:
    for seconds in (20, 19, 18):
        show(on, 1, PIN, visit=1, still_there=seconds)
    show(on, 1, PIN, visit=1)


def _asks_again(on: Easel) -> None:
    show(on, 2, replace(PIN, problem=PinProblem.NOT_FOUND), visit=1)
    show(on, 3, SAMPLES["thank-you"], visit=1)


def _reminds(on: Easel) -> None:
    show(on, 2, SAMPLES["take"], visit=1)
    show(on, 3, SAMPLES["take-reminded"], visit=1)


def _goes_over_it(on: Easel) -> None:
    for x in range(0, 1000, 100):
        QTest.mouseMove(on.app.root, QPoint(x, 1200))
    on.settle()


def _holds_a_key(on: Easel) -> None:
    repeat(on, Key.Key_1, "1")


@pytest.mark.parametrize("happens", [_warns, _asks_again, _reminds, _goes_over_it, _holds_a_key])
def test_what_nobody_did_is_no_touch(happens: Callable[[Easel], None], on: Easel) -> None:
    show(on, 1, PIN, visit=1)
    press(on, Key.Key_Tab)
    press(on, Key.Key_Tab)
    on.posted.clear()
    happens(on)
    assert touched(on) == 0


def test_what_moves_on_a_screen_is_no_touch(moving: Easel) -> None:
    show(moving, 1, SAMPLES["home"])
    press(moving, Key.Key_Tab)
    moving.posted.clear()
    show(moving, 2, TAKE, visit=1, doors_open=("12",))
    stand_still(moving)
    assert touched(moving) == 0


@pytest.mark.parametrize("key", [Key.Key_Tab, Key.Key_Backtab, Key.Key_Down, Key.Key_Space, Key.Key_F7])
def test_every_key_is_one_touch(key: Qt.Key, on: Easel) -> None:
    show(on, 1, SAMPLES["pick-up-or-give"])
    press(on, Key.Key_Tab)
    for _ in range(2):
        on.posted.clear()
        press(on, key)
        assert touched(on) == 1


# --- the keys stand first where nothing can go wrong ---------------------------------------------

GIVES_UP = {
    "BoardSensors": {"turn", "as_is"},
    "BoardsFound": {"again"},
    "CommissionSummary": {"write", "drop"},
    "ConfirmLeave": {"ok"},
    "ExportPage": {"write_broken"},
    "FaceConsent": {"yes", "no"},
    "NextPerson": {"without"},
    "PickUpOrGive": {"give", "take_back"},
    "ScanParcel": {"undo"},
    "StillThere": {"leave"},
    "ThankYou": {"open_again", "forget_face"},
}
"""Answers that are not given by a key too many; of screens with a door, none is."""
_NEVER = (Picked,)


def test_a_key_too_many_gives_nothing_up(on: Easel) -> None:
    show(on, 1, SAMPLES["home"])
    press(on, Key.Key_Tab)
    wrong = []
    for name, sample in SAMPLES.items():
        on.put(SAMPLES["home"])
        on.put(sample)
        item = on.app.root.activeFocusItem()
        if is_control(item) and not item.property("main"):
            wrong.append(f"{name}: {name_of(item)} has the keys")
        on.posted.clear()
        press(on, Key.Key_Return)
        scene, _ = staged(sample, 0, on.cabinet)
        kind = type(sample).__name__
        for said in on.posted:
            given = (
                said.answer
                if isinstance(said, Answered)
                else "leave"
                if isinstance(said, WantsToLeave)
                else ""
            )
            # A card of a door has none that is open: going back loses nothing.
            door = hasattr(scene.screen, "place") and kind != "DoorCard"
            if given != "" and (door or isinstance(given, _NEVER) or given in GIVES_UP.get(kind, ())):
                wrong.append(f"{name}: one Return gives {given}")
    assert not wrong, "\n".join(wrong)


def test_the_main_answer_has_the_keys_after_a_key_was_used(on: Easel) -> None:
    show(on, 1, Home())
    press(on, Key.Key_Tab)
    show(on, 2, ThankYou(1, reopen="12"))
    assert focused(on) == "Done"
    show(on, 3, Sorry(SorryKind.NOT_SENT, "12", can_retry=True))
    assert focused(on) == "Try again"


@pytest.mark.parametrize("name", ["Something is wrong", "Help"])
def test_a_reminder_leaves_the_keys_where_they_are(name: str, on: Easel) -> None:
    show(on, 1, TAKE)
    for _ in range(9):
        if focused(on) != name:
            press(on, Key.Key_Tab)
    assert focused(on) == name
    show(on, 2, replace(TAKE, reminded=True))
    assert focused(on) == name
    assert answers(on) == []


def test_the_warning_gives_the_keys_back(on: Easel) -> None:
    show(on, 1, ThankYou(1, reopen="12"))
    press(on, Key.Key_Tab)
    while focused(on) != "Open door 12 again":
        press(on, Key.Key_Tab)
    show(on, 1, ThankYou(1, reopen="12"), still_there=18)
    assert focused(on) == "Yes, I need more time"
    show(on, 1, ThankYou(1, reopen="12"))
    assert focused(on) == "Open door 12 again"


def test_the_next_door_is_a_screen_of_its_own(on: Easel) -> None:
    show(on, 1, TakeParcel("12", TAKE.place, index=1, of=2))
    while focused(on) != "Something is wrong":
        press(on, Key.Key_Tab)
    show(on, 2, TakeParcel("17", TAKE.place, index=2, of=2))
    assert focused(on) == ""


# --- a touch belongs to the screen where it began ------------------------------------------------


def test_a_second_tap_on_pick_up_types_no_digit(moving: Easel) -> None:
    show(moving, 1, Home())
    stand_still(moving)
    here = middle(control(moving, "Pick up")).toPoint()
    touch(moving, "Pick up")
    hold(moving)
    show(moving, 2, PIN, visit=1)
    moving.until(lambda: not moving.view.property("moving"))
    QTest.mouseClick(moving.app.root, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, here)
    moving.settle()
    assert "0 of 8 digits typed" in [name_of(item) for item in below(moving.view)]
    moving.view.setProperty("still", 1)
    stand_still(moving)
    touch(moving, "5")
    assert "1 of 8 digits typed" in [name_of(item) for item in below(moving.view)]


def test_a_second_tap_on_back_leaves_nothing_more(moving: Easel) -> None:
    show(moving, 1, TypeLabel())
    stand_still(moving)
    touch(moving, "Back")
    hold(moving)
    show(moving, 2, SAMPLES["choose-size"])
    moving.until(lambda: not moving.view.property("moving"))
    touch(moving, "Back")
    assert answers(moving) == [Answered(1, BackChoice.BACK)]


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        (ThankYou(1), ThankYou(2), "Done"),
        (PIN, EnterPhoneEnd(), "1"),
        (PIN, EnterPhoneEnd(), "Back"),
        (ThankYou(1), ThankYou(2), "Help"),
    ],
)
def test_what_was_pressed_before_does_nothing_on_the_next_screen(
    before: Screen[Any], after: Screen[Any], name: str, on: Easel
) -> None:
    show(on, 1, before)
    here = middle(control(on, name)).toPoint()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(on.app.root, left, none, here)
    on.settle()
    show(on, 2, after)
    QTest.mouseRelease(on.app.root, left, none, here)
    on.settle()
    assert answers(on) == []
    assert on.stage.shown.overlay == ""


def test_the_warning_takes_no_touch_that_was_meant_for_what_is_below(moving: Easel) -> None:
    show(moving, 1, PIN, visit=1)
    stand_still(moving)
    hold(moving)
    show(moving, 1, PIN, visit=1, still_there=18)
    moving.until(lambda: not moving.view.property("moving"))
    moving.posted.clear()
    touch(moving, "I am done")
    assert moving.posted == [Touched()], "somebody is there, and that is all"


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space, Key.Key_Escape])
def test_a_second_press_of_a_key_answers_nothing(key: Qt.Key, moving: Easel) -> None:
    again = Sorry(SorryKind.NOT_SENT, "12", can_retry=True)
    show(moving, 1, SAMPLES["pick-up-or-give"])
    stand_still(moving)
    press(moving, key)
    assert len(answers(moving)) == 1
    hold(moving)
    show(moving, 2, again)
    press(moving, key)
    assert len(answers(moving)) == 1
    moving.view.setProperty("still", 1)
    stand_still(moving)
    if key is not Key.Key_Escape:
        press(moving, key)
        assert answers(moving)[1:] == [Answered(2, SorryChoice.TRY_AGAIN)]


def test_digits_are_taken_at_once(moving: Easel) -> None:
    show(moving, 1, Home())
    hold(moving)
    show(moving, 2, PIN)
    press(moving, *[Key.Key_4] * 8)
    assert "8 of 8 digits typed" in [name_of(item) for item in below(moving.view)]


def test_a_key_that_is_held_down_types_nothing_on_the_next_screen(on: Easel) -> None:
    show(on, 1, Home())
    press(on, Key.Key_1)
    show(on, 2, PIN)
    repeat(on, Key.Key_1, "1")
    assert "0 of 8 digits typed" in [name_of(item) for item in below(on.view)]


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Space])
def test_a_key_that_is_held_down_answers_one_question(key: Qt.Key, on: Easel) -> None:
    again = Sorry(SorryKind.NOT_SENT, "12", can_retry=True)
    show(on, 1, again)
    press(on, key)
    show(on, 2, again)
    repeat(on, key)
    on.stage.show(Scene(3, again))
    on.settle()
    repeat(on, key)
    assert len(answers(on)) == 1
