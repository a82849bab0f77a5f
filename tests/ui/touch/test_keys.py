"""Where the keys are when nobody has used one, and what a screen reader is told of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface

from kiosk.custody.words import Audience
from kiosk.journeys.every import SAMPLES
from kiosk.journeys.front.screens import Home, HomeChoice
from kiosk.journeys.handover.screens import ThankYou
from kiosk.journeys.screen import Screen
from kiosk.journeys.who.screens import EnterPin
from kiosk.visits.scene import Answered
from tests.ui.easels import below, control, is_control, name_of, role_of
from tests.ui.touch.test_touch import answers, focused, press, show, touch
from ui.gallery import Easel

Key = Qt.Key


def rings(on: Easel) -> list[str]:
    """The controls that show that they have the keys."""
    return [name_of(i) for i in below(on.view) if is_control(i) and i.property("visualFocus")]


def have_focus(on: Easel) -> list[tuple[QAccessible.Role, str]]:
    """What a screen reader is told has the focus."""
    found = []
    for item in below(on.view):
        told: QAccessibleInterface | None = QAccessible.queryAccessibleInterface(item)
        if told is not None and told.state().focused:
            found.append((role_of(item), name_of(item)))
    return found


def test_return_at_home_picks_up_without_a_key_before_it(on: Easel) -> None:
    show(on, 1, Home())
    assert focused(on) == "Pick up"
    assert rings(on) == []
    press(on, Key.Key_Return)
    assert answers(on) == [Answered(1, HomeChoice.PICK_UP)]


def test_the_first_tab_shows_where_the_keys_are_and_the_second_moves_them(on: Easel) -> None:
    show(on, 1, Home())
    press(on, Key.Key_Tab)
    assert rings(on) == ["Pick up"]
    press(on, Key.Key_Tab)
    assert rings(on) == ["Courier or staff"]


def test_the_first_arrow_shows_where_the_keys_are_too(on: Easel) -> None:
    show(on, 1, Home())
    press(on, Key.Key_Down)
    assert rings(on) == ["Pick up"]
    press(on, Key.Key_Down)
    assert rings(on) == ["Courier or staff"]


def test_a_touch_hides_the_ring_again(on: Easel) -> None:
    show(on, 1, Home())
    press(on, Key.Key_Tab)
    touch(on, "Pick up")
    show(on, 2, ThankYou(1, reopen="12"))
    assert rings(on) == []


def test_what_lies_over_a_screen_gives_the_keys_back(on: Easel) -> None:
    show(on, 1, Home())
    touch(on, "Help")
    touch(on, "Back")
    assert focused(on) == "Pick up"


@pytest.mark.parametrize("name", ["pin", "pin-staff", "phone-end", "code", "type-label"])
def test_where_something_is_typed_return_presses_no_button(on: Easel, name: str) -> None:
    show(on, 1, SAMPLES[name])
    assert focused(on) == ""
    press(on, Key.Key_Return)
    assert answers(on) == []


def test_where_nothing_is_meant_to_be_pressed_return_presses_nothing(on: Easel) -> None:
    show(on, 1, SAMPLES["take"])
    press(on, Key.Key_Return)
    assert answers(on) == []


@pytest.mark.parametrize(
    "screen", [Home(), EnterPin(Audience.VISITOR, 8), SAMPLES["take"], SAMPLES["thank-you"]]
)
def test_a_screen_reader_is_told_of_one_focus(on: Easel, screen: Screen[object]) -> None:
    show(on, 1, screen)
    assert len(have_focus(on)) == 1
    press(on, Key.Key_Tab)
    ((role, name),) = have_focus(on)
    assert role is QAccessible.Role.Button
    assert control(on, name).property("visualFocus")
