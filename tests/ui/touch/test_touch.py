"""What a visitor does at the window, by touch and by keys, and what the kiosk gets of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.custody.words import Audience, TaskKind
from kiosk.journeys.every import SAMPLES
from kiosk.journeys.front.screens import Home, HomeChoice, Sorry, SorryKind
from kiosk.journeys.handover.screens import (
    ChooseSize,
    CourierSummary,
    NothingFree,
    ScanParcel,
    SizeOffer,
    ThanksChoice,
    ThankYou,
    TypeLabel,
    WhichParcel,
)
from kiosk.journeys.screen import BackChoice, Picked, Screen, Typed
from kiosk.journeys.who.screens import EnterPhoneEnd, EnterPin, PinProblem
from kiosk.journeys.work.screens import StaffTasks, TaskLine
from kiosk.visits.scene import Answered, Scene, Touched, WantsToLeave, Wished
from tests.ui.easels import PORTRAIT, below, control, in_window, is_control, middle, name_of, words
from ui.gallery import Easel

PIN = EnterPin(Audience.VISITOR, 8)
Key = Qt.Key


def show(on: Easel, turn: int, screen: Screen[Any], **more: Any) -> None:
    on.stage.show(Scene(turn, screen, **more))
    on.settle()


def touch(on: Easel, name: str) -> None:
    touch_at(on, control(on, name))


def touch_at(on: Easel, item: QQuickItem) -> None:
    point: QPoint = middle(item).toPoint()
    QTest.mouseClick(on.app.root, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    on.settle()


def press(on: Easel, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(on.app.root, key)
    on.settle()


def answers(on: Easel) -> list[object]:
    return [said for said in on.posted if isinstance(said, Answered | WantsToLeave)]


def focused(on: Easel) -> str:
    item = on.app.root.activeFocusItem()
    return name_of(item) if item is not None and is_control(item) else ""


# --- digits -------------------------------------------------------------------------------------


def test_a_pin_is_touched_in(on: Easel) -> None:
    show(on, 1, PIN)
    for digit in "12345679":
        touch(on, digit)
    touch(on, "Erase the last digit")
    touch(on, "8")
    touch(on, "Next")
    assert answers(on) == [Answered(1, Typed("12345678"))]


def test_a_pin_is_typed_on_a_keyboard(on: Easel) -> None:
    show(on, 1, PIN)
    press(on, Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_9, Key.Key_Backspace, Key.Key_4)
    press(on, Key.Key_5, Key.Key_6, Key.Key_7, Key.Key_8, Key.Key_Return)
    assert answers(on) == [Answered(1, Typed("12345678"))]


def test_a_pin_is_chosen_with_arrows(on: Easel) -> None:
    show(on, 1, PIN)
    press(on, Key.Key_Tab)
    assert focused(on) == "1"
    press(on, Key.Key_Right, Key.Key_Down, Key.Key_Return, Key.Key_Space)
    assert focused(on) == "5"
    press(on, Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert focused(on) == "0"
    for _ in range(5):
        press(on, Key.Key_Return)
    press(on, Key.Key_Right, Key.Key_Return)
    assert answers(on) == [Answered(1, Typed("55000000"))]


def test_tab_reaches_every_control_and_shows_where_it_is(on: Easel) -> None:
    show(on, 1, PIN)
    every = [name_of(i) for i in below(on.view) if is_control(i) and i.isEnabled()]
    met = []
    for _ in every:
        press(on, Key.Key_Tab)
        item = on.app.root.activeFocusItem()
        assert item is not None
        assert item.property("visualFocus")
        met.append(name_of(item))
    assert met == every


def test_a_touch_shows_no_focus(on: Easel) -> None:
    show(on, 1, PIN)
    touch(on, "4")
    assert not control(on, "4").property("visualFocus")


def test_digits_are_hidden_and_never_spoken(on: Easel) -> None:
    show(on, 1, PIN)
    press(on, Key.Key_7, Key.Key_3)
    keys = {name_of(i) for i in below(on.view) if is_control(i)}
    shown = [word for word in words(on) if word.isdigit() and len(word) == 1]
    assert shown.count("3") == 2, "on its key, and for a moment where it was typed"
    assert shown.count("7") == 1, "on its key only"
    names = [name_of(i) for i in below(on.view) if not is_control(i)]
    spoken = [name for name in names if "digits typed" in name]
    assert spoken == ["2 of 8 digits typed"]
    assert "3" in keys
    on.until(lambda: words(on).count("3") == 1)


def test_no_digit_is_taken_while_one_has_to_wait(on: Easel) -> None:
    show(on, 1, replace(PIN, problem=PinProblem.WAIT, wait=45))
    press(on, *[Key.Key_1] * 8, Key.Key_Return)
    assert not control(on, "1").isEnabled()
    assert not answers(on)


def test_the_wait_is_counted_down(moving: Easel) -> None:
    show(moving, 1, replace(PIN, problem=PinProblem.WAIT, wait=1))
    assert not control(moving, "1").isEnabled()
    moving.until(control(moving, "1").isEnabled)


# --- turns --------------------------------------------------------------------------------------


def test_a_second_touch_answers_nothing(on: Easel) -> None:
    show(on, 1, ThankYou(1, reopen="12"))
    touch(on, "Done")
    touch(on, "Done")
    touch(on, "Open door 12 again")
    assert answers(on) == [Answered(1, ThanksChoice.DONE)]
    show(on, 2, ThankYou(1, reopen="12"))
    touch(on, "Open door 12 again")
    assert answers(on)[1:] == [Answered(2, ThanksChoice.OPEN_AGAIN)]


def test_a_new_value_of_the_same_question_leaves_the_typing_alone(on: Easel) -> None:
    show(on, 1, PIN)
    press(on, Key.Key_1, Key.Key_2)
    show(on, 1, replace(PIN, can_scan=False))
    assert "8 digits from your message." in words(on)
    press(on, *[Key.Key_3] * 6, Key.Key_Return)
    assert answers(on) == [Answered(1, Typed("12333333"))]


def test_the_same_question_again_begins_anew(on: Easel) -> None:
    wrong = replace(PIN, problem=PinProblem.NOT_FOUND)
    show(on, 1, wrong)
    press(on, Key.Key_1, Key.Key_2)
    show(on, 2, wrong)
    press(on, *[Key.Key_3] * 8, Key.Key_Return)
    assert answers(on) == [Answered(2, Typed("33333333"))]


def test_the_next_screen_slides_in_and_takes_no_touch_on_its_way(moving: Easel) -> None:
    show(moving, 1, NothingFree("L", "JJD1"))
    moving.view.setProperty("slide", 3_600_000)
    moving.stage.show(Scene(2, ThankYou(1)))
    moving.until(lambda: bool(moving.view.property("moving")))
    incoming = next(i for i in below(moving.view) if i.objectName() == "ThankYou")
    assert incoming.x() > 0.9 * PORTRAIT[0]
    touch(moving, "Keep the parcel")
    assert not answers(moving), "the screen that leaves takes no touch either"
    moving.view.setProperty("slide", 1)
    show(moving, 3, ThankYou(2))
    moving.until(lambda: not moving.view.property("settling"))
    moving.settle()
    touch(moving, "Done")
    assert answers(moving) == [Answered(3, ThanksChoice.DONE)]


def test_what_leaves_keeps_its_looks(moving: Easel) -> None:
    show(moving, 1, ThankYou(1))
    leaving = control(moving, "Done")
    moving.view.setProperty("slide", 3_600_000)
    moving.stage.show(Scene(2, PIN))
    moving.until(lambda: bool(moving.view.property("moving")))
    assert not leaving.isEnabled()
    assert leaving.property("lively")
    assert not control(moving, "Next").property("lively"), "nothing is typed yet"


def test_what_is_covered_keeps_its_looks(moving: Easel) -> None:
    show(moving, 1, Home())
    beneath = control(moving, "Pick up")
    moving.view.setProperty("slide", 3_600_000)
    moving.stage.openOverlay("Help")
    moving.until(lambda: bool(moving.view.property("moving")))
    assert not beneath.isEnabled()
    assert beneath.property("lively")
    moving.stage.closeOverlay()
    moving.until(beneath.isEnabled)


# --- the row at the bottom, and what is over a screen ------------------------------------------


def test_back_leaves_or_answers_or_is_not_there(on: Easel) -> None:
    show(on, 1, PIN)
    touch(on, "Back")
    show(on, 2, EnterPhoneEnd())
    touch(on, "Back")
    assert answers(on) == [WantsToLeave(1), Answered(2, BackChoice.BACK)]
    show(on, 3, Home())
    assert "Back" not in [name_of(i) for i in below(on.view) if is_control(i)]


def test_help_says_what_a_caller_is_asked_for_and_goes_away(on: Easel) -> None:
    show(on, 1, PIN, visit=1204, word="harbour")
    press(on, Key.Key_1)
    touch(on, "Help")
    shown = " ".join(words(on))
    assert all(part in shown for part in ("DEMO-1", "1204", "harbour", "+49 30 555 0100"))
    touch(on, "Continue")
    press(on, *[Key.Key_2] * 7, Key.Key_Return)
    assert answers(on) == [Answered(1, Typed("12222222"))]


def test_a_language_turns_the_screen_at_once(on: Easel) -> None:
    show(on, 1, Home())
    touch(on, "Deutsch")
    assert "Abholen" in words(on)
    assert on.view.property("languageName") == "Deutsch"
    show(on, 2, PIN, visit=1)
    touch(on, "Sprache: Deutsch")
    touch(on, "English")
    assert "Your code" in words(on)


@pytest.mark.parametrize("home", [SAMPLES["home"], SAMPLES["home-door-left-open"]], ids=["calm", "door open"])
def test_home_has_each_language_once_and_the_way_to_larger_in_words(home: Screen[Any], on: Easel) -> None:
    show(on, 1, home)
    named = [name_of(item) for item in below(on.view) if is_control(item)]
    assert sum("English" in name for name in named) == 1
    assert "Larger, lower, read aloud" in words(on)
    way, help_ = (in_window(control(on, name)) for name in ("Larger, lower, read aloud", "Help"))
    assert way.width() > 1.5 * help_.width()


def test_staff_is_a_quiet_line_at_home_that_is_large_enough(on: Easel) -> None:
    show(on, 1, Home())
    line = control(on, "Courier or staff")
    assert line.height() >= 88
    assert line.property("bare")
    touch(on, "Courier or staff")
    assert answers(on) == [Answered(1, HomeChoice.STAFF)]


def test_no_screen_waits_until_it_has_slid_in(moving: Easel) -> None:
    """Only a second tap is waited for, from when the screen came."""
    show(moving, 1, NothingFree("L", "JJD1"))
    moving.view.setProperty("slide", 3_600_000)
    moving.view.setProperty("still", 1)
    moving.stage.show(Scene(2, SAMPLES["choose-size"]))
    moving.until(lambda: bool(moving.view.property("moving")))
    moving.until(lambda: not moving.view.property("settling"))
    assert moving.view.property("moving"), "it slides still"
    moving.view.setProperty("slide", 1)
    show(moving, 3, ThankYou(2))


def test_right_to_left_is_mirrored_but_the_cabinet_and_the_keypad_are_not(on: Easel) -> None:
    show(on, 1, PIN)
    back = middle(control(on, "Back")).x()
    one, three = (middle(control(on, digit)).x() for digit in "13")
    on.stage.setLanguage("ar")
    on.settle()
    assert middle(control(on, "رجوع")).x() == pytest.approx(PORTRAIT[0] - back, abs=2)
    assert (middle(control(on, "1")).x(), middle(control(on, "3")).x()) == (one, three)


def test_how_it_is_drawn_is_chosen_by_switches(on: Easel) -> None:
    show(on, 1, Home(), visit=1)
    touch(on, "Larger, lower, read aloud")
    for name in (
        "High contrast",
        "Seated height",
        "More time",
        "Fewer motions",
        "Left hand",
        "Text size 150 %",
    ):
        assert not control(on, name).property("checked")
        touch(on, name)
        assert control(on, name).property("checked")
    shown = on.stage.shown
    assert (shown.contrast, shown.reach, shown.slower, shown.fewer, shown.left_hand) == (True,) * 5
    assert shown.text == 150
    told = [message.wishes for message in on.posted if isinstance(message, Wished)][-1]
    assert (told.text, told.reach, told.slower, told.still, told.left_hand) == (150, True, True, True, True)
    while on.view.property("scrolled") < on.view.property("furthest") - 1:
        touch(on, "Scroll down")  # larger words have no room for all of it
    touch(on, "Done")
    assert not on.stage.shown.overlay


@pytest.mark.parametrize(
    ("name", "said"), [("Yes, I need more time", Touched()), ("I am done", WantsToLeave(7))]
)
def test_the_warning_before_the_end_is_answered(name: str, said: object, on: Easel) -> None:
    show(on, 7, PIN, visit=1, still_there=18)
    on.posted.clear()
    touch(on, name)
    assert on.posted[-1] == said


def test_what_was_typed_outlives_the_warning(on: Easel) -> None:
    show(on, 7, PIN, visit=1)
    press(on, Key.Key_1, Key.Key_2)
    show(on, 7, PIN, visit=1, still_there=18)
    show(on, 7, PIN, visit=1, still_there=0)
    press(on, *[Key.Key_3] * 6, Key.Key_Return)
    assert answers(on) == [Answered(7, Typed("12333333"))]


def test_every_touch_and_key_is_noticed(on: Easel) -> None:
    show(on, 1, Home())
    on.posted.clear()
    QTest.mouseClick(on.app.root, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(540, 300))
    assert on.posted == [Touched()]
    press(on, Key.Key_Tab)
    assert len(on.posted) > 1


# --- every answer a screen has can be given ------------------------------------------------------


@pytest.mark.parametrize(
    ("screen", "touches"),
    [
        (Home(open_doors=("12",)), ("Pick up", "Courier or staff", "Door 12 is still open")),
        (replace(PIN, camera=True), ("Scan the code instead",)),
        (ThankYou(1, reopen="12"), ("Open door 12 again", "Done")),
        (Sorry(SorryKind.NOT_SENT, "12", can_retry=True), ("Not now", "Try again")),
        (
            ScanParcel(3, 11, can_undo=True, tasks=2),
            ("Type a label", "Undo the last", "2 tasks here", "I am done"),
        ),
        (NothingFree("L", "JJD1"), ("Keep the parcel",)),
        (WhichParcel("4207894001", ("94001", "8001")), ("\u206694001\u2069", "\u20668001\u2069", "Back")),
        (CourierSummary(14), ("Finish the round", "Scan more parcels")),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Screen) else "",
)
def test_every_choice_has_its_control(screen: Screen[Any], touches: tuple[str, ...], on: Easel) -> None:
    for turn, name in enumerate(touches, 1):
        show(on, turn, screen)
        touch(on, name)
    given = [said.answer for said in answers(on) if isinstance(said, Answered)]
    wanted = [a for a in screen.answers() if not isinstance(a, Typed)]
    assert sorted(map(str, given)) == sorted(map(str, wanted))


def test_a_label_is_typed(on: Easel) -> None:
    show(on, 1, TypeLabel())
    for character in "J-7":
        touch(on, {"-": "Hyphen"}.get(character, character))
    press(on, Key.Key_X, Key.Key_Y, Key.Key_Backspace)
    touch(on, "Next")
    assert answers(on) == [Answered(1, Typed("J-7X"))]


def test_a_size_that_is_taken_cannot_be_chosen(on: Easel) -> None:
    sizes = (SizeOffer("S", 40, 12, 50, free=0), SizeOffer("M", 40, 20, 50, free=2))
    show(on, 1, ChooseSize("JJD1", sizes))
    touch(on, "S")
    touch(on, "M")
    assert answers(on) == [Answered(1, Picked("M"))]


def test_more_tasks_than_fit_are_turned_over(on: Easel) -> None:
    tasks = tuple(TaskLine(f"t{n}", str(n), TaskKind.OPEN) for n in range(1, 8))
    show(on, 1, StaffTasks(tasks))
    met = set()
    for _ in range(2):
        met |= {n for i in below(on.view) if is_control(i) and (n := name_of(i)).startswith("Door ")}
        touch(on, "More")
    assert met == {f"Door {n}: open" for n in range(1, 8)}
