"""Keys alone: over every sample, arrows reach each control that can be pressed, and Enter presses it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.journeys.every import SAMPLES
from kiosk.journeys.front.screens import Appearance
from kiosk.journeys.screen import Screen
from tests.helpers.length import share
from tests.ui.easels import SMALL, below, is_control, name_of
from ui.gallery import Easel

Key = Qt.Key
PARTS = 6
FIRST = {type(SAMPLES[name]): name for name in reversed(list(SAMPLES))}
MINE = [name for name in dict.fromkeys((*FIRST.values(), *share(SAMPLES, 0, 4))) if name != "appearance-on"]
"""The first sample of each screen, and a share of the others; but the one that changes the window."""
ARROWS = (Key.Key_Down, Key.Key_Up, Key.Key_Right, Key.Key_Left)


def controls(on: Easel) -> list[QQuickItem]:
    """What can be pressed now."""
    return [item for item in below(on.view) if is_control(item) and item.isEnabled()]


def named(on: Easel, name: str) -> QQuickItem | None:
    return next((item for item in controls(on) if name_of(item) == name), None)


def reached(on: Easel, start: QQuickItem) -> set[QQuickItem]:
    """All that arrows come to from there."""
    found, ahead = {start}, [start]
    while ahead:
        here = ahead.pop()
        for arrow in ARROWS:
            here.forceActiveFocus(Qt.FocusReason.TabFocusReason)
            QTest.keyClick(on.app.root, arrow)
            there = on.app.root.activeFocusItem()
            if there is not None and is_control(there) and there not in found:
                found.add(there)
                ahead.append(there)
    return found


def misplaced(on: Easel) -> Iterator[str]:
    """Where the keys begin, if that is not the answer that is meant, or the screen where none is."""
    front: QQuickItem = on.view.property("frontItem")
    if front.property("steady"):
        return  # it may be the one from before, with the keys where somebody has put them
    meant = [one for one in below(front) if is_control(one) and one.isEnabled() and one.property("main")]
    surely = [one for one in meant if not one.property("grave") and not front.property("typing")]
    at = on.app.root.activeFocusItem()
    begins = [at] if at is not None and is_control(at) else []
    if begins != surely[:1]:
        yield f"the keys begin at {[*map(name_of, begins)]} and not at {[*map(name_of, surely)]}"


def unreached(on: Easel) -> Iterator[str]:
    QTest.keyClick(on.app.root, Key.Key_Down)
    begin = on.app.root.activeFocusItem()
    if begin is None or not is_control(begin):
        yield "no arrow leads anywhere"
        return
    found = reached(on, begin)
    # The column moves with the keys, and at either end of it one of the two that move it is off.
    moves = any(_moves(one) for one in found)
    missed = [one for one in controls(on) if one not in found and not (moves and _moves(one))]
    yield from (f"no arrow leads to {name_of(one)!r}" for one in missed)


def _moves(one: QQuickItem) -> bool:
    return one.parentItem().objectName() == "scrollKeys"


def deaf(on: Easel, screen: Screen[Any], tried: set[tuple[type, str]]) -> Iterator[str]:
    """Those that Enter does not press, each once a kind of screen; what a press changes is put right."""
    for name in dict.fromkeys(map(name_of, controls(on))):
        if (type(screen), name) in tried:
            continue
        one = named(on, name)
        if one is None:
            on.put(screen)
            one = named(on, name)
        if one is None:
            continue  # what was pressed before it has taken it away
        tried.add((type(screen), name))
        pressed: list[bool] = []
        button: Any = one  # its class is Qt's own, and no stub knows it
        button.clicked.connect(lambda pressed=pressed: pressed.append(True))
        one.forceActiveFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(on.app.root, Key.Key_Return)
        if len(pressed) != 1:
            yield f"Enter presses {name!r} {len(pressed)} times"
        on.stage.closeOverlay()
        on.wish(Appearance())


@pytest.mark.parametrize("part", range(PARTS))
def test_keys_begin_at_the_main_answer_reach_every_control_and_press_it(part: int, on: Easel) -> None:
    wrong = []
    tried: set[tuple[type, str]] = set()
    for name in MINE[part::PARTS]:
        sample = SAMPLES[name]
        on.put(sample)
        wrong += [f"{name}: {one}" for one in (*misplaced(on), *unreached(on), *deaf(on, sample, tried))]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("part", range(PARTS))
def test_they_do_where_the_window_is_wide(part: int, on: Easel) -> None:
    on.resize(*SMALL)
    wrong = []
    for name in MINE[part::PARTS]:
        sample = SAMPLES[name]
        on.put(sample)
        wrong += [f"{name}: {one}" for one in (*misplaced(on), *unreached(on))]
    assert not wrong, "\n".join(wrong)
